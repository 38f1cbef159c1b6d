"""A node with containers and volumes on a real init, whose server dies at any step that it makes (`contained`)."""

import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from aurae.containers.volume_mounts import VolumeMounts
from aurae.model.container import Mount, VolumeMount
from aurae.model.refusal import Refusal
from aurae.model.volume import Volume, VolumeSpec
from aurae.model.workload import Workload
from aurae.processes.tools import Tools
from aurae.server.voluming import adopt as adopt_volumes
from aurae.state import volumes as rows
from aurae.supervise.means import Limits, Means
from aurae.volumes.contents import Contents
from aurae.volumes.means import Means as VolumeMeans
from aurae.volumes.volumes import Volumes
from tests.support.celled import living_world
from tests.support.contained import ContainerWorld, mounted
from tests.support.supervised import OWNER

SIZE = 16 << 20


class VolumeWorld(ContainerWorld):
    """One node with volumes."""

    volumes: Volumes
    contents: Contents

    @property
    def volume_folder(self) -> Path:
        """Where all volumes are."""
        return self.process.folder / "volumes"

    async def create(self, name: str, size: int = 0) -> None:
        """Make a volume."""
        await self.volumes.create(VolumeSpec(name, size), OWNER)

    async def remove(self, name: str) -> None:
        """Remove a volume."""
        await self.volumes.delete(name, OWNER, ())

    async def clone(self, name: str, target: str) -> None:
        """Copy a volume."""
        async for _ in self.contents.clone(name, target, {}, OWNER):
            pass

    async def begin_with(self, name: str, volume: str, *more: str) -> Workload:
        """Start a container that has a volume at /data, made if need be."""
        spec = self.box(name, *more)
        assert spec.container is not None
        mount = Mount("/data", volume=VolumeMount(volume, create=True))
        container = replace(spec.container, mounts=(*spec.container.mounts, mount))
        return await self.supervisor.start(replace(spec, container=container), OWNER)

    def names(self) -> list[str]:
        """Return the names of all volumes."""
        return [volume.name for volume in self.volumes.register.all]

    @override
    def _equipped(self, means: Means) -> Means:
        made = super()._equipped(means)
        own = VolumeMeans(
            folder=self.volume_folder,
            store=self.store,
            tasks=means.tasks,
            unpackers=self.images.unpackers,
            tools=Tools(means.init, means.register.next_id, means.tasks.begin),
            clock=time.time_ns,
        )
        self.volumes = Volumes(own)
        self.contents = Contents(self.volumes, own)
        self.preparer._volumes = VolumeMounts(self.volumes, self.images.unpackers)
        return made

    @override
    async def _adopt(self) -> None:
        await self.volumes.open()
        await super()._adopt()

    @override
    async def _adopt_more(self) -> None:
        await super()._adopt_more()
        await adopt_volumes(self.volumes, self.means)

    @override
    async def clear(self) -> None:
        with contextlib.suppress(Refusal):
            await self.supervisor.stop("/", "once", 0)
        for name in self.names():
            await self.remove(name)
        await super().clear()

    @override
    async def _disagreements(self) -> list[str]:
        known = self.volumes.register.all
        ids = sorted(volume.id for volume in known)
        used = await self.store.read(rows.uses)
        living = {str(run.workload.id) for run in self.means.register}
        folder = self.volume_folder
        there = sorted(path.name for path in folder.iterdir())
        in_use = {volume.id for volume in known if self.volumes.register.is_used(volume)}
        limited = {volume.id for volume in known if volume.spec.size}
        points = {line.split()[4].split("/")[-2] for line in mounted(folder)}
        pairs: dict[str, tuple[object, object]] = {
            "rows of volumes": (sorted(one.id for one in await self._rows()), ids),
            "folders of volumes": (there, sorted([*ids, "staging", "trash"])),
            "half made": ([path.name for path in (folder / "staging").iterdir()], []),
            "thrown away": ([path.name for path in (folder / "trash").iterdir()], []),
            "runs with volumes": ({user for _, user in used} - living, set()),
            "uses": ({volume for volume, _ in used}, in_use),
            "mounted volumes": (points, in_use & limited),
            "loop devices": (len(_loops(folder)), len(points)),
        }
        found = [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]
        return [*await super()._disagreements(), *found]

    async def _rows(self) -> list[Volume]:
        return await self.store.read(rows.everything)


def _loops(folder: Path) -> list[str]:
    found = []
    for path in Path("/sys/block").glob("loop*/loop/backing_file"):
        with contextlib.suppress(OSError):
            if (file := path.read_text().strip()).startswith(f"{folder}/"):
                found.append(file)
    return found


@contextlib.asynccontextmanager
async def volume_world() -> AsyncIterator[VolumeWorld]:
    """Begin a node with volumes, and clear it away at the end."""
    async with living_world(VolumeWorld, Limits()) as node:
        await node.have_image()
        yield node
