"""Files of containers for the doors: copied, compared, measured, made into images.

Theory. A root is found by its key: that of a service outlives its runs, that of a single run is there while it
runs. Where a container runs, its files are what it sees; otherwise they are its layers with what it has written.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from aurae.containers import committing, copying, differences
from aurae.containers.attending import Running
from aurae.containers.committing import Still
from aurae.containers.volume_mounts import mounts_of
from aurae.images.adding import Addition
from aurae.images.failures import told
from aurae.surroundings.measuring import Written, written

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterable

    from aurae.containers.preparing import Preparer
    from aurae.containers.roots import Root
    from aurae.images.images import Images
    from aurae.images.showing import View
    from aurae.model.amendment import Amendment
    from aurae.model.container_change import Change
    from aurae.model.image_name import ImageName
    from aurae.model.workload import WorkloadSpec
    from aurae.processes.leaf import Leaves
    from aurae.services.found import Found
    from aurae.volumes.register import Register


class Filing:
    """Files of containers. Methods raise Refusal and StateFailed."""

    def __init__(
        self, preparer: Preparer, images: Images, leaves: Leaves, volumes: Register
    ) -> None:
        """`preparer` knows the roots."""
        self._volumes = volumes
        self._preparer = preparer
        self._images = images
        self._unpackers = images.unpackers
        self._leaves = leaves

    def check_images(self, spec: WorkloadSpec, action: str) -> None:
        """NotFound when an image that a container stands on, or mounts, is not here."""
        container = spec.container
        assert container is not None
        self._images.standing(action, container.image)
        for index, mount in enumerate(container.mounts):
            if mount.image is not None:
                field = f"container.mounts[{index}].image.image"
                self._images.standing(action, mount.image.image, field)

    def check_volumes(self, spec: WorkloadSpec, owner: str, action: str) -> None:
        """NotFound when a volume is not here that is not to be made, Denied when it is somebody else's."""
        container = spec.container
        assert container is not None
        for _, mount in mounts_of(container):
            if not mount.create or self._volumes.find(mount.name) is not None:
                self._volumes.owned(mount.name, owner, action)

    def check_all(self, specs: Iterable[WorkloadSpec], owner: str, action: str) -> None:
        """Raise as the two do where one of several containers lacks something."""
        for spec in specs:
            if spec.container is not None:
                self.check_images(spec, action)
                self.check_volumes(spec, owner, action)

    async def copy_in(
        self,
        found: Found,
        path: str,
        pieces: AsyncIterator[bytes],
        *,
        keep_owners: bool,
        replace: bool,
    ) -> int:
        """Unpack an archive into a folder of a container; returns how many entries it had."""
        async with self._files(found, "copy to") as files:
            return await copying.copy_in(
                self._unpackers, *files, path, pieces, keep_owners=keep_owners, replace=replace
            )

    async def copy_out(self, found: Found, path: str, *, follow: bool) -> AsyncGenerator[bytes]:
        """Give a file or folder of a container as an archive."""
        async with self._files(found, "copy from") as files:
            pieces = copying.copy_out(self._unpackers, *files, path, follow=follow)
            async with aclosing(pieces):  # so that a client that leaves ends it at once
                async for piece in pieces:
                    yield piece

    async def export(self, found: Found) -> AsyncGenerator[bytes]:
        """Give the root of a container as an archive."""
        async with self._files(found, "export") as files:
            async with aclosing(copying.export(self._unpackers, *files)) as pieces:
                async for piece in pieces:
                    yield piece

    async def diff(self, found: Found) -> list[Change]:
        """Return what is different in a container from its image."""
        async with self._files(found, "compare") as files:
            return await differences.diff(self._unpackers, *files, _marks(found))

    async def commit(
        self, found: Found, name: ImageName, change: Amendment, *, pause: bool
    ) -> View:
        """Make an image of a container; with `pause` it stands still meanwhile."""
        async with self._files(found, "commit") as (root, running):
            still = None
            if running is not None and pause:
                still = Still(self._leaves.root / running.leaf, self._preparer.folder(found.key))
            async with committing.commit(
                self._unpackers,
                self._images,
                root,
                running,
                Addition(root.image, name, change),
                marks=_marks(found),
                pause=still,
            ) as errand:
                image = await errand.result()
        return await self._images.view(image)

    async def written(self, found: Found) -> Written:
        """Return how much a container has written into its root; nothing of one that never ran."""
        if not self._preparer.has_root(found.key):
            return Written(0, 0)
        with told(f"measure {found.full_name}"):
            return await asyncio.to_thread(written, self._preparer.folder(found.key) / "upper")

    @asynccontextmanager
    async def _files(self, found: Found, verb: str) -> AsyncIterator[tuple[Root, Running | None]]:
        """Give the root of a container, and its first process as long as it runs.

        The root of one that was never started is made; one that is down does not start in the block.
        """
        action = f"{verb} {found.full_name}"
        running = _running(found)
        holding = nullcontext() if running else self._preparer.uses.copying(found.key, action)
        async with holding:
            if found.life is not None:
                root = await self._preparer.root_of(found.life.record, found.key, action)
            else:
                assert found.run is not None
                root = self._preparer.root_of_run(found.run, action)
            yield root, running


def _running(found: Found) -> Running | None:
    """Return its first process, as long as it runs."""
    if found.run is None or found.pid is None:
        return None
    return Running(found.pid, found.run.leaf)


def _marks(found: Found) -> list[str]:
    """Return the paths where its start mounts what was asked for."""
    container = found.container
    return [mount.target for mount in container.mounts] if container is not None else []
