"""signalfd(2): signals as readable events, so that nothing runs inside a handler."""

from __future__ import annotations

import ctypes
import os

from aurae.linux.libc import check, libc
from aurae.linux.signals import signal

SFD_CLOEXEC = 0o2000000
SFD_NONBLOCK = 0o4000
RECORD = 128  # sizeof(struct signalfd_siginfo)
SIGSET = 128  # sizeof(sigset_t) in the C library

KERNEL_SIGSET = 8  # sizeof(sigset_t) in the kernel
SIGACTION = 32  # sizeof(struct kernel_sigaction); zeros are SIG_DFL
RESERVED = (32, 33)
SIG_SETMASK = 2
NOTHING = ctypes.create_string_buffer(SIGSET)
"""The empty set: sigemptyset(3) makes it all zeros."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def signalfd(numbers: Iterable[int]) -> int:
    """Return a non-blocking descriptor on which the given, already blocked, signals are read."""
    mask = ctypes.create_string_buffer(SIGSET)
    libc.sigemptyset(mask)
    for number in numbers:
        libc.sigaddset(mask, ctypes.c_int(number))
    return check(libc.signalfd(-1, mask, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd")


def read_signals(fd: int) -> list[int]:
    """Return the numbers of the signals that arrived; empty when none did."""
    try:
        data = os.read(fd, RECORD * 16)
    except BlockingIOError:
        return []
    return [int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data), RECORD)]


def unblock_all() -> None:
    """Block no signal; unlike `signal.pthread_sigmask`, without an enum for each of 64."""
    check(libc.sigprocmask(SIG_SETMASK, NOTHING, None), "sigprocmask")


def reset_ignored() -> None:
    """Give every ignored signal its default, in a process that has blocked them all.

    CPython ignores SIGPIPE and SIGXFSZ, and whoever started us may have ignored others: clone3
    clears handlers only, so children would inherit it. The C library keeps 32 and 33 for its
    threads and lets nobody ask for them, yet they are inherited too: make(1) ignores them in all
    its children.
    """
    for known in signal.valid_signals():
        if signal.getsignal(known) == signal.SIG_IGN:
            signal.signal(known, signal.SIG_DFL)
    number = 13 if os.uname().machine == "x86_64" else 134  # rt_sigaction
    default = ctypes.create_string_buffer(SIGACTION)
    for reserved in RESERVED:
        result = libc.syscall(
            ctypes.c_long(number),
            ctypes.c_int(reserved),
            default,
            None,
            ctypes.c_size_t(KERNEL_SIGSET),
        )
        check(int(result), "rt_sigaction")


def block_all() -> None:
    """Block every signal; from here on they are read from a signalfd."""
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
