"""What is known of snapshots: in memory, and as rows. Which machines go on from one, and what is done with one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.refusal import Denied, FailedPrecondition, NotFound
from aurae.state import vm_snapshots as rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.vm_snapshot import Restore, VmSnapshot
    from aurae.state.store import Store

MOST_LAYERS = 16
"""Snapshots that stand on one another."""


class SnapshotRegister:
    """All snapshots. What writes raises StateFailed."""

    def __init__(self, store: Store) -> None:
        """Nothing is known yet."""
        self._store = store
        self._by_id: dict[str, VmSnapshot] = {}
        self._lent: dict[str, int] = {}
        self._restores: dict[str, Restore] = {}

    async def open(self, gone: Iterable[str], snapshots: Iterable[VmSnapshot]) -> None:
        """Begin with these snapshots; the rows of others are removed."""
        ids = list(gone)
        if ids:
            await self._store.write(partial(rows.delete, ids=ids))
        self._by_id = {snapshot.id: snapshot for snapshot in snapshots if snapshot.id not in ids}
        self._restores = await self._store.read(rows.restores)

    async def save_all(self) -> None:
        """Write all there is into a new state."""
        for snapshot in self._by_id.values():
            await self.write(snapshot)
        for machine, restore in self._restores.items():
            await self._store.write(partial(rows.save_restore, machine=machine, restore=restore))

    @property
    def all(self) -> list[VmSnapshot]:
        """All snapshots by name."""
        return sorted(self._by_id.values(), key=lambda snapshot: snapshot.name)

    def find(self, name: str) -> VmSnapshot | None:
        """Return the snapshot of a name."""
        return next((one for one in self._by_id.values() if one.name == name), None)

    def get(self, name: str, action: str) -> VmSnapshot:
        """Return the snapshot of a name. Raises NotFound."""
        found = self.find(name)
        if found is None:
            raise NotFound(action, f"there is no snapshot {name!r}")
        return found

    def owned(self, name: str, owner: str, action: str) -> VmSnapshot:
        """Return the snapshot of a name that belongs to this owner. Raises NotFound, Denied."""
        found = self.get(name, action)
        if found.owner != owner:
            raise Denied(action, f"snapshot {name!r} belongs to {found.owner}")
        return found

    def layers(self, snapshot: VmSnapshot, action: str) -> list[VmSnapshot]:
        """Return what a snapshot stands on, the lowest first, and itself. Raises FailedPrecondition."""
        found = [snapshot]
        while found[0].parent:
            below = self._by_id.get(found[0].parent)
            if below is None or len(found) > MOST_LAYERS:
                why = f"what snapshot {found[0].name!r} stands on is gone"
                raise FailedPrecondition(action, why)
            found.insert(0, below)
        return found

    def newest_of(self, vm: str, owner: str) -> VmSnapshot | None:
        """Return the newest snapshot of a machine."""
        found = [one for one in self._by_id.values() if (one.vm, one.owner) == (vm, owner)]
        return max(found, key=lambda snapshot: snapshot.created_ns, default=None)

    def users(self, snapshot: VmSnapshot) -> list[str]:
        """Return what needs a snapshot: those that stand on it, machines that start from it."""
        above = [f"snapshot {one.name}" for one in self.all if one.parent == snapshot.id]
        restores = self._restores.items()
        pending = [f"machine {key}" for key, one in restores if one.snapshot == snapshot.id]
        starting = ["a machine that is just starting from it"] if snapshot.id in self._lent else []
        return above + sorted(pending) + starting

    def images(self) -> set[str]:
        """Return the ids of images whose roots are needed."""
        return {snapshot.image for snapshot in self._by_id.values() if snapshot.image}

    def lend(self, snapshot: VmSnapshot) -> None:
        """Note that a machine is just starting from a snapshot."""
        self._lent[snapshot.id] = self._lent.get(snapshot.id, 0) + 1

    def give_back(self, snapshot: VmSnapshot) -> None:
        """Note that it has."""
        self._lent[snapshot.id] -= 1
        if not self._lent[snapshot.id]:
            del self._lent[snapshot.id]

    def restore_of(self, machine: str) -> Restore | None:
        """Return what a machine goes on from when it starts next."""
        return self._restores.get(machine)

    async def plan_restore(self, machine: str, restore: Restore) -> None:
        """Have a machine go on from a snapshot, by its id, when it starts next."""
        await self._store.write(partial(rows.save_restore, machine=machine, restore=restore))
        self._restores[machine] = restore

    async def drop_restores(self, machines: Iterable[str]) -> None:
        """Have machines start as they would otherwise."""
        gone = [machine for machine in machines if self._restores.pop(machine, None) is not None]
        if gone:
            await self._store.write(partial(rows.delete_restores, machines=gone))

    async def keep_restores(self, machines: Iterable[str]) -> None:
        """Know that of all machines only these are left."""
        await self.drop_restores(self._restores.keys() - set(machines))

    def note(self, snapshot: VmSnapshot) -> None:
        """Know a snapshot, or what has changed of it."""
        self._by_id[snapshot.id] = snapshot

    def forget(self, snapshot: VmSnapshot) -> None:
        """Know it no more."""
        self._by_id.pop(snapshot.id, None)

    async def write(self, snapshot: VmSnapshot) -> None:
        """Write a snapshot that is not known yet."""
        await self._store.write(partial(rows.save, item=snapshot))

    async def doom(self, snapshot: VmSnapshot) -> None:
        """Write that a snapshot has to go."""
        await self._store.write(partial(rows.save, item=replace(snapshot, doomed=True)))

    def delete_soon(self, snapshot: VmSnapshot) -> None:
        """Write with the next commit that a snapshot is gone."""
        self._store.write_soon(partial(rows.delete, ids=[snapshot.id]))
