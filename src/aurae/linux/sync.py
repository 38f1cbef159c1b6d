"""syncfs(2): all that was written to one file system is on its disk."""

from __future__ import annotations

import ctypes

from aurae.linux.libc import check, libc

libc.syncfs.argtypes = [ctypes.c_int]


def syncfs(fd: int) -> None:
    """Return when the file system of `fd` has nothing left to write. Raises OSError."""
    check(libc.syncfs(fd), "syncfs")
