"""The front of snapshots: machines are saved, and what was saved is found, lent to those that go on from it, and removed.

Theory. A snapshot is on the disk before anybody hears of it, or nothing of it is there: see `snapshot_places`. It needs
nothing of the machine that it was made of: that may go on, or go.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.images.reserve import Reserve
from aurae.model.groups import first_of
from aurae.model.refusal import AlreadyExists, BadValue, FailedPrecondition, InvalidField
from aurae.model.vm_snapshot import DiskRole
from aurae.model.vm_snapshot_rules import check_snapshot
from aurae.state import vm_snapshots as rows
from aurae.state.failures import StateFull
from aurae.vms import fitness, pages
from aurae.vms import snapshot_places as places
from aurae.vms.snapshot_making import Base, Making, whole
from aurae.vms.snapshot_places import STATE, SnapshotPlaces
from aurae.vms.snapshot_register import SnapshotRegister

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
    from pathlib import Path

    from aurae.model.vm_snapshot import Fittings, SnapshotSpec, VmSnapshot
    from aurae.state.store import Store
    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.memories import Memories
    from aurae.vms.pages import Layer
    from aurae.vms.snapshot_making import Source

LOOK = 0.1
"""Seconds between looks at how far it is."""


@dataclass(frozen=True, slots=True)
class SnapshotMeans:
    """What snapshots are made with. `clock` gives CLOCK_REALTIME in nanoseconds; of the disk `kept` bytes stay free."""

    folder: Path
    store: Store
    tasks: OwnedTasks
    memories: Memories
    clock: Callable[[], int]
    kept: int = 0


class Step(NamedTuple):
    """How far it is: bytes of at most so many; at the end the snapshot."""

    copied: int
    total: int = 0
    snapshot: VmSnapshot | None = None


class Taken(NamedTuple):
    """What a machine begins with: a sealed memory file, the file of its state, those of disks by their ids."""

    snapshot: VmSnapshot
    memory: int
    state: Path
    disks: Mapping[str, Path]


class Snapshots:
    """All snapshots of this node. Methods raise Refusal and StateFailed."""

    def __init__(self, means: SnapshotMeans) -> None:
        """`open` comes first."""
        self._means = means
        self._places = SnapshotPlaces(means.folder, means.tasks.begin)
        self._reserve = Reserve(means.folder, means.kept)
        self.register = SnapshotRegister(means.store)
        self._making = set[str]()

    async def open(self) -> None:
        """Take over what is there, and clear away what is half made. Raises OSError, StateFailed."""
        await asyncio.to_thread(self._places.open)
        found = await self._means.store.read(rows.everything)
        gone = await asyncio.to_thread(self._places.sort, found)
        await self.register.open(gone, found)
        self._places.trash.empty()

    async def save(self, spec: SnapshotSpec, owner: str, source: Source) -> AsyncGenerator[Step]:
        """Save a machine and tell how far it is; the last step has the snapshot.

        When this is left the machine is as before, and what is half made goes.
        """
        action = f"snapshot {source.vm}"
        try:
            check_snapshot(spec)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        if spec.name in self._making or self.register.find(spec.name) is not None:
            raise AlreadyExists(action, f"there is a snapshot {spec.name!r}")
        self._making.add(spec.name)
        work = Making(self, spec, owner, source, self._means.clock())
        try:
            async with asyncio.TaskGroup() as group:
                task = group.create_task(work.run())
                while not task.done():
                    yield Step(work.copied, source.fittings.memory)
                    await asyncio.wait([task], timeout=LOOK)
        except BaseExceptionGroup as failures:
            raise first_of(failures) from None
        finally:
            self._making.discard(spec.name)
        assert work.made is not None
        yield Step(work.copied, work.copied, work.made)

    async def delete(self, name: str, owner: str) -> None:
        """Remove a snapshot that nobody needs."""
        action = f"delete snapshot {name}"
        snapshot = self.register.owned(name, owner, action)
        if users := self.register.users(snapshot):
            raise FailedPrecondition(action, f"it is used by {', '.join(users)}")
        self.register.forget(snapshot)  # from here on nobody finds it
        self._means.memories.drop(snapshot.id)
        await self._means.tasks.finish(self._delete(snapshot, action))

    @asynccontextmanager
    async def taken(
        self, snapshot: VmSnapshot, here: Fittings, action: str
    ) -> AsyncIterator[Taken]:
        """Lend what a machine begins with while the block runs. Raises FailedPrecondition where it does not fit."""
        fitness.check(action, snapshot.fittings, here)
        folder, size = self._places.path(snapshot.id), snapshot.fittings.memory
        self.register.lend(snapshot)
        try:
            with told(action), whole(action):
                make = partial(pages.sealed, await self._layers(snapshot, action), size)
                async with self._means.memories.lent(snapshot.id, make) as memory:
                    disks = {
                        disk.id: folder / places.disk(disk.id)
                        for disk in snapshot.fittings.disks
                        if disk.role is DiskRole.SCRATCH
                    }
                    await asyncio.to_thread(places.check_state, folder, snapshot.state_checksum)
                    yield Taken(snapshot, memory, folder / STATE, disks)
        finally:
            self.register.give_back(snapshot)

    # For `Making`.

    async def stage(self, ident: str) -> Path:
        """Return a folder in which a snapshot is made. Raises OSError."""
        await asyncio.to_thread(self._reserve.check)
        return await asyncio.to_thread(self._places.stage, ident)

    def room(self) -> int:
        """Return how many bytes a snapshot may take. Raises OSError."""
        return self._reserve.room()

    @asynccontextmanager
    async def base(self, vm: str, owner: str, size: int, action: str) -> AsyncIterator[Base]:
        """Lend the memory of the newest snapshot of a machine. Raises Refusal, OSError, Damaged."""
        found = self.register.newest_of(vm, owner)
        if found is None or found.fittings.memory != size:
            raise FailedPrecondition(action, "there is no snapshot of it for a DIFF to stand on")
        self.register.lend(found)
        try:
            layers = await self._layers(found, action)
            seen = bytearray(size // pages.PAGE)
            for layer in layers:
                for first, count in layer.runs:
                    seen[first : first + count] = b"\1" * count
            make = partial(pages.sealed, layers, size)
            async with self._means.memories.lent(found.id, make) as memory:
                yield Base(found, pages.runs_of(seen), memory)
        finally:
            self.register.give_back(found)

    async def keep(self, snapshot: VmSnapshot) -> None:
        """Keep a snapshot whose files are on the disk. Raises StateFailed, OSError."""
        await self.register.write(snapshot)
        await asyncio.to_thread(self._places.publish, snapshot.id)
        self.register.note(snapshot)

    async def abandon(self, snapshot: VmSnapshot) -> None:
        """Remove what has not become a snapshot."""
        self.register.forget(snapshot)
        self.register.delete_soon(snapshot)
        await asyncio.to_thread(self._places.unstage, snapshot.id)
        self._places.trash.empty()

    async def _layers(self, snapshot: VmSnapshot, action: str) -> list[Layer]:
        """Return the memory of a snapshot, the lowest layer first. Raises Refusal, OSError, Damaged."""
        found = self.register.layers(snapshot, action)
        return await asyncio.to_thread(lambda: [self._places.layer(one) for one in found])

    async def _delete(self, snapshot: VmSnapshot, action: str) -> None:
        try:
            await self.register.doom(snapshot)
        except StateFull:
            pass  # it may be this one that the disk is full of; without its files the row goes as well
        except BaseException:
            self.register.note(snapshot)
            raise
        with told(action):
            await self._places.trash.throw(self._places.path(snapshot.id))
        self.register.delete_soon(snapshot)
