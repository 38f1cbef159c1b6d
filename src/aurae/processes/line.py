"""The way to init: one SEQPACKET socket, messages out in their order, messages in as they come."""

import asyncio
import collections
import errno
import socket
from collections.abc import Sequence
from typing import Protocol

from aurae.linux import seqpacket
from aurae.processes import closing
from aurae.wire import messages
from aurae.wire.messages import Message

TURN = 256
"""Messages read in one go before other tasks have their turn."""
_GONE = frozenset({errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN, errno.EBADF})
"""What a socket answers whose other end has gone."""


class _End(Protocol):
    """Who is told of what happens on the line."""

    def take(self, message: Message, fds: Sequence[int]) -> None:
        """Take a message and the descriptors that came with it."""

    def unsent(self, message: Message, number: int) -> bool:
        """Hear of one that cannot be sent, by an errno; False where nothing goes on without it."""

    def hung_up(self) -> None:
        """Hear that init has gone."""


class Line:
    """One connected socket."""

    def __init__(self, fd: int, end: _End) -> None:
        """Take over the socket `fd`."""
        self._socket = socket.socket(fileno=fd)
        self._socket.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(fd, self._readable)
        self._end = end
        self._out: collections.deque[tuple[bytes, list[int]]] = collections.deque()
        self._is_closed = False

    def send(self, data: bytes, fds: list[int] | None = None) -> None:
        """Send a message as soon as there is room; the descriptors are taken. Dropped once closed."""
        if self._is_closed:
            closing.close(*(fds or ()))
            return
        self._out.append((data, fds or []))
        if len(self._out) == 1:
            self._flush()

    def close(self) -> None:
        """Hang up; the other end is told so, and this one too, once."""
        if self._is_closed:
            return
        self._is_closed = True
        self._loop.remove_reader(self._socket.fileno())
        self._loop.remove_writer(self._socket.fileno())
        self._socket.close()
        for _, fds in self._out:
            closing.close(*fds)
        self._out.clear()
        self._end.hung_up()

    def _flush(self) -> None:
        while self._out:
            data, fds = self._out[0]
            try:
                socket.send_fds(self._socket, [data], fds, socket.MSG_NOSIGNAL)
            except BlockingIOError:
                self._loop.add_writer(self._socket.fileno(), self._flush)
                return
            except OSError as error:
                number = error.errno or errno.EIO
                if number in _GONE or not self._end.unsent(messages.unpack(data), number):
                    self.close()
                    return
            self._out.popleft()
            closing.close(*fds)
        self._loop.remove_writer(self._socket.fileno())

    def _readable(self) -> None:
        for _ in range(TURN):
            try:
                data, fds = seqpacket.receive(self._socket, messages.LIMIT, 1)
            except BlockingIOError:
                return
            except OSError:
                data, fds = b"", []
            if not data:
                self.close()
                return
            self._end.take(messages.unpack(data), fds)
