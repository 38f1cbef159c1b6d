"""The journal's connection to init: streams come in with their descriptors, DRAINED goes out."""

from __future__ import annotations

import _socket  # not socket: that one brings enum and selectors, a megabyte
import os
import sys
from collections import namedtuple

from aurae.wire.messages import DRAINED, LIMIT, STREAM, TERMINAL, pack, unpack
from aurae.wire.segments import NAMES

MESSAGES = 64
"""Messages taken in at one turn."""
FDS = 3
"""Descriptors that come with a terminal's stream; a pipe's brings one."""
INT = 4

Order = namedtuple("Order", "ident stream fds")
"""A stream to be moved, and its new descriptors: [pipe], or [terminal, pipe, pipe's write end]."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Control:
    """A connected SOCK_SEQPACKET on descriptor `fd`; `closed` once the other end has gone."""

    def __init__(self, fd: int) -> None:
        self._socket = _socket.socket(fileno=fd)
        self._socket.setblocking(False)
        self._replies: list[bytes] = []
        self.fd = fd
        self.closed = False

    def orders(self) -> Iterator[Order]:
        """Take in what init has said, a bounded number of messages; unknown ones are skipped.

        Raises OSError when descriptors got lost because too many are open: going on would leave
        streams unread for ever, but another journal is handed all of them again.
        """
        for _ in range(MESSAGES):
            try:
                data, ancillary, flags, _ = self._socket.recvmsg(
                    LIMIT, _socket.CMSG_SPACE(FDS * INT), _socket.MSG_CMSG_CLOEXEC
                )
            except BlockingIOError:
                return
            except OSError:
                data, ancillary, flags = b"", [], 0
            if flags & _socket.MSG_CTRUNC:
                raise OSError("cannot take a stream over: too many open files")
            if not data:
                self.closed = True
                return
            fds = _descriptors(ancillary)
            if order := _order(data, fds):
                yield order
            else:
                for fd in fds:
                    os.close(fd)

    def drained(self, ident: int, stream: int) -> None:
        """Have init told, by `flush`, that a stream is complete."""
        self._replies.append(pack(DRAINED, ident, stream))

    def flush(self) -> bool:
        """Send what is to be said, as far as init listens; False when something is left."""
        while self._replies:
            try:
                self._socket.send(self._replies[0])
            except BlockingIOError:
                return False
            except OSError:  # Init has gone; the end of the socket is read soon.
                self._replies.clear()
                break
            del self._replies[0]
        return True


def _descriptors(ancillary: list[tuple[int, int, bytes]]) -> list[int]:
    """Return the descriptors that came with a message."""
    fds: list[int] = []
    for level, kind, data in ancillary:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            whole = len(data) - len(data) % INT
            fds += memoryview(data[:whole]).cast("i")
    return fds


def _order(data: bytes, fds: list[int]) -> Order | None:
    """Read a message; None when it does not ask for a stream to be moved."""
    try:
        message = unpack(data)
    except ValueError as error:
        say(str(error))
        return None
    stream = message.flags & ~TERMINAL
    wanted = FDS if message.flags & TERMINAL else 1
    if message.kind != STREAM or stream not in NAMES or len(fds) != wanted:
        return None
    return Order(message.id, stream, fds)


def say(text: str) -> None:
    """Write one line to init's stderr; a reader that has gone is no reason to stop."""
    try:
        sys.stderr.write(f"journal: {text}\n")
        sys.stderr.flush()
    except OSError:
        pass
