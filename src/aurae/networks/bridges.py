"""Bridges of networks: made, looked at, put right. All of it runs in the thread of `kernel`."""

from __future__ import annotations

import errno
import hashlib
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from aurae.linux import rtnetlink
from aurae.networks.kernel import knows_ipv6

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.linux.netlink import Netlink, Request
    from aurae.linux.rtnetlink import Link
    from aurae.model.network import Network

BRIDGE = "bridge"


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is: links by name, and the addresses of each by its number."""

    links: Mapping[str, Link]
    addresses: Mapping[int, frozenset[tuple[bytes, int]]]


def look(socket: Netlink) -> Sight:
    """Look at all links and addresses; raises OSError."""
    links = {}
    for body in socket.dump(rtnetlink.all_links()):
        link = rtnetlink.parse_link(body)
        if link is not None:
            links[link.name] = link
    addresses: dict[int, set[tuple[bytes, int]]] = {}
    for body in socket.dump(rtnetlink.all_addresses()):
        found = rtnetlink.parse_address(body)
        if found is not None:
            addresses.setdefault(found.index, set()).add((found.address, found.prefix))
    return Sight(links, {index: frozenset(some) for index, some in addresses.items()})


def make(socket: Netlink, network: Network) -> int:
    """Make the bridge of a network, up and with its addresses; returns its number. Raises OSError."""
    name = network.bridge
    socket.call(rtnetlink.add_bridge(name, network.mtu, mac(name)))
    index = number(socket, name)
    socket.call(*_settings(index, network))
    return index


def number(socket: Netlink, name: str) -> int:
    """Return the number of a link; raises OSError."""
    link = rtnetlink.parse_link(socket.ask(rtnetlink.get_link(name)))
    if link is None:
        raise OSError(errno.EIO, f"look at {name}: the kernel's answer is cut")
    index: int = link.index
    return index


def put_right(socket: Netlink, network: Network, sight: Sight) -> tuple[int, str]:
    """Have a bridge be as it has to be; returns its number, and what was wrong with it if anything was.

    Raises OSError.
    """
    link = sight.links.get(network.bridge)
    shown = f"bridge {network.bridge} of network '{network.name}'"
    if link is not None and link.kind != BRIDGE:
        raise OSError(errno.EEXIST, f"{shown}: a link of that name is no bridge")
    if link is None:
        return make(socket, network), f"{shown} was gone"
    wrong = ""
    if not link.flags & rtnetlink.IFF_UP:
        wrong = f"{shown} was down"
    elif link.mtu != network.mtu:
        wrong = f"{shown} had MTU {link.mtu}"
    elif missing := _addresses(network) - sight.addresses.get(link.index, frozenset()):
        wrong = f"{shown} had lost {', '.join(sorted(_shown(one) for one in missing))}"
    if wrong:
        socket.call(*_settings(link.index, network))
    return link.index, wrong


def _settings(index: int, network: Network) -> list[Request]:
    addresses = [
        rtnetlink.add_address(index, address, prefix)
        for address, prefix in sorted(_addresses(network))
    ]
    return [rtnetlink.set_bridge(index, network.mtu, ipv6=knows_ipv6()), *addresses]


def _addresses(network: Network) -> set[tuple[bytes, int]]:
    found = {
        (ip_address(gateway).packed, ip_network(subnet).prefixlen)
        for gateway, subnet in zip(network.gateways, network.subnets, strict=True)
    }
    if network.subnet6:
        # From it the kernel asks for neighbours on behalf of others; one of its own making waits a second.
        found.add((_link_local(mac(network.bridge)), 64))
    return found


def _link_local(own: bytes) -> bytes:
    """Return the address that an interface with this MAC has by RFC 4291."""
    return b"\xfe\x80" + bytes(6) + bytes([own[0] ^ 2]) + own[1:3] + b"\xff\xfe" + own[3:]


def _shown(address: tuple[bytes, int]) -> str:
    return f"{ip_address(address[0])}/{address[1]}"


def mac(name: str) -> bytes:
    """Return what stays the MAC of a bridge, also when it is made anew: members remember it."""
    return b"\x02" + hashlib.sha256(name.encode()).digest()[:5]
