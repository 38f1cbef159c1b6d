"""The rules, changed by one at a time: a table made anew and a single change never cross."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aurae.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from aurae.model.network import Endpoint, Network, PublishedPort
    from aurae.networks.means import Means

TOGETHER = 0.05
"""Seconds in which flows of those who go are forgotten together: the kernel looks at all it has for each."""

_log = logging.getLogger("aurae.networks")


class Ruling:
    """`Rules` behind a lock. What is in memory has changed before the rules are asked to."""

    def __init__(self, means: Means) -> None:
        """`means` are the room's."""
        self._means = means
        self._lock = asyncio.Lock()
        self._is_forgetting = False
        self._told: list[Callable[[], None]] = []

    def tell(self, changed: Callable[[], None]) -> None:
        """Have somebody told of each change, when it is made."""
        self._told.append(changed)

    async def make_anew(self) -> None:
        """Make all rules of what stands now."""
        async with self._change():
            await self._means.rules.apply(self._means.register.standing())

    async def is_whole(self) -> bool:
        """Say whether the rules are as we left them."""
        async with self._lock:
            return await self._means.rules.is_whole()

    async def add_network(self, network: Network) -> None:
        """See `Rules`, as for all below."""
        async with self._change():
            await self._means.rules.add_network(network)

    async def remove_network(self, network: Network) -> None:
        """After its members."""
        async with self._change():
            await self._means.rules.remove_network(network)

    async def open_door(self, network: Network, port: int) -> None:
        """Before a guest is on it."""
        async with self._change():
            await self._means.rules.open_door(network, port)

    async def add_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Before its link is up."""
        async with self._change():
            await self._means.rules.add_endpoint(network, endpoint)

    async def set_rates(self, endpoint: Endpoint) -> None:
        """Of a virtual machine that is linked."""
        async with self._change():
            await self._means.rules.set_rates(endpoint)

    async def remove_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Its link may have gone. Nobody waits until its flows are forgotten, but who gets its address."""
        try:
            async with self._change():
                await self._means.rules.remove_endpoint(network, endpoint)
        finally:
            if not self._is_forgetting:
                self._is_forgetting = True
                self._means.tasks.begin(self._forget_flows())

    async def add_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """Of an endpoint that is linked."""
        async with self._change():
            await self._means.rules.add_port(network, endpoint, port)

    async def remove_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """It is in the endpoint no more."""
        async with self._change():
            await self._means.rules.remove_port(network, endpoint, port)

    async def _forget_flows(self) -> None:
        await asyncio.sleep(TOGETHER)
        self._is_forgetting = False
        try:
            await self._means.rules.forget_flows()
        except (OSError, Refusal) as error:
            _log.error("cannot have flows of those who have gone be forgotten: %s", error)

    @asynccontextmanager
    async def _change(self) -> AsyncIterator[None]:
        async with self._lock:
            try:
                yield
            finally:
                for changed in self._told:
                    changed()
