"""Sockets of a guest as Unix sockets of the host, in the form that Firecracker has given them.

Who connects to `vsock.sock` writes `CONNECT <port>` and a line feed, and reads `OK <number>` and a line feed once that port of
AF_VSOCK in the guest has accepted; otherwise the connection is closed. Who connects in the guest to a port that the
machine offers comes out at `vsock.sock_<port>`, where somebody on the host has to listen.
"""

from __future__ import annotations

import asyncio
import errno
import os
import re
import socket
from typing import TYPE_CHECKING

from aurae.model.refusal import Refusal
from aurae.vms.forwarding import Target, connected, relay
from aurae.vms.offers import accept

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.guest import Guest
    from aurae.vms.offers import Visitor
    from aurae.vms.streams import Stream

SERVICE = "vsock"
"""The name of the service by which a guest comes here."""
NAME = "vsock.sock"
CONNECTIONS = 64
"""Connections of the host at the same time."""
BACKLOG = 16
LONGEST_LINE = 32
LINE_TIME = 10.0
"""Seconds that somebody has to say where to."""
PATIENCE = 1.0
"""Seconds until it is tried again where no descriptor was free."""
FIRST_NUMBER = 1 << 30
_CONNECT = re.compile(rb"CONNECT ([0-9]{1,10})\n")


class Facade:
    """Accepts connections to `vsock.sock` for as long as it is open."""

    def __init__(self, guest: Guest, listener: socket.socket, tasks: OwnedTasks) -> None:
        """Take over a listening socket."""
        listener.setblocking(False)
        listener.listen(BACKLOG)
        self._guest = guest
        self._listener = listener
        self._tasks = tasks
        self._loop = asyncio.get_running_loop()
        self._count = 0
        self._last = FIRST_NUMBER
        self._listen()

    def close(self) -> None:
        """Accept no more; connections that are there stay."""
        if self._listener.fileno() >= 0:
            self._loop.remove_reader(self._listener.fileno())
            self._listener.close()

    def _listen(self) -> None:
        if self._listener.fileno() >= 0:
            self._loop.add_reader(self._listener.fileno(), self._accept)

    def _accept(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        except OSError:  # no descriptor is free
            self._loop.remove_reader(self._listener.fileno())
            self._loop.call_later(PATIENCE, self._listen)
            return
        if self._count >= CONNECTIONS:
            sock.close()
            return
        self._count += 1
        self._tasks.begin(self._serve(sock))

    async def _serve(self, sock: socket.socket) -> None:
        try:
            with sock:
                sock.setblocking(False)
                await self._connect(sock)
        except (OSError, Refusal):
            pass  # closed without an answer, as who waits for one expects
        finally:
            self._count -= 1

    async def _connect(self, sock: socket.socket) -> None:
        async with asyncio.timeout(LINE_TIME):
            port = await self._port(sock)
        stream = await connected(
            self._guest, Target(port, is_vsock=True), f"connect to port {port} of the guest"
        )
        self._last += 1
        try:
            await self._loop.sock_sendall(sock, b"OK %d\n" % self._last)
        except BaseException:
            stream.close()
            raise
        await relay(stream, sock)

    async def _port(self, sock: socket.socket) -> int:
        """Return the port that is wanted; reads no byte behind the line. Raises OSError."""
        line = b""
        while not line.endswith(b"\n"):
            byte = await self._loop.sock_recv(sock, 1)
            line += byte
            if not byte or len(line) > LONGEST_LINE:
                raise OSError(errno.EPROTO, "no line was written")
        found = _CONNECT.fullmatch(line)
        if found is None or not 0 < int(found[1]) < 1 << 32:
            raise OSError(errno.EPROTO, "it is no CONNECT with a port")
        return int(found[1])


class Outlet:
    """Where guests' connections come out: `vsock.sock_<port>` in a folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the daemon's own."""
        self._folder = folder

    async def serve(self, stream: Stream, visitor: Visitor) -> None:
        """Connect a guest to who listens on the host. Raises OSError."""
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        try:
            # The path may be longer than an address: it is that of the folder's descriptor.
            folder = os.open(self._folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                sock.connect(f"/proc/self/fd/{folder}/{NAME}_{visitor.port}")
            finally:
                os.close(folder)
            await accept(stream)
        except BaseException:
            sock.close()
            raise
        await relay(stream, sock)
