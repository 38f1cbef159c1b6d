"""Copies files that are mostly holes."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

PIECE = 16 << 20


class Flag(Protocol):
    """Something that somebody else may set."""

    def is_set(self) -> bool:
        """Say whether it is."""


def copy(source: int, target: int, progress: Callable[[int, int], None], over: Flag) -> None:
    """Copy a file, of which holes stay holes: by sharing its blocks where the file system can; blocks.

    `progress` hears how many bytes of how many were copied. Raises InterruptedError when `over` is set, OSError.
    """
    size, total = os.fstat(source).st_size, os.fstat(source).st_blocks * 512
    os.ftruncate(target, size)
    at = done = 0
    while at < size:
        try:
            at = os.lseek(source, at, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return  # there is nothing but a hole
            raise
        end = os.lseek(source, at, os.SEEK_HOLE)
        while at < end:
            if over.is_set():
                raise InterruptedError
            count = os.copy_file_range(source, target, min(PIECE, end - at), at, at)
            if count == 0:
                return
            at, done = at + count, done + count
            progress(done, total)
