"""The guest's end of a channel, played by a test: it says whatever the test wants, however wrong."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aurae.vms import frames
from aurae.vms.channel import Channel
from aurae.vms.fields import Fields, fields
from aurae.vms.frames import MAGIC, SILENCE, Frame, Kind, Splitter
from aurae.vms.streams import Stream
from aurae.vms.tags import Tag


class Peer:
    """Reads and writes frames by hand."""

    def __init__(self, sock: socket.socket) -> None:
        """Take over the other end of the channel's socket."""
        sock.setblocking(False)
        self.sock = sock
        self._loop = asyncio.get_running_loop()
        self._splitter = Splitter(b"")
        self._frames: list[Frame] = []

    async def greet(self) -> None:
        """Answer the host's HELLO."""
        data = b""
        begin = len(SILENCE) + len(MAGIC)
        while len(data) < begin + frames.HEADER.size + 36:
            data += await self._loop.sock_recv(self.sock, 1 << 20)
        assert data.startswith(SILENCE + MAGIC)
        (frame, *rest) = self._splitter.frames(data[begin:])
        assert frame.kind == Kind.HELLO
        self._frames += rest
        nonce = Fields(frame.payload).bytes(Tag.NONCE)
        await self.raw(MAGIC + frames.pack(0, Kind.HELLO, fields([(Tag.NONCE, nonce)])))

    async def raw(self, data: bytes) -> None:
        """Send bytes, as long as the host takes them."""
        with suppress(BrokenPipeError, ConnectionResetError):
            await self._loop.sock_sendall(self.sock, data)

    async def send(self, stream: int, kind: int, payload: bytes = b"", flags: int = 0) -> None:
        """Send a frame."""
        await self.raw(frames.pack(stream, kind, payload, flags))

    async def frame(self) -> Frame:
        """Return the next frame of the host."""
        while not self._frames:
            data = await self._loop.sock_recv(self.sock, 1 << 16)
            assert data, "the host has closed the channel"
            self._frames += self._splitter.frames(data)
        return self._frames.pop(0)

    async def until_closed(self) -> None:
        """Return when the host has closed the channel."""
        try:
            while await self._loop.sock_recv(self.sock, 1 << 16):
                pass
        except ConnectionResetError:
            pass


@asynccontextmanager
async def met(
    offered: list[tuple[Stream, Fields]] | None = None,
) -> AsyncIterator[tuple[Channel, Peer]]:
    """A channel that has begun, and its peer."""
    ours, theirs = socket.socketpair()
    take = None if offered is None else lambda stream, said: offered.append((stream, said))
    channel, peer = Channel(ours, take), Peer(theirs)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(peer.greet())
            await channel.greet()
        yield channel, peer
    finally:
        channel.close()
        theirs.close()
