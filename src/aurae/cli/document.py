"""Messages of the API as plain values, for JSON and YAML.

Names are those of the proto. An enum value is its last part in lower case (`running`), a time is
RFC 3339 with nanoseconds if it has any, a duration is `1.500s`, bytes are UTF-8 text with U+FFFD for what is not,
a field that is not set is null.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

if TYPE_CHECKING:
    from collections.abc import Sequence

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


def plain(message: Message) -> dict[str, Plain]:
    """Return a message as a dictionary of plain values with every field in it."""
    fields = cast("Sequence[FieldDescriptor]", message.DESCRIPTOR.fields)
    return {field.name: _field(message, field) for field in fields}


def moment(time: Timestamp) -> str:
    """Write a time in RFC 3339, UTC, with nine digits or, of a whole second, none."""
    fraction = f".{time.nanos:09}" if time.nanos else ""
    return f"{datetime.fromtimestamp(time.seconds, UTC):%Y-%m-%dT%H:%M:%S}{fraction}Z"


def enum_name(kind: EnumDescriptor, number: int) -> str:
    """Return the last part of an enum value's name in lower case; the number when it is unknown."""
    value = kind.values_by_number.get(number)
    if value is None:
        return str(number)
    # UNSPECIFIED is 0 in each enum; what stands before it is the prefix of all its values.
    prefix = kind.values_by_number[0].name.removesuffix("UNSPECIFIED")
    return value.name.removeprefix(prefix).lower()


def _field(message: Message, field: FieldDescriptor) -> Plain:
    value = getattr(message, field.name)
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return {
            str(key): _value(value[key], field.message_type.fields[1]) for key in sorted(value)
        }
    if field.is_repeated:
        return [_value(item, field) for item in value]
    if field.has_presence and not message.HasField(field.name):
        return None
    return _value(value, field)


def _value(value: object, field: FieldDescriptor) -> Plain:
    if isinstance(value, Timestamp):
        return moment(value)
    if isinstance(value, Duration):
        return _seconds(value)
    if isinstance(value, Message):
        return plain(value)
    if field.enum_type is not None and isinstance(value, int):
        return enum_name(field.enum_type, value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    assert isinstance(value, str | int | float)
    return value


def _seconds(span: Duration) -> str:
    """Write a duration with 0, 3, 6 or 9 digits after the point, as JSON of protobuf does."""
    nanoseconds = span.seconds * 10**9 + span.nanos
    whole, fraction = divmod(abs(nanoseconds), 10**9)
    digits = f"{fraction:09}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return f"{'-' if nanoseconds < 0 else ''}{whole}{'.' if digits else ''}{digits}s"
