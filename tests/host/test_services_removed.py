"""A service that is removed while it goes down is forgotten wholly."""

import asyncio

import pytest

from aurae.model.service import Service
from aurae.services.living import live
from tests.support.serviced import service_world
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


def carried() -> int:
    """Return how many tasks carry a service."""
    coroutines = (task.get_coro() for task in asyncio.all_tasks())
    return sum(getattr(one, "__name__", "") == live.__name__ for one in coroutines)


async def test_nothing_carries_a_service_that_is_removed_while_it_is_cleared() -> None:
    async with service_world() as node:
        await node.begin_service("web", Service())
        provider, held = node.life("web").means.surroundings, asyncio.Event()
        real = provider.clear

        async def slow(key: str, *, final: bool) -> None:
            if final:
                await held.wait()
            await real(key, final=final)

        provider.clear = slow  # type: ignore[method-assign]
        assert carried() == 1
        await node.services.remove("web", stop=True)
        held.set()
        await eventually(lambda: carried() == 0, "nothing carries it")
        await node.clear()
