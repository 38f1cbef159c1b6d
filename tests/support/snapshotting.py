"""Snapshots of a real init and a real state, in a folder of their own."""

import asyncio
import contextlib
import os
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from aurae.images.snapshots import LayerBlob, SnapshotMeans, Snapshots
from aurae.processes.init import Init
from aurae.state.store import Store
from aurae.supervise.tasks import OwnedTasks
from tests.support.init_process import running_init

IDS = iter(range(1000, 1_000_000))
BOOT = "11111111-2222-3333-4444-555555555555"


def blob(archive: bytes, diff_id: str) -> LayerBlob:
    """A layer that is there."""

    async def opened() -> int:
        fd, path = tempfile.mkstemp()
        os.unlink(path)
        os.write(fd, archive)
        return fd

    return LayerBlob(diff_id, opened)


@contextlib.asynccontextmanager
async def opened_snapshots(folder: Path, init: Init, boot: str = BOOT) -> AsyncIterator[Snapshots]:
    """Snapshots as a server that starts has them; at the end all it began has ended."""
    store = await Store.open(folder)
    try:
        async with asyncio.TaskGroup() as group:
            means = SnapshotMeans(init, lambda: next(IDS), OwnedTasks(group), time.time_ns, boot)
            snapshots = Snapshots(folder / "snapshots", store, means)
            await snapshots.open()
            yield snapshots
            await snapshots.settle()
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def fresh_snapshots(folder: Path) -> AsyncIterator[Snapshots]:
    """Snapshots in an empty folder, with an init of their own."""
    async with running_init() as (_, init), opened_snapshots(folder, init) as snapshots:
        yield snapshots


def content(folder: Path) -> Sequence[str]:
    """The names below a folder of snapshots, deeper than its own."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
