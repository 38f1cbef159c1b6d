"""Who is at the other end of a Unix socket, as the kernel tells: SO_PEERCRED."""

from __future__ import annotations

import socket
import struct
from collections import namedtuple

_UCRED = struct.Struct("iII")

Credentials = namedtuple("Credentials", "pid uid gid")
"""Credentials at the time of connect(); they stay when the peer changes its uid or hands the socket on."""


def credentials(sock: socket.socket) -> Credentials:
    """Return pid, uid and gid of the peer at connect time; OSError when it is no Unix socket."""
    return Credentials(*_UCRED.unpack(sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)))
