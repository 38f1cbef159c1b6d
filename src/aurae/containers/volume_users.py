"""Which containers and machines use a volume: those that have it, and those that would when they are started."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.cell import NODE
from aurae.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aurae.model.volume import Volume
    from aurae.services.all_of import AllOf
    from aurae.services.found import Found
    from aurae.volumes.volumes import Volumes


class VolumeUsers:
    """Users of volumes, by their full names."""

    def __init__(self, kinds: Iterable[AllOf], volumes: Volumes) -> None:
        """`kinds` are those of workloads that may have volumes; `volumes` knows which runs have which."""
        self._kinds = tuple(kinds)
        self._volumes = volumes
        self._register = volumes.register

    def of(self, volume: Volume) -> list[str]:
        """Return who uses a volume, or would."""
        runs = self._register.runs(volume)
        return [
            found.full_name
            for found in self._everything()
            if volume.name in named(found) or _id(found) in runs
        ]

    def running(self, volume: Volume) -> list[str]:
        """Return who has a volume while it runs."""
        runs = self._register.runs(volume)
        return [found.full_name for found in self._everything() if _id(found) in runs]

    def every(self) -> dict[str, list[str]]:
        """Return who uses each volume, or would, by its name."""
        users: dict[str, list[str]] = {}
        names = {volume.id: volume.name for volume in self._register.all}
        of_runs: dict[str, set[str]] = {}
        for volume in self._register.all:
            for run in self._register.runs(volume):
                of_runs.setdefault(run, set()).add(names[volume.id])
        for found in self._everything():
            for name in {*named(found), *of_runs.get(_id(found), ())}:
                users.setdefault(name, []).append(found.full_name)
        return users

    async def remove_unused(self, names: Iterable[str], owner: str) -> list[str]:
        """Remove those of these volumes that belong to this owner and that nobody uses; returns their names."""
        removed = []
        for name in sorted(names):
            volume = self._register.find(name)
            if volume is None or volume.owner != owner:
                continue
            with suppress(Refusal):  # somebody uses it, or has just removed it
                await self._volumes.delete(name, owner, self.of(volume))
                removed.append(name)
        return removed

    def _everything(self) -> Iterator[Found]:
        for kind in self._kinds:
            yield from kind.everything(NODE, {})


def named(found: Found) -> set[str]:
    """Return the volumes that a container or a machine that is kept names."""
    return set(_named(found))


def _named(found: Found) -> Iterator[str]:
    if found.container is not None:
        for mount in found.container.mounts:
            if mount.volume is not None:
                yield mount.volume.name
    if found.vm is not None:
        drives = (found.vm.root, *found.vm.drives, *found.vm.shares)
        yield from (drive.volume for drive in drives if drive is not None and drive.volume)


def _id(found: Found) -> str:
    """Return the id of what runs; of what has ended and is being cleared away, none."""
    return str(found.run.id) if found.run is not None and not found.run.ended else ""
