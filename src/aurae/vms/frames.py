"""Frames of the channel to a guest's agent, as bytes and back (docs/vms-channel.md).

Theory. Everything that comes was written by a guest, which may be hostile: a length is checked before anything is
held for it, and what fits no rule raises Garbled. Between two connections bytes get lost or come
late, so each connection begins with a mark and a number that only its two ends know; all before them is dropped.
"""

from __future__ import annotations

import enum
import struct
from typing import TYPE_CHECKING, NamedTuple

from aurae.vms.fields import Fields, Garbled
from aurae.vms.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\x00AURAE-CHANNEL\xff\n"
HEADER = struct.Struct("<IBBHI")
"""stream, kind, flags, 0, length of what follows."""
LARGEST = 32 * 1024
"""Bytes behind one header."""
SILENCE = bytes(HEADER.size + LARGEST)
"""What ends any frame that the other side may be in the middle of, as zeros begin none."""
MORE = 0x80
"""Flag of a message that goes on in the next frame of its kind and stream."""
GREETING_LIMIT = 4096
"""Bytes of a HELLO."""
_U32 = struct.Struct("<I")


class Kind(enum.IntEnum):
    """What a frame is."""

    HELLO = 1
    OK = 2
    ERROR = 3
    DATA = 4
    EOF = 5
    WINDOW = 6
    CLOSE = 7
    SETUP = 10
    RUN = 11
    EXEC = 12
    STARTED = 13
    EXIT = 14
    ACK = 15
    SIGNAL = 16
    RESIZE = 17
    STATS = 18
    TOP = 19
    PING = 20
    TIME = 21
    RESUMED = 22
    SHUTDOWN = 23
    CONNECT = 24
    OPEN = 25
    PUT = 26
    WALK = 27
    MOUNT = 28
    FREEZE = 29
    MEMORY = 30
    ENTRY = 31
    UNMOUNT = 32
    THAW = 33


class Frame(NamedTuple):
    """One frame; `kind` may be a number that is none of `Kind`."""

    stream: int
    kind: int
    flags: int
    payload: bytes


def pack(stream: int, kind: int, payload: bytes = b"", flags: int = 0) -> bytes:
    """Return the bytes of one frame."""
    if len(payload) > LARGEST:
        raise ValueError(f"cannot send a frame of {len(payload)} bytes: {LARGEST} is the most")
    return HEADER.pack(stream, kind, flags, 0, len(payload)) + payload


def parts(stream: int, kind: int, payload: bytes) -> Iterator[bytes]:
    """Yield the frames of a message of any length."""
    at = 0
    while len(payload) - at > LARGEST:
        yield pack(stream, kind, payload[at : at + LARGEST], MORE)
        at += LARGEST
    yield pack(stream, kind, payload[at:])


class Splitter:
    """Makes frames of bytes as they come, holding no more than one that is not complete."""

    __slots__ = ("_held", "_nonce")

    def __init__(self, nonce: bytes) -> None:
        """Nothing counts until a HELLO that has the nonce."""
        self._held = b""
        self._nonce = nonce

    def greeting(self, data: bytes) -> Fields | None:
        """Take bytes that come before the HELLO with the nonce; returns what it says once it is there."""
        held = self._held + data
        at = 0
        while (at := held.find(MAGIC, at)) >= 0:
            begin = at + len(MAGIC)
            found = self._hello(held, begin)
            if found is None:
                self._held = held[at:]
                return None
            fields, end = found
            if fields is not None:
                self._held = held[end:]
                return fields
            at += 1
        self._held = held[1 - len(MAGIC) :]
        return None

    def _hello(self, held: bytes, begin: int) -> tuple[Fields | None, int] | None:
        """Return the HELLO that begins there and its end; None while it is cut, no fields when it is another's."""
        end = begin + HEADER.size
        if len(held) < end:
            return None
        stream, kind, flags, zero, length = HEADER.unpack_from(held, begin)
        if stream or kind != Kind.HELLO or flags or zero or length > GREETING_LIMIT:
            return None, begin
        end += length
        if len(held) < end:
            return None
        try:
            fields = Fields(held[end - length : end])
        except Garbled:
            return None, begin
        return (fields if fields.bytes(Tag.NONCE) == self._nonce else None), end

    def frames(self, data: bytes) -> Iterator[Frame]:
        """Yield the frames that are complete now. Raises Garbled."""
        held = self._held + data if self._held else data
        at, end = 0, len(held)
        while end - at >= HEADER.size:
            stream, kind, flags, zero, length = HEADER.unpack_from(held, at)
            if length > LARGEST or zero or not kind:
                raise Garbled(
                    f"a frame of kind {kind} has {length} bytes, and {zero} where 0 has to be"
                )
            after = at + HEADER.size + length
            if after > end:
                break
            yield Frame(stream, kind, flags, held[at + HEADER.size : after])
            at = after
        self._held = held[at:]


def number(payload: bytes) -> int:
    """Return the number that a WINDOW has. Raises Garbled."""
    if len(payload) != _U32.size:
        raise Garbled("a WINDOW is no number of 32 bits")
    found: int = _U32.unpack(payload)[0]
    return found


def window(more: int) -> bytes:
    """Return what a WINDOW of so many bytes says."""
    return _U32.pack(more)
