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
        self._drained: dict[int, int] = {}
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
            if orders := _orders(data, fds):
                yield from orders
            else:
                for fd in fds:
                    os.close(fd)

    def drained(self, ident: int, stream: int) -> None:
        """Have init told, by `flush`, that a stream is complete."""
        self._drained[ident] = self._drained.get(ident, 0) | stream

    def flush(self) -> bool:
        """Send what is to be said, as far as init listens; False when something is left."""
        while self._drained:
            ident, streams = next(iter(self._drained.items()))
            try:
                self._socket.send(pack(DRAINED, ident, streams))
            except BlockingIOError:
                return False
            except OSError:  # Init has gone; the end of the socket is read soon.
                self._drained.clear()
                break
            del self._drained[ident]
        return True


def _descriptors(ancillary: list[tuple[int, int, bytes]]) -> list[int]:
    """Return the descriptors that came with a message."""
    fds: list[int] = []
    for level, kind, data in ancillary:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            whole = len(data) - len(data) % INT
            fds += memoryview(data[:whole]).cast("i")
    return fds


def _orders(data: bytes, fds: list[int]) -> list[Order]:
    """Read a message; nothing when it does not ask for streams to be moved."""
    try:
        message = unpack(data)
    except ValueError as error:
        say(str(error))
        return []
    mask = message.flags & ~TERMINAL
    streams = [stream for stream in NAMES if mask & stream]
    if message.kind != STREAM or mask != sum(streams):
        return []
    if message.flags & TERMINAL:
        return [Order(message.id, mask, fds)] if len(streams) == 1 and len(fds) == FDS else []
    if len(fds) != len(streams):
        return []
    return [Order(message.id, stream, [fd]) for stream, fd in zip(streams, fds, strict=True)]


def say(text: str) -> None:
    """Write one line to init's stderr; a reader that has gone is no reason to stop."""
    try:
        sys.stderr.write(f"journal: {text}\n")
        sys.stderr.flush()
    except OSError:
        pass
