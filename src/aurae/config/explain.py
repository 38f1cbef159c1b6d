"""Shows the settings of a daemon: as TOML that gives the same settings, or with their sources."""

import json

from aurae.config.loading import Loaded
from aurae.config.settings import Row, rows, written


def as_toml(loaded: Loaded) -> str:
    """Return a settings file that says all that is in force."""
    return "".join(f"{row.name} = {_literal(row, loaded)}\n" for row in rows().values())


def as_table(loaded: Loaded) -> str:
    """Return one line a setting: its name, its value and where it came from."""
    lines = [("SETTING", "VALUE", "SOURCE")]
    lines += [
        (row.name, _text(row, loaded) or "-", loaded.given[row.name].source)
        for row in rows().values()
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(2)]
    return "".join(
        f"{name:<{widths[0]}}  {value:<{widths[1]}}  {source}\n" for name, value, source in lines
    )


def as_json(loaded: Loaded) -> str:
    """Return an object by setting: `value` (numbers in bytes and seconds), `source` and `flag`."""
    document = {
        row.name: {
            "value": _plain(row, loaded),
            "source": loaded.given[row.name].source,
            "flag": row.flag,
            "variable": row.variable,
        }
        for row in rows().values()
    }
    return json.dumps(document, indent=2) + "\n"


def _text(row: Row, loaded: Loaded) -> str:
    return written(row, getattr(loaded.settings, row.name))


def _literal(row: Row, loaded: Loaded) -> str:
    value = getattr(loaded.settings, row.name)
    if row.kind == "count":
        return str(value)
    # JSON's strings and arrays of strings are TOML's too.
    return json.dumps(list(value) if isinstance(value, tuple) else written(row, value))


def _plain(row: Row, loaded: Loaded) -> str | int | float | list[str]:
    value = getattr(loaded.settings, row.name)
    if isinstance(value, int | float):
        return value
    return list(value) if isinstance(value, tuple) else written(row, value)
