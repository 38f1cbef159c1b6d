"""JSON from strangers: bounded before it is read, and each field of exactly the type it should have.

What two readers could understand differently is refused: names that stand twice in one object,
numbers that are none (NaN), text that is not UTF-8.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")

LARGEST = 4 * 1024 * 1024
"""Bytes of a document."""

MOST_VALUES = 200_000
"""Values of a document: each takes some 60 bytes of memory, whatever it takes in the document."""

LARGEST_NUMBER = 2**63 - 1

LONGEST_NUMBER = 64
"""Characters of a number: what it takes to read one grows with its square."""


def read_object(data: bytes, largest: int = LARGEST) -> Mapping[str, object]:
    """Return the object that a document is; BadValue when it is none, or too large to look at."""
    return as_object("", _read(data, largest))


def read_array(
    data: bytes, most: int, parse: Callable[[object], T], largest: int = LARGEST
) -> tuple[T, ...]:
    """Return what `parse` makes of each value of the array that a document is; BadValue as above."""
    return each({"array": _read(data, largest)}, "array", most, parse)


def _read(data: bytes, largest: int) -> object:
    if len(data) > largest:
        raise BadValue("", f"has {len(data)} bytes, at most {largest} are allowed")
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MOST_VALUES:
        raise BadValue("", f"has more than {MOST_VALUES} values")
    try:
        found: object = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            # In Python, so that other threads have their turn between two numbers.
            parse_int=lambda text: int(_short(text)),
            parse_float=lambda text: float(_short(text)),
        )
    except RecursionError:
        raise BadValue("", "is nested too deeply") from None
    except BadValue:
        raise
    except ValueError as error:
        raise BadValue("", f"is no JSON: {str(error)[:120]}") from None
    return found


def _short(number: str) -> str:
    if len(number) > LONGEST_NUMBER:
        raise BadValue("", f"has a number of {len(number)} characters")
    return number


def as_object(field: str, value: object) -> Mapping[str, object]:
    """Return the value, which must be an object."""
    if not isinstance(value, dict):
        raise BadValue(field, "is no object")
    return value


def text(fields: Mapping[str, object], name: str, longest: int = 4096) -> str:
    """Return a field's text, empty where it is missing or null."""
    value = fields.get(name)
    return "" if value is None else as_text(name, value, longest)


def as_text(field: str, value: object, longest: int = 4096) -> str:
    """Return the value, which must be a text of at most `longest` characters, without NUL."""
    if not isinstance(value, str):
        raise BadValue(field, "is no text")
    if len(value) > longest:
        raise BadValue(field, f"has {len(value)} characters, at most {longest} are allowed")
    if "\0" in value:
        raise BadValue(field, "has a NUL character")
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadValue(field, "has half a character")
    return value


def number(fields: Mapping[str, object], name: str) -> int:
    """Return a field's whole number, which must be there and not negative."""
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValue(name, "is no whole number" if name in fields else "is missing")
    if not 0 <= value <= LARGEST_NUMBER:
        raise BadValue(name, f"is not between 0 and {LARGEST_NUMBER}")
    return value


def truth(fields: Mapping[str, object], name: str) -> bool:
    """Return whether a field is true; missing and null are false."""
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise BadValue(name, "is neither true nor false")
    return bool(value)


def items(fields: Mapping[str, object], name: str, most: int) -> Sequence[object]:
    """Return a field's array of at most `most` values, empty where it is missing or null."""
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise BadValue(name, "is no array")
    if len(value) > most:
        raise BadValue(name, f"has {len(value)} entries, at most {most} are allowed")
    return value


def each(
    fields: Mapping[str, object], name: str, most: int, parse: Callable[[object], T]
) -> tuple[T, ...]:
    """Return what `parse` makes of each value of an array; a refusal says which it was."""
    found: list[T] = []
    for index, value in enumerate(items(fields, name, most)):
        try:
            found.append(parse(value))
        except BadValue as error:
            raise within(f"{name}[{index}]", error) from None
    return tuple(found)


def texts(
    fields: Mapping[str, object], name: str, most: int, longest: int = 4096
) -> tuple[str, ...]:
    """Return a field's array of texts."""
    return each(fields, name, most, lambda value: as_text("", value, longest))


def pairs(
    fields: Mapping[str, object], name: str, most: int, longest: int = 65_536
) -> dict[str, str]:
    """Return a field's object whose values are all text, empty where it is missing or null."""
    value = fields.get(name)
    found = {} if value is None else as_object(name, value)
    if len(found) > most:
        raise BadValue(name, f"has {len(found)} entries, at most {most} are allowed")
    return {
        as_text(f"{name} (a name)", key): as_text(f"{name}[{key[:80]!r}]", word, longest)
        for key, word in found.items()
    }


def inner(fields: Mapping[str, object], name: str, parse: Callable[[object], T]) -> T | None:
    """Return what `parse` makes of a field, None where it is missing or null."""
    value = fields.get(name)
    if value is None:
        return None
    try:
        return parse(value)
    except BadValue as error:
        raise within(name, error) from None


def within(field: str, error: BadValue) -> BadValue:
    """Return the refusal with its field put below another."""
    return BadValue(f"{field}.{error.field}" if error.field else field, error.why)


def _unique(found: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(found)
    if len(fields) == len(found):
        return fields
    seen: set[str] = set()
    for name, _ in found:
        if name in seen:
            raise BadValue("", f"has {name[:80]!r} twice in one object")
        seen.add(name)
    raise AssertionError("unreachable")


def _no_number(name: str) -> object:
    raise BadValue("", f"has {name}, which is no number of JSON")
