"""What a process asks for itself: prctl(2), close_range(2), controlling terminals, memory files."""

from __future__ import annotations

import ctypes
import fcntl
import os
import termios

from aurae.linux.libc import check, libc
from aurae.linux.signals import signal

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
PR_SET_CHILD_SUBREAPER = 36
CLOSE_RANGE_CLOEXEC = 4
LAST = 0xFFFFFFFF
STDERR = 2

libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
libc.close_range.argtypes = [ctypes.c_uint, ctypes.c_uint, ctypes.c_int]


def set_child_subreaper() -> None:
    """Become the parent of every orphan below this process (prctl(2))."""
    check(libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl PR_SET_CHILD_SUBREAPER")


def end_with_parent() -> None:
    """Be killed when the thread that forked us ends (prctl(2)); execve keeps that."""
    check(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl PR_SET_PDEATHSIG")


def set_name(name: str) -> None:
    """Set the name that ps(1) shows for this thread; 15 bytes at most are kept."""
    text = ctypes.create_string_buffer(name.encode()[:15])
    check(libc.prctl(PR_SET_NAME, ctypes.addressof(text), 0, 0, 0), "prctl PR_SET_NAME")


def close_on_exec_from(first: int) -> None:
    """Mark every descriptor from `first` up to be closed by execve (close_range(2), Linux 5.11)."""
    check(libc.close_range(first, LAST, CLOSE_RANGE_CLOEXEC), "close_range")


def close_all_but(first: int, kept: set[int]) -> None:
    """Close every descriptor from `first` up but for `kept` (close_range(2), Linux 5.9)."""
    for fd in sorted(kept):
        if fd > first:
            check(libc.close_range(first, fd - 1, 0), "close_range")
        first = max(first, fd + 1)
    check(libc.close_range(first, LAST, 0), "close_range")


def lift(fd: int, least: int) -> int:
    """Return a descriptor of the same file that is `least` or above, closed by execve; -1 stays -1.

    One that is there already is returned as it is (fcntl(2) F_DUPFD_CLOEXEC).
    """
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, least) if 0 <= fd < least else fd


def take_terminal(fd: int) -> None:
    """Make the terminal `fd` the controlling one of this session (ioctl_tty(2) TIOCSCTTY)."""
    fcntl.ioctl(fd, termios.TIOCSCTTY, 0)


def memory(name: str) -> int:
    """Return a descriptor of an empty memory file."""
    return os.memfd_create(name, os.MFD_CLOEXEC)


def sealed_memory(name: str, content: bytes) -> int:
    """Return a descriptor of a memory file with `content` that nobody can change or resize."""
    fd = sealable_memory(name)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(fd, view) :]
        seal(fd)
    except OSError:
        os.close(fd)
        raise
    return fd


def sealable_memory(name: str) -> int:
    """Return a descriptor of an empty memory file that can be sealed."""
    return os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)


def seal(fd: int) -> None:
    """Have nobody change or resize a memory file any more."""
    seals = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, seals)
