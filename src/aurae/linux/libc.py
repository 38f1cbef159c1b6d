"""The C library and the one way its failures become OSError."""

from __future__ import annotations

import ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

libc = ctypes.CDLL(None, use_errno=True)
"""Calls through it release the GIL and keep errno for `ctypes.get_errno`."""


def oserror(call: str, path: str = "") -> NoReturn:
    """Raise OSError for the last failed call, naming the call and, where there is one, the path."""
    error = ctypes.get_errno()
    text = f"{call}: {os.strerror(error)}"
    raise OSError(error, text, path) if path else OSError(error, text)


def check(result: int, call: str, path: str = "") -> int:
    """Return `result`, or raise OSError when it is negative."""
    if result < 0:
        oserror(call, path)
    return result
