"""One snapshot is made: a machine's memory, state and disks, each on the disk before the snapshot is known."""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import uuid4

from aurae.images.failures import told
from aurae.linux import sparse
from aurae.model.refusal import FailedPrecondition
from aurae.model.vm_snapshot import SnapshotKind, VmSnapshot
from aurae.supervise.tasks import settled
from aurae.surroundings.staging import synced
from aurae.vms import pages
from aurae.vms import snapshot_places as places
from aurae.vms.pages import Damaged
from aurae.vms.saving import Saving, saved
from aurae.vms.snapshot_places import MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from aurae.model.vm_snapshot import Fittings, SnapshotSpec
    from aurae.model.workload import WorkloadSpec
    from aurae.vms.qmp import Monitor
    from aurae.vms.splitting import Split


@dataclass(frozen=True, slots=True)
class Source:
    """A machine that runs: `disks` are those with the role SCRATCH, opened. `mark` is a file beside its sockets."""

    vm: str
    asked: WorkloadSpec
    fittings: Fittings
    monitor: Monitor
    mark: Path
    image: str = ""
    disks: Mapping[str, int] | None = None


class Base(NamedTuple):
    """The memory that a DIFF stands on: its snapshot, which of its pages may be other than zero, the memory itself."""

    snapshot: VmSnapshot
    runs: list[pages.Run]
    memory: int


class Shelf(Protocol):
    """Where snapshots are kept. Methods raise OSError and StateFailed."""

    async def stage(self, ident: str) -> Path:
        """Return a folder in which a snapshot is made."""

    async def keep(self, snapshot: VmSnapshot) -> None:
        """Keep a snapshot whose files are on the disk."""

    async def abandon(self, snapshot: VmSnapshot) -> None:
        """Remove what has not become a snapshot."""

    def room(self) -> int:
        """Return how many bytes a snapshot may take; blocks."""

    def base(
        self, vm: str, owner: str, size: int, action: str
    ) -> AbstractAsyncContextManager[Base]:
        """Lend the memory of the newest snapshot of a machine. Raises Refusal."""


@contextmanager
def whole(action: str) -> Iterator[None]:
    """Raise as FailedPrecondition that a file is damaged."""
    try:
        yield
    except Damaged as error:
        raise FailedPrecondition(action, f"the snapshot is damaged: {error}") from None


class Making:
    """One snapshot that is made. `copied` is how many bytes are; at the end it is `made`."""

    def __init__(
        self, shelf: Shelf, spec: SnapshotSpec, owner: str, source: Source, created_ns: int
    ) -> None:
        """Nothing is done yet."""
        self._shelf = shelf
        self._spec = spec
        self._source = source
        self._action = f"snapshot {source.vm}"
        self._over = threading.Event()
        self._most = 0
        self._new = VmSnapshot(
            uuid4().hex,
            spec,
            owner,
            source.vm,
            source.asked,
            source.fittings,
            source.image,
            created_ns=created_ns,
        )
        self.copied = 0
        self.made: VmSnapshot | None = None

    async def run(self) -> None:
        """Make it, or leave nothing. Raises Refusal, StateFailed."""
        with told(self._action), whole(self._action):
            try:
                if self._spec.kind is SnapshotKind.FULL:
                    made = await self._make(None)
                else:
                    size, owner = self._new.fittings.memory, self._new.owner
                    lent = self._shelf.base(self._source.vm, owner, size, self._action)
                    async with lent as base:
                        made = await self._make(base)
                await settled(self._shelf.keep(made))
            except BaseException:
                self._over.set()
                await settled(self._shelf.abandon(self._new))
                raise
        self.made = made

    async def _make(self, base: Base | None) -> VmSnapshot:
        staged = await self._shelf.stage(self._new.id)
        self._most = await asyncio.to_thread(self._shelf.room)
        memory = await asyncio.to_thread(os.open, staged / MEMORY, places.NEW, 0o600)
        try:
            found = await self._save(staged, memory)
            finish = self._finish if base is None else self._finish_diff
            finishing = asyncio.to_thread(finish, staged, memory, found, base)
            return await settled(finishing)
        finally:
            os.close(memory)

    async def _save(self, staged: Path, memory: int) -> Split:
        """Save the machine; it runs on when this returns."""
        source, size = self._source, self._new.fittings.memory
        how = Saving(self._action, memory, size, source.mark, self._spec.is_live, self._note)
        async with saved(source.monitor, how) as state:
            for ident, fd in (source.disks or {}).items():
                await settled(asyncio.to_thread(self._copy, fd, staged / places.disk(ident)))
        took = asyncio.get_running_loop().time() - state.pause
        self._new = replace(self._new, pause_us=round(took * 1_000_000))
        return state.split

    def _note(self, copied: int) -> None:
        self.copied = copied
        if self._over.is_set():
            raise InterruptedError
        if copied > self._most:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _copy(self, disk: int, file: Path) -> None:
        target = os.open(file, places.NEW, 0o600)
        before = self.copied
        try:
            sparse.copy(disk, target, lambda done, _: self._note(before + done), self._over)
        finally:
            os.close(target)

    def _finish_diff(
        self, staged: Path, memory: int, found: Split, base: Base | None
    ) -> VmSnapshot:
        """Keep only the pages that differ; blocks. Raises OSError."""
        assert base is not None
        size = self._new.fittings.memory
        runs = pages.differing((memory, found.runs), (base.memory, base.runs), size)
        entire = staged / f"{MEMORY}-entire"
        os.rename(staged / MEMORY, entire)
        file = os.open(staged / MEMORY, places.NEW, 0o600)
        try:
            os.ftruncate(file, size)
            pages.copy(memory, file, runs)
            os.unlink(entire)
            made = self._finish(staged, file, found._replace(runs=runs))
        finally:
            os.close(file)
        return replace(made, parent=base.snapshot.id)

    def _finish(
        self, staged: Path, memory: int, found: Split, _: Base | None = None
    ) -> VmSnapshot:
        """Have all be on the disk; blocks. Raises OSError."""
        for ident in self._source.disks or {}:
            synced(staged / places.disk(ident))
        kept = places.keep(staged, memory, found)
        return replace(
            self._new,
            size=kept.size,
            memory=pages.pages_in(found.runs) * pages.PAGE,
            checksum=kept.checksum,
            state_checksum=kept.state_checksum,
        )
