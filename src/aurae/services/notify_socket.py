"""The socket that a service sends its notifications to."""

from __future__ import annotations

import os
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.processes import closing
from aurae.processes.descriptors import copies
from aurae.services import socket_file

if TYPE_CHECKING:
    from aurae.services.socket_file import Owner

LARGEST = 4096
"""Bytes of a message."""

MOST_FDS = 253
"""Descriptors of a message: SCM_MAX_FD of the kernel."""

MOST_LEFT = 1024
"""Messages that are taken out of a socket that goes: more than the kernel keeps."""

SO_PASSPIDFD = 76
SCM_PIDFD = 4

_INT = struct.Struct("i")
_UCRED = struct.Struct("iII")
_SPACE = sum(map(socket.CMSG_SPACE, (MOST_FDS * _INT.size, _UCRED.size, _INT.size)))


@dataclass(frozen=True, slots=True)
class Datagram:
    """One message as it came; whoever has it closes its descriptors."""

    data: bytes
    pid: int
    """Of the sender, in our pid namespace; 0 when it is in none that we see."""
    pidfd: int
    """Of the sender; -1 when it has gone."""
    fds: list[int]
    whole: bool

    def take_fds(self) -> list[int]:
        """Return the descriptors that came along, which are the caller's from now on."""
        taken = self.fds[:]
        self.fds.clear()
        return taken

    def copies(self) -> list[int]:
        """Return a copy of each descriptor, or none where there is no room for them.

        While they are open, no close of another copy is the last one, which may take long.
        """
        try:
            return copies(self.fds)
        except OSError:
            return []

    def close(self) -> None:
        """Close what came along."""
        if self.pidfd >= 0:
            os.close(self.pidfd)
        closing.close(*self.fds)


class NotifySocket:
    """One AF_UNIX SOCK_DGRAM socket, bound to a file that one user may write to."""

    def __init__(self, sock: socket.socket, path: str) -> None:
        """Wrap a bound socket, which is this object's from now on."""
        sock.setblocking(False)
        self._socket = sock
        self.path = path

    @classmethod
    def create(cls, path: str, owner: Owner, *, shared: bool = False) -> NotifySocket:
        """Bind to `path`, whose file is the owner's alone, so that nobody but it and root can send.

        `shared`: anybody can who sees it, as nobody but a container does. Raises OSError.
        """
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            with suppress(OSError):  # before Linux 6.5
                sock.setsockopt(socket.SOL_SOCKET, SO_PASSPIDFD, 1)
            socket_file.bind(sock, path, 0o666 if shared else 0o600, owner)
        except BaseException:
            sock.close()
            raise
        return cls(sock, path)

    @classmethod
    def adopt(cls, fd: int, path: str) -> NotifySocket:
        """Wrap a socket that `create` has made, here or in an earlier process; `fd` is taken."""
        return cls(socket.socket(fileno=fd), path)

    def fileno(self) -> int:
        """Return the descriptor; -1 once it is closed."""
        return self._socket.fileno()

    def peek(self) -> Datagram | None:
        """Return the next message, None when there is none; it stays the next one. Raises OSError."""
        try:
            got = self._socket.recvmsg(LARGEST, _SPACE, socket.MSG_CMSG_CLOEXEC | socket.MSG_PEEK)
        except BlockingIOError:
            return None
        data, ancillary, flags, _ = got
        pid, pidfd, fds = 0, -1, list[int]()
        for level, kind, value in ancillary:
            if level != socket.SOL_SOCKET:
                continue
            if kind == socket.SCM_RIGHTS:
                usable = len(value) // _INT.size * _INT.size
                fds += (fd for (fd,) in _INT.iter_unpack(value[:usable]))
            elif kind == socket.SCM_CREDENTIALS:
                pid = _UCRED.unpack(value)[0]
            elif kind == SCM_PIDFD:
                # An error number when the sender was reaped already, until Linux 6.16.
                pidfd = max(_INT.unpack(value)[0], -1)
        whole = not flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC)
        if pidfd < 0 and pid:
            with suppress(OSError):
                pidfd = os.pidfd_open(pid)
        return Datagram(data, pid, pidfd, fds, whole)

    def discard(self) -> None:
        """Have done with the next message."""
        self._socket.recv(1)

    def remove(self) -> int:
        """Remove its file and return its descriptor, to be closed last of all copies.

        What waits in it goes with it, and the closing of that is not left to chance.
        """
        with suppress(OSError):
            socket_file.remove(self._socket, self.path)
        for _ in range(MOST_LEFT):
            with suppress(OSError):
                if (datagram := self.peek()) is not None:
                    self.discard()
                    datagram.close()
                    continue
            break
        return self._socket.detach()

    def close(self) -> None:
        """Close it and leave its file: what is sent waits for whoever holds a copy."""
        self._socket.close()
