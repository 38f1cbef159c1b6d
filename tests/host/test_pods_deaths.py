"""The server dies in the middle of what is done with pods and rollouts: afterwards each pod is whole, or gone.

Every other time init becomes a new program meanwhile. Memory, rows, cells, roots, init's table, addresses, links
and ports agree, what was answered is there, and when all is deleted nothing is left.
With AURAE_TEST_POINTS=all it is every step.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aurae.model.network import DEFAULT, Attachment, PublishedPort
from aurae.model.rollout import Rollout, RolloutState
from tests.support.netspace import moved
from tests.support.pod_world import PodWorld, pod_world
from tests.support.supervised import OWNER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator
    from typing import Any

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio,
    pytest.mark.timeout(3600 if os.environ.get("AURAE_TEST_POINTS") else 300),
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "1")
SEED = 7
NETS = (Attachment(DEFAULT),)


@pytest.fixture(autouse=True)
def own_network() -> Iterator[None]:
    with moved():
        yield


async def nothing(_: PodWorld) -> None:
    """There is nothing before."""


async def create(node: PodWorld) -> None:
    inits = (node.member("init", "true"),)
    ports = (PublishedPort(80, 8081),)
    pod = node.pod("shop", "one", "two", init_containers=inits, networks=NETS, ports=ports)
    await node.pods.create(pod, OWNER)


async def start(node: PodWorld) -> None:
    await node.pods.start("shop", wait=True, keep=False)


async def up(node: PodWorld) -> None:
    await create(node)
    await start(node)


async def stop(node: PodWorld) -> None:
    await node.pods.stop("shop", None)


async def delete(node: PodWorld) -> None:
    await node.pods.delete("shop", force=True)


def rollout(node: PodWorld, replicas: int = 2) -> Rollout:
    """Return what a rollout is asked to be."""
    return Rollout(
        "web", node.pod("", "main"), replicas, ports=(PublishedPort(80, 8080),), drain=0.01
    )


async def apply(node: PodWorld) -> None:
    await node.apply(rollout(node))


async def give_up(node: PodWorld) -> None:
    await node.rollouts.delete("web")


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and how it may look afterwards.

    The first is how it looks when the operation was answered.
    """

    begin: Callable[[PodWorld], Awaitable[object]]
    operation: Callable[[PodWorld], Coroutine[Any, Any, object]]
    after: list[dict[str, str]]


def shop(state: str) -> dict[str, str]:
    return {"shop": state}


BOTH = {"web-1-1": "RUNNING", "web-1-2": "RUNNING"}
NONE = dict[str, str]()
SCENES = {
    "create": Scene(nothing, create, [shop("CREATED"), NONE]),
    "start": Scene(create, start, [shop("RUNNING"), shop("CREATED"), shop("DEGRADED")]),
    "stop": Scene(up, stop, [shop("EXITED"), shop("RUNNING"), shop("DEGRADED")]),
    "delete": Scene(up, delete, [NONE, shop("RUNNING")]),
    "apply": Scene(nothing, apply, [BOTH, NONE]),
    "delete a rollout": Scene(apply, give_up, [NONE, BOTH]),
}


def shown(node: PodWorld) -> dict[str, str]:
    """Return pods with how they stand; one that had no ear for its signal yet was killed, and is as good as ended."""
    return {
        name: "EXITED" if state == "FAILED" else state
        for name, state in node.picture_of_pods().items()
    }


async def steps_of(node: PodWorld, scene: Scene) -> int:
    """Return how many steps the operation has."""
    await scene.begin(node)
    life = node._life
    life.at, life.passed = 10**9, 0
    await scene.operation(node)
    steps, life.at = life.passed, 0
    assert shown(node) == scene.after[0]
    await node.clear()
    return steps


def chosen(steps: int) -> list[int]:
    """Return the steps at which the server dies; the last is after the answer."""
    count = steps if POINTS == "all" else min(int(POINTS), steps)
    chance = random.Random(SEED)
    return [
        *(int((number + chance.random()) * steps / count) + 1 for number in range(count)),
        10**6,
    ]


def are_settled(node: PodWorld) -> bool:
    """Say whether each rollout has what it is to have."""
    everything = node.rollouts.everything("/", {})
    return all(one.state is RolloutState.COMPLETE for one in everything)


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_each_pod_whole_or_gone(name: str) -> None:
    scene = SCENES[name]
    async with pod_world() as node:
        points = chosen(await steps_of(node, scene))
        for number, point in enumerate(points):
            await scene.begin(node)
            node.is_reexecuted = number % 2 > 0
            reached = await node.dies_at(scene.operation(node), point)
            node.is_reexecuted = False
            after = scene.after if reached else scene.after[:1]
            await node.comes_to(
                lambda: are_settled(node) and shown(node) in after  # noqa: B023
            )
            if node.picture_of_pods().keys() == {"shop"}:
                await node.pods.stop("shop", None)
                await start(node)
                assert node.picture_of_pods() == shop("RUNNING")
            await node.clear()
    print(f"{name}: {len(points)} points")
