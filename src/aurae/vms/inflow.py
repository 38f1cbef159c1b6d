"""What has come on one stream from a guest and nobody has read yet, within limits."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from aurae.vms.fields import Garbled
from aurae.vms.frames import MORE, Frame, Kind

WINDOW = 256 * 1024
"""Bytes of DATA and ENTRY that either side may send before it is given more."""
LARGEST_MESSAGE = 1024 * 1024
MESSAGES = 64
"""Messages that nobody has heard yet."""
SMALLEST_ENTRY = 32
"""Bytes that an ENTRY has at least: it costs more memory than the window counts."""
SMALL = 4096
"""Bytes, below which pieces are put together, for the same reason."""
PIECE = 32 * 1024
LAST_FLAG = 2
"""Of DATA: 0 is plain, 1 stdout, 2 stderr."""


class Heading(NamedTuple):
    """What stands before the content of a file."""

    payload: bytes


class Inflow:
    """Bytes by their flags, with the headings among them, and messages. `held` counts bytes of messages."""

    __slots__ = ("_ends", "_given", "_kind", "_messages", "_owed", "_part", "_room", "held")

    def __init__(self) -> None:
        """Nothing has come, and there is room for a window."""
        self._room = WINDOW
        self._owed = 0
        self._given: dict[int, deque[bytes | bytearray | Heading]] = {}
        self._messages: deque[Frame] = deque()
        self._ends: set[int] = set()
        self._part = bytearray()
        self._kind = 0
        self.held = 0

    def take(self, frame: Frame) -> None:
        """Take a frame that is none of WINDOW and CLOSE. Raises Garbled."""
        if self._kind and frame.kind != self._kind:
            raise Garbled("a message that goes on is followed by another")
        if frame.kind == Kind.DATA:
            self._take_data(frame.payload, frame.flags)
        elif frame.kind == Kind.EOF:
            self._check_flags(frame.flags)
            self._ends.add(frame.flags)
        else:
            self._take_message(frame)

    def pop(self, flags: int = 0) -> bytes | Heading | None:
        """Return the next piece of what has come with these flags; None where there is none now."""
        given = self._given.get(flags)
        if not given:
            return None
        piece = given.popleft()
        self._owed += len(piece.payload if isinstance(piece, Heading) else piece)
        return bytes(piece) if isinstance(piece, bytearray) else piece

    def message(self) -> Frame | None:
        """Return the next message; None where there is none now."""
        if not self._messages:
            return None
        frame = self._messages.popleft()
        self.held -= len(frame.payload)
        return frame

    @property
    def has_message(self) -> bool:
        """Whether a message has come that nobody has heard yet."""
        return bool(self._messages)

    def is_over(self, flags: int) -> bool:
        """Return whether no more bytes come with these flags."""
        return flags in self._ends

    def cut(self, flags: int) -> None:
        """Take no more bytes with these flags, and forget those that are there."""
        self._ends.add(flags)
        self._given.pop(flags, None)

    def credit(self) -> int:
        """Return how much the guest is to be allowed anew, 0 as long as it is little: that counts as given."""
        if self._owed < WINDOW // 4:
            return 0
        more, self._owed = self._owed, 0
        self._room += more
        return more

    def _take_data(self, data: bytes, flags: int) -> None:
        self._check_flags(flags)
        self._take_room(len(data))
        if not data or flags in self._ends:
            return
        given = self._given.setdefault(flags, deque())
        last = given[-1] if given else None
        if len(data) >= SMALL:
            given.append(data)
        elif isinstance(last, bytearray) and len(last) + len(data) <= PIECE:
            last += data
        else:
            given.append(bytearray(data))

    def _take_message(self, frame: Frame) -> None:
        is_entry = frame.kind == Kind.ENTRY
        if is_entry:
            self._take_room(len(frame.payload))
        else:
            self.held += len(frame.payload)
        self._part += frame.payload
        if len(self._part) > LARGEST_MESSAGE or len(self._messages) >= MESSAGES:
            raise Garbled("more is said than anybody has asked for")
        self._kind = frame.kind if frame.flags & MORE else 0
        if self._kind:
            return
        payload, self._part = bytes(self._part), bytearray()
        if not is_entry:
            self._messages.append(frame._replace(payload=payload))
        elif len(payload) < SMALLEST_ENTRY:
            raise Garbled("an ENTRY says too little")
        else:
            self._given.setdefault(0, deque()).append(Heading(payload))

    def _take_room(self, count: int) -> None:
        self._room -= count
        if self._room < 0:
            raise Garbled("more bytes come than may")

    @staticmethod
    def _check_flags(flags: int) -> None:
        if flags > LAST_FLAG:
            raise Garbled(f"bytes have flags {flags}")
