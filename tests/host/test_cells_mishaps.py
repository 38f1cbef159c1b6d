"""Changes of cells that fail half-way, or that somebody else meddles with: nothing half is left."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import pytest

from aurae.cells.watching import Happening
from aurae.model.bad_field import BadField
from aurae.model.cell import CellSpec, Device, Io, Limits, Pids
from aurae.model.refusal import Exhausted, FailedPrecondition, NotFound
from aurae.model.workload import Executable, WorkloadSpec
from aurae.processes.init import Init, SpawnFailed
from aurae.state import cells as rows
from tests.support.api import Api
from tests.support.cell_calls import CellCalls
from tests.support.celled import CellWorld, cell_world
from tests.support.daemon import Daemon
from tests.support.shortage import no_descriptors
from tests.support.supervised import OWNER
from tests.support.until import until

pytestmark = [pytest.mark.host]

SLEEP = WorkloadSpec("x", Executable(("/bin/sleep", "100")))


def before(groups: Any, method: str, meddle: Callable[[str], object]) -> None:
    """Have something happen right before a method of the groups does its work."""
    real = getattr(groups, method)

    def meddled(path: str, *arguments: Any, **options: Any) -> Any:
        meddle(path)
        return real(path, *arguments, **options)

    setattr(groups, method, meddled)


@pytest.mark.asyncio
async def test_a_directory_that_somebody_makes_meanwhile_stays() -> None:
    async with cell_world() as node:
        before(node.groups, "create", lambda path: (node.root / path).mkdir())
        with pytest.raises(FailedPrecondition, match="'a' exists on host, but is not controlled"):
            await node.cells.allocate(CellSpec("a"), OWNER)
        assert (node.root / "a").is_dir()
        assert await node.rows() == []
        (node.root / "a").rmdir()
        await node.agreed()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "look"),
    [
        ("read", lambda node: node.cells.get("a")),
        ("usage", lambda node: node.cells.stats("a")),
        ("processes", lambda node: node.cells.kill("a", 9)),
        ("signal", lambda node: node.cells.kill("a", 15)),
        ("thaw", lambda node: node.cells.thaw("a")),
        ("freeze", lambda node: node.cells.freeze("a")),
    ],
)
async def test_a_directory_that_goes_away_meanwhile_is_told(
    method: str, look: Callable[[CellWorld], Awaitable[object]]
) -> None:
    async with cell_world() as node:
        await node.cells.allocate(CellSpec("a"), OWNER)
        before(node.groups, method, lambda path: (node.root / path).rmdir())
        with pytest.raises(NotFound, match="cgroup 'a' not found on host"):
            await look(node)
        delattr(node.groups, method)
        with pytest.raises(NotFound):
            await node.cells.get("a")
        await node.agreed()


@pytest.mark.asyncio
async def test_cells_whose_directories_have_gone_are_forgotten_with_their_holders() -> None:
    async with cell_world() as node:
        for name in ("a", "a/b", "a/b/c"):
            await node.cells.allocate(CellSpec(name, isolate_process=True), OWNER)
        for name in ("a/b/c", "a/b", "a"):
            (node.root / name).rmdir()
        with pytest.raises(NotFound, match="cgroup 'a' not found on host"):
            await node.cells.get("a")
        await node.agreed()
        assert (node.standing(), await node.rows(), node.init.table) == ([], [], {})


@pytest.mark.asyncio
async def test_a_freeze_that_fails_leaves_the_cell_at_work() -> None:
    async with cell_world() as node:
        await node.cells.allocate(CellSpec("a"), OWNER)
        real = node.groups.freeze

        async def short(path: str, limit: float) -> bool:
            with no_descriptors():
                return await real(path, limit)

        node.groups.freeze = short  # type: ignore[method-assign]
        with pytest.raises(Exhausted, match=r"cannot freeze: .*Too many open files"):
            await node.cells.freeze("a")
        (cell,) = await node.store.read(rows.all_cells)
        assert not cell.frozen
        await node.cells.start("a", SLEEP, OWNER)
        await node.cells.free("a", 0)


@pytest.mark.asyncio
async def test_the_row_comes_back_when_the_limits_cannot() -> None:
    async with cell_world() as node:
        await node.cells.allocate(CellSpec("a"), OWNER)
        standing = node.cells._means.register.get("a")
        assert standing is not None
        # As after a device was unplugged; this kernel's controllers do not matter here.
        old = CellSpec("a", Limits(io=Io(devices=(Device("/dev/no-such-disk", read_bps=1),))))
        standing.cell = replace(standing.cell, spec=old)
        node.groups.available = lambda: frozenset({"io", "pids"})  # type: ignore[method-assign]
        with pytest.raises(BadField):
            await node.cells.update(CellSpec("a", Limits(pids=Pids(5))), ())
        (cell,) = await node.store.read(rows.all_cells)
        assert cell.spec == standing.cell.spec == old


@pytest.mark.asyncio
async def test_a_cell_that_is_being_made_is_not_shown() -> None:
    async with cell_world() as node:
        real, begun, go_on = node.store.write, asyncio.Event(), asyncio.Event()

        async def slow(change: Any) -> Any:
            begun.set()
            await go_on.wait()
            return await real(change)

        node.store.write = slow  # type: ignore[method-assign, assignment]
        task = asyncio.create_task(node.cells.allocate(CellSpec("a"), OWNER))
        async with asyncio.timeout(20):
            await begun.wait()
            assert node.cells._means.register.get("a") is not None
            assert node.cells.trees({}) == ()
            async with aclosing(node.cells.watch("")) as news:
                assert (await anext(news)).what is Happening.SYNCED
                go_on.set()
                assert (await anext(news)).what is Happening.ALLOCATED
            await task
        assert [view.cell.name for view in node.cells.trees({})] == ["a"]
        await node.cells.free("a", 0)


@pytest.mark.asyncio
async def test_a_holder_that_is_made_at_last_is_no_problem_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(*_arguments: Any, **_options: Any) -> None:
        raise SpawnFailed(0, "no room")

    async with cell_world() as node:
        cell = await node.cells.allocate(CellSpec("a", isolate_process=True), OWNER)
        standing = node.cells._means.register.get("a")
        assert standing is not None
        assert standing.holder is not None
        os.kill(cell.holder_pid, signal.SIGKILL)
        await standing.holder.wait()
        with monkeypatch.context() as patch:
            patch.setattr(Init, "hold", refuse)
            await node.begin_again()
        assert await node.cells.problems() == ["cell 'a' cannot be restored: no room"]
        await node.cells.start("a", SLEEP, OWNER)
        assert await node.cells.problems() == []
        await node.cells.free("a", 0)


def test_what_is_frozen_ends_in_its_own_way_when_the_daemon_stops() -> None:
    with Daemon(stop_timeout="20s") as daemon, Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a")
        cells.allocate("a/b")
        said = daemon.folder / "said"
        command = f"trap 'echo bye > {said}; exit' TERM; echo ready; while :; do sleep 0.1; done"
        cells.start("a/b", "x", command)
        until(lambda: cells.api.output("a/b/x", 1), "it has its trap")
        cells.call("Freeze", cell_name="a")
        cells.call("Freeze", cell_name="a/b")
        assert daemon.stop() == 0
        assert said.read_text() == "bye\n"
