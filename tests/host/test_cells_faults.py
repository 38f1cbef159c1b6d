"""The server dies at every step of an operation on cells: what the next one finds is legal.

Each operation is run up to its n-th step, for every n, and there the server dies (`Life` says what
a step is). The next server has to come to the state before the operation or to the one after
it; what was begun to be freed goes on to its end by itself. Then memory, rows, directories, init's
table and its children have to agree, and when all is freed nothing may be left of it.
"""

import asyncio
import contextlib
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import pytest

from aurae.model.cell import CellSpec
from aurae.model.refusal import NotFound, Refusal
from aurae.model.workload import Executable, WorkloadSpec
from tests.support.celled import CellWorld, cell_world
from tests.support.shortage import no_descriptors
from tests.support.supervised import OWNER, CancelledAt
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

SLEEP = WorkloadSpec("x", Executable(("/bin/sleep", "100")))
MOST = 400
"""Steps that an operation may have; more would say that it does not end."""


async def plain(node: CellWorld) -> None:
    await node.cells.allocate(CellSpec("a"), OWNER)


async def isolated(node: CellWorld) -> None:
    await node.cells.allocate(CellSpec("a", isolate_process=True, isolate_network=True), OWNER)


async def with_cell(node: CellWorld) -> None:
    await plain(node)
    await node.cells.allocate(CellSpec("a/b", isolate_process=True), OWNER)


async def with_workload(node: CellWorld) -> None:
    await with_cell(node)
    await node.cells.start("a/b", SLEEP, OWNER, held=True)


async def frozen(node: CellWorld) -> None:
    await with_workload(node)
    await node.cells.freeze("a")


async def with_subtree(node: CellWorld) -> None:
    await with_workload(node)
    await asyncio.gather(
        node.cells.allocate(CellSpec("a/b/c", isolate_process=True), OWNER),
        node.cells.allocate(CellSpec("a/d", isolate_network=True), OWNER),
        node.cells.start("a", SLEEP, OWNER, held=True),
    )
    await node.cells.start("a/b/c", SLEEP, OWNER, held=True)


def allocate(*, alone: bool) -> Callable[[CellWorld], Any]:
    spec = CellSpec("a/b", isolate_process=alone, isolate_network=alone)
    return lambda node: node.cells.allocate(spec, OWNER)


class Scene(NamedTuple):
    """What there is before, and the operation in which the server dies."""

    begin: Callable[[CellWorld], Awaitable[None]]
    operation: Callable[[CellWorld], Any]


SCENES = {
    "allocate": Scene(plain, allocate(alone=False)),
    "allocate isolated": Scene(plain, allocate(alone=True)),
    "allocate nested": Scene(isolated, allocate(alone=True)),
    "start": Scene(with_cell, lambda node: node.cells.start("a/b", SLEEP, OWNER, held=True)),
    "stop": Scene(with_workload, lambda node: node.cells.stop("a/b", "x", 5)),
    "free": Scene(with_subtree, lambda node: node.cells.free("a", 5)),
    "free empty": Scene(with_cell, lambda node: node.cells.free("a", 5)),
    "update": Scene(
        with_workload, lambda node: node.cells.update(CellSpec("a/b", labels={"x": "1"}), [])
    ),
    "freeze": Scene(with_workload, lambda node: node.cells.freeze("a")),
    "thaw": Scene(frozen, lambda node: node.cells.thaw("a")),
}


async def clean(node: CellWorld) -> None:
    """Free what there is, and assert that nothing is left."""
    async with asyncio.timeout(30):
        with contextlib.suppress(NotFound):
            await node.cells.free("a", 0)
    await node.agreed()
    assert node.picture() == ([], [], [])
    await eventually(lambda: node.init._undrained == {}, "no output is waited for")


async def pictures(node: CellWorld, scene: Scene) -> list[tuple[object, ...]]:
    """Return how it looks before the operation and after it."""
    await scene.begin(node)
    before = node.picture()
    await scene.operation(node)
    await node.agreed()
    after = node.picture()
    await clean(node)
    return [before, after]


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_a_legal_state(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    scene = SCENES[name]
    async with cell_world() as node:
        legal = await pictures(node, scene)
        found = Counter[int]()
        points, reached = 0, True
        while reached:
            points += 1
            assert points < MOST
            await scene.begin(node)
            assert node.picture() == legal[0]
            reached = await node.dies_at(scene.operation(node), points)
            await node.agreed()
            seen = node.picture()
            if name == "stop" and seen not in legal:
                # It was ended; its name is free once somebody hears so.
                assert seen == (legal[0][0], [], legal[0][1])
                await node.cells.stop("a/b", "x", 5)
                seen = node.picture()
            assert seen in legal, f"died at step {points}"
            found[legal.index(seen)] += 1
            await clean(node)
        assert found[1] > 0
    record_property("points", points - 1)
    print(f"{name}: {points - 1} points, {found[0]} as before, {found[1]} as after")


@pytest.mark.parametrize("name", SCENES)
async def test_a_caller_who_leaves_at_any_await_changes_nothing(name: str) -> None:
    scene = SCENES[name]
    async with cell_world() as node:
        legal = await pictures(node, scene)
        awaits, reached = 0, True
        while reached:
            awaits += 1
            assert awaits < MOST
            await scene.begin(node)
            call = CancelledAt(scene.operation(node), awaits)
            with contextlib.suppress(asyncio.CancelledError):
                await call
            reached = call.reached
            await eventually(lambda: node.picture() == legal[1], "the operation goes on")
            await node.agreed()
            await clean(node)
        assert awaits > 1


async def test_a_server_that_dies_while_it_takes_over_leaves_a_legal_state() -> None:
    async with cell_world() as node:
        scene = SCENES["free"]
        legal = await pictures(node, scene)
        points, reached = 0, True
        while reached:
            points += 1
            assert points < MOST
            await scene.begin(node)
            # At its first steps a free has committed nothing; some way on it has.
            reached = await node.dies_at(scene.operation(node), 8 + points % 60, again=points)
            await node.agreed()
            assert node.picture() in legal, f"died at step {points} of taking over"
            await clean(node)
        assert points > 1
    print(f"taking over: {points - 1} points")


async def test_no_descriptors_is_told_and_leaves_nothing() -> None:
    async with cell_world() as node:
        await with_cell(node)
        with no_descriptors(), pytest.raises(Exception, match="Too many open"):
            await node.cells.allocate(CellSpec("a/c"), OWNER)
        assert node.folders() == ["a", "a/b"]
        assert await node.rows() == ["a", "a/b"]
        await clean(node)


async def test_a_cell_is_made_within_one_whose_holder_has_died() -> None:
    async with cell_world() as node:
        await isolated(node)
        holder = next(iter(node.init.table))
        node.init.signal(holder, signal.SIGKILL)
        await eventually(lambda: holder not in node.init.table, "the room has heard of it")
        await node.cells.allocate(CellSpec("a/b", isolate_process=True), OWNER)
        await node.agreed()
        await clean(node)


async def test_a_server_that_dies_while_it_takes_a_refused_cell_back_leaves_nothing() -> None:
    async with cell_world() as node:
        await isolated(node)
        before = node.picture()
        points, reached = 0, True
        while reached:
            points += 1
            assert points < MOST
            reached = await node.dies_at(refused(node), points)
            await node.agreed()
            assert node.picture() in (before, *made(before)), f"died at step {points}"
            with contextlib.suppress(NotFound):
                await node.cells.free("a/b", 0)
        assert points > 1
        await clean(node)
    print(f"taking back: {points - 1} points")


async def refused(node: CellWorld) -> None:
    """Allocate an isolated cell of an init that may open nothing more."""
    with (
        no_descriptors(node.process.pid),
        pytest.raises(Refusal, match=r"cannot allocate: .*Too many open files"),
    ):
        await node.cells.allocate(CellSpec("a/b", isolate_process=True), OWNER)


def made(before: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Return how it looks when the next server has made the cell: init can open files again."""
    cells, *others = before
    return [([*cells, ("a/b", {}, False, False)], *others)]
