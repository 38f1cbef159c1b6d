"""Links, addresses, routes and neighbours of a network namespace (rtnetlink(7)).

Each function builds a request for `netlink.Netlink`; so several go out together. Links are named by
what they are called or by their number; addresses are bytes, 4 or 16 of them, MACs 6.
"""

from __future__ import annotations

import socket
import struct
from collections import namedtuple

from aurae.linux.netlink import (
    NLM_F_CREATE,
    NLM_F_EXCL,
    NLM_F_REPLACE,
    Message,
    Request,
    as_number,
    as_text,
    attribute,
    attributes,
    nested,
    number,
)

RTM_NEWLINK, RTM_DELLINK, RTM_GETLINK = 16, 17, 18
RTM_NEWADDR, RTM_DELADDR, RTM_GETADDR = 20, 21, 22
RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE = 24, 25, 26
RTM_NEWNEIGH = 28

RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR = 1, 5, 9

IFLA_ADDRESS, IFLA_IFNAME, IFLA_MTU, IFLA_LINK = 1, 3, 4, 5
IFLA_MASTER, IFLA_LINKINFO, IFLA_AF_SPEC, IFLA_NET_NS_FD = 10, 18, 26, 28
IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS = 29, 1 << 3
IFLA_INFO_KIND, IFLA_INFO_DATA, IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA = 1, 2, 4, 5
IFLA_INET_CONF, IPV4_DEVCONF_ROUTE_LOCALNET = 1, 26
IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE = 8, 1
IFLA_BR_MCAST_SNOOPING = 23
IFLA_BRPORT_MODE, IFLA_BRPORT_LEARNING, IFLA_BRPORT_UNICAST_FLOOD = 4, 8, 9
VETH_INFO_PEER = 1
IFF_UP = 1
IFF_RUNNING = 0x40
LOOPBACK = 1
"""The number of `lo` in every namespace."""

IFA_ADDRESS, IFA_LOCAL, IFA_BROADCAST, IFA_FLAGS = 1, 2, 4, 8
IFA_F_NODAD = 0x02
RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_PRIORITY, RTA_METRICS, RTA_TABLE = 1, 4, 5, 6, 8, 15
RT_TABLE_MAIN, RT_TABLE_LOCAL, RTPROT_STATIC, RTN_UNICAST, RT_SCOPE_UNIVERSE = 254, 255, 4, 1, 0
NDA_LLADDR = 2
NUD_NOARP, NTF_MASTER = 0x40, 0x04

IFINFO = struct.Struct("=BxHiII")
"""struct ifinfomsg: family, device type, number, flags, which flags change."""
IFADDR = struct.Struct("=BBBBI")
"""struct ifaddrmsg: family, length of the prefix, flags, scope, number of the link."""
RTMSG = struct.Struct("=BBBBBBBBI")
"""struct rtmsg: family, lengths of destination and source, tos, table, protocol, scope, type, flags."""
NDMSG = struct.Struct("=BxxxiHBB")
"""struct ndmsg: family, number of the link, state, flags, type."""

Link = namedtuple("Link", "index name flags mtu master kind mac peer")
"""An interface; `kind` is `bridge`, `veth`, ..., empty for hardware; `peer` the number of a veth's other end."""
Address = namedtuple("Address", "index address prefix")
Route = namedtuple("Route", "destination prefix index priority table kind")
"""`destination` is empty for the default route."""


def add_bridge(name: str, mtu: int, mac: bytes) -> Request:
    """Make a bridge that is not up. It keeps its MAC, and floods multicast: no querier has to be."""
    data = nested(IFLA_INFO_DATA, attribute(IFLA_BR_MCAST_SNOOPING, b"\0"))
    body = (
        IFINFO.pack(0, 0, 0, 0, 0)
        + _name(name)
        + number(IFLA_MTU, mtu)
        + attribute(IFLA_ADDRESS, mac)
        + nested(IFLA_LINKINFO, attribute(IFLA_INFO_KIND, b"bridge"), data)
    )
    return Request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, body, f"add bridge {name}")


def add_pair(name: str, master: int, mtu: int, peer: str, namespace: int, mac: bytes) -> Request:
    """Make a pair of interfaces: ours, a port of the bridge `master` that is not up, and `peer`.

    The peer is made within the namespace of the descriptor `namespace`, with this MAC.
    """
    other = (
        IFINFO.pack(0, 0, 0, 0, 0)
        + _name(peer)
        + number(IFLA_MTU, mtu)
        + attribute(IFLA_ADDRESS, mac)
        + number(IFLA_NET_NS_FD, namespace)
    )
    data = nested(IFLA_INFO_DATA, attribute(VETH_INFO_PEER, other))
    body = (
        IFINFO.pack(0, 0, 0, 0, 0)
        + _name(name)
        + number(IFLA_MTU, mtu)
        + number(IFLA_MASTER, master)
        + nested(IFLA_LINKINFO, attribute(IFLA_INFO_KIND, b"veth"), data)
    )
    return Request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, body, f"add link {name}")


def set_up(link: int | str, *, link_local: bool = True) -> Request:
    """Set a link up; without `link_local` it gets no address of IPv6 of its own accord."""
    body = _header(link, IFF_UP, IFF_UP)
    if not link_local:
        body += nested(IFLA_AF_SPEC, *_no_link_local())
    return Request(RTM_NEWLINK, 0, body, f"set up {link}")


def set_bridge(link: int | str, mtu: int, *, ipv6: bool = True) -> Request:
    """Set a bridge up; 127.0.0.0/8 may be translated to behind it.

    It gets no link-local address, which would be usable a second later only. Give it one by
    `add_address`: without one the kernel finds no neighbour for packets of others. `ipv6`: whether
    the kernel has that family.
    """
    localnet = number(IPV4_DEVCONF_ROUTE_LOCALNET, 1)
    body = (
        _header(link, IFF_UP, IFF_UP)
        + number(IFLA_MTU, mtu)
        + nested(
            IFLA_AF_SPEC,
            nested(socket.AF_INET, nested(IFLA_INET_CONF, localnet)),
            *(_no_link_local() if ipv6 else ()),
        )
    )
    return Request(RTM_NEWLINK, 0, body, f"set up bridge {link}")


def set_port(link: int | str, master: int, *, ipv6: bool = True) -> Request:
    """Set our end of a pair up, as a port of a bridge that learns nothing from it.

    What is for a MAC that the bridge was not told of does not come out of it. `ipv6`: whether the
    kernel has that family; our end has no address of it.
    """
    port = nested(
        IFLA_INFO_SLAVE_DATA,
        attribute(IFLA_BRPORT_LEARNING, b"\0"),
        attribute(IFLA_BRPORT_UNICAST_FLOOD, b"\0"),
        attribute(IFLA_BRPORT_MODE, b"\1"),
    )
    body = (
        _header(link, IFF_UP, IFF_UP)
        + number(IFLA_MASTER, master)
        + nested(IFLA_LINKINFO, attribute(IFLA_INFO_SLAVE_KIND, b"bridge"), port)
    )
    if ipv6:
        body += nested(IFLA_AF_SPEC, *_no_link_local())
    return Request(RTM_NEWLINK, 0, body, f"set up {link}")


def set_master(link: int | str, bridge: int, mtu: int = 0) -> Request:
    """Make a link a port of a bridge; of one that is none, `set_port` would say that it cannot.

    `mtu` 0 stays what it is.
    """
    body = _header(link) + number(IFLA_MASTER, bridge)
    if mtu:
        body += number(IFLA_MTU, mtu)
    return Request(RTM_NEWLINK, 0, body, f"put {link} on its bridge")


def set_down(link: int | str) -> Request:
    """Set a link down."""
    return Request(RTM_NEWLINK, 0, _header(link, 0, IFF_UP), f"set down {link}")


def delete_address(index: int, address: bytes, prefix: int) -> Request:
    """Take an address from a link."""
    made = add_address(index, address, prefix)
    return Request(RTM_DELADDR, 0, made.body, made.what.replace("add", "remove", 1))


def delete_link(link: int | str) -> Request:
    """Remove a link, and the other end of a pair with it."""
    return Request(RTM_DELLINK, 0, _header(link), f"remove {link}")


def get_link(link: int | str) -> Request:
    """Ask for one link; the answer is for `parse_link`."""
    return Request(RTM_GETLINK, 0, _header(link), f"look at {link}")


def all_links() -> Request:
    """Ask for all links, without their counters; the answers are for `parse_link`."""
    body = IFINFO.pack(0, 0, 0, 0, 0) + number(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS)
    return Request(RTM_GETLINK, 0, body, "list links")


def add_address(index: int, address: bytes, prefix: int) -> Request:
    """Give a link an address, usable at once; one that is there already is no error."""
    family = _family(address)
    body = IFADDR.pack(family, prefix, 0, 0, index) + attribute(IFA_LOCAL, address)
    body += attribute(IFA_ADDRESS, address)
    if family == socket.AF_INET6:
        body += number(IFA_FLAGS, IFA_F_NODAD)
    elif prefix < 31:
        last = int.from_bytes(address, "big") | ((1 << (32 - prefix)) - 1)
        body += attribute(IFA_BROADCAST, last.to_bytes(4, "big"))
    what = f"add address {socket.inet_ntop(family, address)}/{prefix}"
    return Request(RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, body, what)


def all_addresses() -> Request:
    """Ask for all addresses; the answers are for `parse_address`."""
    return Request(RTM_GETADDR, 0, IFADDR.pack(0, 0, 0, 0, 0), "list addresses")


def add_default(index: int, gateway: bytes) -> Request:
    """Route everything that has no other route through a gateway on this link."""
    family = _family(gateway)
    body = (
        RTMSG.pack(
            family, 0, 0, 0, RT_TABLE_MAIN, RTPROT_STATIC, RT_SCOPE_UNIVERSE, RTN_UNICAST, 0
        )
        + number(RTA_OIF, index)
        + attribute(RTA_GATEWAY, gateway)
    )
    what = f"add route through {socket.inet_ntop(family, gateway)}"
    return Request(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, body, what)


def all_routes() -> Request:
    """Ask for all routes; the answers are for `parse_route`."""
    return Request(RTM_GETROUTE, 0, RTMSG.pack(0, 0, 0, 0, 0, 0, 0, 0, 0), "list routes")


def add_neighbour(index: int, mac: bytes) -> Request:
    """Tell a bridge for good which MAC is behind one of its ports."""
    body = NDMSG.pack(socket.AF_BRIDGE, index, NUD_NOARP, NTF_MASTER, 0)
    body += attribute(NDA_LLADDR, mac)
    what = f"add neighbour {mac.hex(':')}"
    return Request(RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE, body, what)


def parse_link(body: bytes) -> Link | None:
    """Return the link that an answer or an event tells of; None when it is cut."""
    if len(body) < IFINFO.size:
        return None
    _, _, index, flags, _ = IFINFO.unpack_from(body)
    found = attributes(body, IFINFO.size)
    info = attributes(found.get(IFLA_LINKINFO, b""))
    return Link(
        index,
        as_text(found.get(IFLA_IFNAME)),
        flags,
        as_number(found.get(IFLA_MTU)),
        as_number(found.get(IFLA_MASTER)),
        as_text(info.get(IFLA_INFO_KIND)),
        found.get(IFLA_ADDRESS, b""),
        as_number(found.get(IFLA_LINK)),
    )


def parse_address(body: bytes) -> Address | None:
    """Return the address that an answer tells of; None when it is cut or of another family."""
    if len(body) < IFADDR.size:
        return None
    _, prefix, _, _, index = IFADDR.unpack_from(body)
    found = attributes(body, IFADDR.size)
    address = found.get(IFA_LOCAL) or found.get(IFA_ADDRESS, b"")
    return Address(index, address, prefix) if len(address) in (4, 16) else None


def parse_route(body: bytes) -> Route | None:
    """Return the route that an answer tells of; None when it is cut or of another family."""
    if len(body) < RTMSG.size:
        return None
    family, length, _, _, table, _, _, kind, _ = RTMSG.unpack_from(body)
    found = attributes(body, RTMSG.size)
    destination = found.get(RTA_DST, b"")
    size = {socket.AF_INET: 4, socket.AF_INET6: 16}.get(family, -1)
    if size < 0 or length > 8 * size or len(destination) not in (0, size):
        return None
    return Route(
        destination,
        length,
        as_number(found.get(RTA_OIF)),
        as_number(found.get(RTA_PRIORITY)),
        as_number(found.get(RTA_TABLE)) or table,
        kind,
    )


def link_event(message: Message) -> tuple[bool, Link] | None:
    """Return whether a link has gone, and which, for an event of links; None for any other.

    Bridges tell of their ports in messages of the same kinds: one that is taken off is no link that goes.
    """
    is_of_port = message.body[:1] == bytes([socket.AF_BRIDGE])
    if message.kind not in (RTM_NEWLINK, RTM_DELLINK) or is_of_port:
        return None
    link = parse_link(message.body)
    return None if link is None else (message.kind == RTM_DELLINK, link)


def _name(name: str) -> bytes:
    return attribute(IFLA_IFNAME, name.encode() + b"\0")


def _header(link: int | str, flags: int = 0, changed: int = 0) -> bytes:
    if isinstance(link, int):
        return IFINFO.pack(0, 0, link, flags, changed)
    return IFINFO.pack(0, 0, 0, flags, changed) + _name(link)


def _no_link_local() -> tuple[bytes, ...]:
    mode = attribute(IFLA_INET6_ADDR_GEN_MODE, bytes([IN6_ADDR_GEN_MODE_NONE]))
    return (nested(socket.AF_INET6, mode),)


def _family(address: bytes) -> int:
    return socket.AF_INET if len(address) == 4 else socket.AF_INET6
