"""Snapshots of a real init and a real state, in a folder of their own."""

import asyncio
import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import NamedTuple

from aurae.images.erofs import Erofs, ErofsMeans
from aurae.images.mkfs import Mkfs
from aurae.images.snapshots import LayerBlob, SnapshotMeans, Snapshots
from aurae.images.unpacking import DEFAULT_LIMITS, UnpackLimits
from aurae.processes.init import Init
from aurae.state.store import Store
from aurae.supervise.tasks import OwnedTasks
from aurae.wire import messages, plan
from tests.support.init_process import running_init

IDS = iter(range(1000, 1_000_000))
LINGER = 0.0
"""The process that unpacks ends at once, so that nobody waits for it."""
BOOT = "11111111-2222-3333-4444-555555555555"


class Ended(NamedTuple):
    """How a process has ended."""

    status: int


class LocalInit:
    """Starts the process that unpacks itself, and the tool that makes erofs images: for a server that is killed without its init."""

    def __init__(self) -> None:
        self._started: dict[int, subprocess.Popen[bytes]] = {}

    async def spawn_session(
        self, ident: int, encoded: bytes, *, streams: Mapping[int, int], deadline: float
    ) -> None:
        """Start a process as its plan says; `deadline` is not kept."""
        self._started[ident] = _started(encoded, streams[messages.ROLE_STDIN])

    async def wait_exit(self, ident: int) -> Ended:
        """Return when it has ended, as `waitstatus_to_exitcode` reads it."""
        code = await asyncio.to_thread(self._started[ident].wait)
        return Ended(-code if code < 0 else code << 8)

    def acknowledge(self, ident: int) -> None:
        """Forget it."""
        self._started.pop(ident, None)

    def signal(self, ident: int, number: int) -> None:
        """Send it a signal."""
        self._started[ident].send_signal(number)


def blob(archive: bytes, diff_id: str) -> LayerBlob:
    """A layer that is there."""

    async def opened() -> int:
        fd, path = tempfile.mkstemp()
        os.unlink(path)
        os.write(fd, archive)
        return fd

    return LayerBlob(diff_id, opened)


@contextlib.asynccontextmanager
async def opened_snapshots(
    folder: Path,
    init: Init | LocalInit,
    boot: str = BOOT,
    *,
    limits: UnpackLimits = DEFAULT_LIMITS,
    kept: int = 0,
) -> AsyncIterator[Snapshots]:
    """Snapshots as a server that starts has them; at the end all it began has ended."""
    async with opened_layers(folder, init, boot, limits=limits, kept=kept) as (snapshots, _):
        yield snapshots


@contextlib.asynccontextmanager
async def opened_layers(
    folder: Path,
    init: Init | LocalInit,
    boot: str = BOOT,
    *,
    limits: UnpackLimits = DEFAULT_LIMITS,
    kept: int = 0,
) -> AsyncIterator[tuple[Snapshots, Erofs]]:
    """Do as `opened_snapshots`, with the erofs images of the layers."""
    store = await Store.open(folder)
    try:
        async with asyncio.TaskGroup() as group:
            as_init: Init = init  # type: ignore[assignment]  # what is used of it, both have
            means = SnapshotMeans(
                *(as_init, lambda: next(IDS), OwnedTasks(group), time.time_ns, boot),
                *(limits, kept, LINGER),
            )
            snapshots = Snapshots(folder / "snapshots", store, means)
            await snapshots.open()
            mkfs = Mkfs(as_init, lambda: next(IDS), OwnedTasks(group))
            erofs = Erofs(ErofsMeans(mkfs, snapshots, store, time.time_ns))
            await erofs.open()
            yield snapshots, erofs
            await snapshots.settle()
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def fresh_snapshots(folder: Path) -> AsyncIterator[Snapshots]:
    """Snapshots in an empty folder, with an init of their own."""
    async with running_init() as (_, init), opened_snapshots(folder, init) as snapshots:
        yield snapshots


def _started(encoded: bytes, stdin: int) -> subprocess.Popen[bytes]:
    execve = plan.decode(encoded)[-1]
    assert isinstance(execve, plan.Execve)
    env = dict(variable.split(b"=", 1) for variable in execve.env)
    return subprocess.Popen(execve.argv, stdin=stdin, env=env)
