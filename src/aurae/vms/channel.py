"""The channel to a guest's agent: streams of messages and bytes over one socket (docs/vms-channel.md).

Theory. The guest is hostile until proven otherwise, which it never is. What it sends costs memory only within
limits: the credit of streams that we opened or accepted, and HELD_LIMIT for messages. What breaks a rule
ends the channel, with a reason, and nothing else; whoever looks after the machine decides what becomes of it.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from aurae.vms import fields, frames
from aurae.vms.fields import Fields, Garbled
from aurae.vms.frames import Frame, Kind, Splitter
from aurae.vms.line import Line
from aurae.vms.streams import Ended, Stream
from aurae.vms.tags import Tag

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

STREAMS = 128
"""Streams that we have open at the same time."""
SHORT_STREAMS = 32
"""Streams beyond those, for what is answered at once."""
GUEST_STREAMS = 16
"""Streams that the guest has open at the same time."""
LAST = 0xFFFF_FFF0
"""Numbers of streams are not used again; here they end."""
HELD_LIMIT = 4 * 1024 * 1024
"""Bytes of messages that nobody has heard yet."""
SCANNED = 256
"""Bytes that cost as much as a frame, where they are no part of one, or nobody has asked for them."""
GREETING_TIME = 60.0
EAGAIN, ENOSYS = 11, 38
"""Of Linux, in the guest."""
NONCE_SIZE = 16
VERSION = 1
"""Of the protocol."""


class Busy(Exception):
    """There are too many streams; `str()` says so."""


class Channel:
    """One connection to an agent. `greet` comes first.

    `ended` is set when it is of no more use: `why` says the reason, and `is_broken` that the guest has not kept
    to the protocol.
    """

    def __init__(
        self,
        sock: socket.socket,
        offered: Callable[[Stream, Fields], None] | None = None,
    ) -> None:
        """Take over a connected socket; `offered` is given each stream that the guest opens."""
        self.line = Line(sock, self._hear, self._end)
        self.ended = asyncio.Event()
        self.why = ""
        self.is_broken = False
        self.held = 0
        self._offered = offered
        self._nonce = secrets.token_bytes(NONCE_SIZE)
        self._splitter = Splitter(self._nonce)
        self._greeted: asyncio.Future[Fields] = asyncio.get_running_loop().create_future()
        self._streams: dict[int, Stream] = {}
        self._next = 1
        self._last_of_guest = 0

    @property
    def is_open(self) -> bool:
        """Whether it can be used."""
        return self.line.is_open

    async def greet(self, limit: float = GREETING_TIME) -> Fields:
        """Begin anew with the agent, whatever is left of an earlier connection; returns what its HELLO says.

        Raises Ended, and TimeoutError where it has not answered after `limit` seconds.
        """
        hello = frames.pack(
            0, Kind.HELLO, fields.fields([(Tag.NONCE, self._nonce), (Tag.VERSION, VERSION)])
        )
        self.line.send(frames.SILENCE + frames.MAGIC + hello)
        async with asyncio.timeout(limit):
            return await asyncio.shield(self._greeted)

    def stream(self, *, is_short: bool = False) -> Stream:
        """Return a new stream, of which the guest hears with its first message. Raises Ended, Busy.

        There is room for short questions, such as whether it lives, where there is none for others.
        """
        if not self.is_open:
            raise Ended(self.why)
        most = STREAMS + SHORT_STREAMS * is_short
        if len(self._streams) - self._of_guest() >= most:
            raise Busy(f"{most} streams to the guest are open already")
        stream = Stream(self, self._next, is_known=False)
        self._streams[self._next] = stream
        self._next += 2
        if self._next > LAST:
            self._end_with("its streams have no more numbers", is_broken=False)
        return stream

    def forget(self, ident: int, *, tell: bool) -> None:
        """Close a stream on our side; the guest need not be told of one that is over."""
        if self._streams.pop(ident, None) is not None and tell:
            self.line.send(frames.pack(ident, Kind.CLOSE))

    def close(self, why: str = "it was closed") -> None:
        """End it."""
        self._end_with(why, is_broken=False)

    def end_broken(self, why: str) -> None:
        """End it because the guest does not keep to the protocol."""
        self._end_with(why, is_broken=True)

    def refuse(self, ident: int, errno: int, why: str) -> None:
        """Answer a message of the guest with an error."""
        said = fields.fields([(Tag.ERRNO, errno), (Tag.TEXT, why)])
        self.line.send(frames.pack(ident, Kind.ERROR, said))

    def _end_with(self, why: str, *, is_broken: bool) -> None:
        if self.is_open:
            self.is_broken = is_broken
            self.line.close(why)

    def _end(self, why: str) -> None:
        self.why = why
        self.ended.set()
        if not self._greeted.done():
            self._greeted.set_exception(Ended(why))
            self._greeted.exception()  # nobody may be left to read it
        for stream in self._streams.values():
            stream.wake()

    def _hear(self, data: bytes) -> int:
        """Take what has come; returns its cost."""
        cost = 1
        try:
            if not self._greeted.done():
                cost += len(data) // SCANNED
                said = self._splitter.greeting(data)
                if said is None:
                    return cost
                self._greeted.set_result(said)
                data = b""
            for frame in self._splitter.frames(data):
                cost += 1
                if frame.kind != Kind.DATA:
                    cost += len(frame.payload) // SCANNED
                self._take(frame)
        except Garbled as error:
            self.end_broken(f"the guest sends what is not of the protocol: {error}")
        return cost

    def _take(self, frame: Frame) -> None:
        """Act on a frame. Raises Garbled."""
        stream = self._streams.get(frame.stream)
        if stream is not None:
            stream.take(frame)
            if self.held > HELD_LIMIT:
                raise Garbled(f"it says over {HELD_LIMIT} bytes that nobody has asked for")
        elif frame.kind == Kind.OPEN:
            self._open(frame)
        elif frame.stream == 0 and frame.kind != Kind.HELLO:
            self.refuse(0, ENOSYS, f"kind {frame.kind} is not known")
        # Anything else is of a stream that we have closed meanwhile.

    def _open(self, frame: Frame) -> None:
        """Take a stream that the guest opens. Raises Garbled."""
        ident = frame.stream
        if ident % 2 or ident <= self._last_of_guest:
            raise Garbled(f"the guest opens stream {ident}")
        self._last_of_guest = ident
        said = Fields(frame.payload)
        if self._offered is None or self._of_guest() >= GUEST_STREAMS:
            self.refuse(ident, EAGAIN, "nothing is offered, or too much is open already")
            return
        stream = Stream(self, ident, is_known=True)
        self._streams[ident] = stream
        self._offered(stream, said)

    def _of_guest(self) -> int:
        return sum(ident % 2 == 0 for ident in self._streams)
