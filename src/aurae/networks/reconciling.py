"""What is there is compared with what has to be, after a start and whenever something has changed."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

from aurae.linux import rtnetlink
from aurae.model.network import Driver
from aurae.model.refusal import Refusal
from aurae.networks import bridges, naming
from aurae.networks.links import reopen
from aurae.state import networks as rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from aurae.linux.rtnetlink import Link
    from aurae.model.network import Endpoint
    from aurae.networks.bridges import Sight
    from aurae.networks.doors import Doors
    from aurae.networks.forwarding import Forwarding
    from aurae.networks.means import Means
    from aurae.networks.register import Hold
    from aurae.networks.ruling import Ruling

_log = logging.getLogger("aurae.networks")


class Reconciling:
    """Adopts and repairs. `problems` are what the last look could not put right."""

    def __init__(self, means: Means, ruling: Ruling, forwarding: Forwarding, doors: Doors) -> None:
        """`means` are the room's."""
        self._means = means
        self._ruling = ruling
        self._doors = doors
        self._forwarding = forwarding
        self._lock = asyncio.Lock()
        self.problems: list[str] = []
        self._told: list[str] = []

    async def adopt(self, keys: AbstractSet[str]) -> None:
        """Release what none of these keys leads to, take the rest over, and put it right.

        Raises OSError, StateFailed.
        """
        register, kernel, tag = self._means.register, self._means.kernel, self._means.choices.tag
        await self._abandon([hold for key, hold in register.holds.items() if key not in keys])
        sight = await kernel.run(bridges.look)
        ours = {name for name in sight.links if name.startswith(naming.prefix(tag))}
        known = {network.bridge for network in register.networks.values()}
        for hold in register.holds.values():
            there = {item.id for item in hold.endpoints if item.host_interface in ours}
            hold.linked, hold.spent = there, {item.id for item in hold.endpoints} - there
            known |= {item.host_interface for item in hold.endpoints}
        for name in ours:
            number = naming.number_of(name)
            if name.startswith(naming.bridges(tag)):
                register.pass_numbers(network=number)
            else:
                register.pass_numbers(link=number)
        strays = ours - known
        if strays:
            _log.warning("%d links are left of an earlier server and go", len(strays))
            kernel.let_go(strays)
        if strays or register.networks:
            await self._look(make_anew=True)
        await self._forwarding.settle()

    async def reconcile(self) -> list[str]:
        """Put right what is not as it has to be; returns what that was. Raises OSError, StateFailed."""
        if not self._means.register.networks:
            return []
        return await self._look(make_anew=False)

    async def lose(self, names: AbstractSet[str]) -> None:
        """Take note of our ends of links that have gone, with the namespaces of the other ends."""
        for hold, endpoint in list(self._means.register.linked()):
            if endpoint.host_interface in names and not hold.lock.locked():
                await self._unlink(hold, endpoint)

    async def _look(self, *, make_anew: bool) -> list[str]:
        async with self._lock:
            self._told, self.problems = self.problems, []
            # Before the look: what is linked then has its link then.
            linked = list(self._means.register.linked())
            sight = await self._means.kernel.run(bridges.look)
            repaired = await self._put_bridges_right(sight)
            for hold, endpoint in linked:
                repaired += await self._put_link_right(hold, endpoint, sight)
            repaired += await self._forward()
            try:
                if make_anew:
                    self._doors.stand()
                    await self._ruling.make_anew()
                elif not await self._ruling.is_whole():
                    await self._ruling.make_anew()
                    repaired.append("rules of nftables were not as they have to be")
                await self._doors.put_right()
            except (OSError, Refusal) as error:
                self._complain(f"rules of networks cannot be made: {error}")
            return repaired

    async def _put_bridges_right(self, sight: Sight) -> list[str]:
        register, repaired = self._means.register, []
        for network in list(register.networks.values()):
            if network.spec.driver is not Driver.BRIDGE or network.id in register.leaving:
                continue
            try:
                index, wrong = await self._means.kernel.run(
                    partial(bridges.put_right, network=network, sight=sight)
                )
            except OSError as error:
                register.indices.pop(network.id, None)
                self._complain(f"network '{network.name}' is not whole: {error}")
                continue
            if network.id in register.networks:
                register.indices[network.id] = index
            if wrong:
                repaired.append(wrong)
        return repaired

    async def _put_link_right(self, hold: Hold, endpoint: Endpoint, sight: Sight) -> list[str]:
        """Have our end of a link be a port of its bridge; one that has gone is taken note of."""
        register = self._means.register
        network = register.networks.get(endpoint.network_id)
        bridge = register.indices.get(endpoint.network_id)
        if hold.lock.locked() or endpoint.id not in hold.linked or not network or not bridge:
            return []
        link: Link | None = sight.links.get(endpoint.host_interface)
        if link is None:
            await self._unlink(hold, endpoint)
            return []
        if link.master == bridge and link.flags & rtnetlink.IFF_UP:
            return []
        try:
            await self._means.kernel.run(
                partial(reopen, endpoint=endpoint, index=link.index, bridge=bridge)
            )
        except OSError as error:
            self._complain(f"link {link.name} of {endpoint.name} is not whole: {error}")
            return []
        return [f"link {link.name} of {endpoint.name} was off network '{network.name}'"]

    async def _unlink(self, hold: Hold, endpoint: Endpoint) -> None:
        network = self._means.register.networks.get(endpoint.network_id)
        if endpoint.id not in hold.linked or network is None:
            return
        hold.linked.discard(endpoint.id)
        hold.spent.add(endpoint.id)
        try:
            await self._ruling.remove_endpoint(network, endpoint)
        except (OSError, Refusal) as error:
            self._complain(f"rules of {endpoint.name} are left: {error}")

    async def _forward(self) -> list[str]:
        outward = [
            network
            for network in self._means.register.networks.values()
            if not network.spec.internal and network.spec.driver is Driver.BRIDGE
        ]
        if not outward:
            return []
        try:
            off = await self._forwarding.put_on(
                "repair networks", ipv6=any(network.subnet6 for network in outward)
            )
        except (OSError, Refusal) as error:
            self._complain(str(error))
            return []
        return [f"/proc/sys/net/{path} was off" for path in off]

    async def _abandon(self, holds: Iterable[Hold]) -> None:
        """Forget holds that nothing leads to: nobody speaks for them any more."""
        register = self._means.register
        gone: list[Endpoint] = []
        for hold in holds:
            gone += hold.endpoints
            register.holds.pop(hold.key, None)
            for endpoint in hold.endpoints:
                self._means.host_ports.let_go(endpoint.leading)
                register.give_back(endpoint.network_id, endpoint.addresses)
        if gone:
            await self._means.store.write(partial(rows.delete_endpoints, endpoints=gone))

    def _complain(self, text: str) -> None:
        if text not in self._told:
            _log.error("%s", text)
        self.problems.append(text)
