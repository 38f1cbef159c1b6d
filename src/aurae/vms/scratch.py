"""Disks that machines of images write on: an ext4 file system each, over which the guest lays what it writes.

Theory. An empty one of a size is made once (`<folder>/<bytes>.ext4`), with all that can wait left to be written later; a
machine gets a copy of the few blocks that it has, in some milliseconds. Files are sparse: they take what was written, and
what the guest trims is given back. A copy has its name when it is whole, and stays with a machine that is kept. A size is asked for once more
after it was changed: the file becomes as large, never smaller, and the guest grows its file system.
"""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from aurae.images.failures import told
from aurae.images.reserve import Reserve
from aurae.linux import range_lock, sparse
from aurae.linux.libseccomp import NoLibrary
from aurae.model.refusal import FailedPrecondition, InvalidField
from aurae.processes.init import InitGone, SpawnFailed
from aurae.processes.tools import FILE, Job

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.processes.tools import Tools

NAME = "scratch.ext4"
"""Of the file in the folder of a machine."""
MKFS = "mkfs.ext4"
BLOCK = 4096
SMALLEST, LARGEST = 16 << 20, 16 << 40
MAKE_LIMIT = 60.0
FEATURES = "lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0"
NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
OPEN = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


class Scratch:
    """Scratch disks. Methods raise Refusal."""

    def __init__(self, folder: Path, tools: Tools, kept_free: int = 0) -> None:
        """`folder` is where empty ones are; of its disk `kept_free` bytes stay free."""
        self._folder = folder
        self._tools = tools
        self._reserve = Reserve(folder, kept_free)
        self._making = asyncio.Lock()

    def open(self) -> None:
        """Make the folder, and remove what an earlier server has half made; blocks. Raises OSError."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for path in self._folder.glob(".*"):
            path.unlink()

    async def opened(self, folder: Path, size: int, action: str, *, kept: bool) -> int:
        """Return the disk of a machine, locked, in a folder of its own; it is made unless it is there.

        One that is `kept` is on the host's disk then. The caller closes the descriptor.
        """
        size = -(-size // BLOCK) * BLOCK
        if not SMALLEST <= size <= LARGEST:
            why = f"is not between {SMALLEST} and {LARGEST} bytes"
            raise InvalidField(action, "vm.scratch_size", why)
        place = folder / NAME
        with told(action):
            await asyncio.to_thread(self._reserve.check)
            if not await asyncio.to_thread(place.exists):
                empty = await self._empty(size, action)
                await asyncio.to_thread(_copy, empty, place, synced=kept)
            return await asyncio.to_thread(_opened, place, size)

    async def _empty(self, size: int, action: str) -> Path:
        """Return an empty disk of a size; the first time it is made."""
        place = self._folder / f"{size}.ext4"
        async with self._making:
            if not await asyncio.to_thread(place.exists):
                await self._make(place, size, action)
        return place

    async def _make(self, place: Path, size: int, action: str) -> None:
        beside = place.with_name(f".{uuid4().hex}")
        file = os.open(beside, NEW, 0o600)
        try:
            os.ftruncate(file, size)
            await self._format(file, size, action)
            await asyncio.to_thread(os.fsync, file)
            os.rename(beside, place)
        except BaseException:
            os.unlink(beside)
            raise
        finally:
            os.close(file)

    async def _format(self, file: int, size: int, action: str) -> None:
        tool = self._tools.find(MKFS)
        if tool is None:
            raise FailedPrecondition(action, f"{MKFS} is not installed (package e2fsprogs)")
        options = ("-q", "-F", "-b", str(BLOCK), "-m", "0", "-E", FEATURES)
        try:
            ended = await self._tools.run(
                tool, Job((*options, FILE, str(size // BLOCK)), file, size, MAKE_LIMIT)
            )
        except TimeoutError:
            raise FailedPrecondition(action, f"{MKFS} takes too long") from None
        except (NoLibrary, SpawnFailed, InitGone) as error:
            raise FailedPrecondition(action, f"{MKFS}: {error}") from None
        if ended.status:
            full = os.strerror(errno.ENOSPC)
            if full in ended.said:
                raise OSError(errno.ENOSPC, full)
            raise FailedPrecondition(action, f"{MKFS}: {ended.said or ended.status}")


def _copy(empty: Path, place: Path, *, synced: bool) -> None:
    """Copy an empty disk to its place."""
    beside = place.with_name(f".{place.name}")
    with suppress(FileNotFoundError):
        beside.unlink()  # of a server that was killed
    source = target = -1
    try:
        source, target = os.open(empty, READ), os.open(beside, NEW, 0o600)
        sparse.copy(source, target, lambda _done, _total: None, threading.Event())
        if synced:
            os.fsync(target)
        os.rename(beside, place)
    except BaseException:
        with suppress(FileNotFoundError):
            beside.unlink()
        raise
    finally:
        for fd in (source, target):
            if fd >= 0:
                os.close(fd)


def _opened(place: Path, size: int) -> int:
    """Open and lock a disk, which becomes as large as is asked for. Raises OSError."""
    file = os.open(place, OPEN)
    try:
        range_lock.take(file)
        if os.fstat(file).st_size < size:
            os.ftruncate(file, size)
    except BaseException:
        os.close(file)
        raise
    return file
