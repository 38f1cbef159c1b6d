"""Which pages of memory a process has of its own, and having them ahead (proc(5) pagemap, madvise(2))."""

from __future__ import annotations

import ctypes
import os
import struct

from aurae.linux.libc import libc

SIZE = os.sysconf("SC_PAGESIZE")
ENTRY = 8
"""Bytes of a page in /proc/self/pagemap, the lowest first: 0x81 in the last is one that is there,
and 1 in that one that nobody else has."""
ALONE, SHARED = 0x81, 0x20
MADV_POPULATE_WRITE = 23  # Linux 5.14
RANGE = struct.Struct("=QQ")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

libc.madvise.argtypes = [ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int]


def notes(memory: int) -> list[int]:
    """Return descriptors for `note`, which works with another /proc then, or none. Raises OSError."""
    files = [
        os.open(f"/proc/self/{name}", os.O_RDONLY | os.O_CLOEXEC) for name in ("maps", "pagemap")
    ]
    return [memory, *files]


def note(fds: Sequence[int]) -> None:
    """Write what `own` returns to the first of the descriptors that `notes` gave; nothing without any."""
    if fds:
        memory, maps, pagemap = fds
        os.write(memory, own(maps, pagemap))


def own(maps: int, pagemap: int) -> bytes:
    """Return the pages of private memory that nobody else has, as ranges: address and length of each.

    `maps` and `pagemap` are descriptors of the files of these names of a process. Raises OSError.
    """
    found = []
    for line in _content(maps).splitlines():
        words = line.split(None, 5)
        if words[1] != b"rw-p":
            continue
        start, end = (int(word, 16) for word in words[0].split(b"-"))
        count = (end - start) // SIZE
        flags = os.pread(pagemap, count * ENTRY, start // SIZE * ENTRY)[ENTRY - 1 :: ENTRY]
        begin = -1
        for at in range(len(flags) + 1):
            is_own = at < len(flags) and flags[at] & (ALONE | SHARED) == ALONE
            if is_own and begin < 0:
                begin = at
            elif not is_own and begin >= 0:
                found.append(RANGE.pack(start + begin * SIZE, (at - begin) * SIZE))
                begin = -1
    return b"".join(found)


def touch(ranges: bytes) -> None:
    """Have pages of one's own, as if they were written; what is mapped there no more is left out."""
    for address, length in RANGE.iter_unpack(ranges):
        libc.madvise(address, length, MADV_POPULATE_WRITE)


def _content(fd: int) -> bytes:
    chunks = []
    while chunk := os.read(fd, 65536):
        chunks.append(chunk)
    return b"".join(chunks)
