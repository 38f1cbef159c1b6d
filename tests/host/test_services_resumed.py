"""What a new server knows of a service that it takes up in the middle of something."""

import asyncio
from pathlib import Path

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
from tests.support.serviced import ServiceWorld, service_world
from tests.support.supervised import OWNER
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

ALWAYS = Restart(RestartPolicy.ALWAYS, delay=0.02)


def flag(node: ServiceWorld) -> Path:
    """Where a command finds that it may go on."""
    return node.process.folder / "go"


def held(node: ServiceWorld, role: str) -> tuple[Command, ...]:
    """Return a command that waits until it may go on."""
    return (node.command(role, f"until test -e {flag(node)}; do sleep 0.01; done"),)


async def begin(node: ServiceWorld, service: Service, *words: str) -> None:
    """Start a service, and wait for nothing."""
    await node.services.start_new("/", node.spec("web", service, *words), OWNER, wait=False)


async def step(node: ServiceWorld, name: str) -> None:
    """Return when a service is at a step, and what is run there has said so."""
    await node.services.wait_for(
        node.life("web"), lambda: node.life("web").record.standing.step == name
    )
    await eventually(lambda: name in node.roles(), f"{name} runs")


async def test_a_service_that_was_ready_need_not_say_so_again() -> None:
    async with service_world() as node:
        service = Service(
            type=Type.NOTIFY, notify_access=NotifyAccess.ALL, start_post=held(node, "start_post")
        )
        await begin(node, service, "systemd-notify --ready; exec sleep 1000")
        await step(node, "start_post")
        await node.restart()
        flag(node).touch()
        await node.until("web", Phase.ACTIVE)
        await node.has_run("start_post", "web.main")
        await node.clear()


async def test_a_stop_goes_on_and_ends_in_rest() -> None:
    async with service_world() as node:
        await node.begin_service("web", Service(restart=ALWAYS, stop=held(node, "stop")))
        stopping = asyncio.create_task(node.services.stop("web", None))
        await step(node, "stop")
        await node.restart()
        stopping.cancel()
        flag(node).touch()
        await node.comes_to(lambda: node.phases() == {"web": "INACTIVE"})
        await node.has_run("stop", "web.main")
        assert node.life("web").record.standing.reason == "stopped by request"
        await node.clear()


async def test_a_restart_goes_on_and_ends_in_another_start() -> None:
    async with service_world() as node:
        await node.begin_service("web", Service(stop=held(node, "stop")))
        again = node.services.restart("web", None, only_if_running=False)
        restarting = asyncio.create_task(again)
        await step(node, "stop")
        await node.restart()
        restarting.cancel()
        flag(node).touch()
        await node.comes_to(lambda: node.phases() == {"web": "ACTIVE"})
        await node.has_run("stop", "web.main", "web.main")
        await node.clear()


async def test_a_reload_that_an_earlier_server_ran_ends_with_the_service() -> None:
    async with service_world() as node:
        await node.begin_service("web", Service(reload=held(node, "reload")))
        reloading = asyncio.create_task(node.services.reload("web", or_restart=False))
        await step(node, "reload")
        await node.restart()
        reloading.cancel()
        await node.until("web", Phase.ACTIVE)
        await node.services.stop("web", None)
        await node.comes_to(lambda: node.phases() == {"web": "INACTIVE"})
        assert node.leaves() == []
        await node.clear()


async def test_numbers_of_services_and_their_sockets_are_given_out_once() -> None:
    async with service_world() as node:
        folder = node.process.folder
        lazy = Service(listeners=(Listener(str(folder / "a"), lazy=True),))
        await begin(node, lazy)
        await node.until("web", Phase.WAITING)
        await eventually(lambda: node.life("web").record.standing.listeners, "it listens")
        await node.restart()
        listens = Service(listeners=(Listener(str(folder / "b")),))
        await node.begin_service("other", listens)
        records = [life.record for life in node.services.lives("/")]
        idents = [number for one in records for number in (one.id, *one.standing.listeners)]
        assert len(set(idents)) == len(idents) == 4
        await node.restart()
        assert node.phases() == {"other": "ACTIVE", "web": "WAITING socket"}
        await node.clear()
