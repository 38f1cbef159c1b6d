"""From plain values, as TOML and JSON have them, to a message of the API; the inverse of `document`.

Names are those of the proto, an enum value is its last part in any case (`always`), a duration is
text such as `1min 30s` or a number of seconds, bytes are text, null is a field that is not set.
A `Command` may be its line or the list of its words, a `Listener` its address, an `Rlimit` one
number for both of its limits.
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message

from aurae.cli.document import enum_name
from aurae.client.errors import ClientError
from aurae.model import timespan
from aurae.model.refusal import BadValue
from aurae.proto.execution_pb2 import Rlimit
from aurae.proto.service_pb2 import Command, Listener

if TYPE_CHECKING:
    from collections.abc import MutableMapping, MutableSequence

    from google.protobuf.descriptor import Descriptor

T = TypeVar("T")

OCTAL = frozenset(("mode", "umask"))
"""Fields that text gives in octal, as chmod(1) does."""
LONGEST = 315_576_000_000
"""Seconds that a Duration holds."""
_LINES = {Command.DESCRIPTOR.full_name: "command", Listener.DESCRIPTOR.full_name: "address"}
_WORDS = {Command.DESCRIPTOR.full_name: "argv"}


class Unreadable(ClientError):
    """A value that does not fit its field; the text begins with the field's path."""


def fill(message: Message, document: Mapping[str, object], path: str = "") -> None:
    """Set in `message` what the document has; raises Unreadable.

    `path` is that of the message, with a point at its end.
    """
    fields = fields_of(message)
    for key, value in document.items():
        field = fields.get(key)
        if field is None:
            raise Unreadable(f"{path}{key} is not known{_meant(key, list(fields))}")
        if value is None:
            continue
        group = field.containing_oneof
        if group is not None and message.WhichOneof(group.name) not in {None, key}:
            raise Unreadable(f"{path}{key} excludes {message.WhichOneof(group.name)}")
        _set(message, field, value, f"{path}{key}")


def fields_of(message: Message) -> dict[str, FieldDescriptor]:
    """Return the fields of a message by their names."""
    fields = cast("Sequence[FieldDescriptor]", message.DESCRIPTOR.fields)
    return {field.name: field for field in fields}


def map_value(field: FieldDescriptor) -> FieldDescriptor:
    """Return what stands for the values of a map."""
    return cast("Descriptor", field.message_type).fields_by_name["value"]


def is_map(field: FieldDescriptor) -> bool:
    """Say whether a field is a map."""
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def enum_values(field: FieldDescriptor) -> dict[str, int]:
    """Return the values of an enum by the last part of their names, in lower case."""
    assert field.enum_type is not None
    numbers = (value.number for value in field.enum_type.values)
    return {enum_name(field.enum_type, number): number for number in numbers}


def _meant(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, 1)
    return f"; do you mean {close[0]}?" if close else ""


def _set(message: Message, field: FieldDescriptor, value: object, path: str) -> None:
    if is_map(field):
        _set_map(getattr(message, field.name), field, value, path)
    elif field.is_repeated:
        _set_list(getattr(message, field.name), field, value, path)
    elif field.message_type is not None:
        inner = cast("Message", getattr(message, field.name))
        inner.SetInParent()
        _fill_one(inner, value, path)
    else:
        try:
            setattr(message, field.name, _scalar(field, value, path))
        except ValueError:
            raise Unreadable(f"{path} {_shown(value)} is out of range") from None


def _set_map(
    target: "MutableMapping[str, object]", field: FieldDescriptor, value: object, path: str
) -> None:
    if not isinstance(value, Mapping):
        raise Unreadable(f"{path} {_shown(value)} is no table")
    inner = map_value(field)
    for key, item in value.items():
        here = f"{path}.{key}"
        if not isinstance(key, str):
            raise Unreadable(f"{path} has a name that is no text")
        if inner.message_type is None:
            target[key] = _scalar(inner, item, here)
        else:
            # A message of a map exists once it has been asked for.
            made = cast("Message", target[key])
            _fill_one(made, item, here)


def _set_list(
    target: "MutableSequence[object]", field: FieldDescriptor, value: object, path: str
) -> None:
    if not isinstance(value, list):
        raise Unreadable(f"{path} {_shown(value)} is no list")
    for number, item in enumerate(value):
        here = f"{path}[{number}]"
        if field.message_type is None:
            try:
                target.append(_scalar(field, item, here))
            except ValueError:
                raise Unreadable(f"{here} {_shown(item)} is out of range") from None
        else:
            _fill_one(cast("_Messages", target).add(), item, here)


class _Messages(Protocol):
    """What a repeated field of messages can do."""

    def add(self) -> Message:
        """Append an empty message."""


def _fill_one(message: Message, value: object, path: str) -> None:
    name = message.DESCRIPTOR.full_name
    if isinstance(message, Duration):
        _fill_duration(message, value, path)
    elif isinstance(message, Rlimit) and not isinstance(value, Mapping):
        if value != "infinity":
            fill(message, {"soft": value, "hard": value}, f"{path}.")
    elif isinstance(value, str) and name in _LINES:
        fill(message, {_LINES[name]: value}, f"{path}.")
    elif isinstance(value, list) and name in _WORDS:
        fill(message, {_WORDS[name]: value}, f"{path}.")
    elif isinstance(value, Mapping):
        fill(message, value, f"{path}.")
    else:
        raise Unreadable(f"{path} {_shown(value)} is no table")


def _fill_duration(message: Duration, value: object, path: str) -> None:
    try:
        seconds = timespan.parse(value) if isinstance(value, str) else _number(value, path)
    except BadValue as error:
        raise Unreadable(f"{path} {error.why}") from None
    if not (isfinite(seconds) and 0 <= seconds < LONGEST):
        raise Unreadable(f"{path} {_shown(value)} is no span of time from 0 to 10,000 years")
    message.FromMicroseconds(round(seconds * 1_000_000))


def _number(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(f"{path} {_shown(value)} is no span of time such as 1min 30s")
    return value


def _scalar(field: FieldDescriptor, value: object, path: str) -> object:
    if field.enum_type is not None:
        return _enum(field, value, path)
    if field.type == FieldDescriptor.TYPE_BOOL:
        return _fitting(value, bool, "is neither true nor false", path)
    if field.type == FieldDescriptor.TYPE_STRING:
        return _utf8(_fitting(value, str, "is no text", path), path)
    if field.type == FieldDescriptor.TYPE_BYTES:
        if isinstance(value, bytes):
            return value
        return _utf8(_fitting(value, str, "is no text", path), path).encode()
    if isinstance(value, str) and field.name in OCTAL:
        return _octal(value, path)
    if isinstance(value, bool):
        raise Unreadable(f"{path} {_shown(value)} is no whole number")
    return _fitting(value, int, "is no whole number", path)


def _enum(field: FieldDescriptor, value: object, path: str) -> int:
    values = enum_values(field)
    word = _fitting(value, str, "is no text", path).lower().replace("-", "_")
    unspecified = next(iter(field.enum_type.values)).name.lower() if field.enum_type else ""
    word = word.removeprefix(unspecified.removesuffix("unspecified"))
    if word not in values:
        known = ", ".join(name for name in values if name != "unspecified")
        raise Unreadable(f"{path} {_shown(value)} is not one of {known}")
    return values[word]


def _octal(text: str, path: str) -> int:
    digits = text.removeprefix("0o")
    if not (digits and len(digits) <= 10 and set(digits) <= set("01234567")):
        raise Unreadable(f"{path} {_shown(text)} is no octal number such as 0755")
    return int(digits, 8)


def _fitting(value: object, kind: type[T], why: str, path: str) -> T:
    if not isinstance(value, kind):
        raise Unreadable(f"{path} {_shown(value)} {why}")
    return value


def _utf8(text: str, path: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unreadable(f"{path} is not UTF-8") from None
    return text


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
