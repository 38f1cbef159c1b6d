"""Namespaces (namespaces(7)): entering them, making them, naming them."""

from __future__ import annotations

import ctypes

from aurae.linux.libc import check, libc

CLONE_NEWNS = 0x0002_0000
CLONE_NEWCGROUP = 0x0200_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

libc.setns.argtypes = [ctypes.c_int, ctypes.c_int]
libc.unshare.argtypes = [ctypes.c_int]
libc.sethostname.argtypes = libc.setdomainname.argtypes = [ctypes.c_char_p, ctypes.c_size_t]


def setns(fd: int, kinds: int) -> None:
    """Enter the namespaces of a process by its pidfd (setns(2), Linux 5.8), or one by its own file.

    `kinds` are CLONE_NEW*. CLONE_NEWPID moves only children born later. ESRCH: it has ended.
    """
    check(libc.setns(fd, kinds), "setns")


def unshare(kinds: int) -> None:
    """Leave the namespaces of these kinds for new ones (unshare(2)).

    ENOSPC: one of /proc/sys/user/max_*_namespaces is reached.
    """
    check(libc.unshare(kinds), "unshare")


def set_names(name: bytes) -> None:
    """Set host name and NIS domain name of this uts namespace; 64 bytes at most (sethostname(2))."""
    check(libc.sethostname(name, len(name)), "sethostname")
    check(libc.setdomainname(name, len(name)), "setdomainname")
