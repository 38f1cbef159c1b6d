"""A blob on its way into the store: a file that is written in pieces and goes on after a break."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GRAIN = 1024 * 1024
"""Bytes by which a file with holes is cut back: what stands before a hole may end in zeros."""


class Ingest:
    """A partial file. `offset` says how many bytes at its beginning were written before.

    They were written by an earlier try and are not verified: whoever goes on reads them again.
    Threads may write; one that comes too late finds the file closed.
    """

    def __init__(self, path: Path, digest: str, size: int) -> None:
        """Open or make the file; raises OSError."""
        self.path = path
        self.digest = digest
        self.size = size
        self._turn = threading.Lock()
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            self.offset = _whole(self._fd, size)
            os.ftruncate(self._fd, self.offset)
        except BaseException:
            self.close()
            raise

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._fd

    def write(self, offset: int, chunk: bytes | bytearray | memoryview) -> None:
        """Write a piece at its place; raises OSError."""
        rest = memoryview(chunk)
        with self._turn:
            while rest:
                written = os.pwrite(self._fd, rest, offset)
                offset += written
                rest = rest[written:]

    def restart(self) -> None:
        """Forget what was written."""
        with self._turn:
            os.ftruncate(self._fd, 0)
        self.offset = 0

    def sync(self) -> None:
        """Have all of it on the disk."""
        with self._turn:
            fd = os.dup(self._fd)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def close(self) -> None:
        """Close the file; what is in it stays for the next try."""
        with self._turn:
            if self._fd >= 0:
                os.close(self._fd)
                self._fd = -1


def _whole(fd: int, size: int) -> int:
    """Return how many bytes at the beginning of a file are there without a gap.

    Pieces may have been written in any order. What lies behind a gap is fetched again.
    """
    length = os.fstat(fd).st_size
    if not 0 < length <= size:
        return 0
    hole = os.lseek(fd, 0, os.SEEK_HOLE)
    if hole >= length:
        return length
    return hole // GRAIN * GRAIN
