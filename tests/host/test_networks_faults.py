"""The server dies in the middle of what is done with networks: what the next one makes of it is legal.

An operation is run up to some step, and there the server dies. Whatever it was about, the next one comes
to the state before the operation or to the one after it: memory, rows, links, rules, ports of the host and
forwarding agree, and when all is deleted nothing is left. With AURAE_TEST_POINTS=all it is every step.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import pytest

from aurae.model.network import DEFAULT, Attachment, NetworkSpec, PublishedPort
from tests.support.netspace import moved
from tests.support.networked import LIMIT, OWNER, kernel_setting
from tests.support.networked_mortal import MortalNode, mortal_node
from tests.support.until import STEP

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio,
    pytest.mark.timeout(3600 if os.environ.get("AURAE_TEST_POINTS") else 300),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "3")
SEED = 11
PORT = PublishedPort(80)
A, BOTH = (Attachment("a"),), (Attachment("a"), Attachment("in"))


@pytest.fixture(autouse=True)
def own_network():
    with moved():
        yield


async def nothing(_: MortalNode) -> None:
    """There is nothing before."""


async def networks(node: MortalNode) -> None:
    await node.networks.create(NetworkSpec("a"), OWNER)
    await node.networks.create(NetworkSpec("in", internal=True), OWNER)


async def reserved(node: MortalNode) -> None:
    await networks(node)
    await node.networks.reserve("w", OWNER, "w", BOTH, (PORT,), "start")
    await node.networks._reserving.settled(node.means.register.holds["w"])


async def connected(node: MortalNode) -> None:
    await reserved(node)
    await node.networks.connect("w", node.space("w"))


async def create(node: MortalNode) -> None:
    await node.networks.create(NetworkSpec("a"), OWNER)


async def delete(node: MortalNode) -> None:
    await node.networks.delete("a", OWNER)


async def start(node: MortalNode) -> None:
    await node.networks.reserve("w", OWNER, "w", BOTH, (PORT,), "start")
    await node.networks.connect("w", node.space("w"))


async def start_on_default(node: MortalNode) -> None:
    await node.networks.reserve("w", OWNER, "w", (Attachment(DEFAULT),), (PORT,), "start")
    await node.networks.connect("w", node.space("w"))


async def release(node: MortalNode) -> None:
    await node.networks.release("w")


async def disconnect(node: MortalNode) -> None:
    await node.networks.disconnect("w")


async def publish(node: MortalNode) -> None:
    await node.networks.publish("w", PORT)


async def unpublish(node: MortalNode) -> None:
    (port,) = node.networks.endpoints("w")[0].ports
    await node.networks.unpublish("w", port)


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and who is known afterwards."""

    begin: Callable[[MortalNode], Awaitable[None]]
    operation: Callable[[MortalNode], Any]
    keys: tuple[str, ...] = ()


SCENES = {
    "create": Scene(nothing, create),
    "delete": Scene(networks, delete),
    "start that is not known": Scene(networks, start),
    "start that is known": Scene(networks, start, ("w",)),
    "start on default": Scene(nothing, start_on_default, ("w",)),
    "connect": Scene(reserved, lambda node: node.networks.connect("w", node.space("w")), ("w",)),
    "release": Scene(connected, release),
    "disconnect": Scene(connected, disconnect, ("w",)),
    "publish": Scene(connected, publish, ("w",)),
    "unpublish": Scene(connected, unpublish, ("w",)),
}


def chosen(steps: int) -> list[int]:
    """Return the steps at which the server dies."""
    count = steps if POINTS == "all" else min(int(POINTS), steps)
    chance = random.Random(SEED)
    return [int((number + chance.random()) * steps / count) + 1 for number in range(count)]


async def agree(node: MortalNode) -> None:
    """Return when all tell the same."""
    trouble: list[str] = []
    try:
        async with asyncio.timeout(LIMIT):
            while trouble := await node.disagreements():  # noqa: ASYNC110  # the kernel tells nobody
                await asyncio.sleep(STEP)
    except TimeoutError:
        raise AssertionError("after a restart: " + "; ".join(trouble)) from None


async def clear(node: MortalNode) -> None:
    """Delete what there is, and assert that nothing is left."""
    node.close_spaces()
    await node.networks.release("w")
    for network in node.networks.list():
        await node.networks.delete(network.name, OWNER)
    await agree(node)
    assert node.picture() == ([], [])
    assert not node.has_tables()
    assert kernel_setting("ipv6/conf/all/forwarding") == "0"


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_networks_that_are_whole(name: str, tmp_path):
    scene = SCENES[name]
    found = Counter[str]()
    async with mortal_node(tmp_path / "s") as node:
        await scene.begin(node)
        legal = [node.picture()]
        steps = await node.count(scene.operation(node))
        legal.append(node.picture())
        await clear(node)
        for point in chosen(steps):
            await scene.begin(node)
            await node.dies_at(scene.operation(node), point, scene.keys)
            await agree(node)
            seen = node.picture()
            if not scene.keys:
                assert seen[1] == []
            assert seen in legal or not scene.keys or scene.begin is nothing, seen
            found[str(seen)] += 1
            await clear(node)
    print(f"{name}: {steps} steps, {dict(found)}")
