"""Volumes of a container's start: taken before its plan is made, filled where they are new, left after its end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.containers.filling import fill, has_path
from aurae.model.refusal import FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.containers.attending import Root
    from aurae.images.unpackers import Unpackers
    from aurae.model.container import Container, VolumeMount
    from aurae.model.volume import Volume
    from aurae.volumes.volumes import Volumes


class VolumeMounts:
    """What starts ask of the room of volumes. Methods raise Refusal and StateFailed."""

    def __init__(self, volumes: Volumes | None, unpackers: Unpackers) -> None:
        """Without `volumes` no container has one."""
        self._volumes = volumes
        self._unpackers = unpackers

    async def take(
        self, ident: int, container: Container, owner: str, action: str
    ) -> dict[str, Volume]:
        """Give a run its volumes, by their names, ready to be mounted; all or none."""
        wanted: dict[str, bool] = {}
        for _, mount in mounts_of(container):
            wanted[mount.name] = wanted.get(mount.name, False) or mount.create
        if not wanted:
            return {}
        return await self._room(action).take(str(ident), wanted, owner, action)

    async def fill(
        self, container: Container, root: Root, found: dict[str, Volume], action: str
    ) -> dict[str, str]:
        """See to volumes that are new; returns the folders of all, by the targets of their mounts."""
        tops: dict[str, str] = {}
        for target, mount in mounts_of(container):
            room, volume = self._room(action), found[mount.name]
            async with room.first_use(volume) as is_fresh:
                copies = is_fresh and not mount.no_copy and not mount.sub_path
                if copies and await asyncio.to_thread(has_path, root, target):
                    await fill(self._unpackers, root, target, room.top(volume), action)
                    await room.settle(volume, action)
            tops[target] = str(room.top(volume))
        return tops

    def foreseen(self, container: Container) -> dict[str, str]:
        """Return where volumes would be taken from, for people; nothing is made."""
        found: dict[str, str] = {}
        for target, mount in mounts_of(container):
            volume = room.register.find(mount.name) if (room := self._volumes) else None
            found[target] = str(room.top(volume)) if room and volume else f"volume {mount.name}"
        return found

    async def leave(self, ident: int) -> None:
        """Take all volumes from a run that has ended, or never began."""
        if self._volumes is not None:
            await self._volumes.leave(str(ident))

    def _room(self, action: str) -> Volumes:
        if self._volumes is None:
            raise FailedPrecondition(action, "volumes are not available here")
        return self._volumes


def mounts_of(container: Container) -> Iterator[tuple[str, VolumeMount]]:
    """Yield the mounts of volumes with their targets."""
    for mount in container.mounts:
        if mount.volume is not None:
            yield mount.target, mount.volume
