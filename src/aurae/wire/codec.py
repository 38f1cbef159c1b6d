"""How steps become bytes: numbers by struct, texts as counted byte strings."""

from __future__ import annotations

import struct

COUNT = struct.Struct("<I")
SHOWN = 256
"""Bytes of a name that are shown at most: why it failed must fit behind it in a failure's text."""


class Numbers:
    """A step of numbers only, which `FORM` packs in the order of its fields."""

    __slots__ = ()
    FORM = struct.Struct("<I")

    def pack(self) -> bytes:
        """Return the payload."""
        return self.FORM.pack(*self)  # type: ignore[misc]

    @classmethod
    def unpack(cls, data: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN206  typing.Self costs memory
        """Read the payload; struct.error when its size is wrong."""
        return cls(*cls.FORM.unpack(data))


class Marked:
    """A step of some names with flags before them; the fields are the names and then `flags`."""

    __slots__ = ()
    NAMES = 1

    def pack(self) -> bytes:
        """Return the payload."""
        fields = list(self)  # type: ignore[call-overload]  # each is a tuple of its fields
        return COUNT.pack(fields.pop()) + pack_list(fields)

    @classmethod
    def unpack(cls, data: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN206
        """Read the payload; ValueError or struct.error when it is malformed."""
        (flags,) = COUNT.unpack_from(data)
        names, at = unpack_list(data, COUNT.size)
        if at != len(data) or len(names) != cls.NAMES:
            raise ValueError(f"cannot read plan: malformed {cls.__name__}")
        return cls(*names, flags)  # type: ignore[call-arg]


def encoded(text: str) -> bytes:
    """Return a text for the kernel, whose names are bytes: what was no UTF-8 is again what it was."""
    return text.encode(errors="surrogateescape")


def shown(name: bytes) -> str:
    """Return a kernel name as printable text on one line, cut where it is long.

    UTF-8 is built in; any other codec would be imported by a child between clone and execve.
    """
    text = name.decode("utf-8", "surrogateescape")
    text = "".join(char if char.isprintable() else f"\\x{ord(char) & 0xFF:02x}" for char in text)
    data = text.encode()
    return text if len(data) <= SHOWN else data[:SHOWN].decode(errors="ignore") + "…"


def pack_list(items: list[bytes]) -> bytes:
    """Return a counted list of counted byte strings."""
    parts = [COUNT.pack(len(items))]
    for item in items:
        parts += [COUNT.pack(len(item)), item]
    return b"".join(parts)


def unpack_list(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Read a counted list at `at`; return it and where it ends. ValueError when it is cut."""
    (count,) = COUNT.unpack_from(data, at)
    at += COUNT.size
    items = []
    for _ in range(count):
        (length,) = COUNT.unpack_from(data, at)
        at += COUNT.size
        item = data[at : at + length]
        if len(item) != length:
            raise ValueError("cannot read plan: cut")
        items.append(item)
        at += length
    return items, at
