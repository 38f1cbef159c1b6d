"""The server dies in the middle of what is done with a pod, and in every other case init becomes a new program.

What the next server makes of it is legal: memory, rows, cgroups, init's table and its children agree.
With AURAE_TEST_POINTS=all it is every step.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support.contained import ContainerWorld, container_world
from tests.support.podded import begin, make_pod

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from typing import Any

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio,
    pytest.mark.timeout(3600 if os.environ.get("AURAE_TEST_POINTS") else 300),
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "2")
SEED = 5


async def nothing(_: ContainerWorld) -> None:
    """There is nothing before."""


async def pod(node: ContainerWorld) -> None:
    await make_pod(node)


async def together(node: ContainerWorld) -> None:
    await make_pod(node, process=True)


async def member(node: ContainerWorld) -> None:
    await begin(node, "once")


async def full(node: ContainerWorld) -> None:
    await make_pod(node, process=True)
    await begin(node, "once")


async def free(node: ContainerWorld) -> None:
    await node.cells.free("pod", 0)


class Scene(NamedTuple):
    """What there is before, and the operation in which the server dies."""

    begin: Callable[[ContainerWorld], Awaitable[object]]
    operation: Callable[[ContainerWorld], Coroutine[Any, Any, object]]
    keeps: bool
    """Whether there is a pod in any case."""


SCENES = {
    "make": Scene(nothing, pod, keeps=False),
    "make with a reaper": Scene(nothing, together, keeps=False),
    "start": Scene(pod, member, keeps=True),
    "start beside a reaper": Scene(together, member, keeps=True),
    "free": Scene(full, free, keeps=False),
}


async def steps_of(node: ContainerWorld, scene: Scene) -> int:
    """Return how many steps the operation has."""
    await scene.begin(node)
    life = node._life
    life.at, life.passed = 10**9, 0
    await scene.operation(node)
    steps, life.at = life.passed, 0
    await clear(node)
    return steps


async def clear(node: ContainerWorld) -> None:
    """Leave no pod."""
    if node.standing():
        await node.cells.free("pod", 0)
    await node.agreed()


def chosen(steps: int) -> list[int]:
    """Return the steps at which the server dies."""
    count = steps if POINTS == "all" else min(int(POINTS), steps)
    chance = random.Random(SEED)
    return [int((number + chance.random()) * steps / count) + 1 for number in range(count)]


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_pods_that_are_known_and_nothing_else(
    name: str,
) -> None:
    scene = SCENES[name]
    async with container_world() as node:
        points = chosen(await steps_of(node, scene))
        for number, point in enumerate(points):
            await scene.begin(node)
            node.is_reexecuted = number % 2 > 0
            await node.dies_at(scene.operation(node), point)
            node.is_reexecuted = False
            await node.agreed()
            names = [cell.name for cell in node.standing()]
            assert names == ["pod"] or (names == [] and not scene.keeps)
            if names:
                await begin(node, "later")  # what init keeps is of use to the next server
            await clear(node)
    print(f"{name}: {len(points)} points")
