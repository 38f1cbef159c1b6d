"""Memory of a machine in files: which pages are there, and the memory file that machines begin as.

Theory. A file of memory is as long as the memory and holds the pages that a list names, in runs; what is not named is zero, or
is as in the file that it stands on. A checksum of these pages tells of a file that was cut or has decayed. Machines
never see such a file: it is copied into memory that is sealed, which they share page by page until they write.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, NamedTuple

from isal import isal_zlib

from aurae.linux.process import seal, sealable_memory
from aurae.surroundings.staging import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

PAGE = 4096
PIECE = 1 << 20
_RUN = struct.Struct("<II")

Run = tuple[int, int]
"""The first page, and how many there are."""


class Damaged(ValueError):
    """A file is not what was written."""


class Layer(NamedTuple):
    """A file of memory, its runs, and their checksum."""

    file: Path
    runs: Sequence[Run]
    checksum: int


def runs_of(seen: bytearray) -> list[Run]:
    """Return the runs of pages that have a 1."""
    found = []
    at = seen.find(1)
    while at >= 0:
        end = seen.find(0, at)
        if end < 0:
            end = len(seen)
        found.append((at, end - at))
        at = seen.find(1, end)
    return found


def pages_in(runs: Iterable[Run]) -> int:
    """Return how many pages runs have together."""
    return sum(count for _, count in runs)


def dump(runs: Iterable[Run]) -> bytes:
    """Return runs as they are in a file."""
    return b"".join(_RUN.pack(*run) for run in runs)


def load(data: bytes, size: int) -> list[Run]:
    """Return the runs in a file, of a memory of so many bytes. Raises Damaged."""
    if len(data) % _RUN.size:
        raise Damaged("the list of its pages was cut")
    runs = list(_RUN.iter_unpack(data))
    end = 0
    for first, count in runs:
        if first < end or not count:
            raise Damaged("the list of its pages is none")
        end = first + count
    if end > size // PAGE:
        raise Damaged("it has pages beyond its end")
    return runs


def checksum(file: int, runs: Iterable[Run]) -> int:
    """Return the checksum of the pages of a file; blocks. Raises Damaged, OSError."""
    found = 0
    for _, data in _pieces(file, runs):
        found = isal_zlib.crc32(data, found)
    return found


def sealed(layers: Iterable[Layer], size: int) -> int:
    """Return a memory file of layers, the lowest first, that nobody can change; blocks.

    Raises Damaged, OSError.
    """
    memory = sealable_memory("vm-memory")
    try:
        os.ftruncate(memory, size)
        for layer in layers:
            _lay(layer, memory)
        seal(memory)
    except BaseException:
        os.close(memory)
        raise
    return memory


def differing(
    memory: tuple[int, Sequence[Run]], base: tuple[int, Sequence[Run]], size: int
) -> list[Run]:
    """Return the runs of pages in which a memory differs from what it stands on, each with its runs; blocks.

    Raises Damaged, OSError.
    """
    changed = bytearray(size // PAGE)
    for first, count in (*memory[1], *base[1]):  # what is zero now may not have been so
        changed[first : first + count] = b"\1" * count
    for at, data in _pieces(memory[0], runs_of(changed)):
        before = os.pread(base[0], len(data), at)
        if data == before:
            page = at // PAGE
            changed[page : page + len(data) // PAGE] = bytes(len(data) // PAGE)
            continue
        for offset in range(0, len(data), PAGE):
            if data[offset : offset + PAGE] == before[offset : offset + PAGE]:
                changed[(at + offset) // PAGE] = 0
    return runs_of(changed)


def copy(file: int, target: int, runs: Iterable[Run]) -> None:
    """Copy pages to the same places of another file; blocks. Raises Damaged, OSError."""
    for at, data in _pieces(file, runs):
        _write(target, data, at)


def _lay(layer: Layer, memory: int) -> None:
    found = 0
    file = os.open(layer.file, OPEN)
    try:
        for at, data in _pieces(file, layer.runs):
            found = isal_zlib.crc32(data, found)
            _write(memory, data, at)
    finally:
        os.close(file)
    if found != layer.checksum:
        raise Damaged("its memory is not what was saved")


def _pieces(file: int, runs: Iterable[Run]) -> Iterator[tuple[int, bytes]]:
    for first, count in runs:
        at, end = first * PAGE, (first + count) * PAGE
        while at < end:
            data = os.pread(file, min(PIECE, end - at), at)
            if len(data) % PAGE or not data:
                raise Damaged("its memory was cut")
            yield at, data
            at += len(data)


def _write(file: int, data: bytes, at: int) -> None:
    done = os.pwrite(file, data, at)
    while done < len(data):
        done += os.pwrite(file, data[done:], at + done)
