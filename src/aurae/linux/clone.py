"""clone3(2): a child born in its cgroup, held by a pidfd."""

from __future__ import annotations

import ctypes
import struct

from aurae.linux.libc import check, libc
from aurae.linux.signals import signal

CLONE_PIDFD = 0x1000
CLONE_PARENT = 0x8000
CLONE_CLEAR_SIGHAND = 0x1_0000_0000
CLONE_INTO_CGROUP = 0x2_0000_0000
SYS_CLONE3 = 435  # the same number on every architecture

CLONE_ARGS = struct.Struct("=11Q")
"""struct clone_args of linux/sched.h, version 2 (88 bytes, Linux 5.7): flags, pidfd, child_tid,
parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup."""

libc.syscall.restype = ctypes.c_long


def clone3(cgroup: int = -1, flags: int = 0, exit_signal: int = signal.SIGCHLD) -> tuple[int, int]:
    """Fork the calling process, which must have one thread only.

    `cgroup` is a descriptor of the cgroup directory the child is born in; -1 for the parent's.
    `flags` are more of clone(2)'s: with CLONE_PARENT the child is a sibling, and `exit_signal`
    must be 0; its end is told as the caller's own is. Returns (pid, pidfd) in the parent and
    (0, -1) in the child. Handled signals are at their defaults in the child; ignored ones stay
    ignored (clone(2)) and the mask is the parent's. Raises OSError.
    """
    pidfd = ctypes.c_int(-1)
    flags |= CLONE_PIDFD | CLONE_CLEAR_SIGHAND
    if cgroup >= 0:
        flags |= CLONE_INTO_CGROUP
    where = ctypes.addressof(pidfd)
    args = CLONE_ARGS.pack(flags, where, 0, 0, exit_signal, 0, 0, 0, 0, 0, max(cgroup, 0))
    result = libc.syscall(
        ctypes.c_long(SYS_CLONE3), ctypes.c_char_p(args), ctypes.c_size_t(CLONE_ARGS.size)
    )
    pid = check(int(result), "clone3")
    return pid, pidfd.value if pid else -1
