"""The folders of machines: one each for what outlives its runs, and one for the sockets of the run.

Theory. The server makes the sockets and listens on them; QEMU gets them as descriptors and never sees the
folder, so a QEMU that was taken over cannot have us speak with somebody else. QEMU answers there for as long as it lives:
whichever server is there connects.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.surroundings.trash import NAME as TRASH
from aurae.surroundings.trash import Trash

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from collections.abc import Set as AbstractSet
    from pathlib import Path

ROOM = "vms"
"""Folder of the room below those of the daemon."""


class Folders:
    """All of them. Methods raise OSError."""

    def __init__(
        self, state: Path, runtime: Path, begin: Callable[[Coroutine[None, None, None]], object]
    ) -> None:
        """`state` and `runtime` are the daemon's; `begin` begins a task that outlives its caller."""
        self.state = state / ROOM / "machines"
        self.runtime = runtime / ROOM
        self._trash = Trash(self.state, begin)

    def open(self) -> None:
        """Make the folders that all stand in; blocks."""
        for folder in (self.state.parent, self.state, self.runtime):
            folder.mkdir(mode=0o700, exist_ok=True)
        self._trash.make()

    def kept(self, key: str) -> Path:
        """Return the folder of what outlives the runs of a machine."""
        return self.state / key

    def sockets(self, key: str) -> Path:
        """Return the folder of a machine's sockets."""
        return self.runtime / key

    def make(self, key: str) -> None:
        """Make the folder of a machine that is about to start; blocks."""
        self.kept(key).mkdir(mode=0o700, exist_ok=True)

    def clear_sockets(self, key: str) -> None:
        """Remove the sockets of a run that has ended; blocks."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self.sockets(key))

    async def remove(self, key: str) -> None:
        """Remove the folders of a machine."""
        await asyncio.to_thread(self.clear_sockets, key)
        await self._trash.throw(self.kept(key))

    async def clear_strangers(self, known: AbstractSet[str]) -> None:
        """Remove the folders that belong to no machine."""
        for name in sorted(set(await asyncio.to_thread(os.listdir, self.state)) - known - {TRASH}):
            await asyncio.to_thread(self._trash.take, self.state / name)
        for name in sorted(set(await asyncio.to_thread(os.listdir, self.runtime)) - known):
            await asyncio.to_thread(self.clear_sockets, name)
        self._trash.empty()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one piece; on the disk then. Raises OSError."""
    beside = path.with_name(f".{path.name}")
    fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(fd)
    os.rename(beside, path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
