"""What messages to and from a guest's agent say: numbered fields (docs/vms-channel.md)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from aurae.wire import guest_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

_U64 = struct.Struct("<Q")
_I64 = struct.Struct("<q")

Value = bytes | str | int
"""Of a field: bytes as they are, text as UTF-8, numbers in 64 bits."""


class Garbled(ValueError):
    """The other side does not keep to the protocol; `str()` says how."""


class Fields:
    """What a message says: numbered fields, of which any may come several times, in their order."""

    __slots__ = ("_values",)

    def __init__(self, payload: bytes) -> None:
        """Read it. Raises Garbled."""
        self._values: dict[int, list[bytes]] = {}
        try:
            for tag, value in guest_fields.unpack(payload):
                self._values.setdefault(tag, []).append(value)
        except ValueError as error:
            raise Garbled(str(error)) from None

    def __contains__(self, tag: int) -> bool:
        """Return whether there is such a field."""
        return tag in self._values

    def list(self, tag: int) -> list[bytes]:
        """Return all values of a field."""
        return self._values.get(tag, [])

    def bytes(self, tag: int) -> bytes:
        """Return the value of a field; nothing where there is none."""
        values = self._values.get(tag)
        return values[0] if values else b""

    def text(self, tag: int) -> str:
        """Return a text, where what is no UTF-8 is shown as such."""
        return self.bytes(tag).decode(errors="replace")

    def natural(self, tag: int, default: int = 0) -> int:
        """Return a number of at least 0. Raises Garbled."""
        return self._number(tag, _U64, default)

    def integer(self, tag: int, default: int = 0) -> int:
        """Return a number that may be below 0. Raises Garbled."""
        return self._number(tag, _I64, default)

    def _number(self, tag: int, form: struct.Struct, default: int) -> int:
        values = self._values.get(tag)
        if not values:
            return default
        if len(values[0]) != form.size:
            raise Garbled(f"field {tag} is no number of 64 bits")
        number: int = form.unpack(values[0])[0]
        return number


def fields(pairs: Iterable[tuple[int, Value]]) -> bytes:
    """Return a message of these fields."""
    return guest_fields.pack((tag, _value(value)) for tag, value in pairs)


def _value(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode(errors="surrogateescape")
    return (_I64 if value < 0 else _U64).pack(value)
