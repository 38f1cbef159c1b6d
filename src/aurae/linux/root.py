"""A root of one's own: pivot_root(2), and umount2(2) of what was the root before."""

from __future__ import annotations

import ctypes
import errno
import os

from aurae.linux import mount, tree
from aurae.linux.libc import check, libc, oserror

SYS_PIVOT_ROOT = 155 if os.uname().machine == "x86_64" else 41
"""x86-64's own number, and that of the architectures that share one table."""
MNT_DETACH, UMOUNT_NOFOLLOW = 2, 8
STEPPING_STONE = b"/proc"
"""A folder that every machine has; what is mounted there first becomes the root."""

libc.syscall.restype = ctypes.c_long
libc.umount2.argtypes = [ctypes.c_char_p, ctypes.c_int]


def enter(top: int) -> None:
    """Make a tree that is mounted nowhere the root of this process' own mount namespace.

    Nothing else is left to be seen there. `top` is a descriptor that `tree.clone` gave. The
    namespace must be new, and nobody else's. Raises OSError.
    """
    mount.mount("none", "/", flags=mount.REC | mount.SLAVE)
    # Where the machine's mounts are shared, as under systemd, the copy of one is, too: pivot_root refuses that.
    tree.propagate(top, tree.PRIVATE)
    place = tree.open_place(STEPPING_STONE, direct=True)
    try:
        tree.move(top, place)
    finally:
        os.close(place)
    pivot(top)


def pivot(top: int) -> None:
    """Make a mounted tree the root of this mount namespace, and drop what was the root before.

    Raises OSError.
    """
    os.fchdir(top)
    here = ctypes.c_char_p(b".")
    check(int(libc.syscall(ctypes.c_long(SYS_PIVOT_ROOT), here, here)), "pivot_root")
    check(libc.umount2(b".", MNT_DETACH), "umount2")
    os.chdir("/")


def leave(path: bytes) -> None:
    """Take away all that is mounted at a path, where it is no symbolic link. Raises OSError.

    A path where nothing is mounted, or that is missing, is no failure.
    """
    while libc.umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW) == 0:
        pass
    if ctypes.get_errno() not in (errno.EINVAL, errno.ENOENT, errno.ENOTDIR):
        oserror("umount2")
