"""When the kernel serves a process: ioprio_set(2)."""

from __future__ import annotations

import ctypes
import os

from aurae.linux.libc import check, libc

SYS_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30}
IOPRIO_WHO_PROCESS = 1
IOPRIO_CLASS_SHIFT = 13

libc.syscall.restype = ctypes.c_long


def set_io_priority(io_class: int, level: int, pid: int = 0) -> None:
    """Set the class and level of reads and writes of this thread, or of another. Raises OSError."""
    number = SYS_IOPRIO_SET.get(os.uname().machine, -1)
    value = io_class << IOPRIO_CLASS_SHIFT | level
    words = (ctypes.c_long(each) for each in (number, IOPRIO_WHO_PROCESS, pid, value))
    check(int(libc.syscall(*words)), "ioprio_set")
