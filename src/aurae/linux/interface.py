"""Network interfaces by name (netdevice(7)).

Through `_socket`, as in `seqpacket`."""

from __future__ import annotations

import _socket
import fcntl
import struct

SIOCGIFFLAGS = 0x8913
SIOCSIFFLAGS = 0x8914
IFF_UP = 0x1
IFREQ = struct.Struct("16sH22x")
"""struct ifreq: the name, and the flags of the interface."""


def up(name: str) -> None:
    """Set an interface of this network namespace up; `lo` gets its addresses by that.

    Raises OSError.
    """
    any_socket = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM | _socket.SOCK_CLOEXEC)
    try:
        request = IFREQ.pack(name.encode(), 0)
        _, flags = IFREQ.unpack(fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, IFREQ.pack(name.encode(), flags | IFF_UP))
    finally:
        any_socket.close()
