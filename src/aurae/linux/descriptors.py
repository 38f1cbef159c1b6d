"""Descriptors and the open file descriptions behind them (open(2))."""

from __future__ import annotations

import ctypes
import fcntl
import os
import stat

from aurae.linux.libc import libc

F_DUPFD_QUERY = 1027
KCMP_FILE = 0
SYS_KCMP = 312 if os.uname().machine == "x86_64" else 272
"""x86-64's own number, and that of the architectures that share one table."""

libc.syscall.restype = ctypes.c_long


def same_description(one: int, other: int) -> bool:
    """Tell whether two descriptors are copies of each other, as dup(2) and SCM_RIGHTS make them.

    Where the kernel does not say (before Linux 6.10, and without CONFIG_KCMP), those of the same
    inode and flags are taken for copies; but not those of devices and of anonymous inodes, which
    one inode may stand for.
    """
    try:
        return bool(fcntl.fcntl(one, F_DUPFD_QUERY, other))
    except OSError:
        pass
    pid = os.getpid()
    arguments = (ctypes.c_long(number) for number in (SYS_KCMP, pid, pid, KCMP_FILE, one, other))
    result = int(libc.syscall(*arguments))
    return result == 0 if result >= 0 else _same_inode(one, other)


def _same_inode(one: int, other: int) -> bool:
    try:
        ours, theirs = os.fstat(one), os.fstat(other)
    except OSError:  # of a file system that answers no more
        return False
    kind = stat.S_IFMT(ours.st_mode)
    if not os.path.samestat(ours, theirs) or kind in (0, stat.S_IFCHR, stat.S_IFBLK):
        return False
    flags = [fcntl.fcntl(fd, fcntl.F_GETFL) for fd in (one, other)]
    return flags[0] == flags[1]
