"""Volumes with a limit: an ext4 file system in a sparse file, mounted by a loop device while it is used.

Theory. The mount is the server's, below its own folder; a container has a clone of it. So the file system may live on for a
moment, or in somebody's namespace, after it was unmounted here. A file must never be two devices: each mount looks first
whether it is one. The device goes with the last mount by itself. Files are in the folder `data` of the file system, so
that its `lost+found` is not to be seen. The kernel writes what it must when the server is killed; a file system that it had
frozen then is thawed by the next one.
"""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from typing import TYPE_CHECKING

from aurae.linux import freezing, loop, mount, range_lock, root, sparse, tree
from aurae.linux.libseccomp import NoLibrary
from aurae.model.refusal import FailedPrecondition
from aurae.processes.init import InitGone, SpawnFailed
from aurae.processes.tools import FILE, Job
from aurae.supervise.tasks import settled
from aurae.surroundings.staging import synced
from aurae.volumes.places import DISK, MOUNT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.model.volume import Volume
    from aurae.processes.tools import Tools
    from aurae.volumes.places import Places

MKFS, RESIZE = "mkfs.ext4", "resize2fs"
BLOCK = 4096
MAKE_LIMIT = 600.0
"""Seconds for a file system to be made, or made larger."""
NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
OPEN = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
OPTIONS = b"noinit_itable,discard,errors=remount-ro"
"""A new file is zero already; what is removed gives the disk its room back."""
QUIET = tree.NOSUID | tree.NODEV
FREEZE_LIMIT = 60.0
"""Seconds that writing may wait for a copy, or there is none."""

_turn = threading.Lock()
"""Between the look for a device and the next one."""


class Disks:
    """The file systems of volumes. Methods raise OSError, and Refusal where that is said."""

    def __init__(self, places: Places, tools: Tools) -> None:
        """`tools` runs mkfs."""
        self._places = places
        self._tools = tools

    def check(self, action: str, name: str = MKFS) -> str:
        """Return where a tool is. Raises FailedPrecondition."""
        found = self._tools.find(name)
        if found is None:
            raise FailedPrecondition(action, f"{name} is not installed (package e2fsprogs)")
        return found

    async def make(self, staged: Path, size: int, action: str) -> None:
        """Make the file system of a volume of what is in its staged folder. Raises Refusal too."""
        file = os.open(staged / DISK, NEW, 0o600)
        try:
            os.ftruncate(file, size)
            features = "lazy_itable_init=1,lazy_journal_init=1,nodiscard"
            words = (
                *("-q", "-F", "-b", str(BLOCK), "-m", "0", "-E", features),
                *("-d", str(staged / MOUNT), FILE, str(size // BLOCK)),
            )
            await self._run(MKFS, words, file, size, action)
            await asyncio.to_thread(os.fsync, file)
        finally:
            os.close(file)

    async def grow(self, volume: Volume, size: int, action: str) -> None:
        """Make a volume that is not mounted larger. Raises Refusal too."""
        file = os.open(self._places.disk(volume), OPEN)
        try:
            # What the last one who had it mounted left to be written is written by a mount.
            await settled(asyncio.to_thread(self.mount, volume))
            await settled(asyncio.to_thread(self.unmount, volume))
            if (there := loop.find(file)) is not None:
                os.close(there[0])
                raise FailedPrecondition(action, "it is mounted by somebody else on this machine")
            os.ftruncate(file, size)
            await self._run(RESIZE, ("-f", FILE), file, size, action)
            await asyncio.to_thread(os.fsync, file)
        finally:
            os.close(file)

    def grow_mounted(self, volume: Volume, size: int, action: str) -> None:
        """Make a volume larger that is mounted; blocks. Raises Refusal too."""
        file = os.open(self._places.disk(volume), OPEN)
        top = os.open(self._places.mount(volume), os.O_RDONLY | os.O_CLOEXEC)
        device = -1
        try:
            there = loop.find(file)
            if there is None:
                raise OSError(errno.ENXIO, "its loop device is gone")
            device = there[0]
            os.ftruncate(file, size)
            loop.resized(device)
            freezing.grow_ext4(top, size // BLOCK)
        except PermissionError:
            why = "it is mounted, and the daemon has not the right to make it larger meanwhile (CAP_SYS_RESOURCE)"
            raise FailedPrecondition(action, f"{why}: stop what uses it") from None
        finally:
            for fd in (file, top, device):
                if fd >= 0:
                    os.close(fd)

    def mount(self, volume: Volume) -> None:
        """Mount a volume at its place, where it is not; blocks."""
        place = self._places.mount(volume)
        if mount.is_mounted(str(place)):
            return
        file = os.open(self._places.disk(volume), OPEN)
        try:
            with _turn:
                device, path = loop.find(file) or _attached(file)
                try:
                    made = tree.new(b"ext4", OPTIONS + b",source=" + path.encode(), QUIET)
                finally:
                    os.close(device)  # the mount holds it
        finally:
            os.close(file)
        try:
            at = tree.open_place(os.fsencode(place), direct=True)
            try:
                tree.move(made, at)
            finally:
                os.close(at)
        finally:
            os.close(made)

    def lend(self, volume: Volume, *, read_only: bool) -> int:
        """Return the file of a volume that is not mounted, as the disk of a machine; blocks.

        It is locked as long as a copy of the descriptor is open. Raises BlockingIOError where somebody uses it.
        """
        file = os.open(self._places.disk(volume), READ if read_only else OPEN)
        try:
            range_lock.claim(file, shared=read_only)
        except BaseException:
            os.close(file)
            raise
        return file

    def unmount(self, volume: Volume) -> None:
        """Take a volume away from its place; blocks."""
        root.leave(os.fsencode(self._places.mount(volume)))

    def mounted(self) -> list[str]:
        """Return the ids of volumes that are mounted, whoever did it; each can be written again. Blocks."""
        found = []
        for point in {item.point for item in mount.mounts()}:
            above, _, name = point.rpartition("/")
            if name == MOUNT and above.startswith(f"{self._places.folder}/"):
                fd = os.open(point, os.O_RDONLY | os.O_CLOEXEC)
                try:
                    freezing.thaw(fd)
                finally:
                    os.close(fd)
                found.append(above.rpartition("/")[2])
        return found

    def copy(
        self,
        volume: Volume,
        staged: Path,
        progress: Callable[[int, int], None],
        over: threading.Event,
    ) -> None:
        """Copy the file of a volume as it is at one moment; blocks. Writing waits meanwhile.

        Raises TimeoutError where that would take too long; InterruptedError when `over` is set.
        """
        source = os.open(self._places.disk(volume), OPEN)
        target = top = -1
        try:
            target = os.open(staged / DISK, NEW, 0o600)
            if mount.is_mounted(str(self._places.mount(volume))):
                top = os.open(self._places.mount(volume), os.O_RDONLY | os.O_CLOEXEC)
                freezing.freeze(top)
                timer = threading.Timer(FREEZE_LIMIT, over.set)
                timer.start()
                try:
                    sparse.copy(source, target, progress, over)
                finally:
                    timer.cancel()
                    freezing.thaw(top)
            else:
                sparse.copy(source, target, progress, over)
            os.fsync(target)
        finally:
            for fd in (source, target, top):
                if fd >= 0:
                    os.close(fd)
        synced(staged)

    async def _run(
        self, name: str, words: tuple[str, ...], file: int, size: int, action: str
    ) -> None:
        try:
            ended = await self._tools.run(
                self.check(action, name), Job(words, file, size, MAKE_LIMIT)
            )
        except TimeoutError:
            raise FailedPrecondition(action, f"{name} takes too long") from None
        except (NoLibrary, SpawnFailed, InitGone) as error:
            raise FailedPrecondition(action, f"{name}: {error}") from None
        if ended.status:
            if os.strerror(errno.ENOSPC) in ended.said:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            said = ended.said or f"ended with {ended.status}"
            raise FailedPrecondition(action, f"{name}: {said}")


def _attached(file: int) -> tuple[int, str]:
    """Have a file be a block device; it holds the lock of the file, unless a machine has that as its disk."""
    range_lock.take(file)
    return loop.attach(file, writable=True)
