"""Taps: interfaces whose other end is a descriptor, which a virtual machine reads and writes frames by.

One lives for as long as its descriptor is open somewhere.
"""

from __future__ import annotations

import fcntl
import os
import struct

CONTROL = "/dev/net/tun"
TUNSETIFF, TUNSETOFFLOAD, TUNSETVNETHDRSZ = 0x400454CA, 0x400454D0, 0x400454D8
IFF_TAP, IFF_NO_PI, IFF_VNET_HDR, IFF_TUN_EXCL = 0x0002, 0x1000, 0x4000, 0x8000
TUN_F_CSUM, TUN_F_TSO4, TUN_F_TSO6 = 1, 2, 4
IFREQ = struct.Struct("16sH22x")
"""struct ifreq: the name, and flags."""


def make(name: str) -> int:
    """Make a tap that is down, in this network namespace; returns its descriptor, which programs do not inherit.

    Each frame has a header before it, struct virtio_net_hdr of 10 bytes if nobody says otherwise. Raises
    OSError: EBUSY for a name that something has.
    """
    fd = os.open(CONTROL, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        # Without EXCL it would be a second end of a tap that somebody has left there.
        flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | IFF_TUN_EXCL
        fcntl.ioctl(fd, TUNSETIFF, IFREQ.pack(name.encode(), flags))
    except OSError as error:
        os.close(fd)
        raise OSError(error.errno, f"make tap {name}: {error.strerror}") from None
    return fd


def set_offloads(fd: int, flags: int) -> None:
    """Say what whoever has this end can do with frames that are unfinished: TUN_F_*. Raises OSError."""
    fcntl.ioctl(fd, TUNSETOFFLOAD, flags)
