"""Networks are made and deleted here, one after the other."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import suppress
from functools import partial
from ipaddress import ip_network
from itertools import islice
from typing import TYPE_CHECKING

from aurae.model.network import DEFAULT, Network, NetworkSpec
from aurae.model.network_rules import check_network
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    Denied,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Refusal,
    unready,
)
from aurae.networks import bridges, naming
from aurae.networks.kernel import has_ipv6
from aurae.networks.subnets import choose, overlapping
from aurae.networks.surveying import survey
from aurae.state import networks as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.model.network_rules import Subnet
    from aurae.networks.forwarding import Forwarding
    from aurae.networks.means import Means
    from aurae.networks.ruling import Ruling
    from aurae.networks.surveying import Survey

MOST_NETWORKS = 4096
SHOWN = 3
"""Members that a refusal names."""

_log = logging.getLogger("aurae.networks")


class Creating:
    """Makes and deletes networks. Methods raise Refusal and StateFailed."""

    def __init__(self, means: Means, ruling: Ruling, forwarding: Forwarding) -> None:
        """`means` are the room's."""
        self._means = means
        self._ruling = ruling
        self._forwarding = forwarding
        self._lock = asyncio.Lock()

    async def create(self, spec: NetworkSpec, owner: str, action: str) -> Network:
        """Make a network: on disk, with its bridge and its rules, when this returns."""
        try:
            check_network(spec)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        async with self._lock:
            return await self._create(spec, owner, action)

    async def default(self, owner: str, action: str) -> Network:
        """Return the network `default` of an owner, made now if need be.

        The first owner's has that very name, others' have a part that tells them apart.
        """
        async with self._lock:
            found = self.default_of(owner)
            if found is not None:
                return found
            own = self._means.register.named(DEFAULT)
            name = DEFAULT if own is None else default_name(owner)
            return await self._create(NetworkSpec(name), owner, action)

    def default_of(self, owner: str) -> Network | None:
        """Return the network `default` of an owner; None when it has none."""
        for name in (DEFAULT, default_name(owner)):
            found = self._means.register.named(name)
            if found is not None and found.owner == owner:
                return found
        return None

    async def delete(self, name: str, caller: str, action: str) -> None:
        """Delete a network that nobody is on."""
        async with self._lock:
            network = self.usable(name, caller, action)
            register = self._means.register
            if who := sorted({item.name or item.key for item in register.members(network.id)}):
                shown = ", ".join(f"'{one}'" for one in islice(who, SHOWN))
                more = f" and {len(who) - SHOWN} others" if len(who) > SHOWN else ""
                raise FailedPrecondition(action, f"network '{name}' is used by {shown}{more}")
            register.leaving.add(network.id)
            try:
                await self._means.store.write(partial(rows.delete_network, ident=network.id))
            except BaseException:
                register.leaving.discard(network.id)
                raise
            register.indices.pop(network.id, None)
            try:
                await self._clear(network)
            finally:
                register.remove(network)
            await self._forwarding.settle()

    def usable(self, name: str, caller: str, action: str) -> Network:
        """Return a network that a caller may change and be on."""
        network = self._means.register.named(name)
        if network is None or network.id in self._means.register.leaving:
            raise NotFound(action, f"network '{name}' not found")
        if network.owner != caller:
            raise Denied(action, f"network '{name}' belongs to somebody else")
        return network

    async def _create(self, spec: NetworkSpec, owner: str, action: str) -> Network:
        register = self._means.register
        if register.named(spec.name) is not None:
            raise AlreadyExists(action, f"network '{spec.name}' already exists")
        if len(register.networks) >= MOST_NETWORKS:
            raise Exhausted(action, f"there are {MOST_NETWORKS} networks")
        try:
            network = await self._decide(spec, owner, action)
            if not spec.internal:
                await self._forwarding.put_on(action, ipv6=bool(network.subnet6))
            await self._make(network)
        except BaseException as error:
            await self._forwarding.settle()
            if isinstance(error, OSError):
                raise unready(action, error.errno or 0, str(error)) from error
            raise
        register.add(network)
        return network

    async def _decide(self, spec: NetworkSpec, owner: str, action: str) -> Network:
        """Choose what was not said."""
        means = self._means
        found = await means.kernel.run(survey)
        wanted: dict[int, Subnet] = {net.version: net for net in map(ip_network, spec.subnets)}
        six = spec.ipv6 and has_ipv6()
        if 6 in wanted and not six:
            raise FailedPrecondition(action, "IPv6 is switched off on this machine")
        chosen: dict[int, Subnet] = {4: self._subnet(4, wanted, found, action)}
        if six:
            chosen[6] = self._subnet(6, wanted, found, action)
        ident = means.register.next_network()
        texts = {version: str(net) for version, net in chosen.items()}
        gateways = {version: str(net.network_address + 1) for version, net in chosen.items()}
        return Network(
            id=ident,
            spec=spec,
            owner=owner,
            bridge=naming.bridge(means.choices.tag, ident),
            mtu=spec.mtu or found.mtu,
            subnet4=texts[4],
            gateway4=gateways[4],
            subnet6=texts.get(6, ""),
            gateway6=gateways.get(6, ""),
            created_ns=means.clock(),
        )

    def _subnet(
        self, version: int, wanted: dict[int, Subnet], found: Survey, action: str
    ) -> Subnet:
        choices = self._means.choices
        ours = {
            net: network
            for network in self._means.register.networks.values()
            for net in map(ip_network, network.subnets)
        }
        if version in wanted:
            asked = wanted[version]
            if (other := overlapping(asked, ours)) is not None:
                why = f"{asked} overlaps {other} of network '{ours[other].name}'"
                raise AlreadyExists(action, why)
            if (other := overlapping(asked, found.taken)) is not None:
                raise AlreadyExists(action, f"{asked} overlaps {other}, which the machine uses")
            return asked
        pool = choices.pool_ipv4 if version == 4 else choices.pool_ipv6
        chosen = choose(pool, [*ours, *found.taken], int(choices.tag, 16))
        if chosen is None:
            raise Exhausted(action, f"no range of {pool} is free")
        return chosen

    async def _make(self, network: Network) -> None:
        means = self._means
        await means.store.write(partial(rows.save_network, network=network))
        try:
            index = await means.kernel.run(partial(bridges.make, network=network))
            await self._ruling.add_network(network)
        except BaseException:
            with suppress(OSError, Refusal):
                await self._clear(network)
            with suppress(StateFailed):
                await means.store.write(partial(rows.delete_network, ident=network.id))
            raise
        means.register.indices[network.id] = index

    async def _clear(self, network: Network) -> None:
        """Remove rules and bridge. What cannot be removed now is by the next server."""
        try:
            await self._ruling.remove_network(network)
        except (OSError, Refusal) as error:
            _log.error("cannot remove the rules of network %s: %s", network.name, error)
        try:
            await self._means.kernel.remove([network.bridge])
        except OSError as error:
            _log.error("cannot remove the bridge of network %s: %s", network.name, error)


def default_name(owner: str) -> str:
    """Return the name of the network `default` of an owner that is not the first."""
    return f"{DEFAULT}-{hashlib.sha256(owner.encode()).hexdigest()[:8]}"
