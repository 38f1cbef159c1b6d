"""The kernel's rules for our bridges: NAT, published ports, isolation, spoofing, rates.

The whole is one transaction of the two tables; each change after it is one of the elements
concerned. A change that fails, such as when somebody has removed a table, is made good by
the whole.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from aurae.linux import qdisc
from aurae.linux.netlink import Netlink
from aurae.linux.nfnetlink import Nfnetlink
from aurae.linux.nftables import Nftables, NoLibrary
from aurae.model.network import Protocol
from aurae.model.refusal import FailedPrecondition
from aurae.networks import naming, rates, ruleset
from aurae.networks.elements import (
    Front,
    Part,
    Target,
    change,
    of_door,
    of_endpoint,
    of_front,
    of_network,
)
from aurae.networks.listing import Listing, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurae.model.network import Endpoint, Network, PublishedPort
    from aurae.networks.means import Standing

Result = TypeVar("Result")
Owner = tuple[int, int]
"""Of a target: the endpoint's id, and the port."""


class Rules:
    """The rules of one daemon, in the network namespace where they are first touched."""

    def __init__(self, daemon: str) -> None:
        """`daemon` is its tag (`naming.tag`)."""
        self._daemon = daemon
        self._tag = naming.table(daemon)
        self._nft: Nftables | None = None
        self._kernel, self._flows = Nfnetlink(), Nfnetlink()
        self._turn, self._forgetting = asyncio.Lock(), asyncio.Lock()
        self._stale: set[str] = set()
        self._networks: dict[int, Part] = {}
        self._doors: dict[int, Part] = {}
        self._members: dict[int, Part] = {}
        self._fronts: dict[Front, dict[Owner, Target]] = {}
        self._chains: dict[str, dict[str, tuple[str, ...]]] = {}
        self._generation: int | None = None

    async def apply(self, standing: Standing) -> None:
        """Make everything anew in one transaction; with no networks, remove all that is ours."""
        async with self._turn:
            networks = standing.networks.values()
            self._networks = {network.id: of_network(network) for network in networks}
            self._doors = {
                ident: of_door(standing.networks[ident], port)
                for ident, port in standing.doors.items()
            }
            self._members = {each.id: of_endpoint(each) for each in standing.endpoints}
            self._fronts = {}
            for endpoint in standing.endpoints:
                for port in endpoint.leading:
                    self._lead(endpoint, port)
            await self._in_thread(self._whole if self._networks else self._remove)

    async def add_network(self, network: Network) -> None:
        """Add what a network's bridge needs; before it has members."""
        async with self._turn:
            before = self._networks.get(network.id, Part())
            self._networks[network.id] = after = of_network(network)
            await self._change([(before, after)])

    async def remove_network(self, network: Network) -> None:
        """Remove it; after its members. With the last one the tables go."""
        async with self._turn:
            before = self._networks.pop(network.id, Part())
            door = self._doors.pop(network.id, Part())
            if self._networks:
                await self._change([(before, Part()), (door, Part())])
            else:
                await self._in_thread(self._remove)

    async def open_door(self, network: Network, port: int) -> None:
        """Lead what guests on a network ask for metadata to a port of its gateway."""
        async with self._turn:
            before = self._doors.get(network.id, Part())
            self._doors[network.id] = after = of_door(network, port)
            await self._change([(before, after)])

    async def add_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Let an endpoint speak, with its published ports and its rates; before its link is up.

        What is half there after a failure goes by `remove_endpoint`.
        """
        if not self._stale.isdisjoint(endpoint.addresses):
            await self.forget_flows()
        async with self._turn:
            if network.id not in self._networks:
                self._networks[network.id] = of_network(network)
            before = self._members.get(endpoint.id, Part())
            self._members[endpoint.id] = after = of_endpoint(endpoint)
            changes = [(before, after)]
            changes += [self._lead(endpoint, port) for port in endpoint.leading]
            await self._change(changes, partial(self._welcome, endpoint))

    async def set_rates(self, endpoint: Endpoint) -> None:
        """Let a virtual machine that may speak already send and receive as fast as its endpoint now says."""
        async with self._turn:
            before = self._members.get(endpoint.id, Part())
            self._members[endpoint.id] = after = of_endpoint(endpoint)
            await self._change([(before, after)], partial(_hold_up, endpoint))

    async def remove_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Take that back; its link may have gone. `forget_flows` is to follow."""
        del network
        async with self._turn:
            self._stale.update(endpoint.addresses)
            changes = [(self._members.pop(endpoint.id, Part()), Part())]
            for front, targets in list(self._fronts.items()):
                owners = [owner for owner in targets if owner[0] == endpoint.id]
                changes.extend(self._leave(front, owner) for owner in owners)
            await self._change(changes)

    async def forget_flows(self) -> None:
        """Have the kernel forget flows of members that have gone, before somebody else speaks by their addresses.

        It looks at all flows there may be, which takes it milliseconds; meanwhile rules are changed.
        """
        async with self._forgetting:
            stale = frozenset(self._stale)
            if stale:
                packed = [ip_address(address).packed for address in stale]
                await self._in_thread(partial(self._flows.forget_flows, *packed))
                self._stale -= stale

    async def add_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """Publish one more port of an endpoint that is linked; beside those of others that it has.

        New connections to a port that leads to several go to each in turn.
        """
        del network
        async with self._turn:
            await self._change([self._lead(endpoint, port)], partial(self._forget_ports, (port,)))

    async def remove_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """Publish it no more; connections that are there go on."""
        del network
        async with self._turn:
            await self._change([self._leave(Front.of(port), (endpoint.id, port.port))])

    async def is_whole(self) -> bool:
        """Say whether our tables are as we left them: somebody may have flushed or removed them."""
        async with self._turn:
            return not self._networks or await self._in_thread(self._look)

    def close(self) -> None:
        """Free the library's context; the rules stay."""
        if self._nft is not None:
            self._nft.close()
        self._nft = None
        self._kernel.close()
        self._flows.close()

    def _lead(self, endpoint: Endpoint, port: PublishedPort) -> tuple[Part, Part]:
        front = Front.of(port)
        targets = self._fronts.setdefault(front, {})
        before = of_front(front, targets.values())
        targets[endpoint.id, port.port] = Target.of(endpoint, port)
        return before, of_front(front, targets.values())

    def _leave(self, front: Front, owner: Owner) -> tuple[Part, Part]:
        targets = self._fronts.get(front, {})
        before = of_front(front, targets.values())
        targets.pop(owner, None)
        if not targets:
            self._fronts.pop(front, None)
        return before, of_front(front, targets.values())

    async def _change(
        self, changes: list[tuple[Part, Part]], after: Callable[[], None] = lambda: None
    ) -> None:
        # What several changes do to one published port follows on each other: their commands do.
        commands = "\n".join(filter(None, (change(self._tag, *each) for each in changes)))

        def work() -> None:
            if commands:
                self._commit(commands)
            after()

        await self._in_thread(work)

    async def _in_thread(self, call: Callable[[], Result]) -> Result:
        try:
            return await asyncio.to_thread(call)
        except NoLibrary as error:
            raise FailedPrecondition("make rules for networks", str(error)) from None

    def _library(self) -> Nftables:
        if self._nft is None:
            self._nft = Nftables()
            self._flows.open()
        return self._nft

    def _commit(self, commands: str) -> None:
        """Do a change, and keep in mind whether somebody else did one meanwhile."""
        known = self._generation
        try:
            self._library().run(commands)
        except OSError:
            self._whole()
            return
        now = self._kernel.generation()
        self._generation = now if known is not None and now == known + 1 else None

    def _whole(self) -> None:
        self._check_owner()
        everything = _merged(self._parts())
        commands = [ruleset.frame(self._daemon), change(self._tag, Part(), everything)]
        self._library().run("\n".join(commands))
        generation = self._kernel.generation()
        turns = {each.name for each in everything.turns}
        for family, listing in self._listed().items():
            fixed = {name: rules for name, rules in listing.chains.items() if name not in turns}
            self._chains[family] = fixed
        self._generation = generation

    def _remove(self) -> None:
        self._generation = None
        for family in ruleset.FAMILIES:
            with suppress(FileNotFoundError):
                if self._is_ours(family):
                    self._library().run(f"delete table {family} {self._tag}")

    def _check_owner(self) -> None:
        for family in ruleset.FAMILIES:
            with suppress(FileNotFoundError):
                if not self._is_ours(family):
                    why = f"there is a table {family} {self._tag} that auraed has not made"
                    raise FailedPrecondition("make rules for networks", why)

    def _is_ours(self, family: str) -> bool:
        head = self._library().head(f"list table {family} {self._tag}")
        return f'comment "{ruleset.COMMENT}"' in head

    def _look(self) -> bool:
        generation = self._kernel.generation()
        if generation == self._generation:
            return True
        try:
            whole = self._is_same(self._listed())
        except (OSError, ValueError):
            return False
        if whole:
            self._generation = generation
        return whole

    def _listed(self) -> dict[str, Listing]:
        nft = self._library()
        return {
            family: parse(nft.listing(f"list table {family} {self._tag}"))
            for family in ruleset.FAMILIES
        }

    def _is_same(self, listed: Mapping[str, Listing]) -> bool:
        wanted = _merged(self._parts())
        if frozenset(chain(*(each.elements for each in listed.values()))) != wanted.elements:
            return False
        turns = {each.name: each for each in wanted.turns}
        for family, listing in listed.items():
            found = dict(listing.chains)
            for name in turns if family == ruleset.INET else ():
                rules = found.pop(name, ())
                if len(rules) != 2 or not all(
                    f'"{address}"' in rules[1] for address, _ in turns[name].targets
                ):
                    return False
            if found != self._chains.get(family):
                return False
        return True

    def _parts(self) -> list[Part]:
        fronts = (of_front(front, targets.values()) for front, targets in self._fronts.items())
        return [
            *self._networks.values(),
            *self._doors.values(),
            *self._members.values(),
            *fronts,
        ]

    def _welcome(self, endpoint: Endpoint) -> None:
        """Do for a new member what is no matter of tables."""
        self._forget_ports(endpoint.leading)
        if rates.receiving(endpoint, 0):
            _hold_up(endpoint)

    def _forget_ports(self, ports: tuple[PublishedPort, ...]) -> None:
        """Have the kernel forget flows of UDP that began before the port led anywhere.

        They would stay with the host for as long as somebody sends.
        """
        wanted = [port.host_port for port in ports if port.protocol is Protocol.UDP]
        self._kernel.forget_ports(*wanted)


def _hold_up(endpoint: Endpoint) -> None:
    """Have our end of a link hand on as fast as it may, and no faster."""
    index = socket.if_nametoindex(endpoint.host_interface)
    with Netlink() as netlink:
        wanted = rates.receiving(endpoint, index)
        for _, what, error in netlink.attempt(*(wanted or (qdisc.remove_bucket(index),))):
            if wanted or error.errno != errno.ENOENT:
                raise OSError(error.errno, f"{what}: {error.strerror}")


def _merged(parts: list[Part]) -> Part:
    return Part(
        frozenset(chain(*(part.elements for part in parts))),
        frozenset(chain(*(part.limits for part in parts))),
        frozenset(chain(*(part.turns for part in parts))),
    )
