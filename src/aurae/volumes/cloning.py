"""A volume is copied: what is in a folder file by file, what is in a file of its own as that file."""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.groups import first_of
from aurae.model.refusal import FailedPrecondition
from aurae.model.volume import Backing
from aurae.volumes.disks import FREEZE_LIMIT
from aurae.volumes.packing import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from pathlib import Path

    from aurae.model.volume import Volume
    from aurae.volumes.means import Means
    from aurae.volumes.volumes import Volumes

LOOK = 0.2
"""Seconds between looks at how far it is."""


class Step(NamedTuple):
    """How far it is: bytes, of so many where that is known; at the end the new volume."""

    copied: int
    total: int = 0
    volume: Volume | None = None
    consistent: bool = False


class Cloning:
    """One copy that is made. `work` raises Refusal and StateFailed."""

    def __init__(self, volumes: Volumes, means: Means) -> None:
        """Nothing is copied yet."""
        self._volumes = volumes
        self._means = means
        self._copied = self._total = 0
        self._over = threading.Event()
        self._result: Step | None = None

    async def steps(
        self, name: str, target: str, labels: Mapping[str, str], owner: str
    ) -> AsyncGenerator[Step]:
        """Copy a volume and tell how far it is; the last step has the new one. Raises Refusal.

        What is half copied goes when this is left.
        """
        action = f"clone volume {name}"
        volume = self._volumes.register.owned(name, owner, action)
        try:
            async with asyncio.TaskGroup() as group:
                work = group.create_task(self._work(volume, target, labels, action))
                while not work.done():
                    yield Step(self._copied, self._total)
                    await asyncio.wait([work], timeout=LOOK)
        except BaseExceptionGroup as failures:
            raise first_of(failures) from None
        assert self._result is not None
        yield self._result

    async def _work(
        self, volume: Volume, target: str, labels: Mapping[str, str], action: str
    ) -> None:
        spec = replace(volume.spec, name=target, labels=dict(labels))
        if volume.backing is not Backing.FOLDER:
            fill = partial(self._file, volume, action)
            try:
                async with self._volumes.working(volume, "a clone", action):
                    new = await self._volumes.create_of(spec, volume.owner, action, fill)
            finally:
                self._over.set()  # nobody waits any more, or there is nothing to stop
            self._result = Step(self._copied, self._total, new, consistent=True)
            return
        new = await self._volumes.create_unfinished(spec, volume.owner, action)
        try:
            consistent = await self._files(volume, new, action)
            new = await self._volumes.finish(new)
        except BaseException:
            await self._volumes.abandon(new, action)
            raise
        self._result = Step(self._copied, self._total, new, consistent)

    async def _file(self, volume: Volume, action: str, staged: Path) -> None:
        """Copy the file that a volume is in, in a thread, which ends before this does."""
        over = self._over
        copying = asyncio.get_running_loop().run_in_executor(
            None, self._volumes.disks.copy, volume, staged, self._note, over
        )
        try:
            await asyncio.shield(copying)
        except InterruptedError:
            why = (
                f"writing would have to wait for more than {FREEZE_LIMIT:.0f} s: stop what uses it"
            )
            raise FailedPrecondition(action, why) from None
        finally:
            over.set()
            await asyncio.wait([copying])
            copying.exception()  # nobody may be left to hear of it

    def _note(self, copied: int, total: int) -> None:
        self._copied, self._total = copied, total

    async def _files(self, volume: Volume, new: Volume, action: str) -> bool:
        """Copy files one by one; says whether nobody could write them meanwhile."""
        runs = set(self._volumes.register.runs(volume))
        async with (
            self._volumes.working(volume, "a clone", action) as source,
            self._volumes.working(new, "a clone", action) as into,
        ):
            if not volume.fresh:
                await self._volumes.note_used(new)
            most = await self._volumes.room(new, action)
            async with aclosing(self._counted(source, action)) as pieces:
                await unpacked(self._means.unpackers, into, pieces, action, most)
        return not runs and not self._volumes.register.runs(volume)

    async def _counted(self, source: Path, action: str) -> AsyncGenerator[bytes]:
        async with aclosing(packed(self._means.unpackers, source, action)) as pieces:
            async for piece in pieces:
                self._copied += len(piece)
                yield piece
