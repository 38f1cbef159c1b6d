"""The roots of containers: a folder each, `<key>/upper` for what is written and `<key>/work` beside it.

Theory. A run without a service has a root of its own, which goes with it: a folder `run-<id>` and no row,
since the workload's row says all. A service's root has a row and is kept over restarts. A folder is made
before the row that it belongs to; after a restart the folders that nothing leads to are cleared away.
What is removed goes to `trash` by a rename first, so that nothing half removed is ever used.
Beside them is the lowest layer of all: with it nothing has to be made in a root to mount things on, so that
what was written is what the container has written, and most often nothing.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from aurae.state import roots as rows
from aurae.surroundings.trash import NAME, Trash

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from aurae.model.root import KeptRoot
    from aurae.state.store import Store

UPPER, WORK, TRASH = "upper", "work", NAME
ABOUT = "about"
"""Beside a root: what its last run was started in."""
STILL = "still"
"""Beside a root: that it stands still for a commit."""
MARKS = "container-marks"
MARKED = (
    *("dev/", "proc/", "sys/", "etc/"),
    *("etc/hosts", "etc/hostname", "etc/resolv.conf"),
)
"""What a start mounts something on in every container; a folder has a slash behind it."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root: its folder, its layers as folders, the lowest first, its image and where its ids begin."""

    key: str
    folder: Path
    layers: tuple[Path, ...]
    image: str
    first_id: int

    @property
    def upper(self) -> Path:
        """What was written over the layers."""
        return self.folder / UPPER


class Roots:
    """The folder of all roots. Methods raise OSError and StateFailed."""

    def __init__(
        self, folder: Path, store: Store, begin: Callable[[Coroutine[None, None, None]], object]
    ) -> None:
        """`begin` begins a task that outlives its caller. `marks` is the lowest layer of every root."""
        self._folder = folder
        self.marks = folder.with_name(MARKS)
        self._store = store
        self._trash = Trash(folder, begin)
        self.kept: dict[str, KeptRoot] = {}

    def path(self, key: str) -> Path:
        """Return the folder of a root."""
        return self._folder / key

    async def open(self) -> None:
        """Find what is there."""
        self.kept = await self._store.read(rows.everything)
        await asyncio.to_thread(self._open)

    async def clear_strangers(self, known: AbstractSet[str]) -> None:
        """Remove what nothing leads to."""
        gone = self.kept.keys() - known
        if gone:
            await self._store.write(partial(rows.delete, keys=sorted(gone)))
            for key in gone:
                del self.kept[key]
        names = await asyncio.to_thread(os.listdir, self._folder)
        for name in sorted(set(names) - known - {TRASH}):
            await asyncio.to_thread(self._trash.take, self._folder / name)
        self._trash.empty()

    async def keep(self, kept: KeptRoot) -> None:
        """Write that a root is kept."""
        await self._store.write(partial(rows.save, item=kept))
        self.kept[kept.key] = kept

    def make(self, key: str, first_id: int, mode: int, owner: tuple[int, int]) -> None:
        """Make the folders of a root, unless they are there; blocks.

        `mode` and `owner` are those of the root directory of the image.
        """
        path = self._folder / key
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:
            if (path / WORK).exists():
                return
        with suppress(FileExistsError):
            os.mkdir(path / UPPER, 0o700)
        upper = path / UPPER
        os.chown(upper, *(first_id + one for one in owner))
        os.chmod(upper, mode)
        os.mkdir(path / WORK, 0o700)

    async def remove(self, keys: Iterable[str]) -> None:
        """Remove roots: they are gone at once, and their files soon."""
        kept = [key for key in keys if key in self.kept]
        if kept:
            await self._store.write(partial(rows.delete, keys=kept))
        for key in keys:
            self.kept.pop(key, None)
            await self.discard(key)

    async def discard(self, key: str) -> None:
        """Remove the folders of a root that is not kept."""
        path = self._folder / key
        if await asyncio.to_thread(_remove_empty, path):
            return
        await self._trash.throw(path)

    def _open(self) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._trash.make()
        _make_marks(self.marks)


def _make_marks(folder: Path) -> None:
    for name in ("/", *MARKED):
        path = folder / name.strip("/")
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
            path.chmod(0o755)
        else:
            path.touch()
            path.chmod(0o644)


def _remove_empty(path: Path) -> bool:
    """Remove a root in which nothing was written, as of most short runs; says whether it was so."""
    try:
        with suppress(FileNotFoundError):
            os.unlink(path / ABOUT)
        with suppress(FileNotFoundError):
            os.unlink(path / STILL)
        # overlayfs has made `work` below it, and with `volatile` its mark.
        for name in ("work/work/incompat/volatile", "work/work/incompat", "work/work", "work"):
            with suppress(FileNotFoundError):
                os.rmdir(path / name)
        with suppress(FileNotFoundError):
            os.rmdir(path / UPPER)
        os.rmdir(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
