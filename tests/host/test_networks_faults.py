"""The server dies in the middle of a networked start, end or change: what the next one makes of it is legal.

As `test_containers_faults`. Then links, rules, held ports, what is reserved and what runs agree. With
AURAE_TEST_POINTS=all it is every step.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.support.netted import NetworkWorld, apart, network_world

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

pytestmark = [
    pytest.mark.host,
    pytest.mark.timeout(3600 if os.environ.get("AURAE_TEST_POINTS") else 300),
    # One that a thread opens just when its server dies has nobody to close it.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "3")
SEED = 13


async def nothing(_: NetworkWorld) -> None:
    """There is nothing before."""


async def run(node: NetworkWorld) -> None:
    await node.begin_on("once")


async def run_to_its_end(node: NetworkWorld) -> None:
    await node.begin_on("once", "exit 7")
    await node.supervisor.wait("/", "once", 20)


async def stop_run(node: NetworkWorld) -> None:
    await node.supervisor.stop("/", "once", 0)


async def keep(node: NetworkWorld) -> None:
    await node.begin_kept("web")


async def restart(node: NetworkWorld) -> None:
    await node.services.restart("web", 0, only_if_running=False)


async def remove(node: NetworkWorld) -> None:
    await node.services.remove("web", stop=True)


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and how it may look afterwards."""

    begin: Callable[[NetworkWorld], Awaitable[object]]
    operation: Callable[[NetworkWorld], Any]
    after: list[dict[str, str]]


UP, DOWN, NEITHER = {"web": "ACTIVE"}, {"web": "INACTIVE"}, dict[str, str]()
RUNS, FAILED = {"once": "RUNNING"}, {"once": "FAILED"}
STOPPED = [{"once": "EXITED 9"}, {"once": "EXITED 0"}]

SCENES = {
    "run": Scene(nothing, run, [RUNS, FAILED, NEITHER]),
    "run to its end": Scene(nothing, run_to_its_end, [{"once": "EXITED 7"}, FAILED, NEITHER]),
    "stop a run": Scene(run, stop_run, [*STOPPED, RUNS]),
    "keep": Scene(nothing, keep, [UP, DOWN, NEITHER]),
    "restart": Scene(keep, restart, [UP]),
    # Asked to stop before it has an ear for that, it is killed, which counts as a failure.
    "remove": Scene(keep, remove, [NEITHER, DOWN, UP, {"web": "FAILED"}]),
}


async def steps_of(node: NetworkWorld, scene: Scene) -> int:
    """Return how many steps the operation has."""
    await scene.begin(node)
    life = node._life
    life.at, life.passed = 10**9, 0
    await scene.operation(node)
    steps = life.passed
    life.at = 0
    await node.comes_to(lambda: node.shown() in scene.after)
    await node.clear()
    return steps


def chosen(steps: int) -> list[int]:
    """Return the steps at which the server dies."""
    count = steps if POINTS == "all" else min(int(POINTS), steps)
    chance = random.Random(SEED)
    return [int((number + chance.random()) * steps / count) + 1 for number in range(count)]


async def die_in(scene: Scene) -> int:
    """Have servers die at some steps, and return at how many."""
    async with network_world() as node:
        points = chosen(await steps_of(node, scene))
        for number, point in enumerate(points):
            await scene.begin(node)
            node.is_reexecuted = number % 2 > 0
            await node.dies_at(scene.operation(node), point)
            node.is_reexecuted = False
            await node.comes_to(lambda: node.shown() in scene.after)
            await node.agreed()
            await node.clear()
            assert node.networks.members(node.networks.get("lan", "look")) == []
        return len(points)


@pytest.mark.parametrize("name", SCENES)
def test_a_server_that_dies_at_any_step_leaves_networks_that_are_whole_and_nothing_else(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    async def play() -> None:
        record_property("points", await die_in(SCENES[name]))

    apart(play())
