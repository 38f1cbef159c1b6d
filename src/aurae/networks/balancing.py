"""Ports of the host that lead to several workloads in turn."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.network import PublishedPort
    from aurae.networks.means import Means
    from aurae.networks.register import Hold
    from aurae.networks.reserving import Reserving
    from aurae.networks.ruling import Ruling


class Balancing:
    """Shares ports out. Methods raise Refusal, StateFailed and OSError.

    Who is to have a port is asked before who is to have it no more: at no moment it leads nowhere
    that has led somewhere and still shall. Connections that are there go on.
    """

    def __init__(self, means: Means, ruling: Ruling, reserving: Reserving) -> None:
        """Nothing is shared that the state does not know."""
        self._means = means
        self._ruling = ruling
        self._reserving = reserving
        self._lock = asyncio.Lock()
        self._ports: dict[str, tuple[PublishedPort, ...]] = {}
        self._targets: dict[str, tuple[str, ...]] = {}

    async def balance(
        self, key: str, ports: Sequence[PublishedPort], targets: Sequence[str], action: str
    ) -> None:
        """Have ports lead to these holds in turn, and to no others that `key` had before."""
        async with self._lock:
            held = self._hold(key, ports, action)
            before = self._targets.get(key) or self._known(held)
            for target in targets:
                await self._lead(target, held, action)
            self._targets[key] = tuple(targets)
            for target in set(before) - set(targets):
                await self._lead(target, (), action)

    async def unbalance(self, key: str) -> None:
        """Have them lead nowhere, and hold them no more."""
        async with self._lock:
            for target in self._targets.pop(key, ()):
                await self._lead(target, (), "give back a port")
            self._means.host_ports.let_go(self._ports.pop(key, ()))

    def _hold(
        self, key: str, ports: Sequence[PublishedPort], action: str
    ) -> tuple[PublishedPort, ...]:
        """Hold ports for a key, and those no more that it had besides. All or nothing."""
        before = self._ports.get(key, ())
        known = {port: port for port in before}
        found: list[PublishedPort] = []
        fresh: list[PublishedPort] = []
        try:
            for port in ports:
                if port not in known:
                    self._check(port, action)
                    self._means.host_ports.share(port, action)
                    fresh.append(port)
                found.append(port)
        except BaseException:
            self._means.host_ports.let_go(fresh)
            raise
        self._means.host_ports.let_go([port for port in before if port not in found])
        self._ports[key] = tuple(found)
        return tuple(found)

    def _check(self, port: PublishedPort, action: str) -> None:
        """FailedPrecondition for a port that is somebody's alone, or another key's."""
        if not port.host_port:
            raise FailedPrecondition(action, "a port that leads to several needs a host port")
        place = (port.host_port, port.protocol)
        shared = [one for ports in self._ports.values() for one in ports]
        alone = [
            one
            for hold in self._means.register.holds.values()
            for item in hold.endpoints
            for one in item.ports
        ]
        if any((one.host_port, one.protocol) == place for one in (*shared, *alone)):
            raise FailedPrecondition(action, f"port {port.host_port} of the host is taken")

    def _known(self, ports: Sequence[PublishedPort]) -> list[str]:
        """Return whom an earlier server has had these ports lead to."""
        return [
            hold.key
            for hold in self._means.register.holds.values()
            if any(port in item.shared for item in hold.endpoints for port in ports)
        ]

    async def _lead(self, target: str, ports: Sequence[PublishedPort], action: str) -> None:
        hold = self._means.register.holds.get(target)
        if hold is None or not hold.endpoints:
            return
        async with hold.lock:
            await self._lead_to(hold, ports, action)

    async def _lead_to(self, hold: Hold, ports: Sequence[PublishedPort], action: str) -> None:
        before, after = self._reserving.share(hold, ports, action)
        network = self._means.register.networks[after.network_id]
        if after.id in hold.linked:
            for port in after.shared:
                if port not in before.shared:
                    await self._ruling.add_port(network, after, port)
            for port in before.shared:
                if port not in after.shared:
                    with suppress(
                        OSError
                    ):  # what is gone leads nowhere; what is repaired later follows the row
                        await self._ruling.remove_port(network, after, port)
        await self._reserving.settled(hold)
