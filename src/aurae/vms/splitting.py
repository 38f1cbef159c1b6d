"""What QEMU writes of a machine, in two: pages of memory go to a file, the state of processors and devices stays.

Theory. QEMU sends a machine as a stream of sections, big endian. Those named `ram` hold blocks of memory page by page,
in any order and some of them several times while the machine runs on; the sections of devices come last. Pages of the
block that is the machine's memory are written to a file at their addresses, and left out of the stream; a QEMU whose
memory begins as that file is sent what remains, and takes the rest of the memory to be as it is. So memory is copied while a
machine runs, however it is backed, and many machines begin with one copy of it.

The stream comes from a process that a guest may have taken over: all that is in it is checked, and limited.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from aurae.vms.command_line import MEMORY
from aurae.vms.pages import PAGE, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from aurae.vms.pages import Run

BLOCK = MEMORY.encode()
"""The name of a machine's memory, as QEMU is told."""
MOST_STATE = 32 << 20
"""Bytes that may remain; some 300 kB do."""
MOST_BLOCKS = 64
MOST_TIMES = 16
"""How often each page may come."""

_MAGIC = b"QEVM\0\0\0\x03"
_CONFIGURATION, _START, _PART, _END, _FULL, _FOOTER = (
    b"\x07",
    b"\x01",
    b"\x02",
    b"\x03",
    b"\x04",
    b"\x7e",
)
_ZERO, _SIZES, _DATA, _EOS, _CONTINUE = 0x02, 0x04, 0x08, 0x10, 0x20
_KNOWN = {_ZERO, _DATA, _ZERO | _CONTINUE, _DATA | _CONTINUE}
_GATHERED = 256
"""Pages that are written at once, at most."""


class BadStream(ValueError):
    """It is not what QEMU writes of a machine, or of another one."""


class Split(NamedTuple):
    """The stream without the memory, and which pages of the memory were ever other than zero."""

    state: bytes
    runs: list[Run]


def split(
    source: BinaryIO, memory: int, size: int, note: Callable[[int], None] = lambda _: None
) -> Split:
    """Read a stream to its end, and write the memory of `size` bytes to a file; blocks.

    `note` is told now and then how many bytes were written. Raises BadStream, OSError.
    """
    os.ftruncate(memory, size)
    reader = _Reader(source)
    if reader.keep(len(_MAGIC)) != _MAGIC:
        raise BadStream("it does not begin as one")
    pages = _Pages(reader, memory, size, note)
    while (kind := reader.keep(1)) != _FULL:
        if kind == _CONFIGURATION:
            reader.keep(reader.number(4))
        elif kind == _FOOTER:
            reader.keep(4)
        elif kind in (_START, _PART, _END):
            pages.section(kind)
        else:
            raise BadStream(f"there is a section of kind {kind[0]}")
    pages.check_end()
    reader.keep_rest()
    return Split(reader.kept(), runs_of(pages.seen))


class _Reader:
    """Reads a stream, and keeps what is to remain of it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._kept: list[bytes] = []
        self._length = 0

    def read(self, count: int) -> bytes:
        """Return so many bytes."""
        found = self._source.read(count)
        if len(found) != count:
            raise BadStream("it ends too soon")
        return found

    def keep(self, count: int) -> bytes:
        """Return so many bytes, which remain."""
        if count > MOST_STATE:
            raise BadStream("it is too long")
        return self.put(self.read(count))

    def put(self, data: bytes) -> bytes:
        """Have bytes remain that were read."""
        self._length += len(data)
        if self._length > MOST_STATE:
            raise BadStream("it is too long")
        self._kept.append(data)
        return data

    def number(self, count: int) -> int:
        """Return a number of so many bytes, which remain."""
        return int.from_bytes(self.keep(count), "big")

    def text(self) -> bytes:
        """Return a name, which remains."""
        return self.keep(self.keep(1)[0])

    def keep_rest(self) -> None:
        """Have all that follows remain."""
        while data := self._source.read(1 << 20):
            self.put(data)

    def kept(self) -> bytes:
        """Return what remains."""
        return b"".join(self._kept)


class _Pages:
    """The sections of memory."""

    def __init__(
        self, reader: _Reader, memory: int, size: int, note: Callable[[int], None]
    ) -> None:
        self._reader = reader
        self._memory = memory
        self._size = size
        self._note = note
        self._section = -1
        self._blocks: dict[bytes, int] = {}
        self._block = b""
        self.seen = bytearray(size // PAGE)
        """A 1 for each page that was written."""
        self._left = len(self.seen) * MOST_TIMES
        self._run: list[bytes] = []
        self._at = 0
        self._total = 0
        self._ended = False

    def section(self, kind: bytes) -> None:
        """Read one of them."""
        reader = self._reader
        ident = reader.number(4)
        if kind == _START:
            name = reader.text()
            reader.keep(8)
            if name != b"ram" or self._section >= 0:
                raise BadStream(f"there is a section {name!r}")
            self._section = ident
        elif ident != self._section:
            raise BadStream("there is a section of something unknown")
        self._records()
        self._ended = kind == _END

    def check_end(self) -> None:
        """Raise BadStream unless the memory is whole."""
        if not self._ended or self._blocks.get(BLOCK) != self._size:
            raise BadStream("it has not this machine's memory")
        self._flush()

    def _records(self) -> None:
        """Read what is in a section: sizes of blocks, and pages."""
        reader = self._reader
        while True:
            word = reader.read(8)
            value = int.from_bytes(word, "big")
            flags = value & (PAGE - 1)
            if flags in _KNOWN:
                self._page(word, value - flags, flags)
            elif flags == _SIZES:
                reader.put(word)
                self._sizes(value - flags)
            elif flags == _EOS:
                reader.put(word)
                return
            else:
                raise BadStream(f"there is memory in a form that is unknown ({flags:#x})")

    def _sizes(self, total: int) -> None:
        while total > 0:
            name = self._reader.text()
            size = self._reader.number(8)
            self._blocks[name] = size
            total -= size
            if len(self._blocks) > MOST_BLOCKS or size == 0:
                raise BadStream("it has too many blocks of memory")
        if total:
            raise BadStream("the sizes of its blocks are no sum")

    def _page(self, word: bytes, address: int, flags: int) -> None:
        read = self._reader.read
        name = b""
        if not flags & _CONTINUE:
            length = read(1)
            self._block = read(length[0])
            name = length + self._block
        data = read(PAGE if flags & _DATA else 1)
        if self._block != BLOCK:
            for part in (word, name, data):
                self._reader.put(part)
            return
        page = address // PAGE
        self._left -= 1
        if self._left < 0 or page >= len(self.seen):
            raise BadStream("there is a page that the machine has not")
        if flags & _DATA:
            self._write(page, data)
        elif data != b"\0":
            self._write(page, data * PAGE)
        elif self.seen[page]:
            self._write(page, bytes(PAGE))

    def _write(self, page: int, data: bytes) -> None:
        run = self._run
        if page != self._at + len(run) or len(run) == _GATHERED:
            self._flush()
            self._at = page
        self._run.append(data)
        self.seen[page] = 1

    def _flush(self) -> None:
        if not self._run:
            return
        data = b"".join(self._run)
        self._run.clear()
        done = 0
        while done < len(data):
            done += os.pwrite(self._memory, data[done:] if done else data, self._at * PAGE + done)
        self._total += done
        self._note(self._total)
