"""The server dies in the middle of what is done with a container: what the next one makes of it is legal.

As `test_services_faults`: an operation is run up to some step, there the server dies, and in every other
case init becomes a new program before the next server takes over. Then memory, rows, init's table, leaves,
roots, ranges of ids and the users of images agree; how a container has ended meanwhile is known.
With AURAE_TEST_POINTS=all it is every step.
"""

import contextlib
import os
import random
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NamedTuple

import pytest

from aurae.model.refusal import Refusal
from aurae.model.service import NotifyAccess, Restart, RestartPolicy, Service, Type
from aurae.model.service_life import Phase
from tests.support.contained import SLEEP, ContainerWorld, container_world
from tests.support.supervised import OWNER
from tests.support.until import eventually

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio,
    pytest.mark.timeout(3600 if os.environ.get("AURAE_TEST_POINTS") else 300),
    # One that a thread opens just when its server dies has nobody to close it.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "2")
SEED = 11
READY = f"trap 'exit 0' TERM; systemd-notify --ready; {SLEEP}"
ALWAYS = Restart(RestartPolicy.ALWAYS, delay=0.02)
POLITE = "trap 'exit 5' TERM; echo up >>/shared/up; while :; do sleep 0.02; done"
RUNNING, GONE = "RUNNING", "FAILED"


def full(node: ContainerWorld) -> Service:
    """Return a service that says when it is ready, and has commands in its container."""
    return Service(
        type=Type.NOTIFY,
        notify_access=NotifyAccess.ALL,
        restart=ALWAYS,
        start_post=(node.command("post"),),
        reload=(node.command("reload"),),
        stop=(node.command("stop"),),
    )


async def nothing(_: ContainerWorld) -> None:
    """There is nothing before."""


async def run(node: ContainerWorld) -> None:
    await node.begin_run("once")


async def run_to_its_end(node: ContainerWorld) -> None:
    await node.begin_run("once", "exit 7")
    await node.supervisor.wait("/", "once", 20)


async def polite(node: ContainerWorld) -> None:
    up = node.shared / "up"
    up.unlink(missing_ok=True)
    await node.begin_run("once", POLITE)
    await eventually(up.exists, "it listens to signals")


async def stop_run(node: ContainerWorld) -> None:
    await node.supervisor.stop("/", "once", None)


async def execute(node: ContainerWorld) -> None:
    assert await node.execute("once", "/bin/sh", "-c", "exit 3") == 3 << 8


async def executing(node: ContainerWorld) -> None:
    """It ends on its own while a command runs in it."""
    await node.begin_run(
        "once", "while [ ! -e /shared/go ]; do sleep 0.01; done; rm /shared/go; exit 4"
    )


async def execute_to_its_end(node: ContainerWorld) -> None:
    await node.execute("once", "/bin/sh", "-c", "echo >/shared/go; exec sleep 1000")
    await node.supervisor.wait("/", "once", 20)


async def start(node: ContainerWorld) -> None:
    await node.begin_service("web", full(node), READY)


async def create(node: ContainerWorld) -> None:
    await node.services.start_new("/", node.spec("web", full(node), READY), OWNER, wait=False)
    await node.until("web", Phase.ACTIVE)


async def crash(node: ContainerWorld) -> None:
    await start(node)
    main = node.life("web").main
    assert main is not None
    os.kill(main.pid, signal.SIGKILL)


async def recover(node: ContainerWorld) -> None:
    life = node.life("web")
    await node.services.wait_for(life, lambda: life.record.standing.starts == 2)
    await node.until("web", Phase.ACTIVE)


async def stop(node: ContainerWorld) -> None:
    await node.services.stop("web", None)


async def restart(node: ContainerWorld) -> None:
    await node.services.restart("web", None, only_if_running=False)


async def reload(node: ContainerWorld) -> None:
    await node.services.reload("web", or_restart=False)


async def remove(node: ContainerWorld) -> None:
    await node.services.remove("web", stop=True)


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and how it may look afterwards."""

    begin: Callable[[ContainerWorld], Awaitable[object]]
    operation: Callable[[ContainerWorld], Any]
    after: list[dict[str, str]]
    keeps: bool | None = None
    """Whether the main processes of before are those of afterwards; None for both."""


UP, DOWN, NEITHER = {"web": "ACTIVE"}, {"web": "INACTIVE"}, dict[str, str]()


def once(how: str) -> dict[str, str]:
    """Return how a run without a service looks."""
    return {"once": how}


SCENES = {
    "run": Scene(nothing, run, [once(RUNNING), once(GONE), NEITHER]),
    "run to its end": Scene(nothing, run_to_its_end, [once("EXITED 7"), once(GONE), NEITHER]),
    "stop a run": Scene(polite, stop_run, [once("EXITED 5"), once(RUNNING)]),
    "exec": Scene(run, execute, [once(RUNNING)], keeps=True),
    "exec and its end": Scene(executing, execute_to_its_end, [once("EXITED 4"), once(RUNNING)]),
    "create": Scene(nothing, create, [UP, DOWN, NEITHER]),
    "crash": Scene(crash, recover, [UP], keeps=False),
    "stop": Scene(start, stop, [DOWN, UP]),
    "restart": Scene(start, restart, [UP]),
    "reload": Scene(start, reload, [UP], keeps=True),
    "remove": Scene(start, remove, [NEITHER, DOWN, UP]),
}


async def steps_of(node: ContainerWorld, scene: Scene) -> int:
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


def mains(node: ContainerWorld) -> list[int]:
    """Return the pids of the first processes of all containers."""
    table = node.init.table
    return sorted(table[run.id].pid for run in node.means.register if run.workload.root)


def is_legal(node: ContainerWorld, scene: Scene, before: list[int]) -> bool:
    """Say whether it looks as it may afterwards."""
    if node.shown() not in scene.after:
        return False
    return scene.keeps is None or (mains(node) == before) is scene.keeps


async def check_entered(node: ContainerWorld) -> None:
    """Assert that what runs can be entered by the server that has taken it over."""
    for name in ("once", "web"):
        living = node.means.register.with_name("/", name)
        if living is not None and not living.workload.ended:
            with contextlib.suppress(Refusal):  # its own end may be on its way
                assert await node.execute(name, "/bin/sh", "-c", "exit 9") == 9 << 8
                continue
            assert living.workload.ended, f"{name} cannot be entered"


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_containers_that_are_known_and_nothing_else(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    scene = SCENES[name]
    found = Counter[str]()
    async with container_world() as node:
        points = chosen(await steps_of(node, scene))
        for number, point in enumerate(points):
            await scene.begin(node)
            before = mains(node)
            node.is_reexecuted = number % 2 > 0
            await node.dies_at(scene.operation(node), point)
            node.is_reexecuted = False
            await node.comes_to(partial(is_legal, node, scene, before))
            node.check_notes()
            await node.check_phases()
            await check_entered(node)
            found[str(node.shown())] += 1
            await node.clear()
    record_property("points", len(points))
    print(f"{name}: {len(points)} points, {dict(found)}")


@pytest.mark.parametrize("name", ["run", "stop a run", "create", "remove"])
async def test_a_server_that_dies_while_it_takes_a_container_over_leaves_it_to_the_next(
    name: str,
) -> None:
    scene = SCENES[name]
    chance = random.Random(SEED)
    async with container_world() as node:
        steps = await steps_of(node, scene)
        for number in range(40 if POINTS == "all" else 2):
            first, second = chance.randrange(1, steps + 1), number * 7 + 1
            await scene.begin(node)
            await node.dies_at(scene.operation(node), first, again=second)
            await node.comes_to(lambda: node.shown() in scene.after)
            node.check_notes()
            await check_entered(node)
            await node.clear()
