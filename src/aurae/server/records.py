"""Messages of the API to dataclasses of the model and back, field by field of the same name.

A field of the model whose message field is unset, zero or empty keeps the model's default. A
test holds that both sides have the same fields.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, TypeVar, Union, get_args, get_origin, get_type_hints

from google.protobuf.duration_pb2 import Duration

from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from google.protobuf.descriptor import FieldDescriptor
    from google.protobuf.message import Message

    Maker = Callable[[Message], object]
    """Reads one message into a dataclass."""

T = TypeVar("T")

LONGEST = 366 * 24 * 3600.0
"""Seconds of a duration at most."""
_NS = 1_000_000_000


def read(
    record: type[T],
    message: Message,
    given: Mapping[str, object] | None = None,
    makers: Mapping[type, Maker] | None = None,
) -> T:
    """Return the dataclass that a message tells; BadValue names the field by its path.

    `given` are fields that the caller has read already; `makers` read dataclasses that are no
    plain copy of their messages.
    """
    values = dict(given or {})
    for field in _all_fields(record):
        if field.name in values:
            continue
        descriptor = _descriptor(message, field.name)
        assert descriptor is not None
        if _is_set(message, descriptor):
            try:
                value = getattr(message, field.name)
                values[field.name] = _value(field.kind, descriptor, value, makers or {})
            except BadValue as error:
                raise BadValue(_below(field.name, error.field), error.why) from None
        elif field.is_required:
            raise BadValue(field.name, "is not set")
    return record(**values)


def write(record: object, message: Message) -> None:
    """Fill a message with what differs from the model's defaults; names it has not are left out."""
    for field in _all_fields(type(record)):
        descriptor = _descriptor(message, field.name)
        value = getattr(record, field.name)
        if descriptor is None or value is None:
            continue
        if (
            not field.is_required
            and value == field.default
            and not dataclasses.is_dataclass(value)
        ):
            continue
        _put(message, descriptor, value)


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    name: str
    kind: object
    is_required: bool
    default: object


def _all_fields(record: type) -> tuple[_Field, ...]:
    key: Hashable = record
    return _fields(key)


@cache
def _fields(record: Hashable) -> tuple[_Field, ...]:
    assert isinstance(record, type)
    hints = get_type_hints(record)
    found = []
    for field in dataclasses.fields(record):
        default = field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        required = default is dataclasses.MISSING
        found.append(_Field(field.name, hints[field.name], required, default))
    return tuple(found)


def _descriptor(message: Message, name: str) -> FieldDescriptor | None:
    return message.DESCRIPTOR.fields_by_name.get(name)  # type: ignore[return-value]  # of either implementation


def _is_set(message: Message, descriptor: FieldDescriptor) -> bool:
    if descriptor.is_repeated:
        return len(getattr(message, descriptor.name)) > 0
    if descriptor.has_presence:
        return message.HasField(descriptor.name)
    return bool(getattr(message, descriptor.name))


def _value(
    kind: object,
    descriptor: FieldDescriptor,
    value: object,
    makers: Mapping[type, Maker],
) -> object:
    kind = _bare(kind)
    if get_origin(kind) is tuple:
        inner = _bare(get_args(kind)[0])
        items: list[object] = list(value)  # type: ignore[call-overload]  # a repeated field
        return tuple(
            _indexed(index, inner, descriptor, item, makers) for index, item in enumerate(items)
        )
    if _is_map(descriptor):
        inner = get_args(kind)[1]
        assert descriptor.message_type is not None
        of_values = descriptor.message_type.fields_by_name["value"]
        assert isinstance(value, Mapping)
        return {name: _value(inner, of_values, item, makers) for name, item in value.items()}
    return _single(kind, descriptor, value, makers)


def _indexed(
    index: int,
    kind: object,
    descriptor: FieldDescriptor,
    value: object,
    makers: Mapping[type, Maker],
) -> object:
    try:
        return _single(kind, descriptor, value, makers)
    except BadValue as error:
        raise BadValue(_below(f"[{index}]", error.field), error.why) from None


def _below(field: str, inner: str) -> str:
    """Return the path of what is at `inner`, an index or a name, in a field."""
    return f"{field}{inner}" if inner.startswith("[") or not inner else f"{field}.{inner}"


def _single(
    kind: object,
    descriptor: FieldDescriptor,
    value: object,
    makers: Mapping[type, Maker],
) -> object:
    if isinstance(value, Duration):
        return seconds(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind, descriptor, value)
    if isinstance(kind, type) and kind in makers:
        return makers[kind](value)  # type: ignore[arg-type]  # a message
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return read(kind, value, makers=makers)  # type: ignore[arg-type]  # a message
    return value


def seconds(value: Duration) -> float:
    """Return a duration in seconds; BadValue unless it is between 0 s and 366 days."""
    if not -_NS < value.nanos < _NS or value.seconds * value.nanos < 0:
        raise BadValue("", "is not a duration")
    total = (value.seconds * _NS + value.nanos) / _NS  # rounded once: 1.57 comes back as it was
    if not 0 <= total <= LONGEST:
        raise BadValue("", "is not between 0 s and 366 days")
    return total


def _enum(kind: type[Enum], descriptor: FieldDescriptor, value: object) -> Enum:
    assert descriptor.enum_type is not None
    found = descriptor.enum_type.values_by_number.get(value)  # type: ignore[call-overload]  # its number
    if found is None:
        raise BadValue("", f"has no value {value}")
    return kind(found.name.removeprefix(_prefix(descriptor)))


def _prefix(descriptor: FieldDescriptor) -> str:
    """Return what all names of an enum begin with: `STATUS_` of `STATUS_UNSPECIFIED`."""
    assert descriptor.enum_type is not None
    return str(descriptor.enum_type.values[0].name).removesuffix("UNSPECIFIED")


def _put(message: Message, descriptor: FieldDescriptor, value: object) -> None:
    name = descriptor.name
    if isinstance(value, tuple):
        target = getattr(message, name)
        for item in value:
            if dataclasses.is_dataclass(item):
                write(item, target.add())
            else:
                target.append(item)
    elif _is_map(descriptor):
        target = getattr(message, name)
        assert isinstance(value, Mapping)
        for key, item in value.items():
            if dataclasses.is_dataclass(item):
                target[key].SetInParent()
                write(item, target[key])
            else:
                target[key] = item
    elif isinstance(value, Enum):
        setattr(message, name, _enumerated(descriptor, value))
    elif dataclasses.is_dataclass(value):
        getattr(message, name).SetInParent()
        write(value, getattr(message, name))
    elif descriptor.message_type is not None:
        whole, part = divmod(round(float(str(value)) * _NS), _NS)
        getattr(message, name).SetInParent()
        getattr(message, name).seconds, getattr(message, name).nanos = whole, part
    else:
        setattr(message, name, value)


def _enumerated(descriptor: FieldDescriptor, value: Enum) -> int | str:
    """Return the number of an enum's value; of a signal, which is text in the API, its name."""
    if descriptor.enum_type is None:
        return value.name
    number: int = descriptor.enum_type.values_by_name[f"{_prefix(descriptor)}{value.value}"].number
    return number


def _is_map(descriptor: FieldDescriptor) -> bool:
    kind = descriptor.message_type
    return kind is not None and bool(kind.GetOptions().map_entry)


def _bare(kind: object) -> object:
    """Return `X` of `X | None`."""
    if get_origin(kind) in (Union, UnionType):
        return next(item for item in get_args(kind) if item is not NoneType)
    return kind
