"""Streams of the channel to a guest: messages, and bytes with credit both ways."""

from __future__ import annotations

from typing import Protocol, Self

from aurae.vms import frames
from aurae.vms.fields import Fields, Garbled
from aurae.vms.frames import LARGEST, MORE, Frame, Kind
from aurae.vms.inflow import WINDOW, Heading, Inflow
from aurae.vms.line import Line, Waiters
from aurae.vms.tags import Tag

CREDIT_LIMIT = 1 << 31
"""Bytes that a guest may want at once."""


class Ended(Exception):
    """The channel, or one stream of it, is closed; `str()` says why."""


class Refused(Exception):
    """The agent's answer is an error; `str()` says why, `errno` is 0 where no system call failed."""

    def __init__(self, errno: int, why: str) -> None:
        """Keep both."""
        super().__init__(why)
        self.errno = errno


class Way(Protocol):
    """What a stream goes through: the channel. `held` counts bytes of messages that nobody has heard yet."""

    line: Line
    held: int
    why: str

    @property
    def is_open(self) -> bool:
        """Whether it can be used; `why` says why not."""

    def forget(self, ident: int, *, tell: bool) -> None:
        """Close a stream on our side, and tell the guest."""

    def end_broken(self, why: str) -> None:
        """End it, as the guest does not keep to the protocol."""


class Stream:
    """One stream. It is closed by `close`, or by the end of a `with` block."""

    __slots__ = ("_channel", "_credit", "_inflow", "_shut", "_waiters", "id", "is_known")

    def __init__(self, channel: Way, ident: int, *, is_known: bool) -> None:
        """`is_known` tells that the guest knows of it; else it does with the first message."""
        self._channel = channel
        self.id = ident
        self.is_known = is_known
        self._credit = WINDOW
        self._inflow = Inflow()
        self._shut = False
        self._waiters = Waiters()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def is_shut(self) -> bool:
        """Whether nothing more comes: it is over, or the guest can no longer be reached."""
        return self._shut or not self._channel.is_open

    async def say(self, kind: int, payload: bytes = b"") -> None:
        """Send a message as soon as there is room for it. Raises Ended."""
        for part in frames.parts(self.id, kind, payload):
            await self._channel.line.room()
            self._check()
            self.is_known = True
            self._channel.line.send(part)

    def hint(self, kind: int, payload: bytes = b"") -> None:
        """Send a short message now, or never: where the guest does not read, it is left out."""
        if self._channel.line.is_roomy and not self.is_shut:
            self._channel.line.send(frames.pack(self.id, kind, payload))

    async def hear(self) -> Frame:
        """Return the next message. Raises Ended."""
        while (frame := self._inflow.message()) is None:
            self._check()
            await self._waiters.wait()
        self._channel.held -= len(frame.payload)
        return frame

    async def answer(self, *kinds: Kind) -> tuple[int, Fields]:
        """Return the kind and fields of the next message, which is one of `kinds`. Raises Refused, Ended."""
        frame = await self.hear()
        said = self.understood(frame.payload)
        if frame.kind == Kind.ERROR:
            self._shut = True
            raise Refused(said.natural(Tag.ERRNO), said.text(Tag.TEXT))
        if frame.kind not in kinds:
            raise self.broken(f"kind {frame.kind} is no answer to what was asked")
        return frame.kind, said

    async def ask(self, kind: int, payload: bytes = b"") -> Fields:
        """Send a message and return what the OK says, with which the stream is over. Raises Refused, Ended."""
        await self.say(kind, payload)
        said = (await self.answer(Kind.OK))[1]
        self.finish()
        return said

    async def write(self, data: bytes, flags: int = 0) -> None:
        """Send bytes as the guest takes them. Raises Ended."""
        left = memoryview(data)
        while left:
            room = await self._allowed()
            part = left[:room]
            left = left[len(part) :]
            self._put(frames.pack(self.id, Kind.DATA, bytes(part), flags), len(part))

    async def head(self, payload: bytes) -> None:
        """Send an ENTRY as the guest takes it. Raises Ended."""
        while len(payload) > (room := await self._allowed()):
            self._put(frames.pack(self.id, Kind.ENTRY, payload[:room], MORE), room)
            payload = payload[room:]
        self._put(frames.pack(self.id, Kind.ENTRY, payload), len(payload))

    def end(self) -> None:
        """Say that no more bytes come."""
        if not self.is_shut:
            self._channel.line.send(frames.pack(self.id, Kind.EOF))

    async def read(self, flags: int = 0) -> bytes:
        """Return the next bytes; none at their end, or when it is closed."""
        piece = await self.next(flags)
        if isinstance(piece, Heading):
            raise self.broken("an ENTRY came where bytes should")
        return piece or b""

    async def next(self, flags: int = 0) -> bytes | Heading | None:
        """Return the next bytes or heading; None at their end, or when a message has come after them."""
        while (piece := self._inflow.pop(flags)) is None:
            if self._inflow.is_over(flags) or self._inflow.has_message or self.is_shut:
                return None
            await self._waiters.wait()
        if (more := self._inflow.credit()) and not self.is_shut:
            self._channel.line.send(frames.pack(self.id, Kind.WINDOW, frames.window(more)))
        return piece

    def cut(self, flags: int) -> None:
        """Read no more of these bytes; who waits for them goes on."""
        self._inflow.cut(flags)
        self._waiters.wake()

    def finish(self) -> None:
        """Take it for over: what the guest has said was the last of it."""
        self._shut = True
        self._waiters.wake()

    def close(self) -> None:
        """Forget it; the guest is told, unless it is over."""
        self._channel.forget(self.id, tell=self.is_known and not self._shut)
        self._channel.held -= self._inflow.held
        self._inflow = Inflow()
        self.finish()

    def take(self, frame: Frame) -> None:
        """Take what the guest has sent. Raises Garbled."""
        if frame.kind == Kind.WINDOW:
            self._credit += frames.number(frame.payload)
            if self._credit > CREDIT_LIMIT:
                raise Garbled("it wants more bytes at once than there can be")
        elif frame.kind == Kind.CLOSE:
            self._shut = True
        else:
            before = self._inflow.held
            self._inflow.take(frame)
            self._channel.held += self._inflow.held - before
        self._waiters.wake()

    def wake(self) -> None:
        """Have everybody who waits see that the channel has ended."""
        self._waiters.wake()

    def understood(self, payload: bytes) -> Fields:
        """Return what a payload says. Raises Ended, as nothing of the guest can be trusted otherwise."""
        try:
            return Fields(payload)
        except Garbled as error:
            raise self.broken(str(error)) from None

    def broken(self, why: str) -> Ended:
        """End the channel, as the guest does not keep to the protocol; returns what to raise."""
        self._channel.end_broken(why)
        return Ended(self._channel.why)

    async def _allowed(self) -> int:
        """Return how many bytes may be sent now, at least one. Raises Ended."""
        while True:
            self._check()
            if not self._credit:
                await self._waiters.wait()
            elif not self._channel.line.is_roomy:
                await self._channel.line.room()
            else:
                return min(self._credit, LARGEST)

    def _put(self, frame: bytes, count: int) -> None:
        self._credit -= count
        self._channel.line.send(frame)

    def _check(self) -> None:
        if not self._channel.is_open:
            raise Ended(self._channel.why)
        if self._shut:
            raise Ended("the stream is closed")
