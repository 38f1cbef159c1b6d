"""The server ends at every await of an operation on cells: what the next one finds is legal.

An operation runs up to its n-th await, and there the server ends: nothing of it is undone. The next
server has to come to one of the two states between which the operation moves, and when the cell is freed
then, nothing may be left: no directory, no row, no leaf, and nothing in init's table.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from aurae.model.cell import CellSpec
from aurae.model.refusal import NotFound
from aurae.model.workload import Executable, WorkloadSpec
from tests.support.cell_world import CellWorld, cell_world
from tests.support.shortage import no_descriptors
from tests.support.supervised import OWNER, CancelledAt
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

SLEEP = WorkloadSpec("x", Executable(("/bin/sleep", "100")))
TURNS = (*range(20), 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256, 320)
"""Turns of the event loop after which the server ends; what runs beside it is at any point."""

MOST = 200
"""Awaits that an operation may have; more would say that it does not end."""


async def with_cell(node: CellWorld) -> None:
    await node.cells.allocate(CellSpec("a"), OWNER)
    await node.cells.allocate(CellSpec("a/b", isolate_process=True), OWNER)


async def with_workload(node: CellWorld) -> None:
    await with_cell(node)
    await node.cells.start("a/b", SLEEP, OWNER, held=True)


async def with_top_cell(node: CellWorld) -> None:
    await node.cells.allocate(CellSpec("a"), OWNER)


def allocate(node: CellWorld) -> Awaitable[Any]:
    spec = CellSpec("a/b", isolate_process=True, isolate_network=True)
    return node.cells._allocations.allocate(spec, OWNER)


def start(node: CellWorld) -> Awaitable[Any]:
    return node.cells._starts.start("a/b", SLEEP, OWNER, held=True, description="")


def stop(node: CellWorld) -> Awaitable[Any]:
    return node.cells.stop("a/b", "x", 5)


def free(node: CellWorld) -> Awaitable[Any]:
    return node.cells._frees.free("a", 5)


def freeze(node: CellWorld) -> Awaitable[Any]:
    return node.cells._controls.freeze("a")


def update(node: CellWorld) -> Awaitable[Any]:
    return node.cells._updates.update(CellSpec("a/b", labels={"x": "1"}), [])


SCENES: dict[str, tuple[Callable[[CellWorld], Awaitable[None]], Callable[..., Awaitable[Any]]]] = {
    "allocate": (with_top_cell, allocate),
    "start": (with_cell, start),
    "stop": (with_workload, stop),
    "free": (with_workload, free),
    "freeze": (with_workload, freeze),
    "update": (with_workload, update),
}


async def whole(operation: Callable[[CellWorld], Awaitable[Any]], node: CellWorld) -> None:
    """Run an operation to its end."""
    await operation(node)


async def check(node: CellWorld, name: str) -> None:
    """Assert that the next server has a state that `name` could have left, and free all."""
    names = {item.name for item in node.cells._means.register.subtree("")}
    if name != "free":
        # A cell that stands has a row and a directory, and one that does not has neither.
        assert "a" in names
        assert set(await node.rows()) == set(node.folders()) == names
        if "a/b" in names and name == "allocate":
            await node.cells.start("a/b", SLEEP, OWNER)
    await clean(node)


async def clean(node: CellWorld) -> None:
    """Free what there is, and assert that nothing is left."""

    async def freed() -> None:
        with contextlib.suppress(NotFound):
            await node.cells.free("a", 0)

    async with asyncio.timeout(30):
        await freed()
    assert node.cells.trees({}) == []
    assert node.folders() == []
    assert await node.rows() == []
    await eventually(lambda: node.leaves() == [], "no leaf is left")
    await eventually(lambda: dict(node.init.table) == {}, "init knows of nothing any more")


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_ends_at_any_await_leaves_a_legal_state(name: str) -> None:
    begin, operation = SCENES[name]
    async with cell_world() as node:
        points, reached = 0, True
        while reached:
            points += 1
            assert points < MOST
            await begin(node)
            call = CancelledAt(operation(node), points)
            with contextlib.suppress(asyncio.CancelledError):
                await call
            reached = call.reached
            await node.begin_again()
            await check(node, name)
        assert points > 1


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_ends_at_any_turn_of_its_loop_leaves_a_legal_state(name: str) -> None:
    begin, operation = SCENES[name]
    async with cell_world() as node:
        for turns in TURNS:
            await begin(node)
            task = asyncio.ensure_future(node.means.tasks.finish(whole(operation, node)))
            for _ in range(turns):
                await asyncio.sleep(0)
            await node.begin_again()
            await asyncio.gather(task, return_exceptions=True)
            await check(node, name)


async def test_no_descriptors_is_told_and_leaves_nothing() -> None:
    async with cell_world() as node:
        await with_cell(node)
        with no_descriptors(), pytest.raises(Exception, match="Too many open"):
            await node.cells.allocate(CellSpec("a/c"), OWNER)
        assert node.folders() == ["a", "a/b"]
        assert await node.rows() == ["a", "a/b"]
        await clean(node)
