"""The front of the room: volumes are made, found, given to runs, changed and removed here.

Theory. A volume is on the disk before anybody hears of it, and who has it mounted is written before it is
mounted; see `places` for what a server makes of it that begins where another one was killed. A run has its volumes
until its end is cleared away. Of what is noted in memory nothing waits between the look and the note, so
that of a start and a removal one comes first.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import WeakValueDictionary

from aurae.images.failures import told
from aurae.images.reserve import Reserve
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    FailedPrecondition,
    InvalidField,
    Unavailable,
)
from aurae.model.volume import Backing, Volume, VolumeSpec
from aurae.model.volume_rules import check_volume
from aurae.state import volumes as rows
from aurae.state.failures import StateFull
from aurae.supervise.tasks import settled
from aurae.surroundings.staging import synced
from aurae.volumes import places
from aurae.volumes.disks import BLOCK, Disks
from aurae.volumes.packing import MOST_BYTES
from aurae.volumes.places import Places
from aurae.volumes.register import Register, check_owner

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from aurae.volumes.means import Means

    Fill = Callable[[Path], Awaitable[None]]
    """Puts a file system into the folder that becomes a volume."""

IMPORT = "an import"
"""What nobody else has a volume during."""

PATIENCE = 3.0
"""Seconds that a run which has ended has to leave its volumes."""

LOOK = 0.1
"""Seconds between two tries to write to a full disk."""

_log = logging.getLogger("aurae.volumes")


class Volumes:
    """All volumes of this node. Methods raise Refusal and StateFailed."""

    def __init__(self, means: Means) -> None:
        """`open` comes first."""
        self._means = means
        self.places = Places(means.folder, means.tasks.begin)
        self.register = Register(means.store)
        self._reserve = Reserve(means.folder, means.kept)
        self.disks = Disks(self.places, means.tools)
        self._mounted = set[str]()
        self._mounts: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._left = asyncio.Condition()
        self._making: dict[str, asyncio.Event] = {}
        self._fillings: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def open(self) -> None:
        """Take over what is there, and clear away what is half made. Raises OSError, StateFailed."""
        await asyncio.to_thread(self.places.open)
        found = await self._means.store.read(rows.everything)
        self._mounted = set(await asyncio.to_thread(self.disks.mounted))
        for volume in found:
            if volume.doomed and volume.id in self._mounted:
                await self._unmount(volume)
        sorted_out = await asyncio.to_thread(self.places.sort, found)
        for name in sorted_out.strangers:
            _log.error("%s is no volume that is known: it stays", self.places.folder / name)
        await self.register.open(sorted_out.gone, found)
        self.places.trash.empty()

    async def adopt(self, runs: AbstractSet[str]) -> None:
        """Know that of all runs only these are left. Raises StateFailed."""
        await self.register.keep_users(runs)
        for volume in self.register.all:
            await self._unmount_unused(volume)

    async def close(self) -> None:
        """Unmount all: nothing runs any more, and the daemon stops."""
        for volume in self.register.all:
            if volume.id in self._mounted:
                await self._unmount(volume)

    # Volumes.

    async def create(self, spec: VolumeSpec, owner: str) -> Volume:
        """Make an empty volume."""
        action = f"create volume {spec.name}"
        try:
            check_volume(spec)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        spec = replace(spec, size=spec.size // BLOCK * BLOCK)
        return await self._means.tasks.finish(self._create(spec, owner, action))

    async def create_unfinished(self, spec: VolumeSpec, owner: str, action: str) -> Volume:
        """Make an empty volume that goes with the server, and that nobody can have, until `finish`."""
        try:
            check_volume(spec)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        spec = replace(spec, size=spec.size // BLOCK * BLOCK)
        making = self._create(spec, owner, action, doomed=True)
        return await self._means.tasks.finish(making)

    async def finish(self, volume: Volume) -> Volume:
        """Keep a volume that is whole now."""
        whole = replace(self.register.newest(volume), doomed=False)
        await self.register.save(whole)
        return whole

    async def abandon(self, volume: Volume, action: str) -> None:
        """Remove a volume that did not become whole; should the server end, the next one does."""
        self.register.forget(volume)
        with suppress(Unavailable):
            await self._means.tasks.finish(self._delete(volume, action))

    async def create_of(self, spec: VolumeSpec, owner: str, action: str, fill: Fill) -> Volume:
        """Make a volume of what `fill` puts into the folder that becomes it; it is not fresh."""
        return await self._means.tasks.finish(self._create(spec, owner, action, fill))

    async def update(self, name: str, owner: str, labels: Mapping[str, str], size: int) -> Volume:
        """Give a volume other labels, and a larger limit where `size` is not 0."""
        action = f"update volume {name}"
        volume = self.register.owned(name, owner, action)
        return await self._means.tasks.finish(self._update(volume, labels, size, action))

    async def delete(self, name: str, owner: str, users: Sequence[str]) -> None:
        """Remove a volume. `users` are the names of containers that use it, or would."""
        action = f"delete volume {name}"
        volume = self.register.owned(name, owner, action)
        await self.check_free(volume, users, action)
        volume = self.register.owned(name, owner, action)
        self.register.forget(volume)  # from here on nobody finds it
        await self._means.tasks.finish(self._delete(volume, action))

    # Runs.

    async def take(
        self, user: str, wanted: Mapping[str, bool], owner: str, action: str
    ) -> dict[str, Volume]:
        """Give volumes to a run, by their names, where the value says so made first; ready to be mounted.

        All or none.
        """
        found: dict[str, Volume] = {}
        try:
            for name, may_create in wanted.items():
                volume = await self._found(name, owner, action, may_create=may_create)
                self._check_free_for(volume, owner, action)
                self.register.add_run(volume, user)
                found[name] = volume
            for volume in found.values():
                await self._ready(volume, action)
            await self.register.save_run(user, self.register.of_run(user))
        except BaseException:
            await self.leave(user)
            raise
        return found

    async def lend_disk(
        self, user: str, name: str, owner: str, action: str, *, read_only: bool
    ) -> int:
        """Give a run a volume that has a limit as a disk: a descriptor of its file, which the caller closes.

        Nobody mounts it as long as a copy of that is open; the run has it until `leave`.
        """
        volume = await self._found(name, owner, action, may_create=False)
        self._check_free_for(volume, owner, action)
        if volume.backing is Backing.FOLDER:
            why = f"volume {name!r} is a folder: one with a size is a disk, a folder can be shared"
            raise FailedPrecondition(action, why)
        async with self._mounting(volume):
            if self.register.own_work(volume) or volume.id in self._mounted:
                raise FailedPrecondition(action, f"volume {name!r} is in use")
            try:
                with told(action):
                    lent = await asyncio.to_thread(self.disks.lend, volume, read_only=read_only)
            except FailedPrecondition as error:
                raise FailedPrecondition(action, f"volume {name!r}: {error.why}") from None
        try:
            self.register.add_run(volume, user)
            await self.register.save_run(user, self.register.of_run(user))
            await self.note_used(volume)
        except BaseException:
            os.close(lent)
            raise
        return lent

    async def leave(self, user: str) -> None:
        """Take all volumes from a run that has ended, or never began."""
        had = self.register.drop_run_soon(user)
        if had:
            async with self._left:
                self._left.notify_all()
        for volume in had:
            await self._unmount_unused(volume)

    async def check_free(self, volume: Volume, users: Sequence[str], action: str) -> None:
        """Raise FailedPrecondition where a volume is used: by these, by the room, by runs that do not end soon."""
        found = [*users, *self.register.own_work(volume)]
        if not found:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE), self._left:
                    await self._left.wait_for(lambda: not self.register.runs(volume))
            if self.register.is_used(volume):
                found = ["something that is just starting or ending"]
        if found:
            raise FailedPrecondition(action, f"it is used by {', '.join(found)}")

    def top(self, volume: Volume) -> Path:
        """Return the folder of a volume's files, for those who have it."""
        return self.places.top(volume)

    async def room(self, volume: Volume, action: str) -> int:
        """Return how many bytes an archive for a volume may unpack to."""
        if volume.backing is not Backing.FOLDER:
            return MOST_BYTES  # its own file system says
        with told(action):
            return min(MOST_BYTES, await asyncio.to_thread(self._reserve.room))

    @asynccontextmanager
    async def first_use(self, volume: Volume) -> AsyncIterator[bool]:
        """Let one at a time see to a volume that nobody has used; says whether nobody has.

        Somebody has after a block that ends well.
        """
        async with self._filling(volume):
            yield self.register.newest(volume).fresh
            await self.note_used(volume)

    async def note_used(self, volume: Volume) -> None:
        """Write that a volume is not as it was made any more."""
        newest = self.register.newest(volume)
        if newest.fresh:
            await self.register.save(replace(newest, fresh=False))

    async def settle(self, volume: Volume, action: str) -> None:
        """Give the top folder what was asked for when the volume was made."""
        with told(action):
            await asyncio.to_thread(places.settle_top, self.top(volume), volume.spec)

    @asynccontextmanager
    async def working(self, volume: Volume, what: str, action: str) -> AsyncIterator[Path]:
        """Keep a volume while something is done with what is in it; gives its folder."""
        self.register.begin_work(volume, what)
        try:
            await self._ready(volume, action)
            yield self.top(volume)
        finally:
            self.register.end_work(volume, what)
            await self._unmount_unused(volume)

    # Inside.

    def _filling(self, volume: Volume) -> asyncio.Lock:
        lock = self._fillings.get(volume.id) or asyncio.Lock()
        self._fillings[volume.id] = lock
        return lock

    async def _found(self, name: str, owner: str, action: str, *, may_create: bool) -> Volume:
        while True:
            while (making := self._making.get(name)) is not None:
                await making.wait()  # whoever makes it may fail
            if not may_create or self.register.find(name) is not None:
                return self.register.get(name, action)
            with suppress(AlreadyExists):  # somebody was quicker
                spec = VolumeSpec(name)
                return await self._means.tasks.finish(self._create(spec, owner, action))

    async def _create(
        self,
        spec: VolumeSpec,
        owner: str,
        action: str,
        fill: Fill | None = None,
        *,
        doomed: bool = False,
    ) -> Volume:
        if spec.name in self._making or self.register.find(spec.name) is not None:
            raise AlreadyExists(action, "there is a volume of that name")
        made = self._making[spec.name] = asyncio.Event()
        try:
            volume = Volume(
                uuid4().hex,
                spec,
                owner,
                backing_of(spec),
                created_ns=self._means.clock(),
                fresh=fill is None,
                doomed=doomed,
            )
            with told(action):
                await self._make(volume, action, fill)
        finally:
            del self._making[spec.name]
            made.set()
        return volume

    async def _make(self, volume: Volume, action: str, fill: Fill | None) -> None:
        if volume.backing is not Backing.FOLDER:
            self.disks.check(action)
        staged = await asyncio.to_thread(self.places.stage, volume.id)
        try:
            top = await asyncio.to_thread(places.make_top, staged, volume)
            if fill is not None:
                await fill(staged)
            elif volume.backing is not Backing.FOLDER:
                await self.disks.make(staged, volume.spec.size, action)
            if volume.backing is not Backing.FOLDER:
                await asyncio.to_thread(top.rmdir)  # it is in the file system now
            await asyncio.to_thread(synced, staged)
            await self.register.write(volume)
            await asyncio.to_thread(self.places.publish, volume.id)
        except BaseException:
            self.register.delete_soon(volume)
            await asyncio.to_thread(self.places.unstage, volume.id)
            self.places.trash.empty()
            raise
        self.register.note(volume)

    async def _update(
        self, volume: Volume, labels: Mapping[str, str], size: int, action: str
    ) -> Volume:
        newest = self.register.newest(volume)
        if size and newest.backing is Backing.FOLDER:
            why = "it has no limit: clone what is in it into one that has"
            raise FailedPrecondition(action, why)
        size = size // BLOCK * BLOCK or newest.spec.size
        if size < newest.spec.size:
            raise FailedPrecondition(action, f"it has {newest.spec.size} bytes, and never fewer")
        if size > newest.spec.size:
            with told(action):
                await self._grow(newest, size, action)
        newest = self.register.newest(volume)
        spec = replace(newest.spec, labels=dict(labels), size=size)
        changed = replace(newest, spec=spec)
        await self.register.save(changed)
        return changed

    def _check_free_for(self, volume: Volume, owner: str, action: str) -> None:
        check_owner(volume, owner, action)
        if volume.doomed or IMPORT in self.register.own_work(volume):
            raise FailedPrecondition(action, f"volume {volume.name!r} is just being filled")

    async def _ready(self, volume: Volume, action: str) -> None:
        """Have the files of a volume be where `top` says."""
        if await asyncio.to_thread(self.places.is_missing, volume):
            raise FailedPrecondition(
                action, f"the files of volume {volume.name!r} are gone from the disk"
            )
        if volume.backing is Backing.FOLDER:
            return
        async with self._mounting(volume):
            if volume.id not in self._mounted:
                with told(action):
                    await settled(asyncio.to_thread(self.disks.mount, volume))
                self._mounted.add(volume.id)

    async def _grow(self, volume: Volume, size: int, action: str) -> None:
        async with self._mounting(volume):
            if volume.id in self._mounted:
                await settled(asyncio.to_thread(self.disks.grow_mounted, volume, size, action))
            else:
                await self.disks.grow(volume, size, action)

    async def _unmount_unused(self, volume: Volume) -> None:
        if volume.id in self._mounted:
            async with self._mounting(volume):
                if not self.register.is_used(volume) and volume.id in self._mounted:
                    await self._unmount(volume)

    async def _unmount(self, volume: Volume) -> None:
        try:
            await settled(asyncio.to_thread(self.disks.unmount, volume))
        except OSError as error:
            _log.error("cannot unmount volume %s: %s", volume.name, error)
        self._mounted.discard(volume.id)

    def _mounting(self, volume: Volume) -> asyncio.Lock:
        lock = self._mounts.get(volume.id) or asyncio.Lock()
        self._mounts[volume.id] = lock
        return lock

    async def _delete(self, volume: Volume, action: str) -> None:
        try:
            try:
                await self.register.doom(volume)
            except StateFull:
                # It may be this volume's files that the disk is full of.
                await self._remove_files(volume, action)
                await self._doom_soon(volume)
        except BaseException:
            self.register.note(volume)
            raise
        if volume.id in self._mounted:
            await self._unmount(volume)
        with told(action):
            await self.places.trash.throw(self.places.path(volume))
        self.register.delete_soon(volume)

    async def _doom_soon(self, volume: Volume) -> None:
        """Write that a volume has to go, once there is room for that: a device lets go of its file a little later."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            try:
                await self.register.doom(volume)
            except StateFull:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(LOOK)
            else:
                return

    async def _remove_files(self, volume: Volume, action: str) -> None:
        if volume.id in self._mounted:
            await self._unmount(volume)
        with told(action):
            await asyncio.to_thread(self.places.trash.take, self.places.path(volume))
        await self.places.trash.emptied()


def backing_of(spec: VolumeSpec) -> Backing:
    """Return what a volume is to lie in."""
    return Backing.EXT4 if spec.size else Backing.FOLDER
