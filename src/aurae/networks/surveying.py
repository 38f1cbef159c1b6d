"""What of the machine's addresses and links a new network has to know. Runs in the thread of `kernel`."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network
from typing import TYPE_CHECKING

from aurae.linux import rtnetlink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.linux.netlink import Netlink
    from aurae.linux.rtnetlink import Route
    from aurae.model.network_rules import Subnet

USUAL_MTU = 1500
LEAST_MTU = 1280
_OWN_TABLES = frozenset({0, rtnetlink.RT_TABLE_LOCAL})


@dataclass(frozen=True, slots=True)
class Survey:
    """Ranges that the machine has routes to, and the MTU of its way out."""

    taken: Sequence[Subnet]
    mtu: int


def survey(socket: Netlink) -> Survey:
    """Look at routes and links; raises OSError."""
    mtus = {}
    for body in socket.dump(rtnetlink.all_links()):
        link = rtnetlink.parse_link(body)
        if link is not None:
            mtus[link.index] = link.mtu
    taken: list[Subnet] = []
    ways: list[int] = []
    for body in socket.dump(rtnetlink.all_routes()):
        route = rtnetlink.parse_route(body)
        if route is None or route.table in _OWN_TABLES or route.kind != rtnetlink.RTN_UNICAST:
            continue
        if not route.prefix:
            ways.append(mtus.get(route.index, 0))
        elif route.destination:
            taken.append(_range(route))
    outward = [mtu for mtu in ways if mtu >= LEAST_MTU]
    return Survey(taken, min(outward, default=USUAL_MTU))


def _range(route: Route) -> Subnet:
    number = int.from_bytes(route.destination, "big")
    if len(route.destination) == 4:
        return ip_network((number, route.prefix), strict=False)
    # A number below 2^32 would be taken for an address of IPv4.
    return ip_network((route.destination, route.prefix), strict=False)
