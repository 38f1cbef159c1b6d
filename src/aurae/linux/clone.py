"""clone3(2): a child born in its cgroup, held by a pidfd."""

from __future__ import annotations

import ctypes
import signal

from aurae.linux.libc import check, libc

CLONE_PIDFD = 0x1000
CLONE_CLEAR_SIGHAND = 0x1_0000_0000
CLONE_INTO_CGROUP = 0x2_0000_0000
SYS_CLONE3 = 435  # the same number on every architecture


class CloneArgs(ctypes.Structure):
    """struct clone_args of linux/sched.h, version 2 (88 bytes, Linux 5.7)."""

    _fields_ = [
        (name, ctypes.c_uint64)
        for name in (
            "flags",
            "pidfd",
            "child_tid",
            "parent_tid",
            "exit_signal",
            "stack",
            "stack_size",
            "tls",
            "set_tid",
            "set_tid_size",
            "cgroup",
        )
    ]


libc.syscall.restype = ctypes.c_long


def clone3(cgroup: int = -1) -> tuple[int, int]:
    """Fork the calling process, which must have one thread only.

    `cgroup` is a descriptor of the cgroup directory the child is born in; -1 for the parent's.
    Returns (pid, pidfd) in the parent and (0, -1) in the child. Handled signals are at their
    defaults in the child; ignored ones stay ignored (clone(2)) and the mask is the parent's.
    Raises OSError.
    """
    pidfd = ctypes.c_int(-1)
    args = CloneArgs(
        flags=CLONE_PIDFD | CLONE_CLEAR_SIGHAND,
        pidfd=ctypes.addressof(pidfd),
        exit_signal=signal.SIGCHLD,
    )
    if cgroup >= 0:
        args.flags |= CLONE_INTO_CGROUP
        args.cgroup = cgroup
    result = libc.syscall(
        ctypes.c_long(SYS_CLONE3), ctypes.byref(args), ctypes.c_size_t(ctypes.sizeof(args))
    )
    pid = check(int(result), "clone3")
    return pid, pidfd.value if pid else -1
