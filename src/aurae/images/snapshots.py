"""Unpacked layers: `snapshots/<chain id>/fs`, each whole or not there.

Theory. A layer is unpacked in `snapshots/staging`, then renamed; each independent of those below it, so that
all layers of an image are unpacked at once. Layers of different images that are the same with all below
them are one folder.

A row says that a folder is whole and on the disk. The row comes after syncfs(2), which takes long, so it is
not waited for: the folder can be used before. It is called when nobody unpacks, for all that have, or else
every few seconds. Beside `fs` lies `about`, which says in which boot it was
unpacked. A daemon that starts and finds a folder without a row takes it over where that was this boot, since
what the kernel has in memory is whole; after a loss of power it is removed and unpacked anew.

What is removed goes to `snapshots/trash` by a rename first: from then on nothing half removed is seen.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVarTuple
from weakref import WeakValueDictionary

from aurae.images.budget import Budget
from aurae.images.implied import take_over
from aurae.images.reserve import Reserve
from aurae.images.snapshot_files import SnapshotFiles
from aurae.images.turns import Turns
from aurae.images.unpackers import LINGER, Unpackers
from aurae.images.unpacking import DEFAULT_LIMITS, UnpackFailed, UnpackLimits
from aurae.model.chain import chain_ids
from aurae.model.digest import encoded
from aurae.model.groups import first_of
from aurae.model.image import Snapshot
from aurae.state import snapshots as rows
from aurae.state.failures import StateFailed
from aurae.supervise.tasks import settled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from aurae.images.unpacking import Tasks, Unpacked, Unpacker
    from aurae.processes.init import Init
    from aurae.state.store import Store

Arguments = TypeVarTuple("Arguments")

ARCHIVE_ENTRIES = 100_000
"""Entries that an archive of images may have: it has a file for each layer, and little else."""

SYNC_PATIENCE = 5.0
"""Seconds until what is unpacked is written to the disk, though more is coming."""

_log = logging.getLogger("aurae.images")


@dataclass(frozen=True, slots=True)
class LayerBlob:
    """A layer to be unpacked: what its content must be, and how to come by the compressed blob.

    `opened` gives a descriptor of the verified blob, which the snapshots close, perhaps after a download. It
    is called only where the layer is not unpacked yet.
    """

    diff_id: str
    opened: Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class SnapshotMeans:
    """What snapshots need of others: init and ids of its rows, tasks that outlive callers, a clock (ns).

    Of the disk so many bytes are `kept` free. `linger` are the seconds that the process
    that unpacks waits for the next layer.
    """

    init: Init
    next_id: Callable[[], int]
    tasks: Tasks
    clock: Callable[[], int]
    boot: str
    limits: UnpackLimits = DEFAULT_LIMITS
    kept: int = 0
    linger: float = LINGER


def _nothing(_layer: int, _read: int) -> None:
    pass


class Snapshots:
    """The unpacked layers of one daemon. `open` comes first."""

    def __init__(self, folder: Path, store: Store, means: SnapshotMeans) -> None:
        """`folder` is the daemon's own, on a file system that overlayfs takes for lower layers."""
        self._files = SnapshotFiles(folder, means.boot)
        self._reserve = Reserve(folder, means.kept)
        self._store = store
        self._means = means
        self.unpackers = Unpackers(means.init, means.next_id, means.tasks, means.linger)
        self._known: dict[str, Snapshot] = {}
        self._unsynced: dict[str, Snapshot] = {}
        self._settled = asyncio.Event()
        self._settled.set()
        self._writing = asyncio.Lock()
        self._shifting = asyncio.Lock()
        self._flights: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._turns = Turns(max(2, os.cpu_count() or 1))

    async def open(self) -> None:
        """Compare rows and folders, take over what is whole and clear away the rest.

        Raises OSError, StateFailed.
        """
        known = await self._store.read(rows.everything)
        found = await asyncio.to_thread(self._files.open, known)
        lost = known.keys() - found.whole.keys()
        if lost:
            _log.warning("%d unpacked layers are not there any more", len(lost))
            await self._store.write(partial(rows.delete, chain_ids=sorted(lost)))
        self._known = dict(found.whole)
        self._unsynced = {key: found.whole[key] for key in found.whole.keys() - known.keys()}
        self._begin_sync()
        self._means.tasks.begin(self._empty_trash())

    @property
    def all(self) -> Mapping[str, Snapshot]:
        """What is unpacked, by chain id."""
        return self._known

    def path(self, chain_id: str) -> Path:
        """Return the folder that is the layer of overlayfs."""
        return self._files.layer(encoded(chain_id))

    def missing(self, diff_ids: Sequence[str]) -> list[str]:
        """Return those chain ids of an image that are not unpacked."""
        return [chain for chain in chain_ids(diff_ids) if chain not in self._known]

    def prepare(self) -> None:
        """Get ready: layers are to be unpacked soon."""
        self.unpackers.prepare()

    async def unpack(
        self,
        layers: Sequence[LayerBlob],
        progress: Callable[[int, int], None] = _nothing,
    ) -> list[Snapshot]:
        """Unpack the layers of an image, the lowest first, and return their snapshots.

        Each is unpacked as soon as its blob is there, several at once; one that another call unpacks is
        waited for. `progress` hears of a layer's number and how many bytes of its blob were read. May be
        cancelled: whole layers stay. Raises UnpackFailed, and what `opened` raises.
        """
        chains = chain_ids(layer.diff_id for layer in layers)
        if all(chain in self._known for chain in chains):
            return [self._known[chain] for chain in chains]
        budget = Budget(self._means.limits)
        async with self.unpackers.use() as process:
            ready = [asyncio.Event() for _ in chains]
            try:
                async with asyncio.TaskGroup() as group:
                    for number, (layer, chain) in enumerate(zip(layers, chains, strict=True)):
                        parent = chains[number - 1] if number else ""
                        wanted = Snapshot(chain, layer.diff_id, parent)
                        below = list(zip(chains, ready, strict=True))[:number]
                        order = _Order(
                            *(process, layer, wanted, partial(progress, number), budget),
                            *(below[::-1], ready[number]),
                        )
                        group.create_task(self._ensure(order))
            except BaseExceptionGroup as failures:
                raise first_of(failures) from None
        self._begin_sync()
        return [self._known[chain] for chain in chains]

    async def shift(self, layers: Sequence[LayerBlob], first: int) -> None:
        """Have a copy of each layer of an image beside it whose ids begin at `first`, unless there is one.

        The caller keeps the layers meanwhile. Raises UnpackFailed, OSError, and what `opened` raises.
        """
        chains = chain_ids(layer.diff_id for layer in layers)
        places = [self.path(chain).with_name(f"ids-{first}") for chain in chains]
        async with self._shifting, self.unpackers.use() as process:
            for number, (layer, place) in enumerate(zip(layers, places, strict=True)):
                if place.is_dir():
                    continue
                self._reserve.check()
                blob = await layer.opened()
                try:
                    async with self.aside() as staged:
                        copy, limits = staged / "fs", self._means.limits
                        found = await process.unpack(blob, copy, limits, self._look, first)
                        if found.diff_id != layer.diff_id:
                            raise UnpackFailed(f"its content is {found.diff_id}", unfit=True)
                        if found.implied:
                            await _in_thread(take_over, copy, found.implied, places[:number][::-1])
                        await _in_thread(self._files.keep, copy, place)
                finally:
                    os.close(blob)

    async def remove(self, ids: Iterable[str], is_needed: Callable[[str], bool]) -> int:
        """Remove unpacked layers but those that are needed when it comes to it; returns their bytes.

        They are gone in one step of the event loop, so that nobody takes one for whole that goes; their
        space is free a little later. Raises StateFailed, OSError.
        """
        async with self._writing:
            gone = [chain for chain in ids if chain in self._known and not is_needed(chain)]
            freed = 0
            for chain in gone:
                freed += self._known.pop(chain).size
                self._unsynced.pop(chain, None)
                self._files.discard(encoded(chain))
            if gone:
                await self._store.write(partial(rows.delete, chain_ids=gone))
        self._means.tasks.begin(self._empty_trash())
        return freed

    @asynccontextmanager
    async def staged(self, archive: int) -> AsyncIterator[Path]:
        """Unpack an archive that is no layer, whatever is in it; the folder goes with the block.

        `archive` is a descriptor that the caller may close then. Raises UnpackFailed, OSError.
        """
        staged = self._files.stage()
        try:
            async with self.unpackers.use() as process:
                limits = replace(
                    self._means.limits, size=self._means.limits.image, entries=ARCHIVE_ENTRIES
                )
                self._reserve.check()
                await process.unpack(archive, staged / "fs", limits, self._look)
            yield staged / "fs"
        finally:
            await self._drop(staged)

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[Path]:
        """Give a folder on the same disk with an empty `fs` in it; it goes with the block.

        Raises OSError, also when no space may be used.
        """
        self._reserve.check()
        staged = await asyncio.to_thread(self._files.stage)
        try:
            yield staged
        finally:
            await self._drop(staged)

    def room(self) -> int:
        """Return how many bytes of the disk may be used. Raises OSError."""
        return self._reserve.room()

    async def settle(self) -> bool:
        """Wait for what was unpacked until now to be on the disk; says whether all of it is."""
        await self._settled.wait()
        return not self._unsynced

    async def _ensure(self, order: _Order) -> None:
        """Unpack a layer, unless somebody does it first."""
        chain = order.wanted.chain_id
        lock = self._flights.get(chain) or asyncio.Lock()
        self._flights[chain] = lock
        async with lock:
            if chain not in self._known:
                blob = await order.layer.opened()
                try:
                    self._known[chain] = self._unsynced[chain] = await self._make(order, blob)
                finally:
                    os.close(blob)
            else:
                order.budget.spend(self._known[chain].size)
        order.ready.set()

    async def _make(self, order: _Order, blob: int) -> Snapshot:
        def progress(read: int) -> None:
            self._look(read)
            order.progress(read)

        try:
            staged = await self._stage()
        except OSError as error:
            why = f"cannot make a folder: {error.strerror}"
            raise UnpackFailed(why, errno=error.errno) from None
        try:
            async with self._turns.take(os.fstat(blob).st_size):
                self._reserve.check()
                limits = order.budget.left(self._reserve.room())
                try:
                    found = await order.process.unpack(blob, staged / "fs", limits, progress)
                except UnpackFailed as failure:
                    raise order.budget.about(failure, limits) from None
            order.budget.spend(found.disk)
            made = _made(order.wanted, found, self._means.clock())
            if found.implied and order.below:
                await self._take_over(staged / "fs", found.implied, order)
            await _in_thread(self._files.publish, staged, encoded(made.chain_id), made)
        except OSError as error:
            await self._drop(staged)
            why = f"cannot keep the layer: {error.strerror}"
            raise UnpackFailed(why, errno=error.errno) from None
        except BaseException:
            await self._drop(staged)
            raise
        return made

    def _look(self, _read: int) -> None:
        """Have what unpacks stop, several times a second, before the disk is full."""
        self._reserve.check()

    async def _take_over(self, layer: Path, implied: Sequence[bytes], order: _Order) -> None:
        """Have folders that the archive does not tell of look as in the layers below, once those are there."""
        for _, ready in order.below:
            await ready.wait()
        below = [self.path(chain) for chain, _ in order.below]
        await _in_thread(take_over, layer, implied, below)

    async def _stage(self) -> Path:
        """Make a folder; it goes again when who waits for it leaves meanwhile."""
        making = asyncio.get_running_loop().run_in_executor(None, self._files.stage)
        try:
            return await settled(making)
        except asyncio.CancelledError:
            if making.done() and not making.cancelled() and making.exception() is None:
                await self._drop(making.result())
            raise

    async def _drop(self, staged: Path) -> None:
        """Give back the space of what failed before anybody hears of it."""
        await asyncio.shield(asyncio.to_thread(self._files.drop, staged))

    def _begin_sync(self) -> None:
        if self._unsynced and self._settled.is_set():
            self._settled.clear()
            self._means.tasks.begin(self._sync())

    async def _sync(self) -> None:
        """Write rows of what is on the disk by now."""
        try:
            while self._unsynced:
                await self.unpackers.quiet(SYNC_PATIENCE)
                async with self._writing:
                    written = dict(self._unsynced)
                    await asyncio.to_thread(self._files.sync)
                    await self._store.write(partial(rows.save, items=list(written.values())))
                    for chain in written:
                        self._unsynced.pop(chain, None)
        except (OSError, StateFailed) as error:
            _log.error("unpacked layers are not safely on the disk: %s", error)
        finally:
            self._settled.set()

    async def _empty_trash(self) -> None:
        try:
            await asyncio.to_thread(self._files.empty_trash)
        except OSError as error:
            _log.error("cannot remove unpacked layers: %s", error)


async def _in_thread(step: Callable[[*Arguments], None], *arguments: *Arguments) -> None:
    """Do something in a thread, and wait for its end also when cancelled: what it works on goes then."""
    await settled(asyncio.get_running_loop().run_in_executor(None, step, *arguments))


@dataclass(frozen=True, slots=True)
class _Order:
    """One layer, by whom it is unpacked and what is to come of it.

    `below` are the chain ids of the layers below, the nearest first, and when each is there.
    """

    process: Unpacker
    layer: LayerBlob
    wanted: Snapshot
    progress: Callable[[int], None]
    budget: Budget
    below: Sequence[tuple[str, asyncio.Event]]
    ready: asyncio.Event


def _made(wanted: Snapshot, found: Unpacked, now: int) -> Snapshot:
    """Return the snapshot that a layer has become. Raises UnpackFailed where it is another one."""
    if found.diff_id != wanted.diff_id:
        why = f"its content is {found.diff_id}, not {wanted.diff_id} as the image says"
        raise UnpackFailed(why, unfit=True)
    return replace(wanted, size=found.disk, inodes=found.inodes, created_ns=now)
