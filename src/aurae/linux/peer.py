"""Who is at the other end of a Unix socket, as the kernel tells: SO_PEERCRED and SO_PEERPIDFD."""

from __future__ import annotations

import errno
import socket
import struct
from collections import namedtuple

SO_PEERPIDFD = 77
"""Linux 6.5 and later; not in Python's socket module."""

_UCRED = struct.Struct("iII")

Credentials = namedtuple("Credentials", "pid uid gid")
"""Credentials at the time of connect(); they stay when the peer changes its uid or hands the socket on."""


def credentials(sock: socket.socket) -> Credentials:
    """Return pid, uid and gid of the peer at connect time; OSError when it is no Unix socket."""
    return Credentials(*_UCRED.unpack(sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)))


def pidfd(sock: socket.socket) -> int | None:
    """Return a new pidfd of the peer, which the caller closes; None where the kernel is too old.

    Raises OSError for other failures, ESRCH or ENODATA when the peer was reaped before.
    """
    try:
        return sock.getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD)
    except OSError as error:
        # Kernels before 6.5 answer ENOPROTOOPT, some EINVAL.
        if error.errno in (errno.ENOPROTOOPT, errno.EINVAL):
            return None
        raise
