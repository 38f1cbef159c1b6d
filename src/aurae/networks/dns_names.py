"""What a network's DNS says itself: who its members are.

A member `shop/web` of network `front` is `web`, `web.shop`, each of its aliases, and all of them
with `.front.internal` behind. Names of one label and those below `front.internal` are nobody else's:
what is not there does not exist.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from aurae.networks import dns_wire
from aurae.networks.dns_wire import AAAA, IN, NOERROR, NXDOMAIN, PTR, A, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aurae.model.network import Endpoint, Network
    from aurae.networks.dns_wire import Query

TTL = 5
"""Seconds that our answers are good for: members come and go."""
PRIVATE = "internal"
"""The domain that is for private use."""
LONGEST = 170
"""Characters of a name, so that a domain of the longest network's name fits behind it."""
MOST_ANSWERS = 32
"""Addresses in one answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its code, and records; without any there is a name, but nothing of that kind."""

    code: int
    records: tuple[Record, ...] = ()


def names(endpoint: Endpoint) -> set[str]:
    """Return what a member is called on its network, in lower case."""
    path = [part for part in endpoint.name.lower().split("/") if part]
    found = {".".join(reversed(path)), path[-1]} if path else set()
    return found | {alias.lower() for alias in endpoint.aliases}


class Directory:
    """Who is on a network, found by name and by address."""

    def __init__(self, network: Network, members: Iterable[Endpoint]) -> None:
        """Make one anew when members come or go."""
        self.network = network
        self._domain = (network.name.lower(), PRIVATE)
        self._subnets = [ip_network(text) for text in network.subnets]
        self._names: dict[str, list[Endpoint]] = {}
        self._addresses: dict[str, str] = dict.fromkeys(network.gateways, "gateway")
        for endpoint in members:
            for name in names(endpoint):
                self._names.setdefault(name, []).append(endpoint)
            path = [part for part in endpoint.name.lower().split("/") if part]
            whole = ".".join(reversed(path))
            if _can_be_written(whole):
                self._addresses |= dict.fromkeys(endpoint.addresses, whole)

    def look_up(self, query: Query, turn: int = 0) -> Said | None:
        """Return what the network says to a question; None when it is somebody else's to answer.

        `turn` is which of several members comes first.
        """
        if query.group != IN or not query.labels:
            return None
        labels = [label.decode("latin-1") for label in query.labels]
        if labels[-1] == "arpa":
            return self._reverse(labels, query.kind)
        below = tuple(labels[-2:]) == self._domain
        wanted = ".".join(labels[:-2] if below else labels)
        found = self._names.get(wanted)
        if found:
            return Said(NOERROR, _addresses(found, query.kind, turn))
        if below and not wanted:
            return Said(NOERROR)
        return Said(NXDOMAIN) if below or len(labels) == 1 else None

    def _reverse(self, labels: Sequence[str], kind: int) -> Said | None:
        address = _address(labels)
        if address is None:
            return None
        if not any(
            subnet.version == address.version and address in subnet for subnet in self._subnets
        ):
            return None
        owner = self._addresses.get(str(address))
        if owner is None:
            return Said(NXDOMAIN)
        whole = dns_wire.name([*owner.split("."), *self._domain])
        return Said(NOERROR, (Record(PTR, TTL, whole),) if kind == PTR else ())


def _can_be_written(text: str) -> bool:
    """Say whether this is a name that fits a record, with the network's domain behind it."""
    labels = text.split(".")
    return len(text) <= LONGEST and text.isascii() and all(0 < len(label) < 64 for label in labels)


def _addresses(found: Sequence[Endpoint], kind: int, turn: int) -> tuple[Record, ...]:
    texts = {A: [one.ipv4 for one in found], AAAA: [one.ipv6 for one in found]}.get(kind, [])
    packed = [ip_address(text).packed for text in texts if text]
    first = turn % len(packed) if packed else 0
    return tuple(
        Record(kind, TTL, data) for data in (packed[first:] + packed[:first])[:MOST_ANSWERS]
    )


def _address(labels: Sequence[str]) -> IPv4Address | IPv6Address | None:
    """Return the address that a name of the reverse tree stands for; None when it is no whole one."""
    if len(labels) < 3:
        return None
    parts, tree = labels[-3::-1], labels[-2]
    with suppress(ValueError):
        if tree == "in-addr" and len(parts) == 4:
            return ip_address(".".join(parts))
        if tree == "ip6" and len(parts) == 32 and max(map(len, parts)) == 1:
            digits = "".join(parts)
            return ip_address(":".join(digits[at : at + 4] for at in range(0, 32, 4)))
    return None


def said(query: Query, found: Said, limit: int) -> bytes:
    """Return what is said, as a message."""
    authority = () if found.records else (dns_wire.soa(TTL),)
    return dns_wire.answer(query, found.code, found.records, authority, limit=limit)
