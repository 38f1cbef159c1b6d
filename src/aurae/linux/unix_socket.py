"""Unix sockets and their files (unix(7))."""

from __future__ import annotations

import fcntl

SIOCUNIXFILE = 0x89E0


def bound_file(fd: int) -> int:
    """Return an O_PATH descriptor of the file that a Unix socket was bound to, wherever it is now.

    Needs CAP_NET_ADMIN. Raises OSError; ENOENT when the socket has no file.
    """
    return fcntl.ioctl(fd, SIOCUNIXFILE)
