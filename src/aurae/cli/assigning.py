"""Sets one field of a message that is named by its path, such as `service.restart.policy`."""

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from aurae.cli.reading import OCTAL, Unreadable, fields_of, fill, is_map, map_value

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_WHOLE = re.compile(r"-?\d{1,20}", re.ASCII)
_BOOLS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Place(NamedTuple):
    """A field of `message`, or one `key` of it when it is a map; `path` is that of the message."""

    message: Message
    path: str
    field: FieldDescriptor
    key: str


def assign(message: Message, path: str, value: object) -> None:
    """Replace what is at `path`; text is taken as the field's type wants it. Raises Unreadable."""
    place = find(message, path)
    name = place.field.name
    kind = map_value(place.field) if place.key else place.field
    plain = _typed(kind, value) if isinstance(value, str) else value
    if place.key:
        _discard(place)
        fill(place.message, {name: {place.key: plain}}, place.path)
    else:
        place.message.ClearField(name)
        fill(place.message, {name: plain}, place.path)


def clear(message: Message, path: str) -> None:
    """Take back what is at `path`; raises Unreadable when there can be nothing."""
    place = find(message, path)
    if place.key:
        _discard(place)
    else:
        place.message.ClearField(place.field.name)


def find(message: Message, path: str) -> Place:
    """Return the place of a path, without changing anything; raises Unreadable."""
    name, _, rest = path.partition(".")
    return _find(message, "", name, rest)


def _find(message: Message, before: str, name: str, rest: str) -> Place:
    field = fields_of(message).get(name)
    if field is None:
        fill(message, {name: None}, before)  # says what is meant
        raise AssertionError
    if not rest:
        return Place(message, before, field, "")
    here = f"{before}{name}."
    if is_map(field):
        return _in_map(message, before, field, rest)
    if field.is_repeated:
        raise Unreadable(f"{before}{name} is a list: give all of it")
    if field.message_type is None or field.message_type.name == "Duration":
        raise Unreadable(f"{before}{name} has no fields")
    inner = cast("Message", getattr(message, name))
    first, _, rest = rest.partition(".")
    return _find(inner, here, first, rest)


def _in_map(message: Message, before: str, field: FieldDescriptor, rest: str) -> Place:
    """A key of a map of values may have points in it; one of messages goes on with a field."""
    if map_value(field).message_type is None:
        return Place(message, before, field, rest)
    key, _, rest = rest.partition(".")
    if not rest:
        return Place(message, before, field, key)
    inner = cast("MutableMapping[str, Message]", getattr(message, field.name))[key]
    first, _, rest = rest.partition(".")
    return _find(inner, f"{before}{field.name}.{key}.", first, rest)


def _discard(place: Place) -> None:
    target = cast("MutableMapping[str, object]", getattr(place.message, place.field.name))
    if place.key in target:
        del target[place.key]


def _typed(field: FieldDescriptor, text: str) -> object:
    """Return a plain value for `fill`; what does not fit is left as it is, to be refused there."""
    if field.is_repeated:
        found = _toml(text)
        return [text] if isinstance(found, str) else found
    if field.message_type is not None:
        return text if field.message_type.name == "Duration" else _toml(text)
    if field.type == FieldDescriptor.TYPE_BOOL:
        return _BOOLS.get(text.lower(), text)
    number = field.type not in {
        FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_BYTES, FieldDescriptor.TYPE_ENUM,
    }  # fmt: skip
    if number and field.name not in OCTAL and _WHOLE.fullmatch(text):
        return int(text)
    return text


def _toml(text: str) -> object:
    """Read a value of TOML; the text itself when it is none."""
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        return text
