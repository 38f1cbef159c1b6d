"""fchownat(2) of what a descriptor stands for, also of one that was opened with O_PATH."""

from __future__ import annotations

import ctypes

from aurae.linux.libc import check, libc

EMPTY_PATH = 0x1000

libc.fchownat.argtypes = [
    ctypes.c_int,
    ctypes.c_char_p,
    ctypes.c_uint,
    ctypes.c_uint,
    ctypes.c_int,
]


def chown(fd: int, uid: int, gid: int) -> None:
    """Give a file, folder or symbolic link to a user and a group. Raises OSError naming the call."""
    check(libc.fchownat(fd, b"", uid, gid, EMPTY_PATH), "fchownat")
