"""The server dies in the middle of what is done with a volume: what the next one makes of it is legal.

As `test_containers_faults`. Then memory, rows, folders, users, mounts and loop devices agree. With
AURAE_TEST_POINTS=all it is every step.
"""

import os
import random
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import pytest

from tests.support.require import need
from tests.support.volumed import SIZE, VolumeWorld, volume_world

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio,
    pytest.mark.timeout(3600 if os.environ.get("AURAE_TEST_POINTS") else 300),
    # One that a thread opens just when its server dies has nobody to close it.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "3")
SEED = 7


async def nothing(_: VolumeWorld) -> None:
    """There is nothing before."""


async def plain(node: VolumeWorld) -> None:
    await node.create("data")


async def limited(node: VolumeWorld) -> None:
    await node.create("data", SIZE)


async def delete(node: VolumeWorld) -> None:
    await node.remove("data")


async def clone(node: VolumeWorld) -> None:
    await node.clone("data", "copy")


async def mount(node: VolumeWorld) -> None:
    await node.begin_with("once", "data")


async def unmount(node: VolumeWorld) -> None:
    await node.supervisor.stop("/", "once", 0)


async def mounted(node: VolumeWorld) -> None:
    await limited(node)
    await mount(node)


async def clone_mounted(node: VolumeWorld) -> None:
    await clone(node)


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and which volumes may be there afterwards."""

    begin: Callable[[VolumeWorld], Awaitable[object]]
    operation: Callable[[VolumeWorld], Any]
    after: list[list[str]]


SCENES = {
    "create": Scene(nothing, plain, [["data"], []]),
    "create with a limit": Scene(nothing, limited, [["data"], []]),
    "delete": Scene(plain, delete, [[], ["data"]]),
    "delete with a limit": Scene(limited, delete, [[], ["data"]]),
    "clone": Scene(plain, clone, [["copy", "data"], ["data"]]),
    "clone with a limit": Scene(limited, clone, [["copy", "data"], ["data"]]),
    "clone while mounted": Scene(mounted, clone_mounted, [["copy", "data"], ["data"]]),
    "mount a new one": Scene(nothing, mount, [["data"], []]),
    "mount": Scene(limited, mount, [["data"]]),
    "unmount": Scene(mounted, unmount, [["data"]]),
}


async def steps_of(node: VolumeWorld, scene: Scene) -> int:
    """Return how many steps the operation has."""
    await scene.begin(node)
    life = node._life
    life.at, life.passed = 10**9, 0
    await scene.operation(node)
    steps = life.passed
    life.at = 0
    await node.comes_to(lambda: node.names() == scene.after[0])
    await node.clear()
    return steps


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_volumes_that_are_whole_and_nothing_else(
    name: str,
) -> None:
    need("mkfs.ext4")
    scene, chance = SCENES[name], random.Random(SEED)
    async with volume_world() as node:
        steps = await steps_of(node, scene)
        count = steps if POINTS == "all" else min(int(POINTS), steps)
        for number in range(count):
            point = int((number + chance.random()) * steps / count) + 1
            await scene.begin(node)
            node.is_reexecuted = number % 2 > 0
            await node.dies_at(scene.operation(node), point)
            node.is_reexecuted = False
            await node.comes_to(lambda: node.names() in scene.after)
            for volume in node.volumes.register.all:
                async with node.volumes.working(volume, "a look", "look") as top:
                    assert list(top.iterdir()) == []
            await node.clear()
    print(f"{name}: {count} of {steps} points")
