"""The server hears of a child's birth while it gets ready, and can work in its network namespace."""

from __future__ import annotations

import asyncio
import errno
import os
from typing import TYPE_CHECKING

import pytest

from aurae.linux import namespaces
from aurae.processes.asking import Contained
from aurae.processes.init import Phase, SpawnFailed
from aurae.wire import messages
from tests.support.boxes import OWN, Box, committed, said, spawn, steps
from tests.support.init_process import running_init, until_async
from tests.support.proc import spares

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.processes.births import Born
    from aurae.processes.init import Init

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

REAPED = Contained(user=True, network=True, reaper=True)


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """Layers and a folder, where the container's user may pass but see nothing."""
    return Box(tmp_path / "box")


def descriptors(pid: int) -> int:
    """Count what a process has open; of init, but for two of each process that it has made ahead."""
    return len(os.listdir(f"/proc/{pid}/fd")) - 2 * len(spares(pid))


def noting(found: list[str]) -> Born:
    """Return what notes the network namespace of a child."""

    async def born(child: int) -> None:
        fd = namespaces.of(child, namespaces.CLONE_NEWNET)
        found.append(f"net:[{os.fstat(fd).st_ino}]")
        os.close(fd)

    return born


@pytest.mark.parametrize("contained", [OWN, REAPED])
async def test_whose_birth_is_told_has_its_network_already(box: Box, contained: Contained) -> None:
    found: list[str] = []
    async with running_init() as (process, init):
        plan = steps(box, "/bin/sh", "-c", "ls -l /proc/self/ns/net; ip -o addr show lo")
        await spawn(process, init, 1, plan, contained, born=noting(found))
        assert found[0] in await said(process, init, 1)
        assert found[0] != os.readlink("/proc/self/ns/net")


async def test_nothing_is_executed_before_both_have_come_to_an_end(box: Box) -> None:
    connected, synced, begun = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def born(_: int) -> None:
        begun.set()
        await connected.wait()

    async def commit() -> None:
        await synced.wait()

    async with running_init() as (process, init):
        plan = steps(box, "/bin/touch", "/ran")
        starting = asyncio.ensure_future(spawn(process, init, 1, plan, commit=commit, born=born))
        await begun.wait()
        synced.set()
        await asyncio.sleep(0)
        assert not starting.done()
        assert not (box.folder / "upper/ran").exists()
        connected.set()
        await starting
        assert (await init.wait_exit(1)).status == 0
        assert (box.folder / "upper/ran").exists()


@pytest.mark.parametrize("who", ["born", "commit"])
async def test_what_either_raises_withdraws_the_start(box: Box, who: str) -> None:
    ended: list[str] = []

    async def act(name: str) -> None:
        if name == who:
            raise OSError(errno.ENOSPC, "no address is left")
        ended.append(name)

    async def born(_: int) -> None:
        await act("born")

    async def commit() -> None:
        await act("commit")

    async with running_init() as (process, init):
        before = descriptors(os.getpid()), descriptors(process.pid)
        with pytest.raises(OSError, match="no address is left"):
            await spawn(
                process, init, 1, steps(box, "/bin/touch", "/ran"), commit=commit, born=born
            )
        assert init.table[1].error == "the start was withdrawn"
        assert len(ended) == 1
        await until_async(lambda: not process.leaves.populated("_1"))
        assert not (box.folder / "upper/ran").exists()
        init.acknowledge(1)
        await until_async(lambda: (descriptors(os.getpid()), descriptors(process.pid)) == before)


async def test_a_start_that_fails_on_its_way_says_why_and_leaves_no_descriptor(box: Box) -> None:
    found: list[str] = []
    async with running_init() as (process, init):
        before = descriptors(os.getpid()), descriptors(process.pid)
        (box.layers[1] / "bin/busybox").unlink()
        with pytest.raises(SpawnFailed, match="execve"):
            await spawn(process, init, 1, steps(box, "/bin/true"), born=noting(found))
        assert len(found) == 1
        with pytest.raises(SpawnFailed, match="clone3"):
            await spawn_into_nothing(process.root, init)
        assert len(found) == 1
        init.acknowledge(1)
        init.acknowledge(2)
        await until_async(lambda: (descriptors(os.getpid()), descriptors(process.pid)) == before)


async def test_a_server_that_dies_meanwhile_leaves_nothing(box: Box) -> None:
    begun = asyncio.Event()

    async def born(_: int) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with running_init() as (process, init):
        before = descriptors(os.getpid())
        starting = asyncio.ensure_future(
            spawn(process, init, 1, steps(box, "/bin/touch", "/ran"), born=born)
        )
        await begun.wait()
        starting.cancel()  # as the kernel does with the pipe of a killed server
        with pytest.raises(asyncio.CancelledError):
            await starting
        await until_async(lambda: not process.leaves.populated("_1") and 1 in init.table)
        assert init.table[1].phase is Phase.FAILED
        assert not (box.folder / "upper/ran").exists()
        assert descriptors(os.getpid()) == before


async def test_an_init_of_before_is_not_asked(box: Box) -> None:
    async with running_init() as (process, init):
        init._abilities &= ~messages.BIRTHS
        with pytest.raises(OSError, match="older than the server") as failure:
            await spawn(process, init, 1, steps(box, "/bin/true"), born=noting([]))
        assert failure.value.errno == errno.EOPNOTSUPP
        assert not process.leaves.populated("_1")


async def spawn_into_nothing(root: Path, init: Init) -> None:
    """Ask for a child of which init can make none: the leaf is no directory of a cgroup."""
    folder = os.open("/", os.O_RDONLY | os.O_DIRECTORY)

    async def never(_: int) -> None:
        raise AssertionError("nobody was born")

    try:
        await init.spawn(
            2,
            b"",
            leaf_fd=folder,
            stdin_fd=None,
            logged=frozenset(),
            terminal=False,
            deadline=10,
            stop_signal=15,
            commit=committed,
            born=never,
        )
    finally:
        os.close(folder)
