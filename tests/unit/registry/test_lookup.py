"""Names that nobody has an answer for: they hold up nobody but whoever asks for them."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from aurae.model import image_name
from aurae.registry.failures import Unavailable
from aurae.registry.lookup import AT_ONCE, Lookup
from tests.support.hostile_registry import HostileRegistry
from tests.support.registry_client import registry
from tests.support.until import eventually

pytestmark = pytest.mark.asyncio

SLOW = "slow.example"


class SlowNames:
    """getaddrinfo(3) of a machine whose name server keeps an answer back for one domain."""

    def __init__(self) -> None:
        self.answer = threading.Event()
        self.waiting = 0
        self._turn = threading.Lock()
        self._true = socket.getaddrinfo

    def __call__(self, host: str, *arguments: Any, **named: Any) -> Any:
        if host.endswith(SLOW):
            with self._turn:
                self.waiting += 1
            self.answer.wait(60)
            raise socket.gaierror(socket.EAI_AGAIN, "it does not answer")
        return self._true(host, *arguments, **named)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowNames]:
    slow = SlowNames()
    monkeypatch.setattr(socket, "getaddrinfo", slow)
    yield slow
    slow.answer.set()


async def ask(name: str, **fields: Any) -> None:
    async with registry(**fields) as client:
        await client.resolve(image_name.parse(f"{name}/app:1"))


async def test_slow_names_hold_up_neither_threads_nor_other_registries(names: SlowNames):
    async with HostileRegistry() as server, asyncio.timeout(60):
        asked = [asyncio.create_task(ask(f"{n}.{SLOW}", attempts=1)) for n in range(40)]
        await eventually(lambda: names.waiting == 40, "all are asked for")
        assert await asyncio.to_thread(lambda: 1) == 1
        with pytest.raises(Exception, match="404"):
            await ask(f"localhost:{server.port}", attempts=1)
        names.answer.set()
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(one) for one in outcomes} == {Unavailable}
        assert all("no address is known for its name" in str(one) for one in outcomes)


async def test_a_name_that_is_not_answered_is_given_up(names: SlowNames):
    with pytest.raises(Unavailable, match="no address is known for its name"):
        await ask(SLOW, attempts=1, connect_timeout=0.1)
    assert names.waiting == 1


async def test_names_that_nobody_waits_for_any_more_keep_their_turn(names: SlowNames):
    lookup = Lookup()

    async def look() -> None:
        with pytest.raises(OSError, match=r"within 0\.1 s"):
            await lookup.addresses(SLOW, 443, socket.AF_UNSPEC, 0.1)

    await asyncio.gather(*[look() for _ in range(3 * AT_ONCE)])
    assert names.waiting == AT_ONCE
    names.answer.set()

    async def answered() -> bool:
        try:
            found = await lookup.addresses("127.0.0.1", 443, socket.AF_UNSPEC, 0.1)
        except OSError:
            return False
        return [(each.host, each.port) for each in found] == [("127.0.0.1", 443)]

    async with asyncio.timeout(30):
        while not await answered():
            pass
