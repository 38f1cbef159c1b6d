"""Finds the settings: default, then TOML file, then environment, then flags; the later wins.

Each value keeps where it came from, for `auraed config --explain`. Whatever is wrong is one line
that names the setting and its source: "cannot load settings: /etc/aurae/aurae.toml:3:
stop_timeot: no such setting (is it stop_timeout?)".
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aurae.config.settings import Row, Settings, build, host_name, rows

DEFAULT_FILE = Path("/etc/aurae/aurae.toml")
FILE_FLAG = "--config"
FILE_VARIABLE = "AURAE_CONFIG"
# Beginnings of the variables of other programs of ours.
FOREIGN_VARIABLES = (
    FILE_VARIABLE,
    "AURAE_CLIENT_",
    "AURAE_SCRIPT_",
    "AURAE_TEST_",
    "AURAE_REQUIRE",
)


class SettingsError(Exception):
    """The settings cannot be used; the text says which, where and why."""


@dataclass(frozen=True, slots=True)
class Given:
    """A setting's text and where it was given, such as `/etc/aurae/aurae.toml:3`."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and for each by name the text and the source that won."""

    settings: Settings
    given: Mapping[str, Given]
    file: Path | None


def load(flags: Sequence[str], environment: Mapping[str, str]) -> Loaded:
    """Read the settings of a daemon that was started with these flags in this environment.

    Raises SettingsError for an unknown name, a bad value, or a file that was named but cannot be read.
    """
    from_flags, chosen = split_flags(flags)
    path, required = DEFAULT_FILE, False
    if chosen is not None or environment.get(FILE_VARIABLE):
        path, required = Path(chosen or environment[FILE_VARIABLE]), True
    given = {name: Given(row.default, "default") for name, row in rows().items()}
    from_file = _read_file(path, required=required)
    given |= from_file or {}
    given |= _from_environment(environment)
    given |= from_flags
    try:
        settings = build({name: _value(rows()[name], item) for name, item in given.items()})
    except ValueError as error:
        raise SettingsError(f"cannot load settings: {error}") from None
    return Loaded(settings, given, None if from_file is None else path.absolute())


def split_flags(flags: Sequence[str]) -> tuple[dict[str, Given], str | None]:
    """Read `--name value` and `--name=value`; returns the settings and the value of `--config`.

    Raises SettingsError for a word that is no flag of a setting and for a flag without a value.
    """
    by_flag = {row.flag: row.name for row in rows().values()}
    given: dict[str, Given] = {}
    chosen = None
    words = list(flags)
    while words:
        word = words.pop(0)
        flag, equals, text = word.partition("=")
        if flag != FILE_FLAG and flag not in by_flag:
            raise SettingsError(
                f"cannot load settings: {word}: no such flag{_guess(flag, by_flag)}"
            )
        if not equals:
            if not words:
                raise SettingsError(f"cannot load settings: {flag}: the value is missing")
            text = words.pop(0)
        if flag == FILE_FLAG:
            chosen = text
        else:
            given[by_flag[flag]] = Given(text, f"flag {flag}")
    return given, chosen


def _from_environment(environment: Mapping[str, str]) -> dict[str, Given]:
    by_variable = {row.variable: row.name for row in rows().values()}
    given = {}
    for variable, text in environment.items():
        if not variable.startswith("AURAE_") or variable.startswith(FOREIGN_VARIABLES):
            continue
        if variable not in by_variable:
            guess = _guess(variable, by_variable)
            raise SettingsError(
                f"cannot load settings: environment: {variable}: no such setting{guess}"
            )
        given[by_variable[variable]] = Given(text, f"environment {variable}")
    return given


def _read_file(path: Path, *, required: bool) -> dict[str, Given] | None:
    try:
        text = path.read_text(encoding="utf-8")
        document: Mapping[str, object] = tomllib.loads(text)
    except FileNotFoundError:
        if not required:
            return None
        raise SettingsError(f"cannot load settings: {path}: no such file") from None
    except OSError as error:
        raise SettingsError(f"cannot load settings: {path}: {error.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot load settings: {path}: {error}") from None
    given = {}
    for name, value in document.items():
        source = f"{path}:{_line_of(text, name)}"
        if name not in rows():
            raise SettingsError(
                f"cannot load settings: {source}: {name}: no such setting{_guess(name, rows())}"
            )
        given[name] = Given(_text_of(value, rows()[name], source), source)
    return given


def _text_of(value: object, row: Row, source: str) -> str:
    """Return a TOML value as text; numbers are for counts and sizes, arrays for lists."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and row.kind in {"count", "size"}:
        return str(value)
    if isinstance(value, list) and row.kind.startswith("list"):
        if all(isinstance(item, str) and "," not in item for item in value):
            return ",".join(value)
        raise SettingsError(
            f"cannot load settings: {source}: {row.name}: is not an array of strings"
        )
    wanted = "a number" if row.kind == "count" else f"a string ({row.kind})"
    raise SettingsError(f"cannot load settings: {source}: {row.name}: {value!r} is not {wanted}")


def _value(row: Row, given: Given) -> object:
    try:
        return row.parse(_expanded(row, given.text, host_name()))
    except ValueError as error:
        raise SettingsError(
            f"cannot load settings: {given.source}: {row.name}: {given.text!r} {error}"
        ) from None


def _expanded(row: Row, text: str, host: str) -> str:
    return text.replace("{hostname}", host) if "{hostname}" in row.default else text


def _line_of(text: str, name: str) -> int:
    """Return the line that sets a top-level key or opens a table; tomllib keeps no positions."""
    key = rf"(?:{re.escape(name)}|\"{re.escape(name)}\"|'{re.escape(name)}')"
    pattern = re.compile(rf"^\s*(?:{key}\s*[=.]|\[+\s*{key}\s*[\].])")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number
    return 1


def _guess(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # only a mistake pays for this import

    close = get_close_matches(name, known, n=1)
    return f" (is it {close[0]}?)" if close else ""
