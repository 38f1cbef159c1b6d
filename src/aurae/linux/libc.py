"""The C library and the one way its failures become OSError."""

from __future__ import annotations

import ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, Protocol

    Kind = type[ctypes.c_int | ctypes.c_char_p | ctypes.c_size_t]

    class Call(Protocol):
        """A system call: its number, and its arguments."""

        def __call__(self, number: int, *arguments: int | bytes | None) -> int:
            """Return what it returns, negative when it fails."""


libc = ctypes.CDLL(None, use_errno=True)
"""Calls through it release the GIL and keep errno for `ctypes.get_errno`."""


def system_call(*kinds: Kind) -> Call:
    """Return syscall(2) for a call with arguments of these kinds, its number first.

    Told them once, it has not to be told with each call: that would be most of what a call costs.
    """
    call = libc["syscall"]
    call.restype, call.argtypes = ctypes.c_long, [ctypes.c_long, *kinds]
    return call


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
