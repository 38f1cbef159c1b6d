"""How long work on the disk may take; a thread has no other way to be told to end."""

from __future__ import annotations

import errno
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading


class TooLong(OSError):
    """The time is over; what was done stays done."""

    def __init__(self, seconds: float) -> None:
        super().__init__(errno.ETIMEDOUT, f"takes longer than {seconds:g} s")


class Patience:
    """Seconds that one piece of work has, from now on."""

    def __init__(self, seconds: float, closing: threading.Event) -> None:
        """With `closing` set the time is over as well."""
        self._seconds = seconds
        self._closing = closing
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise TooLong when the time is over."""
        if time.monotonic() > self._end or self._closing.is_set():
            raise TooLong(self._seconds)
