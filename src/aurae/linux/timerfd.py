"""timerfd(2): a moment of a clock as a readable event, which also tells that the wall clock was set.

CPython has these calls from 3.13 on.
"""

from __future__ import annotations

import ctypes
import errno
import os
import time

from aurae.linux.libc import libc, oserror

TFD_CLOEXEC = 0o2000000
TFD_NONBLOCK = 0o4000
TFD_TIMER_ABSTIME = 1
TFD_TIMER_CANCEL_ON_SET = 2

CLOCK_SET = -1
"""What `expirations` returns once after a discontinuous change of CLOCK_REALTIME."""
NEVER = 2**62
"""Nanoseconds: a moment in the year 2116 of the wall clock, for whoever waits for CLOCK_SET alone."""

_SECOND = 1_000_000_000
_Itimerspec = ctypes.c_long * 4  # interval and value, seconds and nanoseconds each

libc.timerfd_create.argtypes = [ctypes.c_int, ctypes.c_int]
libc.timerfd_create.restype = ctypes.c_int
libc.timerfd_settime.argtypes = [ctypes.c_int, ctypes.c_int, _Itimerspec, ctypes.c_void_p]
libc.timerfd_settime.restype = ctypes.c_int


def timerfd_create(clock: int = time.CLOCK_REALTIME) -> int:
    """Return a new, non-blocking timer descriptor of a clock; it is not armed."""
    fd = int(libc.timerfd_create(clock, TFD_CLOEXEC | TFD_NONBLOCK))
    return fd if fd >= 0 else oserror("timerfd_create")


def arm(fd: int, at: int) -> bool:
    """Have the descriptor become readable at a moment of its clock, in ns, or at once if that has passed.

    One of CLOCK_REALTIME is readable also when the clock is set. False: the clock was set since
    the descriptor was last armed or read, so what `at` was made of may be wrong; it is armed.
    """
    moment = max(at, 1)  # 0 would disarm
    value = _Itimerspec(0, 0, moment // _SECOND, moment % _SECOND)
    flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET
    done = bool(libc.timerfd_settime(fd, flags, value, None) == 0)
    if not done and ctypes.get_errno() != errno.ECANCELED:
        oserror("timerfd_settime")
    return done


def disarm(fd: int) -> None:
    """Have the descriptor never become readable, whatever happens to the clock."""
    if libc.timerfd_settime(fd, 0, _Itimerspec(0, 0, 0, 0), None) < 0:
        oserror("timerfd_settime")


def expirations(fd: int) -> int:
    """Return how often the moment has come since the last call (0 or 1), or CLOCK_SET."""
    try:
        return int.from_bytes(os.read(fd, 8), "little")
    except BlockingIOError:
        return 0
    except OSError as error:
        if error.errno == errno.ECANCELED:
            return CLOCK_SET
        raise
