"""What QEMU says on its monitor socket (QMP), a line each: read as from a stranger, since a guest may have taken it over.

Nothing is believed to be there; what is kept of a text is short and printable.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.json_fields import read_object
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 256 * 1024
"""Bytes of a line."""
LONGEST_TEXT = 300
UNKNOWN = "GenericError"


class Garbage(ValueError):
    """What was said is no message."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first line: QEMU's version, such as 7.2.22, and what its packager calls it."""

    version: tuple[int, int, int]
    package: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something has happened. `seconds` is since the epoch, by QEMU's clock; 0 unknown."""

    name: str
    data: Mapping[str, object]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the command of this number."""

    number: int
    value: object


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the command of this number was refused; -1 where QEMU could not read which. `kind` is QEMU's class."""

    number: int
    kind: str
    why: str


Message = Greeting | Event | Answer | Failure


class Lines:
    """Parts what comes into lines; never holds more than one unfinished line."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Return the lines that are complete now; Garbage when one is longer than LONGEST."""
        self._rest += data
        lines: list[bytearray] = []
        if b"\n" in data:
            *lines, self._rest = self._rest.split(b"\n")
        if len(self._rest) > LONGEST or any(len(line) > LONGEST for line in lines):
            raise Garbage(f"a line is longer than {LONGEST} bytes")
        return [bytes(line) for line in lines if line.strip()]


def read(line: bytes) -> Message:
    """Read a message; Garbage when it is none."""
    try:
        found = read_object(line, LONGEST)
    except BadValue as error:
        raise Garbage(str(error)) from None
    if "QMP" in found:
        return _greeting(_fields(found["QMP"]))
    if "event" in found:
        name, when = found["event"], found.get("timestamp")
        if not isinstance(name, str):
            raise Garbage("an event has no name")
        return Event(shown(name), _fields(found.get("data")), _seconds(_fields(when)))
    if "error" in found:
        refusal = _fields(found["error"])
        why, kind = refusal.get("desc"), refusal.get("class")
        return Failure(
            _number(found.get("id")),
            shown(kind) if isinstance(kind, str) else UNKNOWN,
            shown(why) if isinstance(why, str) and why.strip() else "QEMU gives no reason",
        )
    if "return" in found:
        return Answer(_number(found.get("id")), found["return"])
    raise Garbage("neither an answer nor an event")


def write(command: str, arguments: Mapping[str, object], number: int) -> bytes:
    """Return a command as a line."""
    said: dict[str, object] = {"execute": command, "id": number}
    if arguments:
        said["arguments"] = dict(arguments)
    return json.dumps(said).encode() + b"\n"


def shown(text: str) -> str:
    """Return a stranger's text on one line, printable and cut."""
    cut = text[: LONGEST_TEXT + 1]
    clean = "".join(char if char.isprintable() else " " for char in cut).strip()
    return clean if len(cut) <= LONGEST_TEXT else clean[:LONGEST_TEXT] + "…"


def _fields(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _greeting(qmp: Mapping[str, object]) -> Greeting:
    version = _fields(qmp.get("version"))
    numbers = _fields(version.get("qemu"))
    major, minor, micro = (
        max(_number(numbers.get(name)), 0) for name in ("major", "minor", "micro")
    )
    package = version.get("package")
    return Greeting((major, minor, micro), shown(package) if isinstance(package, str) else "")


def _seconds(when: Mapping[str, object]) -> float:
    seconds, micro = _number(when.get("seconds")), _number(when.get("microseconds"))
    return seconds + max(micro, 0) / 1e6 if 0 <= seconds < 1 << 40 else 0.0
