"""The serial console of a machine: kept in a bounded pair of files, shown to whoever attaches, typed into.

Theory. Nobody's reading it holds the guest up, and no guest holds us up: it is read no faster than RATE, beyond which
QEMU drops what the guest writes. Whoever is attached and does not read misses the oldest of what waits for it, and
is told so. After a restart of the server the files go on where they were.
"""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aurae.vms.line import Waiters

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

FILE = "console.log"
OLDER = "console.log.1"
FILE_LIMIT = 1024 * 1024
"""Bytes of a file, above which it becomes the older one."""
PIECE = 64 * 1024
RATE = 4 * 1024 * 1024
"""Bytes a second that are read in the long run."""
BURST = 1024 * 1024
BEHIND = 256 * 1024
"""Bytes that wait for one who is attached."""
ATTACHED = 32
"""Those who are attached to one console."""
LAST = 64 * 1024
"""Bytes in which the last words of a kernel are looked for."""
PANIC = re.compile(rb"Kernel panic - not syncing: ([\x20-\x7e]{1,200})")
UNTYPED = 64 * 1024
"""Bytes typed that the guest has not read yet."""


class Crowded(Exception):
    """There are too many who are attached."""


class Attachment:
    """One who sees what is written from now on."""

    def __init__(self) -> None:
        """Nothing was missed yet."""
        self._held = bytearray()
        self._missed = 0
        self._waiters = Waiters()
        self._over = False

    async def read(self) -> bytes:
        """Return the next bytes; none at the end of the machine."""
        while not self._held and not self._over:
            await self._waiters.wait()
        if self._missed:
            missed, self._missed = self._missed, 0
            return b"\r\n[%d bytes were not shown]\r\n" % missed
        piece = bytes(self._held[:PIECE])
        del self._held[:PIECE]
        return piece

    def take(self, data: bytes) -> None:
        """Take what the guest has written."""
        self._held += data
        if (missed := len(self._held) - BEHIND) > 0:
            del self._held[:missed]
            self._missed += missed
        self._waiters.wake()

    def end(self) -> None:
        """Say that nothing more comes."""
        self._over = True
        self._waiters.wake()


class Console:
    """The console of one machine, for as long as this server has it."""

    def __init__(self, sock: socket.socket, folder: Path) -> None:
        """Take over a connected socket; `folder` is where the files are. Raises OSError."""
        sock.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._sock = sock
        self._folder = folder
        self._file = _opened(folder)
        self._size = os.fstat(self._file).st_size
        self._attached: set[Attachment] = set()
        self._untyped = bytearray()
        self._waiters = Waiters()
        self._saved = float(BURST)
        self._at = self._loop.time()
        self._resting: asyncio.TimerHandle | None = None
        self.ended = asyncio.Event()
        self._loop.add_reader(sock.fileno(), self._readable)

    @contextmanager
    def attached(self) -> Iterator[Attachment]:
        """Show what is written from now on, in the block. Raises Crowded."""
        if len(self._attached) >= ATTACHED:
            raise Crowded(f"{ATTACHED} are attached already")
        attachment = Attachment()
        if self.ended.is_set():
            attachment.end()
        self._attached.add(attachment)
        try:
            yield attachment
        finally:
            self._attached.discard(attachment)

    async def write(self, data: bytes) -> None:
        """Type into it; waits as long as the guest reads nothing. Nothing once it has ended."""
        left = memoryview(data)
        while left and not self.ended.is_set():
            room = UNTYPED - len(self._untyped)
            if room <= 0:
                await self._waiters.wait()
                continue
            if not self._untyped:
                self._loop.add_writer(self._sock.fileno(), self._writable)
            self._untyped += left[:room]
            left = left[room:]

    def close(self) -> None:
        """Read it no longer."""
        if self.ended.is_set():
            return
        self.ended.set()
        if self._resting is not None:
            self._resting.cancel()
        self._loop.remove_reader(self._sock.fileno())
        self._loop.remove_writer(self._sock.fileno())
        self._sock.close()
        os.close(self._file)
        self._waiters.wake()
        for attachment in self._attached:
            attachment.end()

    def _readable(self) -> None:
        try:
            data = self._sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        self._keep(data)
        for attachment in self._attached:
            attachment.take(data)
        now = self._loop.time()
        self._saved = min(BURST, self._saved + (now - self._at) * RATE) - len(data)
        self._at = now
        if self._saved < 0:
            self._loop.remove_reader(self._sock.fileno())
            self._resting = self._loop.call_later(-self._saved / RATE, self._go_on)

    def _go_on(self) -> None:
        self._resting = None
        self._loop.add_reader(self._sock.fileno(), self._readable)

    def _writable(self) -> None:
        try:
            sent = self._sock.send(self._untyped)
        except BlockingIOError:
            return
        except OSError:
            self.close()
            return
        del self._untyped[:sent]
        if not self._untyped:
            self._loop.remove_writer(self._sock.fileno())
        self._waiters.wake()

    def _keep(self, data: bytes) -> None:
        """Write to the files; a full disk costs the output, not the machine."""
        with suppress(OSError):
            if self._size + len(data) > FILE_LIMIT:
                os.rename(self._folder / FILE, self._folder / OLDER)
                fresh = _opened(self._folder)
                os.close(self._file)
                self._file, self._size = fresh, 0
            self._size += os.write(self._file, data)


def history(folder: Path, most: int = 2 * FILE_LIMIT) -> bytes:
    """Return the last bytes that were kept; blocks for a moment. Nothing where nothing was."""
    kept = b""
    for name in (FILE, OLDER):
        with suppress(FileNotFoundError), (folder / name).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            wanted = min(size, most - len(kept))
            file.seek(size - wanted)
            kept = file.read(wanted) + kept
    return kept


def begin_anew(folder: Path) -> None:
    """Have what is kept from now on be of another run: that of the one before is the older file. Raises OSError."""
    with suppress(FileNotFoundError):
        os.rename(folder / FILE, folder / OLDER)


def last_panic(folder: Path) -> str:
    """Return why the kernel of this run gave up, in its own words; empty where it has not. Blocks for a moment."""
    kept = b""
    with suppress(OSError), (folder / FILE).open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - LAST))
        kept = file.read(LAST)
    found = PANIC.findall(kept)
    return found[-1].decode("ascii") if found else ""


def _opened(folder: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(folder / FILE, flags, 0o600)
