"""What is in volumes, for the doors: packed, unpacked, copied, measured."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.surroundings.measuring import Written, written
from aurae.volumes.cloning import Cloning
from aurae.volumes.packing import packed, unpacked
from aurae.volumes.volumes import IMPORT

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Mapping

    from aurae.images.unpacking import Unpacked
    from aurae.model.volume import Volume, VolumeSpec
    from aurae.volumes.cloning import Step
    from aurae.volumes.means import Means
    from aurae.volumes.volumes import Volumes


class Imported(NamedTuple):
    """A volume, and how much was put into it."""

    volume: Volume
    entries: int
    size: int


class Contents:
    """What is in volumes. Methods raise Refusal and StateFailed."""

    def __init__(self, volumes: Volumes, means: Means) -> None:
        """`volumes` knows the volumes."""
        self._volumes = volumes
        self._means = means

    async def export(self, name: str, owner: str) -> AsyncGenerator[bytes]:
        """Give what is in a volume as an archive."""
        action = f"export volume {name}"
        volume = self._volumes.register.owned(name, owner, action)
        async with self._volumes.working(volume, "an export", action) as top:
            async with aclosing(packed(self._means.unpackers, top, action)) as pieces:
                async for piece in pieces:
                    yield piece

    async def import_into(
        self, name: str, owner: str, chunks: AsyncIterator[bytes], users: list[str]
    ) -> Imported:
        """Put what an archive has into a volume; `users` are the containers that have it mounted."""
        action = f"import into volume {name}"
        volume = self._volumes.register.owned(name, owner, action)
        await self._volumes.check_free(volume, users, action)
        done = await self._import(volume, chunks, action)
        return Imported(self._volumes.register.newest(volume), done.entries, done.size)

    async def import_new(
        self, spec: VolumeSpec, owner: str, chunks: AsyncIterator[bytes]
    ) -> Imported:
        """Make a volume of an archive; it is gone again when that fails."""
        action = f"import into volume {spec.name}"
        volume = await self._volumes.create_unfinished(spec, owner, action)
        try:
            done = await self._import(volume, chunks, action)
            whole = await self._volumes.finish(volume)
        except BaseException:
            await self._volumes.abandon(volume, action)
            raise
        return Imported(whole, done.entries, done.size)

    def clone(
        self, name: str, target: str, labels: Mapping[str, str], owner: str
    ) -> AsyncGenerator[Step]:
        """Copy a volume and tell how far it is."""
        return Cloning(self._volumes, self._means).steps(name, target, labels, owner)

    async def measure(self, volume: Volume, action: str) -> Written:
        """Return how much is in a volume."""
        async with self._volumes.working(volume, "a look", action) as top:
            with told(action):
                return await asyncio.to_thread(written, top)

    async def _import(self, volume: Volume, chunks: AsyncIterator[bytes], action: str) -> Unpacked:
        async with self._volumes.working(volume, IMPORT, action) as top:
            await self._volumes.note_used(volume)
            most = await self._volumes.room(volume, action)
            done = await unpacked(self._means.unpackers, top, chunks, action, most)
            await self._volumes.settle(volume, action)
            return done
