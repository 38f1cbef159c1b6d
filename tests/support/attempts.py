"""What eve tries: each attempt by name, and whether it comes through."""

import socket
import struct
from collections.abc import Callable

from aurae.networks.elements import link_local
from tests.support import frames
from tests.support.frames import ARP, BROADCAST, IP, IP6, LOCAL, ether
from tests.support.intruding import HOSTS, Scene
from tests.support.yard import HOST4, HOST6, OUTSIDE4, OUTSIDE6, UPLINK_MAC, Place

Attempt = Callable[[Scene], bool]
ATTEMPTS: dict[str, Attempt] = {}
"""By name: what returns whether it came through."""
HELD_OTHERWISE: set[str] = set()
"""Those that come to nothing without our rules too.

The kernel holds them, or how the links are; or there is no published port without rules.
"""


def attempt(name: str, *, otherwise: bool = False) -> Callable[[Attempt], Attempt]:
    """Take a function for what an attack does."""

    def take(function: Attempt) -> Attempt:
        ATTEMPTS[name] = function
        if otherwise:
            HELD_OTHERWISE.add(name)
        return function

    return take


def _to_vic(name: str, build: Callable[[Scene, bytes], bytes | list[bytes]]) -> None:
    def run(scene: Scene) -> bool:
        mark = scene.mark()
        return scene.gets(scene.vic, build(scene, mark), mark)

    ATTEMPTS[name] = run


def _to_bob(name: str, build: Callable[[Scene, bytes], bytes], *, otherwise: bool = False) -> None:
    def run(scene: Scene) -> bool:
        mark = scene.mark()
        return scene.gets(scene.bob, build(scene, mark), mark)

    attempt(name, otherwise=otherwise)(run)


def _to_host(
    name: str, build: Callable[[Scene, bytes], bytes], *, otherwise: bool = False
) -> None:
    def run(scene: Scene) -> bool:
        mark = scene.mark()
        return scene.host_gets(build(scene, mark), mark)

    attempt(name, otherwise=otherwise)(run)


# Who one is.
_to_vic("MAC of a neighbour", lambda s, m: s.to_vic(s.eve.ipv4, m, "02:00:0a:58:01:07"))
_to_vic("MAC of the gateway", lambda s, m: s.to_vic(s.eve.ipv4, m, s.gateway))
_to_vic("IPv4 address of nobody", lambda s, m: s.to_vic("10.88.1.99", m))
_to_vic("IPv4 address of the gateway", lambda s, m: s.to_vic(s.one.gateway4, m))
_to_vic("IPv4 address of another network", lambda s, m: s.to_vic(s.bob.ipv4, m))
_to_vic("IPv6 address of nobody", lambda s, m: s.to_vic("fd88:0:0:1::99", m))
_to_vic("IPv6 address of the gateway", lambda s, m: s.to_vic(s.one.gateway6, m))
_to_vic("link-local address of a neighbour", lambda s, m: s.to_vic("fe80::aff:fe58:107", m))
_to_vic("answer of the gateway's DNS", lambda s, m: s.to_vic(s.one.gateway4, m))
_to_vic("answer of a DNS beyond", lambda s, m: s.to_vic(OUTSIDE4, m))


# Who others are.
def _arp(operation: int, mac: str, address: str) -> Callable[[Scene, bytes], bytes]:
    def build(scene: Scene, mark: bytes) -> bytes:
        claimed = (mac or scene.eve.mac, address or scene.one.gateway4)
        body = frames.arp(operation, claimed, (scene.vic.mac, scene.vic.ipv4))
        return ether(scene.vic.mac, scene.eve.mac, ARP, body + mark)

    return build


_to_vic("ARP reply: the gateway is here", _arp(2, "", ""))
_to_vic("ARP request from the gateway's address", _arp(1, "", ""))
_to_vic("ARP reply for a neighbour", _arp(2, "", "10.88.1.7"))
_to_vic("ARP from a foreign MAC within", _arp(2, "02:00:0a:58:01:01", "10.88.1.5"))


def _advert(sender: str, address: str) -> Callable[[Scene, bytes], bytes]:
    def build(scene: Scene, mark: bytes) -> bytes:
        source, to = sender or scene.eve.ipv6, scene.vic.ipv6
        body = frames.advert(source, to, address, scene.eve.mac, mark)
        return ether(scene.vic.mac, scene.eve.mac, IP6, frames.ip6(source, to, 58, body))

    return build


_to_vic("neighbour advertisement: the gateway is here", _advert("", "fd88:0:0:1::1"))
_to_vic("the same as from the gateway", _advert("fd88:0:0:1::1", "fd88:0:0:1::1"))


def _fragmented_advert(scene: Scene, mark: bytes) -> list[bytes]:
    source, to = scene.eve.ipv6, scene.vic.ipv6
    body = frames.advert(source, to, scene.one.gateway6, scene.eve.mac, mark)
    return [
        ether(scene.vic.mac, scene.eve.mac, IP6, frames.ip6(source, to, 44, part))
        for part in (
            frames.fragment6(58, 0, 1, body[:24]),
            frames.fragment6(58, 3, 0, body[24:]),
        )
    ]


_to_vic("neighbour advertisement in a fragment", _fragmented_advert)


def _duplicate(scene: Scene, mark: bytes) -> bytes:
    body = frames.advert("::", "ff02::1", scene.vic.ipv6, scene.eve.mac, mark)
    return ether("33:33:00:00:00:01", scene.eve.mac, IP6, frames.ip6("::", "ff02::1", 58, body))


def _solicit(scene: Scene, mark: bytes) -> bytes:
    body = frames.icmp6("::", "ff02::1", 135, bytes(4) + frames.packed(scene.vic.ipv6) + mark)
    return ether("33:33:00:00:00:01", scene.eve.mac, IP6, frames.ip6("::", "ff02::1", 58, body))


_to_vic("neighbour advertisement from nobody", _duplicate)
_to_vic("looking for a duplicate of a neighbour's address", _solicit)


def _router(kind: int) -> Callable[[Scene, bytes], bytes]:
    def build(scene: Scene, mark: bytes) -> bytes:
        source, to = scene.eve.link_local, "ff02::1"
        body = frames.icmp6(source, to, kind, bytes(12) + mark)
        return ether("33:33:00:00:00:01", scene.eve.mac, IP6, frames.ip6(source, to, 58, body))

    return build


_to_vic("router advertisement", _router(134))
_to_vic("redirect of IPv6", _router(137))


def _hidden_router(scene: Scene, mark: bytes) -> bytes:
    source, to = scene.eve.link_local, "ff02::1"
    body = struct.pack("!BBBB4x", 58, 0, 1, 4) + frames.icmp6(source, to, 134, bytes(12) + mark)
    return ether("33:33:00:00:00:01", scene.eve.mac, IP6, frames.ip6(source, to, 0, body))


_to_vic("router advertisement behind an extension header", _hidden_router)


def _redirect(scene: Scene, mark: bytes) -> bytes:
    body = frames.icmp(5, 1, frames.packed(scene.eve.ipv4) + bytes(28) + mark)
    packet = frames.ip4(scene.eve.ipv4, scene.vic.ipv4, 1, body)
    return ether(scene.vic.mac, scene.eve.mac, IP, packet)


_to_vic("redirect of IPv4", _redirect)


def _server(port: int, to: int, *, six: bool) -> Callable[[Scene, bytes], bytes]:
    def build(scene: Scene, mark: bytes) -> bytes:
        ends = (
            (scene.eve.link_local, scene.vic.link_local)
            if six
            else (scene.eve.ipv4, "255.255.255.255")
        )
        macs = (scene.eve.mac, scene.vic.mac if six else BROADCAST)
        return frames.datagram(macs, ends, (port, to), mark)

    return build


_to_vic("offer of DHCP", _server(67, 68, six=False))
_to_vic("reply of DHCPv6", _server(547, 546, six=True))


# What frames may be.
def _tagged(*tags: tuple[int, int]) -> Callable[[Scene, bytes], bytes]:
    def build(scene: Scene, mark: bytes) -> bytes:
        body = frames.arp(2, (scene.eve.mac, scene.one.gateway4), (scene.vic.mac, scene.vic.ipv4))
        return ether(scene.vic.mac, scene.eve.mac, ARP, body + mark, *tags)

    return build


def _tagged_packet(scene: Scene, mark: bytes) -> bytes:
    plain = scene.to_vic(scene.eve.ipv4, mark)
    return plain[:12] + struct.pack("!HH", frames.VLAN, 7) + plain[12:]


_to_vic("ARP within a VLAN", _tagged((frames.VLAN, 5)))
_to_vic("ARP within VLAN 0", _tagged((frames.VLAN, 0)))
_to_vic("ARP within two VLANs", _tagged((frames.QINQ, 5), (frames.VLAN, 6)))
_to_vic("a packet within a VLAN", _tagged_packet)


def _raw(kind: int, to: str = "") -> Callable[[Scene, bytes], bytes]:
    return lambda s, m: ether(to or s.vic.mac, s.eve.mac, kind, m + bytes(50))


_to_vic("a type of Ethernet for experiments", _raw(LOCAL))
_to_vic("PPPoE", _raw(0x8863))
_to_vic("802.3 with a length", _raw(60))
_to_vic("a bridge's own protocol", _raw(38, "01:80:c2:00:00:00"))
_to_vic("LLDP", _raw(0x88CC, "01:80:c2:00:00:0e"))
HELD_OTHERWISE.add("LLDP")


# Where one may get to.
def _lsrr(*hops: str) -> bytes:
    option = bytes([131, 3 + 4 * len(hops), 4]) + b"".join(map(frames.packed, hops))
    return option + b"\0" * (-len(option) % 4)


def _source_routed(scene: Scene, mark: bytes) -> bytes:
    body = frames.udp(scene.eve.ipv4, scene.one.gateway4, 4000, HOSTS, mark)
    packet = frames.ip4(
        scene.eve.ipv4, scene.one.gateway4, 17, body, options=_lsrr(scene.bob.ipv4)
    )
    return ether(scene.gateway, scene.eve.mac, IP, packet)


def _routing_header(scene: Scene, mark: bytes) -> bytes:
    inner = frames.udp(scene.eve.ipv6, scene.bob.ipv6, 4000, 4000, mark)
    routing = struct.pack("!BBBBI", 17, 2, 0, 1, 0) + frames.packed(scene.bob.ipv6)
    packet = frames.ip6(scene.eve.ipv6, scene.one.gateway6, 43, routing + inner)
    return ether(scene.gateway, scene.eve.mac, IP6, packet)


def _fragment(scene: Scene, mark: bytes) -> bytes:
    packet = frames.ip4(scene.eve.ipv4, scene.bob.ipv4, 17, mark + bytes(40), fragment=0x0010)
    return ether(scene.gateway, scene.eve.mac, IP, packet)


def _foreign_fragments(scene: Scene, mark: bytes) -> list[bytes]:
    sender, to = scene.bob.ipv4, scene.vic.ipv4
    body = frames.udp(sender, to, 4000, 4001, mark + bytes(40))
    return [
        ether(scene.vic.mac, scene.eve.mac, IP, frames.ip4(sender, to, 17, part, fragment=field))
        for part, field in ((body[:24], 0x2000), (body[24:], 0x0003))
    ]


_to_bob("datagram to another network, IPv4", lambda s, m: s.datagram(s.bob.ipv4, 80, m))
_to_bob("datagram to another network, IPv6", lambda s, m: s.datagram(s.bob.ipv6, 80, m))
_to_bob(
    "the same as from one of its members", lambda s, m: s.datagram(s.bob.ipv4, 80, m, s.ben.ipv4)
)
_to_bob("source route to another network", _source_routed, otherwise=True)
_to_bob("routing header to another network", _routing_header, otherwise=True)
_to_bob("second fragment to another network", _fragment, otherwise=True)
_to_vic("fragments from a foreign address", _foreign_fragments)
_to_bob(
    "frame to a MAC of another network",
    lambda s, m: ether(s.bob.mac, s.eve.mac, IP, s.to_vic(s.eve.ipv4, m)[14:]),
    otherwise=True,
)
_to_bob(
    "multicast of IPv4",
    lambda s, m: frames.datagram(
        (s.eve.mac, "01:00:5e:00:00:fb"), (s.eve.ipv4, "224.0.0.251"), (5353, 5353), m
    ),
    otherwise=True,
)
_to_bob(
    "multicast of IPv6",
    lambda s, m: frames.datagram(
        (s.eve.mac, "33:33:00:00:00:01"), (s.eve.link_local, "ff02::1"), (5353, 5353), m
    ),
    otherwise=True,
)
_to_bob("broadcast", lambda s, m: ether(BROADCAST, s.eve.mac, LOCAL, m), otherwise=True)
_to_bob("broadcast of its subnet", lambda s, m: s.datagram("10.88.2.255", 80, m), otherwise=True)

_to_host("service of the host at the gateway", lambda s, m: s.datagram(s.one.gateway4, HOSTS, m))
_to_host("the same by IPv6", lambda s, m: s.datagram(s.one.gateway6, HOSTS, m))
_to_host("service at another network's gateway", lambda s, m: s.datagram(s.two.gateway4, HOSTS, m))
_to_host("the same by IPv6 there", lambda s, m: s.datagram(s.two.gateway6, HOSTS, m))
_to_host("service at the host's own address", lambda s, m: s.datagram(HOST4, HOSTS, m))
_to_host("service at the host's own address of IPv6", lambda s, m: s.datagram(HOST6, HOSTS, m))
_to_host("service at 127.0.0.1", lambda s, m: s.datagram("127.0.0.1", HOSTS, m))
_to_host(
    "as from 127.0.0.1", lambda s, m: s.datagram(HOST4, HOSTS, m, "127.0.0.1"), otherwise=True
)
_to_host("service at ::1", lambda s, m: s.datagram("::1", HOSTS, m), otherwise=True)
_to_host(
    "service at the bridge's link-local address",
    lambda s, m: s.datagram(link_local(s.gateway), HOSTS, m, s.eve.link_local),
)
_to_host("all hosts by multicast", lambda s, m: s.datagram("ff02::1", HOSTS, m, s.eve.link_local))


def _connects(*ways: Callable[[Scene], tuple[Place, str, int]]) -> Attempt:
    """An attack that is a plain connection, in one of several ways."""
    return lambda s: any(
        place.reaches(address, port, 0.3) for place, address, port in (way(s) for way in ways)
    )


attempt("connection to another network")(
    _connects(lambda s: (s.eve, s.bob.ipv4, 80), lambda s: (s.eve, s.bob.ipv6, 80))
)
attempt("connection to the host")(
    _connects(*(lambda s, a=address: (s.eve, a, HOSTS) for address in (HOST4, HOST6)))
)
attempt("a published port at another network's gateway", otherwise=True)(
    _connects(lambda s: (s.eve, s.two.gateway4, 8080), lambda s: (s.eve, s.two.gateway6, 8080))
)
attempt("from an internal network to the outside")(
    _connects(lambda s: (s.ida, OUTSIDE4, 80), lambda s: (s.ida, OUTSIDE6, 80))
)
attempt("from an internal network to a published port", otherwise=True)(
    _connects(lambda s: (s.ida, HOST4, 8080), lambda s: (s.ida, HOST6, 8080))
)


# From beyond the machine, and by listening.
def _from_outside(name: str, to: Callable[[Scene], tuple[str, str, int]]) -> None:
    def run(scene: Scene) -> bool:
        mark = scene.mark()
        sender, address, port = to(scene)
        macs = (scene.outside.mac, UPLINK_MAC)
        frame = frames.datagram(macs, (sender, address), (4000, port), mark)
        return scene.gets(scene.bob, frame, mark, scene.outside)

    ATTEMPTS[name] = run


_from_outside("from outside to an internal address", lambda s: (OUTSIDE4, s.bob.ipv4, 80))
_from_outside("from outside to an internal address of IPv6", lambda s: (OUTSIDE6, s.bob.ipv6, 80))
_from_outside("from outside as a member", lambda s: (s.ben.ipv4, s.bob.ipv4, 80))


@attempt("listening to other networks", otherwise=True)
def _listen_elsewhere(scene: Scene) -> bool:
    mark = scene.mark()
    frame = frames.datagram(
        (scene.ben.mac, scene.bob.mac), (scene.ben.ipv4, scene.bob.ipv4), (4000, 81), mark
    )
    assert scene.gets(scene.bob, frame, mark, scene.ben)
    return mark in scene.until_beacon(scene.eve, scene.taps[scene.eve.space])


@attempt("listening to a neighbour's traffic", otherwise=True)
def _listen_beside(scene: Scene) -> bool:
    mark = scene.mark()
    frame = frames.datagram(
        (scene.vic.mac, scene.gateway), (scene.vic.ipv4, scene.one.gateway4), (4000, 53), mark
    )
    scene.taps[scene.vic.space].send(frame)
    return mark in scene.until_beacon(scene.eve, scene.taps[scene.eve.space])


@attempt("a flood of MACs, then listening", otherwise=True)
def _flood(scene: Scene) -> bool:
    tap = scene.taps[scene.eve.space]
    for number in range(2000):
        tap.send(ether(BROADCAST, f"06:00:00:00:{number >> 8:02x}:{number & 255:02x}", LOCAL, b""))
    return _listen_beside(scene)


@attempt("taking a neighbour's MAC by a frame that bridges keep", otherwise=True)
def _taken(scene: Scene) -> bool:
    scene.taps[scene.eve.space].send(ether("01:80:c2:00:00:0e", scene.vic.mac, 0x88CC, bytes(50)))
    mark = scene.mark()
    with scene.host.within(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sock:
        sock.sendto(mark, (scene.vic.ipv4, 9))
    return mark in scene.until_beacon(scene.eve, scene.taps[scene.eve.space])
