"""DNS on the gateways of networks: their members by name, and whatever the host's resolvers know."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from aurae.model.network import Driver
from aurae.networks.dns_answering import Answering
from aurae.networks.dns_cache import Cache
from aurae.networks.dns_names import Directory
from aurae.networks.dns_serving import Serving
from aurae.networks.dns_upstream import Upstream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aurae.model.network import Network
    from aurae.networks.register import Register

AGAIN_S = 10.0
"""Seconds until it is tried again to listen where somebody else does."""
Place = tuple[int, str]
"""A network's id and one of its gateway's addresses."""

_log = logging.getLogger("aurae.networks")


class Names:
    """Has one `Serving` for each gateway address of the networks that have names."""

    def __init__(self, register: Register, resolv_conf: Path) -> None:
        """`register` says which networks there are and who is on them."""
        self._register = register
        self._changed = asyncio.Event()
        self._directories: dict[int, Directory] = {}
        self._cache = Cache(time.monotonic)
        upstream = Upstream(resolv_conf, self._gateways, time.monotonic)
        self._answering = Answering(self._directory, self._cache, upstream)
        self._servings: dict[Place, Serving] = {}
        self._refused: set[Place] = set()

    def changed(self) -> None:
        """Networks or members have come or gone."""
        self._directories.clear()
        self._changed.set()

    async def serve(self) -> None:
        """Listen on every gateway address there is, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            try:
                while True:
                    self._changed.clear()
                    self._settle(tasks)
                    await self._wait()
            finally:
                for serving in self._servings.values():
                    serving.close()
                self._servings.clear()

    async def _wait(self) -> None:
        limit = AGAIN_S if self._refused else None
        try:
            async with asyncio.timeout(limit):
                await self._changed.wait()
        except TimeoutError:
            return

    def _settle(self, tasks: asyncio.TaskGroup) -> None:
        """Listen where we should and do not, and no more where we should not."""
        wanted = dict(self._places())
        for place in self._servings.keys() - wanted.keys():
            self._servings.pop(place).close()
            self._cache.forget(place[0])
        self._refused &= wanted.keys()
        for place in wanted.keys() - self._servings.keys():
            try:
                self._servings[place] = Serving(wanted[place], place[1], self._answering, tasks)
                self._refused.discard(place)
            except OSError as error:
                if place not in self._refused:
                    shown = f"network '{wanted[place].name}' has no names at {place[1]}"
                    _log.error("%s: %s", shown, error)
                self._refused.add(place)

    def _places(self) -> Iterator[tuple[Place, Network]]:
        for network in self._register.networks.values():
            spec = network.spec
            if spec.driver is not Driver.BRIDGE or not spec.names:
                continue
            if network.id in self._register.leaving:
                continue
            for gateway in network.gateways:
                yield (network.id, gateway), network

    def _directory(self, ident: int) -> Directory | None:
        network = self._register.networks.get(ident)
        if network is None:
            return None
        found = self._directories.get(ident)
        if found is None:
            linked = [
                one for one in self._register.standing().endpoints if one.network_id == ident
            ]
            found = self._directories[ident] = Directory(network, linked)
        return found

    def _gateways(self) -> set[str]:
        return {
            gateway for network in self._register.networks.values() for gateway in network.gateways
        }
