"""Numbered fields, of which the messages on the channel to a guest's agent consist (docs/vms-channel.md)."""

from __future__ import annotations

import struct

FIELD = struct.Struct("<HI")
MOST = 65_536
"""Fields of one message."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def pack(pairs: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a message of these fields."""
    said = []
    for tag, value in pairs:
        said += [FIELD.pack(tag, len(value)), value]
    return b"".join(said)


def unpack(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the fields of a message; ValueError when it is cut or has too many."""
    at = count = 0
    while at < len(data):
        count += 1
        if len(data) - at < FIELD.size or count > MOST:
            raise ValueError("a message is cut, or has too many fields")
        tag, length = FIELD.unpack_from(data, at)
        at += FIELD.size
        if length > len(data) - at:
            raise ValueError("a field is longer than its message")
        yield tag, data[at : at + length]
        at += length
