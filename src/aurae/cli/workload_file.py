"""Files that say what a workload is: TOML, or JSON when the first character is a brace."""

import json
import sys
from typing import NoReturn

from aurae.cli.reading import Unreadable
from aurae.client.errors import ClientError, of_file

LIMIT = 4 << 20
"""Bytes of a file; the daemon takes no longer request."""


def load(path: str) -> dict[str, object]:
    """Read the file, `-` is standard input; ClientError when it cannot be read."""
    try:
        if path == "-":
            content = sys.stdin.buffer.read(LIMIT + 1)
        else:
            from pathlib import Path

            with Path(path).open("rb") as file:
                content = file.read(LIMIT + 1)
    except OSError as error:
        from pathlib import Path

        raise ClientError(f"cannot read {of_file(Path(path), error)}") from None
    if len(content) > LIMIT:
        raise ClientError(f"cannot read {path}: it is over 4 MiB")
    try:
        return parse(content)
    except Unreadable as error:
        raise ClientError(f"cannot read {path}: {error}") from None


def parse(content: bytes) -> dict[str, object]:
    """Return what a text in either form says; raises Unreadable."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8") from None
    try:
        if text.lstrip().startswith("{"):
            return _json(text)
        import tomllib

        return tomllib.loads(text)
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(str(error)) from None


def _json(text: str) -> dict[str, object]:
    found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    assert isinstance(found, dict)
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make a table; a name that comes twice is a mistake."""
    made: dict[str, object] = {}
    for key, value in pairs:
        if key in made:
            raise Unreadable(f"{key} is there twice")
        made[key] = value
    return made


def _no_number(text: str) -> NoReturn:
    raise Unreadable(f"{text} is no number")
