"""What is known of volumes: in memory, and as rows. Who uses one, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.refusal import Denied, NotFound
from aurae.state import volumes as rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from aurae.model.volume import Volume
    from aurae.state.store import Store


class Register:
    """All volumes and their users. What writes raises StateFailed.

    Users are runs, known by their ids, which are rows; and what the room does itself, which is none.
    """

    def __init__(self, store: Store) -> None:
        """Nothing is known yet."""
        self._store = store
        self._by_id: dict[str, Volume] = {}
        self._by_name: dict[str, str] = {}
        self._runs: dict[str, set[str]] = {}
        self._own: dict[str, list[str]] = {}

    async def open(self, gone: Iterable[str], volumes: Iterable[Volume]) -> None:
        """Begin with these volumes; the rows of others are removed."""
        ids = list(gone)
        if ids:
            await self._store.write(partial(rows.delete, ids=ids))
        for volume in volumes:
            if volume.id not in ids:
                self.note(volume)
        for ident, user in await self._store.read(rows.uses):
            if ident in self._by_id:
                self._runs.setdefault(ident, set()).add(user)

    async def keep_users(self, known: AbstractSet[str]) -> None:
        """Forget all runs but these."""
        gone = {user for users in self._runs.values() for user in users} - known
        if gone:
            await self._store.write(partial(rows.delete_uses, users=sorted(gone)))
        for user in gone:
            self.drop_run(user)

    async def save_all(self) -> None:
        """Write all there is into a new state."""
        volumes = list(self._by_id.values())
        used: dict[str, list[str]] = {}
        for ident, users in self._runs.items():
            for user in users:
                used.setdefault(user, []).append(ident)
        await self._store.write(partial(rows.save_many, items=volumes))
        for user, ids in used.items():
            await self._store.write(partial(rows.save_use, user=user, volumes=ids))

    @property
    def all(self) -> list[Volume]:
        """All volumes by name."""
        return sorted(self._by_id.values(), key=lambda volume: volume.name)

    def find(self, name: str) -> Volume | None:
        """Return the volume of a name."""
        ident = self._by_name.get(name)
        return None if ident is None else self._by_id[ident]

    def get(self, name: str, action: str) -> Volume:
        """Return the volume of a name. Raises NotFound."""
        found = self.find(name)
        if found is None:
            raise NotFound(action, f"there is no volume {name!r}")
        return found

    def owned(self, name: str, owner: str, action: str) -> Volume:
        """Return the volume of a name that belongs to this owner. Raises NotFound, Denied."""
        found = self.get(name, action)
        check_owner(found, owner, action)
        return found

    def newest(self, volume: Volume) -> Volume:
        """Return a volume as it is known by now."""
        return self._by_id.get(volume.id, volume)

    def note(self, volume: Volume) -> None:
        """Know a volume, or what has changed of it."""
        self._by_id[volume.id] = volume
        self._by_name[volume.name] = volume.id

    def forget(self, volume: Volume) -> None:
        """Know it no more."""
        self._by_id.pop(volume.id, None)
        if self._by_name.get(volume.name) == volume.id:
            del self._by_name[volume.name]

    async def save(self, volume: Volume) -> None:
        """Know a volume, or what has changed of it, and write that first."""
        await self.write(volume)
        self.note(volume)

    async def write(self, volume: Volume) -> None:
        """Write a volume that is not known yet."""
        await self._store.write(partial(rows.save, item=volume))

    async def doom(self, volume: Volume) -> None:
        """Write that a volume has to go."""
        await self._store.write(partial(rows.save, item=replace(volume, doomed=True)))

    def delete_soon(self, volume: Volume) -> None:
        """Write with the next commit that a volume is gone."""
        self._store.write_soon(partial(rows.delete, ids=[volume.id]))

    def runs(self, volume: Volume) -> AbstractSet[str]:
        """Return the runs that have a volume mounted."""
        return self._runs.get(volume.id, set())

    def is_used(self, volume: Volume) -> bool:
        """Say whether a volume is mounted, or something is being done with it."""
        return bool(self._runs.get(volume.id) or self._own.get(volume.id))

    def own_work(self, volume: Volume) -> list[str]:
        """Return what the room is doing with a volume."""
        return self._own.get(volume.id, [])

    def begin_work(self, volume: Volume, what: str) -> None:
        """Note that the room does something with a volume."""
        self._own.setdefault(volume.id, []).append(what)

    def end_work(self, volume: Volume, what: str) -> None:
        """Note that it has done it."""
        works = self._own[volume.id]
        works.remove(what)
        if not works:
            del self._own[volume.id]

    def add_run(self, volume: Volume, user: str) -> None:
        """Note that a run has a volume; `save_run` comes next."""
        self._runs.setdefault(volume.id, set()).add(user)

    async def save_run(self, user: str, volumes: Iterable[Volume]) -> None:
        """Write which volumes a run has."""
        ids = sorted({volume.id for volume in volumes})
        await self._store.write(partial(rows.save_use, user=user, volumes=ids))

    def of_run(self, user: str) -> list[Volume]:
        """Return the volumes that a run has."""
        return [self._by_id[ident] for ident, users in self._runs.items() if user in users]

    def drop_run(self, user: str) -> list[Volume]:
        """Note that a run has no volume any more; returns those that it had."""
        had = [ident for ident, users in self._runs.items() if user in users]
        for ident in had:
            users = self._runs[ident]
            users.discard(user)
            if not users:
                del self._runs[ident]
        return [self._by_id[ident] for ident in had if ident in self._by_id]

    def drop_run_soon(self, user: str) -> list[Volume]:
        """Do as `drop_run`, and write it with the next commit."""
        had = self.drop_run(user)
        if had:
            self._store.write_soon(partial(rows.delete_uses, users=[user]))
        return had


def check_owner(volume: Volume, owner: str, action: str) -> None:
    """Raise Denied where a volume belongs to somebody else."""
    if volume.owner != owner:
        raise Denied(action, f"volume {volume.name!r} belongs to {volume.owner}")
