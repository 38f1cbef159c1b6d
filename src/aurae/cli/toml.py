"""Writes what a message has set as TOML 1.0, such that `reading` makes the same message of it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message

from aurae.cli.document import enum_name
from aurae.cli.reading import OCTAL, is_map, map_value
from aurae.model import timespan
from aurae.model.shown import escaped_document

if TYPE_CHECKING:
    from google.protobuf.descriptor import FieldDescriptor

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def emit(message: Message) -> str:
    """Return a message as a TOML document."""
    return "".join(f"{line}\n" for line in _table(message, ())).lstrip("\n")


def _table(message: Message, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a message: its own values first, then the tables below it."""
    below = []
    for field, value in cast("Sequence[tuple[FieldDescriptor, object]]", message.ListFields()):
        if _is_table(field):
            below.append((field, value))
        else:
            yield f"{_key(field.name)} = {_inline(field, value)}"
    for field, value in below:
        here = (*path, field.name)
        if is_map(field):
            yield from _map(field, cast("Mapping[str, object]", value), here)
        elif field.is_repeated:
            for item in cast("Sequence[Message]", value):
                yield f"\n[[{_joined(here)}]]"
                yield from _table(item, here)
        else:
            yield f"\n[{_joined(here)}]"
            yield from _table(cast("Message", value), here)


def _map(
    field: "FieldDescriptor", value: Mapping[str, object], path: tuple[str, ...]
) -> Iterator[str]:
    inner = map_value(field)
    yield f"\n[{_joined(path)}]"
    for key in sorted(value):
        if inner.message_type is None:
            yield f"{_key(key)} = {_inline(inner, value[key])}"
        else:
            yield f"\n[{_joined((*path, key))}]"
            yield from _table(cast("Message", value[key]), (*path, key))


def _is_table(field: "FieldDescriptor") -> bool:
    return field.message_type is not None and field.message_type.name != "Duration"


def _inline(field: "FieldDescriptor", value: object) -> str:
    if field.is_repeated:
        items = cast("Sequence[object]", value)
        return f"[{', '.join(_value(field, item) for item in items)}]"
    return _value(field, value)


def _value(field: "FieldDescriptor", value: object) -> str:
    if isinstance(value, Duration):
        return _text(timespan.shown(value.ToMicroseconds() / 1_000_000))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and field.enum_type is not None:
        return _text(enum_name(field.enum_type, value))
    if isinstance(value, int):
        return f"0o{value:o}" if field.name in OCTAL else str(value)
    if isinstance(value, bytes):
        return _text(value.decode("utf-8", "replace"))
    assert isinstance(value, str)
    return _text(value)


def _text(text: str) -> str:
    # What JSON writes with a backslash means the same in TOML, but for the slash, which it leaves.
    return escaped_document(json.dumps(text, ensure_ascii=False))


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _joined(path: tuple[str, ...]) -> str:
    return ".".join(_key(name) for name in path)
