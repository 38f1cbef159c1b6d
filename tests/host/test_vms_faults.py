"""The server dies in the middle of what is done with a machine: what the next one makes of it is legal.

As `test_containers_faults`: then memory, rows, init's table, leaves, folders, sockets and ids agree, nothing is left of what
never was, and how a guest has ended meanwhile is known. With AURAE_TEST_POINTS=all it is every step.
"""

import os
import random
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NamedTuple

import pytest

from aurae.model.service import Restart, RestartPolicy, Service
from tests.support.machined import MachineWorld, machine_world
from tests.support.require import need
from tests.support.until import eventually

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio,
    pytest.mark.timeout(3600 if os.environ.get("AURAE_TEST_POINTS") else 300),
    # One that a thread opens just when its server dies has nobody to close it.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "2")
SEED = 7
ALWAYS = Service(restart=Restart(RestartPolicy.ALWAYS, delay=0.02))


async def nothing(_: MachineWorld) -> None:
    """There is nothing before."""


async def run_to_its_end(node: MachineWorld) -> None:
    await node.begin_run("once", "exit 7")
    await node.supervisor.wait("/", "once", 60)


async def run(node: MachineWorld) -> None:
    await node.begin_run("once")
    await eventually(partial(said_up, node), "it listens to signals")


def said_up(node: MachineWorld) -> bool:
    """Say whether the guest has said that it is up."""
    run = node.means.register.with_name("/", "once")
    assert run is not None
    return node.has_said(run, b"up")


async def stop_run(node: MachineWorld) -> None:
    await node.supervisor.stop("/", "once", None)


async def start(node: MachineWorld) -> None:
    await node.begin_service("web", ALWAYS)


async def remove(node: MachineWorld) -> None:
    await node.services.remove("web", stop=True)


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and how it may look afterwards."""

    begin: Callable[[MachineWorld], Awaitable[object]]
    operation: Callable[[MachineWorld], Any]
    after: list[dict[str, str]]


def once(how: str) -> dict[str, str]:
    """Return how a run without a service looks."""
    return {"once": how}


SCENES = {
    "run to its end": Scene(nothing, run_to_its_end, [once("EXITED 7"), once("FAILED"), {}]),
    "stop a run": Scene(run, stop_run, [once("EXITED 5"), once("RUNNING")]),
    "remove": Scene(start, remove, [{}, {"web": "INACTIVE"}, {"web": "ACTIVE"}]),
}


async def steps_of(node: MachineWorld, scene: Scene) -> int:
    """Return how many steps the operation has."""
    await scene.begin(node)
    life = node._life
    life.at, life.passed = 10**9, 0
    await scene.operation(node)
    steps = life.passed
    life.at = 0
    await node.comes_to(lambda: node.shown() == scene.after[0])
    await node.clear()
    return steps


def chosen(steps: int) -> list[int]:
    """Return the steps at which the server dies."""
    count = steps if POINTS == "all" else min(int(POINTS), steps)
    chance = random.Random(SEED)
    return [int((number + chance.random()) * steps / count) + 1 for number in range(count)]


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_machines_that_are_known_and_nothing_else(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    need("qemu-system-x86_64")
    scene = SCENES[name]
    async with machine_world() as node:
        points = chosen(await steps_of(node, scene))
        for number, point in enumerate(points):
            await scene.begin(node)
            node.is_reexecuted = number % 2 > 0
            await node.dies_at(scene.operation(node), point)
            node.is_reexecuted = False
            await node.comes_to(lambda: node.shown() in scene.after)
            await node.check_phases()
            await node.clear()
    record_property("points", len(points))
