"""The server dies in the middle of a service's life: what the next one makes of it is legal.

Each operation is run up to some step, and there the server dies (`celled.Life` says what a step
is). The next server takes over and goes on by itself until nothing is under way: then memory, rows,
init's table, leaves and kept descriptors agree, nothing of one start was run twice, every phase
on disk followed from the one before, and the service is where its last wish on disk has it.

An operation has hundreds of steps. Of each as many are taken as time allows, one from each of so
many even stretches; with AURAE_TEST_POINTS=all it is all of them.
"""

import os
import random
import signal
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import pytest

from aurae.model.service import (
    Command,
    Listener,
    NotifyAccess,
    Restart,
    RestartPolicy,
    Service,
    Type,
)
from aurae.model.service_life import Phase
from aurae.model.timer import Timer
from aurae.services.life import Stop
from tests.support.serviced import ServiceWorld, service_world

pytestmark = [
    pytest.mark.host,
    pytest.mark.asyncio,
    # One that a thread opens just when its server dies has nobody to close it.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

POINTS = os.environ.get("AURAE_TEST_POINTS", "12")
SEED = 7
TAKEOVERS = int(os.environ.get("AURAE_TEST_TAKEOVERS", "8"))
STRIDE = 5
READY = "systemd-notify --ready; exec sleep 1000"
ALWAYS = Restart(RestartPolicy.ALWAYS, delay=0.02)


def full(node: ServiceWorld) -> Service:
    """Return a service that says when it is ready, has a listener and all kinds of commands."""
    return Service(
        type=Type.NOTIFY,
        notify_access=NotifyAccess.ALL,
        restart=ALWAYS,
        start_pre=(node.command("pre"),),
        start_post=(node.command("post"),),
        reload=(node.command("reload"),),
        stop=(node.command("stop"),),
        stop_post=(node.command("stop_post"),),
        listeners=(Listener(str(node.process.folder / "web.sock")),),
    )


async def nothing(_: ServiceWorld) -> None:
    """There is nothing before."""


async def start(node: ServiceWorld) -> None:
    await node.begin_service("web", full(node), READY)


async def plain(node: ServiceWorld) -> None:
    await node.begin_service("web", Service(stop=(node.command("stop"),)))


async def crash(node: ServiceWorld) -> None:
    await start(node)
    main = node.life("web").main
    assert main is not None
    os.kill(main.pid, signal.SIGKILL)


async def recover(node: ServiceWorld) -> None:
    life = node.life("web")
    await node.services.wait_for(life, lambda: life.record.standing.starts == 2)
    await node.until("web", Phase.ACTIVE)


async def stop(node: ServiceWorld) -> None:
    await node.services.stop("web", None)


async def restart(node: ServiceWorld) -> None:
    await node.services.restart("web", None, only_if_running=False)


async def shut_down(node: ServiceWorld) -> None:
    life = node.life("web")
    life.end(Stop("the daemon is stopping", for_now=True))
    await node.services.wait_for(life, lambda: life.record.standing.starts == 2)
    await node.until("web", Phase.ACTIVE)


async def reload(node: ServiceWorld) -> None:
    await node.services.reload("web", or_restart=False)


async def remove(node: ServiceWorld) -> None:
    await node.services.remove("web", stop=True)


async def edit(node: ServiceWorld) -> None:
    service = replace(full(node), description="another")
    await node.services.edit("web", node.spec("web", service, READY), pending=True)


async def job(node: ServiceWorld) -> None:
    service = Service(
        type=Type.ONESHOT,
        start_pre=(node.command("pre"),),
        then=(node.command("then"),),
        stop_post=(node.command("stop_post"),),
    )
    await node.begin_service("job", service, ":")


async def known_base(node: ServiceWorld) -> None:
    await node.begin_service("db", Service())
    await node.services.stop("db", None)


async def dependent(node: ServiceWorld) -> None:
    await node.begin_service("web", Service(requires=("db",)))


async def failing(node: ServiceWorld) -> None:
    flag = node.process.folder / "flag"
    flag.unlink(missing_ok=True)
    check = Command(("/usr/bin/test", "-e", str(flag)))
    service = Service(start_pre=(check,), restart=replace(ALWAYS, delay=0.3))
    await node.services.start_new("/", node.spec("web", service), "", wait=False)
    await node.until("web", Phase.BACKOFF)
    flag.touch()


async def come_back(node: ServiceWorld) -> None:
    await node.until("web", Phase.ACTIVE)


async def timed(node: ServiceWorld) -> None:
    service = Service(type=Type.ONESHOT, timer=Timer(on_active=0.05, accuracy=0.0))
    await node.begin_service("tick", service, ":")


async def elapse(node: ServiceWorld) -> None:
    life = node.life("tick")
    await node.services.wait_for(life, lambda: life.record.standing.result == "success")
    await node.until("tick", Phase.WAITING)


class Scene(NamedTuple):
    """What there is before, the operation in which the server dies, and how it may look afterwards."""

    begin: Callable[[ServiceWorld], Awaitable[object]]
    operation: Callable[[ServiceWorld], Any]
    after: list[dict[str, str]]
    keeps: bool | None = None
    """Whether the main process of before is the one of afterwards; None for both."""


UP = {"web": "ACTIVE"}
DOWN = {"web": "INACTIVE"}

SCENES = {
    "start": Scene(nothing, start, [UP, DOWN, {}]),
    "crash": Scene(crash, recover, [UP], keeps=False),
    "stop": Scene(start, stop, [DOWN, UP]),
    "restart": Scene(start, restart, [UP]),
    "shut down": Scene(plain, shut_down, [UP]),
    "reload": Scene(start, reload, [UP], keeps=True),
    "remove": Scene(start, remove, [{}, DOWN, UP]),
    "edit": Scene(start, edit, [UP], keeps=True),
    "job": Scene(nothing, job, [{"job": "INACTIVE"}, {}]),
    "dependent": Scene(
        known_base,
        dependent,
        [
            {"db": "ACTIVE", **UP},
            {"db": "INACTIVE", **DOWN},
            {"db": "INACTIVE"},
        ],
    ),
    "backoff": Scene(failing, come_back, [UP]),
    "timer": Scene(timed, elapse, [{"tick": "WAITING timer"}]),
}


async def steps_of(node: ServiceWorld, scene: Scene) -> int:
    """Return how many steps the operation has."""
    await scene.begin(node)
    life = node._life
    life.at, life.passed = 10**9, 0
    await scene.operation(node)
    steps = life.passed
    life.at = 0
    await node.comes_to(lambda: node.phases() == scene.after[0])
    await node.clear()
    return steps


def chosen(steps: int) -> list[int]:
    """Return the steps at which the server dies."""
    count = steps if POINTS == "all" else min(int(POINTS), steps)
    chance = random.Random(SEED)
    return [int((number + chance.random()) * steps / count) + 1 for number in range(count)]


def mains(node: ServiceWorld) -> list[int]:
    """Return the runs of the main processes."""
    return [life.record.standing.main for life in node.services.lives("/")]


def is_legal(node: ServiceWorld, scene: Scene, before: list[int]) -> bool:
    """Say whether it looks as it may afterwards."""
    kept = mains(node) == before
    return node.phases() in scene.after and scene.keeps in (None, kept)


def fault(node: ServiceWorld, name: str) -> str:
    """Return what is wrong for this operation; empty for nothing."""
    roles = Counter(node.roles())
    phases = node.phases()
    if name == "stop" and roles["stop"] and phases != DOWN:
        return "it came back although its stop was under way"
    if (
        name == "job"
        and roles["job.main"]
        and [*roles] != ["pre", "job.main", "then", "stop_post"]
    ):
        return f"the job was not finished: {[*roles]}"
    if name == "timer" and roles["tick.main"] != 1:
        return f"the timer has set it off {roles['tick.main']} times"
    if phases == UP and name != "backoff" and node.life("web").record.service.listeners:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(node.process.folder / "web.sock"))
    return ""


@pytest.mark.parametrize("name", SCENES)
async def test_a_server_that_dies_at_any_step_leaves_a_service_that_is_carried_on(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    scene = SCENES[name]
    found = Counter[str]()
    async with service_world() as node:
        points = chosen(await steps_of(node, scene))
        for point in points:
            await scene.begin(node)
            before = mains(node)
            await node.dies_at(scene.operation(node), point)
            await node.comes_to(partial(is_legal, node, scene, before))
            told = f"died at step {point}: {node.phases()}, {node.roles()}"
            assert not fault(node, name), f"{fault(node, name)}; {told}"
            node.check_notes()
            await node.check_phases()
            found[str(node.phases())] += 1
            await node.clear()
    record_property("points", len(points))
    print(f"{name}: {len(points)} points, {dict(found)}")


@pytest.mark.parametrize("name", ["start", "stop", "restart"])
async def test_a_server_that_dies_while_it_takes_a_service_over_leaves_it_to_the_next(
    name: str,
) -> None:
    scene = SCENES[name]
    chance = random.Random(SEED)
    async with service_world() as node:
        steps = await steps_of(node, scene)
        for number in range(TAKEOVERS):
            first, second = chance.randrange(1, steps + 1), number * STRIDE + 1
            await scene.begin(node)
            await node.dies_at(scene.operation(node), first, again=second)
            await node.comes_to(lambda: node.phases() in scene.after)
            told = f"died at steps {first} and {second}: {node.phases()}, {node.roles()}"
            assert not fault(node, name), f"{fault(node, name)}; {told}"
            node.check_notes()
            await node.check_phases()
            await node.clear()
