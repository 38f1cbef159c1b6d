"""Namespaces (namespaces(7)): entering them, making them, naming them."""

from __future__ import annotations

import ctypes
import errno
import os

from aurae.linux import pidfd
from aurae.linux.libc import check, libc

CLONE_NEWNS = 0x0002_0000
CLONE_NEWCGROUP = 0x0200_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

NAMES = {
    CLONE_NEWNS: "mnt",
    CLONE_NEWCGROUP: "cgroup",
    CLONE_NEWUTS: "uts",
    CLONE_NEWIPC: "ipc",
    CLONE_NEWUSER: "user",
    CLONE_NEWPID: "pid",
    CLONE_NEWNET: "net",
}
"""The files in /proc/PID/ns."""

libc.setns.argtypes = [ctypes.c_int, ctypes.c_int]
libc.unshare.argtypes = [ctypes.c_int]
libc.sethostname.argtypes = libc.setdomainname.argtypes = [ctypes.c_char_p, ctypes.c_size_t]


def setns(fd: int, kinds: int) -> None:
    """Enter the namespaces of a process by its pidfd (setns(2), Linux 5.8), or one by its own file.

    `kinds` are CLONE_NEW*. CLONE_NEWPID moves only children born later. ESRCH: it has ended.
    """
    check(libc.setns(fd, kinds), "setns")


def of(process: int, kind: int) -> int:
    """Return a descriptor of a namespace that the process has which a pidfd is of.

    Also of one that is not dumpable, for who has CAP_SYS_PTRACE over it (ptrace(2)). Raises OSError;
    ESRCH when it has ended.
    """
    found = pidfd.pids(process)
    gone = OSError(errno.ESRCH, "the process has ended")
    if not found:
        raise gone
    try:
        fd = os.open(f"/proc/{found[0]}/ns/{NAMES[kind]}", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise gone from None
    # Its number is its own as long as it was not reaped.
    if not pidfd.pids(process):
        os.close(fd)
        raise gone
    return fd


def unshare(kinds: int) -> None:
    """Leave the namespaces of these kinds for new ones (unshare(2)).

    ENOSPC: one of /proc/sys/user/max_*_namespaces is reached.
    """
    check(libc.unshare(kinds), "unshare")


def set_names(name: bytes) -> None:
    """Set host name and NIS domain name of this uts namespace; 64 bytes at most (sethostname(2))."""
    check(libc.sethostname(name, len(name)), "sethostname")
    check(libc.setdomainname(name, len(name)), "setdomainname")
