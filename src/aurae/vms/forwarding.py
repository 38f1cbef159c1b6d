"""Connections through the channel: to ports and sockets in a guest, and from a guest to services of ours.

Theory. A connection is a stream of the channel with a socket at our end of it. Bytes are moved as the other side takes
them; the end of one direction leaves the other, and whoever breaks off ends both. None needs a network.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.vms.fields import fields
from aurae.vms.frames import Kind
from aurae.vms.guest import ANSWER_TIME, told
from aurae.vms.streams import Ended
from aurae.vms.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.fields import Value
    from aurae.vms.guest import Guest
    from aurae.vms.streams import Stream

PIECE = 64 * 1024
"""Bytes that are moved at once."""
OF_VSOCK = 1
"""Option of a CONNECT: the port is one of AF_VSOCK."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a connection leads in a guest: a port of TCP at an address, a Unix socket, or a port of AF_VSOCK.

    Without `address` it is the guest's own loopback.
    """

    port: int = 0
    address: str = ""
    path: str = ""
    is_vsock: bool = False

    def pairs(self) -> Iterator[tuple[int, Value]]:
        """Yield its fields."""
        if self.path:
            yield Tag.PATH, self.path
            return
        yield Tag.PORT, self.port
        if self.address:
            yield Tag.ADDRESS, self.address
        if self.is_vsock:
            yield Tag.OPTIONS, OF_VSOCK


async def connected(guest: Guest, target: Target, action: str) -> Stream:
    """Return a stream that is connected in a guest; raises Refusal. The caller closes it."""
    with told(action):
        stream = guest.channel.stream()
        try:
            async with asyncio.timeout(ANSWER_TIME):
                await stream.say(Kind.CONNECT, fields(target.pairs()))
                await stream.answer(Kind.OK)
        except BaseException:
            stream.close()
            raise
        return stream


async def dial(guest: Guest, target: Target, tasks: OwnedTasks, action: str) -> socket.socket:
    """Return a socket whose other end is in a guest; raises Refusal, OSError. It does not block."""
    stream = await connected(guest, target, action)
    try:
        ours, theirs = socket.socketpair()
    except OSError:
        stream.close()
        raise
    ours.setblocking(False)
    tasks.begin(relay(stream, theirs))
    return ours


async def relay(stream: Stream, sock: socket.socket) -> None:
    """Move bytes between a stream and a socket until both directions are over, or one breaks off; closes both."""
    sock.setblocking(False)
    with stream, sock:
        async with asyncio.TaskGroup() as group:
            left = {
                group.create_task(_up(sock, stream)),
                group.create_task(_down(stream, sock)),
            }
            is_whole = True
            while left and is_whole:
                done, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
                is_whole = all(task.result() for task in done)
            for task in left:
                task.cancel()
        if is_whole:
            stream.finish()


async def _up(sock: socket.socket, stream: Stream) -> bool:
    """Move bytes into a guest; False when that is broken off."""
    loop = asyncio.get_running_loop()
    try:
        while data := await loop.sock_recv(sock, PIECE):
            await stream.write(data)
    except (OSError, Ended):
        return False
    stream.end()
    return True


async def _down(stream: Stream, sock: socket.socket) -> bool:
    """Move bytes out of a guest; False when that is broken off."""
    loop = asyncio.get_running_loop()
    try:
        while data := await stream.read():
            await loop.sock_sendall(sock, data)
        if stream.is_shut:
            return False
        sock.shutdown(socket.SHUT_WR)
    except (OSError, Ended):
        return False
    return True
