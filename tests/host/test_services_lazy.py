"""A service that a connection sets off, and that does not take it."""

import socket

import pytest

from aurae.model.service import Listener, Service
from aurae.model.service_life import Phase
from aurae.services import trigger
from tests.support.serviced import service_world
from tests.support.supervised import OWNER
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


async def test_a_service_that_leaves_its_connections_is_started_with_pauses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trigger, "BURST", 3)
    monkeypatch.setattr(trigger, "INTERVAL", 600.0)
    monkeypatch.setattr(trigger, "PAUSE", 600.0)
    async with service_world() as node:
        path = str(node.process.folder / "s")
        service = Service(listeners=(Listener(path, lazy=True),))
        await node.services.start_new("/", node.spec("web", service, ":"), OWNER, wait=True)
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(path)
            life = node.life("web")
            await eventually(lambda: life.trigger and life.trigger.paused_until, "a pause")
            assert (life.phase, life.record.standing.starts) == (Phase.WAITING, 3)
            await node.services.start("web", wait=True)
            await node.until("web", Phase.WAITING)
            assert life.record.standing.starts >= 4
        await node.services.stop("web", None)
        await eventually(lambda: life.trigger is None, "the end of waiting")
        await node.clear()
