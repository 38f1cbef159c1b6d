"""What networks and endpoints there are, as this server keeps them in memory."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import TYPE_CHECKING

from aurae.model.network import Driver
from aurae.networks import naming
from aurae.networks.addresses import Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aurae.model.network import Endpoint, Network
    from aurae.state.networks import Rows


@dataclass(slots=True)
class Hold:
    """What one workload has: its endpoints in the order of their indices.

    `lock` is held by whoever changes it. `linked` are the ids of endpoints whose link and rules are
    there, `spent` of those whose link was there or may have been: the next one has another name.
    Those in `joining` are on their way to be linked. `written`: set while the rows are on their way
    to the disk.
    """

    key: str
    owner: str
    endpoints: tuple[Endpoint, ...] = ()
    linked: set[int] = field(default_factory=set)
    joining: set[int] = field(default_factory=set)
    spent: set[int] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    written: asyncio.Future[None] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that rules are made of: networks by id, the endpoints that are linked, ports for metadata by network."""

    networks: Mapping[int, Network]
    endpoints: tuple[Endpoint, ...]
    doors: Mapping[int, int] = field(default_factory=dict)


class Register:
    """Networks by id and name, holds by key. A network that is being deleted is in `leaving`."""

    def __init__(self) -> None:
        """Nothing is there."""
        self.networks: dict[int, Network] = {}
        self.holds: dict[str, Hold] = {}
        self.leaving: set[int] = set()
        self.indices: dict[int, int] = {}
        """The numbers of the bridges' interfaces, by network."""
        self.doors: dict[int, int] = {}
        """The daemon's ports for metadata, by network."""
        self._names: dict[str, int] = {}
        self._pools: dict[int, tuple[Pool, ...]] = {}
        self._highest_network = 0
        self._highest_endpoint = 0
        self._highest_link = 0

    def load(self, rows: Rows) -> None:
        """Take what the state knows."""
        for network in rows.networks.values():
            self.add(network, rows.freed.get(network.id, ()))
        for endpoint in rows.endpoints.values():
            hold = self.holds.setdefault(endpoint.key, Hold(endpoint.key, endpoint.owner))
            hold.endpoints = (*hold.endpoints, endpoint)
            self._highest_endpoint = max(self._highest_endpoint, endpoint.id)
            self.pass_numbers(link=naming.number_of(endpoint.host_interface))
            self.claim_again(endpoint)
        for hold in self.holds.values():
            hold.endpoints = tuple(sorted(hold.endpoints, key=lambda item: item.index))
            hold.spent = {item.id for item in hold.endpoints}

    def add(self, network: Network, freed: Sequence[str] = ()) -> None:
        """Let a network be used."""
        self.networks[network.id] = network
        self._names[network.name] = network.id
        self._pools[network.id] = tuple(
            Pool(subnet, [text for text in freed if (":" in text) == (subnet.version == 6)])
            for subnet in map(ip_network, network.subnets)
        )
        self._highest_network = max(self._highest_network, network.id)

    def remove(self, network: Network) -> None:
        """Forget a network."""
        self.networks.pop(network.id, None)
        self._names.pop(network.name, None)
        self._pools.pop(network.id, None)
        self.indices.pop(network.id, None)
        self.doors.pop(network.id, None)
        self.leaving.discard(network.id)

    def named(self, name: str) -> Network | None:
        """Return the network of a name."""
        ident = self._names.get(name)
        return None if ident is None else self.networks[ident]

    def members(self, ident: int) -> Iterator[Endpoint]:
        """Yield the endpoints on a network."""
        for hold in self.holds.values():
            for endpoint in hold.endpoints:
                if endpoint.network_id == ident:
                    yield endpoint

    def linked(self) -> Iterator[tuple[Hold, Endpoint]]:
        """Yield the endpoints whose link and rules are there."""
        for hold in self.holds.values():
            for endpoint in hold.endpoints:
                if endpoint.id in hold.linked:
                    yield hold, endpoint

    def standing(self) -> Standing:
        """Return what rules are made of: bridges, and who is linked to them."""
        bridges = {
            ident: network
            for ident, network in self.networks.items()
            if network.spec.driver is Driver.BRIDGE and ident not in self.leaving
        }
        endpoints = tuple(
            item
            for hold in self.holds.values()
            for item in hold.endpoints
            if item.id in hold.linked | hold.joining and item.network_id in bridges
        )
        doors = {ident: port for ident, port in self.doors.items() if ident in bridges}
        return Standing(bridges, endpoints, doors)

    def next_network(self) -> int:
        """Return an id for a network."""
        self._highest_network += 1
        return self._highest_network

    def next_endpoint(self) -> int:
        """Return an id for an endpoint."""
        self._highest_endpoint += 1
        return self._highest_endpoint

    def next_link(self) -> int:
        """Return a number for a link."""
        self._highest_link += 1
        return self._highest_link

    def pass_numbers(self, network: int = 0, link: int = 0) -> None:
        """Give no network and no link a number up to these: one has it, or had it just now."""
        self._highest_network = max(self._highest_network, network)
        self._highest_link = max(self._highest_link, link)

    def take(self, network: Network, version: int) -> str:
        """Return an address of a network that nobody has; empty when its range is used up."""
        return self._pool(network.id, version).take()

    def claim(self, ident: int, address: str) -> str:
        """Take this very address; returns why it cannot be had, else nothing."""
        return self._pool(ident, 6 if ":" in address else 4).claim(address)

    def claim_again(self, endpoint: Endpoint) -> None:
        """Take the addresses that an endpoint had."""
        for address in endpoint.addresses:
            self.claim(endpoint.network_id, address)

    def give_back(self, ident: int, addresses: Iterable[str]) -> None:
        """Let others have addresses of a network."""
        if ident in self._pools:
            for address in addresses:
                self._pool(ident, 6 if ":" in address else 4).give_back(address)

    def _pool(self, ident: int, version: int) -> Pool:
        return next(pool for pool in self._pools[ident] if pool.gateway.version == version)
