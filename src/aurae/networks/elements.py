"""What a network, a member and a published port add to the rule set.

Pure: the same state gives the same parts, and two versions of a part give the commands that lead
from one to the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from aurae.networks.rates import burst
from aurae.networks.ruleset import ANY4, ANY6, BRIDGE, INET, OWN4, OWN6

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aurae.model.network import Endpoint, Network, PublishedPort


@dataclass(frozen=True, slots=True)
class Element:
    """One entry of a set, or of a map when it has a value. Texts are as nft lists them."""

    family: str
    name: str
    key: tuple[str, ...]
    value: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a member may send, bytes a second, and how much at once."""

    name: str
    rate: int
    burst: int


@dataclass(frozen=True, slots=True)
class Turns:
    """A chain that leads each new connection to the next of several (address, port)."""

    name: str
    protocol: str
    targets: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What comes and goes together."""

    elements: frozenset[Element] = frozenset()
    limits: frozenset[Limit] = frozenset()
    turns: frozenset[Turns] = frozenset()


@dataclass(frozen=True, slots=True)
class Front:
    """A port of the host: on one of its addresses, or with an empty one on all."""

    address: str
    protocol: str
    port: int

    @classmethod
    def of(cls, port: PublishedPort) -> Front:
        """Return where this one is published."""
        return cls(port.host_address, port.protocol.value.lower(), port.host_port)


@dataclass(frozen=True, slots=True)
class Target:
    """A port of a member; without an address of a family nothing of that family gets there."""

    ipv4: str
    ipv6: str
    port: int

    @classmethod
    def of(cls, endpoint: Endpoint, port: PublishedPort) -> Target:
        """Return where this one leads."""
        return cls(endpoint.ipv4, endpoint.ipv6, port.port)


def of_network(network: Network) -> Part:
    """Return what a network's bridge needs."""
    bridge, spec = network.bridge, network.spec
    found = [Element(INET, "same", (bridge, bridge))]
    for flag, name in (
        (spec.internal, "internal"),
        (spec.host_access, "hosted"),
        (spec.names, "named"),
    ):
        if flag:
            found.append(Element(INET, name, (bridge,)))
    for family, subnet, gateway in (
        (4, network.subnet4, network.gateway4),
        (6, network.subnet6, network.gateway6),
    ):
        if subnet:
            found.append(Element(INET, f"inside{family}", (subnet,)))
            found.append(Element(INET, f"ranges{family}", (bridge, subnet)))
        if gateway:
            found.append(Element(INET, f"gateways{family}", (gateway,)))
            found.append(Element(INET, f"owned{family}", (bridge, gateway)))
    return Part(frozenset(found))


def of_endpoint(endpoint: Endpoint) -> Part:
    """Return by which addresses a member may speak, and how fast."""
    port = endpoint.host_interface
    found = [Element(BRIDGE, "macs", (port, endpoint.mac))]
    if endpoint.ipv4:
        found.append(Element(BRIDGE, "ipv4", (port, endpoint.ipv4)))
    if endpoint.ipv6:
        for address in (endpoint.ipv6, link_local(endpoint.mac)):
            found.append(Element(BRIDGE, "ipv6", (port, address)))
            found.append(Element(BRIDGE, "targets", (port, f"{int(ip_address(address)):#x}")))
    if endpoint.is_tap and endpoint.ipv4:
        found.append(Element(BRIDGE, "marks", (port,), (str(endpoint.id),)))
        found.append(Element(INET, "guests", (str(endpoint.id), endpoint.ipv4)))
    limit = _limit(endpoint)
    if limit:
        found.append(Element(BRIDGE, "sending", (port,), (limit.name,)))
    return Part(frozenset(found), frozenset([limit] if limit else []))


def of_door(network: Network, port: int) -> Part:
    """Return what leads guests on a network to the daemon's port for metadata."""
    door = (network.gateway4, str(port))
    return Part(frozenset([Element(INET, "doors", (network.bridge,), door)]))


def _limit(endpoint: Endpoint) -> Limit | None:
    rates = endpoint.rates
    if rates is None or rates.send is None:
        return None
    rate, most = rates.send, burst(rates, rates.send)
    # Another limit has another name: one that is in use is not changed.
    return Limit(f"send_{endpoint.id}_{rate}_{most}", rate, most)


def link_local(mac: str) -> str:
    """Return the address that an interface gives itself: from its MAC (RFC 4291, appendix A)."""
    octets = bytes.fromhex(mac.replace(":", ""))
    inner = bytes([octets[0] ^ 2]) + octets[1:3] + b"\xff\xfe" + octets[3:]
    return str(IPv6Address(b"\xfe\x80" + bytes(6) + inner))


def of_front(front: Front, targets: Iterable[Target]) -> Part:
    """Return what leads from a port of the host to these, in turn when there are several."""
    elements, turns = set(), set()
    for family, name, beginning in _places(front):
        leads = tuple(
            (address, target.port)
            for target in targets
            if (address := target.ipv4 if family == 4 else target.ipv6)
        )
        key = (*beginning, front.protocol, str(front.port))
        if len(leads) == 1:
            elements.add(Element(INET, name, key, (leads[0][0], str(leads[0][1]))))
        elif leads:
            chain = _chain(family, front)
            turns.add(Turns(chain, front.protocol, leads))
            elements.add(Element(INET, f"{name}_turns", key, (f"goto {chain}",)))
    return Part(frozenset(elements), turns=frozenset(turns))


def _places(front: Front) -> Sequence[tuple[int, str, tuple[str, ...]]]:
    """Return family, map and beginning of the key for each family that a front is of."""
    if not front.address:
        return (4, ANY4, ()), (6, ANY6, ())
    address = ip_address(front.address)
    if address.version == 6 and address.is_loopback:
        return ()  # the kernel translates nothing to another interface from there; see `relay`
    if address.is_unspecified:
        return ((4, ANY4, ()),) if address.version == 4 else ((6, ANY6, ()),)
    name = OWN4 if address.version == 4 else OWN6
    return ((address.version, name, (str(address),)),)


def _chain(family: int, front: Front) -> str:
    address = f"_{int(ip_address(front.address)):x}" if front.address else ""
    return f"turns{family}_{front.protocol}_{front.port}{address}"


def change(tag: str, before: Part, after: Part) -> str:
    """Return the commands that lead from one version of a part to the other; empty for none."""
    lines = _elements(tag, "delete", before.elements - after.elements)
    kept = {turns.name for turns in after.turns}
    for turns in sorted(before.turns - after.turns, key=_by_name):
        lines.append(f"flush chain {INET} {tag} {turns.name}")
        if turns.name not in kept:
            lines.append(f"delete chain {INET} {tag} {turns.name}")
    lines += [
        f"delete limit {BRIDGE} {tag} {limit.name}"
        for limit in sorted(before.limits - after.limits, key=_by_name)
    ]
    for limit in sorted(after.limits - before.limits, key=_by_name):
        rate = f"rate over {limit.rate} bytes/second burst {limit.burst} bytes"
        lines.append(f"add limit {BRIDGE} {tag} {limit.name} {{ {rate} ; }}")
    for turns in sorted(after.turns - before.turns, key=_by_name):
        lines.append(f"add chain {INET} {tag} {turns.name}")
        lines.append(f"add rule {INET} {tag} {turns.name} {_rule(turns)}")
    lines += _elements(tag, "add", after.elements - before.elements)
    return "\n".join(lines)


def _by_name(thing: Limit | Turns) -> str:
    return thing.name


def _rule(turns: Turns) -> str:
    family = "ip6" if ":" in turns.targets[0][0] else "ip"
    leads = ", ".join(
        f"{place} : {address} . {port}" for place, (address, port) in enumerate(turns.targets)
    )
    chosen = f"numgen inc mod {len(turns.targets)} map {{ {leads} }}"
    return f"meta l4proto {turns.protocol} dnat {family} to {chosen}"


def _elements(tag: str, verb: str, elements: Iterable[Element]) -> list[str]:
    """Return one command for each set, the same ones for the same elements."""
    sets = defaultdict(list)
    for element in elements:
        sets[element.family, element.name].append(_text(element))
    return [
        f"{verb} element {family} {tag} {name} {{ {', '.join(sorted(texts))} }}"
        for (family, name), texts in sorted(sets.items())
    ]


_NO_INTERFACE = frozenset(
    {"inside4", "inside6", "gateways4", "gateways6", "guests", ANY4, ANY6, OWN4, OWN6}
)
"""Sets and maps whose keys begin with no name of an interface; `same` has two of them."""


def _text(element: Element) -> str:
    """Return an element in nft's language, where a name may be a word of the language too."""
    count = 0 if element.name.removesuffix("_turns") in _NO_INTERFACE else 1
    count += element.name == "same"
    named = [f'"{name}"' for name in element.key[:count]]
    key = " . ".join([*named, *element.key[count:]])
    return f"{key} : {' . '.join(element.value)}" if element.value else key
