"""One process that unpacks, for all who unpack at a time, and gone when nobody does."""

import asyncio
import contextlib
import errno
import os
import signal
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from aurae.images.unpackers import Unpackers
from aurae.images.unpacking import UnpackFailed
from aurae.supervise.tasks import OwnedTasks
from tests.support.layers import END, file
from tests.support.snapshotting import IDS, LocalInit
from tests.support.until import eventually

if TYPE_CHECKING:
    from aurae.processes.init import Init

pytestmark = pytest.mark.host

ARCHIVE = file(b"name", b"content") + END


class CountingInit(LocalInit):
    """Tells what it has started, and may refuse to."""

    def __init__(self) -> None:
        super().__init__()
        self.idents: list[int] = []
        self.refuses = False

    @override
    async def spawn_session(
        self, ident: int, encoded: bytes, *, streams: Mapping[int, int], deadline: float
    ) -> None:
        """Start a process, if it is allowed to."""
        self.idents.append(ident)
        if self.refuses:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        await super().spawn_session(ident, encoded, streams=streams, deadline=deadline)

    def pids(self) -> list[int]:
        """Processes that are not forgotten."""
        return [process.pid for process in self._started.values()]


@contextlib.asynccontextmanager
async def opened(linger: float) -> AsyncIterator[tuple[CountingInit, Unpackers]]:
    """None runs yet; at the end all have ended."""
    init = CountingInit()
    as_init: Init = init  # type: ignore[assignment]  # what is used of it, both have
    async with asyncio.TaskGroup() as group:
        yield init, Unpackers(as_init, lambda: next(IDS), OwnedTasks(group), linger)
    assert not init.pids()


async def unpack(unpackers: Unpackers, folder: Path) -> None:
    """Unpack a layer, and look at what came of it."""
    os.mkdir(folder)
    fd = os.memfd_create("layer")
    try:
        os.write(fd, ARCHIVE)
        async with unpackers.use() as process:
            await process.unpack(fd, folder)
    finally:
        os.close(fd)
    assert (folder / "name").read_bytes() == b"content"


@pytest.mark.asyncio
async def test_all_who_unpack_at_a_time_share_a_process(tmp_path: Path):
    async with opened(0) as (init, unpackers):
        await asyncio.gather(*(unpack(unpackers, tmp_path / str(number)) for number in range(10)))
        await eventually(lambda: not init.pids(), "it ends")
    assert len(init.idents) == 1


@pytest.mark.asyncio
async def test_a_process_waits_for_the_next_one_to_unpack_and_then_ends(tmp_path: Path):
    async with opened(0.5) as (init, unpackers):
        await unpack(unpackers, tmp_path / "first")
        await unpack(unpackers, tmp_path / "second")
        assert len(init.idents) == 1
        await eventually(lambda: not init.pids(), "it ends")
        await unpack(unpackers, tmp_path / "third")
        assert len(init.idents) == 2


@pytest.mark.asyncio
async def test_a_process_that_was_prepared_is_the_one_that_is_used(tmp_path: Path):
    async with opened(2) as (init, unpackers):
        unpackers.prepare()
        await eventually(init.pids, "it starts")
        await unpack(unpackers, tmp_path / "layer")
        assert len(init.idents) == 1


@pytest.mark.asyncio
async def test_a_process_that_was_prepared_for_nothing_ends():
    async with opened(0) as (init, unpackers):
        unpackers.prepare()
        await eventually(lambda: init.idents, "it starts")
        await eventually(lambda: not init.pids(), "it ends")


@pytest.mark.asyncio
async def test_who_waits_for_quiet_waits_until_nobody_unpacks_or_so_long():
    async with opened(0) as (_, unpackers), asyncio.TaskGroup() as group:
        await unpackers.quiet(60)
        async with unpackers.use():
            await unpackers.quiet(0)
            waiting = group.create_task(unpackers.quiet(60))
            await asyncio.sleep(0)
            assert not waiting.done()
        async with asyncio.timeout(20):
            await waiting


@pytest.mark.asyncio
async def test_a_process_that_was_killed_is_not_given_to_the_next(tmp_path: Path):
    async with opened(0) as (init, unpackers):
        async with unpackers.use() as process:
            (pid,) = init.pids()
            os.kill(pid, signal.SIGKILL)
            await eventually(lambda: process.is_gone, "its end is seen")
            await unpack(unpackers, tmp_path / "other")
            assert len(init.idents) == 2


@pytest.mark.asyncio
async def test_a_process_that_cannot_be_started_is_told_to_all_and_tried_again(tmp_path: Path):
    async with opened(0) as (init, unpackers):
        init.refuses = True
        tries = (unpack(unpackers, tmp_path / str(number)) for number in range(3))
        failures = await asyncio.gather(*tries, return_exceptions=True)
        assert all(isinstance(failure, UnpackFailed) for failure in failures)
        assert len(init.idents) == 1
        init.refuses = False
        await unpack(unpackers, tmp_path / "again")


@pytest.mark.asyncio
async def test_a_server_that_ends_waits_for_no_process(tmp_path: Path):
    init = CountingInit()
    as_init: Init = init  # type: ignore[assignment]  # what is used of it, both have

    async def serve() -> None:
        async with asyncio.TaskGroup() as group:
            unpackers = Unpackers(as_init, lambda: next(IDS), OwnedTasks(group), 3600)
            await unpack(unpackers, tmp_path / "layer")
            raise ValueError

    with pytest.raises(ExceptionGroup):
        await serve()
    (ident,) = init.idents
    async with asyncio.timeout(20):
        await init.wait_exit(ident)  # since its socket was closed
