"""signalfd(2): signals as readable events, so that nothing runs inside a handler."""

from __future__ import annotations

import ctypes
import os
import signal

from aurae.linux.libc import check, libc

SFD_CLOEXEC = 0o2000000
SFD_NONBLOCK = 0o4000
RECORD = 128  # sizeof(struct signalfd_siginfo)
SIGSET = 128  # sizeof(sigset_t) in the C library

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


def block_all() -> None:
    """Block every signal; from here on they are read from a signalfd."""
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
