"""A machine in a namespace of its own with networks as auraed makes them, their members, and an outside."""

import asyncio
import contextlib
import fcntl
import os
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from typing_extensions import override

from aurae.linux import rtnetlink
from aurae.linux.namespaces import CLONE_NEWNET, setns
from aurae.linux.netlink import Netlink
from aurae.linux.nftables import Nftables
from aurae.model.network import Endpoint, Network, NetworkSpec, PublishedPort, Rates
from aurae.networks import bridges, naming, taps
from aurae.networks.elements import link_local
from aurae.networks.joints import Joint
from aurae.networks.means import Standing
from aurae.networks.rates import sending
from aurae.networks.rules import Rules
from tests.support import frames
from tests.support.netspace import new_namespace, within
from tests.support.relayed import Relay, Wire
from tests.support.until import until

T = TypeVar("T")
TAG = "0badcafe"
OUTSIDE4, OUTSIDE6 = "192.0.2.2", "2001:db8::2"
"""Somebody beyond the machine, which is .1 and ::1 there."""
HOST4, HOST6 = "192.0.2.1", "2001:db8::1"
UPLINK_MAC = "02:00:00:00:02:01"


class Place:
    """A network namespace with an interface, and what goes on in it."""

    def __init__(self, stack: contextlib.ExitStack, mac: str, *addresses: str) -> None:
        self.space = new_namespace(up=True)
        stack.callback(os.close, self.space)
        self._stack = stack
        self.mac = mac
        self.ipv4, self.ipv6 = addresses

    def within(self, function: Callable[[], T]) -> T:
        return within(self.space, function)

    def packets(self, kind: int = 3) -> socket.socket | Wire:
        """A socket that sends frames from here, and gets all that come, promiscuously."""

        def make() -> socket.socket:
            sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(kind))
            sock.bind(("eth0", kind))
            request = socket.if_nametoindex("eth0").to_bytes(4, "little") + b"\1\0" + b"\0" * 10
            sock.setsockopt(263, 1, request)  # SOL_PACKET, PACKET_ADD_MEMBERSHIP: promiscuous
            sock.settimeout(5)
            return sock

        sock = self.within(make)
        self._stack.callback(sock.close)
        return sock

    def connect(self, address: str, port: int, limit: float = 5) -> socket.socket:
        return self.within(lambda: socket.create_connection((address, port), limit))

    def ask(self, address: str, port: int, limit: float = 5) -> str:
        """What a greeting says."""
        with self.connect(address, port, limit) as sock:
            return sock.recv(200).decode()

    def reaches(self, address: str, port: int, limit: float = 5) -> bool:
        try:
            return bool(self.ask(address, port, limit))
        except OSError:
            return False

    def datagrams(self, address: str, port: int = 0) -> socket.socket:
        """A socket of UDP that is bound here."""

        def make() -> socket.socket:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            sock = socket.socket(family, socket.SOCK_DGRAM)
            sock.bind((address, port))
            sock.settimeout(5)
            return sock

        sock = self.within(make)
        self._stack.callback(sock.close)
        return sock

    def greet(self, name: str, port: int) -> None:
        """Listen, and tell everybody who connects this name and who they seem to be."""
        listener = self.within(lambda: frames.listen(port))

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    sock, peer = listener.accept()
                    with sock, contextlib.suppress(OSError):
                        sock.sendall(f"{name} {peer[0].removeprefix('::ffff:')}".encode())

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()

        def stop() -> None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join()

        self._stack.callback(stop)


class Member(Place):
    """A workload on a network."""

    def __init__(self, yard: "Yard", network: Network, number: int, rates: Rates | None) -> None:
        third = network.id
        mac = f"02:00:0a:58:{third:02x}:{number:02x}"
        addresses = (f"10.88.{third}.{number}", f"fd88:0:0:{third:x}::{number:x}")
        super().__init__(yard.stack, mac, *addresses)
        self.network = network
        self._relay: Relay | None = None
        self.link_local = link_local(mac)
        ident = third * 256 + number
        self.endpoint = Endpoint(
            ident,
            *(f"run-{ident}", 0, f"m{ident}", network.owner, network.id, "eth0"),
            *(naming.link(TAG, ident), mac),
            *addresses,
            rates=rates,
            is_tap=yard.tapped,
        )

    def have_tap(self, end: int) -> None:
        """Be what is behind a tap, whose descriptor this is."""
        relay = self._relay = Relay(end, self.space, self.mac)
        self._stack.callback(relay.close)

    @override
    def packets(self, kind: int = 3) -> socket.socket | Wire:
        if self._relay is None:
            return super().packets(kind)
        return Wire(self._relay)

    def wait_up(self) -> None:
        """Wait until the gateway answers: the first frames of a new link may get lost."""
        ask = frames.arp(1, (self.mac, self.ipv4), (frames.BROADCAST, self.network.gateway4))
        with self.packets(frames.ARP) as sock:
            sock.settimeout(0.01)

            def answered() -> bool:
                sock.send(frames.ether(frames.BROADCAST, self.mac, frames.ARP, ask))
                with contextlib.suppress(TimeoutError):
                    return sock.recv(2000)[:6] == frames.octets(self.mac)
                return False

            until(answered, "the gateway answers")


class Yard:
    """A machine with its networks, and an outside."""

    def __init__(self, stack: contextlib.ExitStack, *, tapped: bool = False) -> None:
        self.stack = stack
        self.tapped = tapped
        self.host = Place(stack, "", HOST4, HOST6)
        self.outside = Place(stack, "02:00:00:00:02:02", OUTSIDE4, OUTSIDE6)
        self.rules = Rules(TAG)
        stack.callback(self.rules.close)
        self.networks: dict[int, Network] = {}
        self.members: list[Member] = []
        self.host.within(self._uplink)

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do something asynchronous on the machine, with all its threads there."""

        async def main() -> T:
            with ThreadPoolExecutor(
                1, initializer=lambda: setns(self.host.space, CLONE_NEWNET)
            ) as pool:
                asyncio.get_running_loop().set_default_executor(pool)
                return await work()

        return self.host.within(lambda: asyncio.run(main()))

    def network(
        self, number: int, *, internal: bool = False, host_access: bool = False, names: bool = True
    ) -> Network:
        """Make a network: 10.88.<number>.0/24 and fd88:0:0:<number>::/64."""
        network = Network(
            number,
            NetworkSpec(f"net{number}", internal=internal, host_access=host_access, names=names),
            *(f"owner{number}", naming.bridge(TAG, number), 1500),
            *(f"10.88.{number}.0/24", f"10.88.{number}.1"),
            *(f"fd88:0:0:{number:x}::/64", f"fd88:0:0:{number:x}::1"),
        )
        self.networks[number] = network

        def make() -> None:
            with Netlink() as netlink:
                index = bridges.make(netlink, network)
                local = frames.packed(link_local(gateway_mac(network)))
                netlink.call(rtnetlink.add_address(index, local, 64))

        self.host.within(make)
        self.run(lambda: self.rules.add_network(network))
        return network

    def member(self, network: Network, number: int, rates: Rates | None = None) -> Member:
        """Put a member on a network; its addresses end with its number."""
        member = Member(self, network, number, rates)
        endpoint = member.endpoint

        bridge, name = network.bridge, endpoint.host_interface
        octets = frames.octets(member.mac)

        def make() -> None:
            with Netlink() as netlink:
                master = socket.if_nametoindex(bridge)
                netlink.call(rtnetlink.add_pair(name, master, 1500, "eth0", member.space, octets))

        def make_tap() -> int:
            with Netlink() as netlink, contextlib.ExitStack() as closing:
                master = socket.if_nametoindex(bridge)
                ends: list[int] = []
                taps.make(netlink, [Joint(endpoint, network, True)], [master], ends, closing)
                closing.pop_all()
                return ends[0]

        def come_up() -> None:
            with Netlink() as netlink:
                master, index = socket.if_nametoindex(bridge), socket.if_nametoindex(name)
                netlink.call(
                    rtnetlink.set_port(name, master), rtnetlink.add_neighbour(index, octets)
                )

        if self.tapped:
            member.have_tap(self.host.within(make_tap))
        else:
            self.host.within(make)
        gateways = (network.gateway4, network.gateway6)
        member.within(lambda: _settle("eth0", (member.ipv4, 24), (member.ipv6, 64), gateways))
        if not self.tapped:  # a guest does what it likes
            member.within(lambda: _slow(endpoint))
        self.run(lambda: self.rules.add_endpoint(network, endpoint))
        # Ours comes last: a link that comes up later than ours may be noticed a second later.
        self.host.within(come_up)
        member.wait_up()
        self.members.append(member)
        return member

    def publish(self, member: Member, port: PublishedPort) -> None:
        self.run(lambda: self.rules.add_port(member.network, member.endpoint, port))

    def withdraw(self, member: Member, port: PublishedPort) -> None:
        self.run(lambda: self.rules.remove_port(member.network, member.endpoint, port))

    def apply(self) -> None:
        """Make all rules anew, without published ports."""
        endpoints = tuple(member.endpoint for member in self.members)
        self.run(lambda: self.rules.apply(Standing(self.networks, endpoints)))

    def unrule(self) -> None:
        """Take all rules away, as somebody with rights may; ours know nothing of it."""

        def flush() -> None:
            nft = Nftables()
            nft.run("flush ruleset")
            nft.close()

        self.host.within(flush)

    def _uplink(self) -> None:
        for name in ("net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"):
            Path("/proc/sys", name).write_text("1")
        with Netlink() as netlink:
            netlink.call(
                rtnetlink.add_pair(
                    "up0", 0, 1500, "eth0", self.outside.space, frames.octets(self.outside.mac)
                ),
            )
            _set_mac("up0", UPLINK_MAC)
            netlink.call(rtnetlink.set_up("up0"))
        _settle("up0", (HOST4, 24), (HOST6, 64), ())
        self.outside.within(
            lambda: _settle("eth0", (OUTSIDE4, 24), (OUTSIDE6, 64), (HOST4, HOST6))
        )


def _set_mac(name: str, mac: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        request = struct.pack("16sH6s8x", name.encode(), 1, frames.octets(mac))
        fcntl.ioctl(sock, 0x8924, request)  # SIOCSIFHWADDR


def gateway_mac(network: Network) -> str:
    """The MAC of a network's bridge."""
    return bridges.mac(network.bridge).hex(":")


def _settle(
    name: str, four: tuple[str, int], six: tuple[str, int], gateways: tuple[str, ...]
) -> None:
    """Give an interface its addresses and set it up."""
    index = socket.if_nametoindex(name)
    with Netlink() as netlink:
        netlink.call(
            rtnetlink.set_up(index),
            *(
                rtnetlink.add_address(index, frames.packed(address), prefix)
                for address, prefix in (four, six)
            ),
            *(rtnetlink.add_default(index, frames.packed(gateway)) for gateway in gateways),
        )


def _slow(endpoint: Endpoint) -> None:
    """Limit what a member sends, as its link does it."""
    with Netlink() as netlink:
        for request in sending(endpoint, socket.if_nametoindex("eth0")):
            netlink.call(request)


@contextlib.contextmanager
def yard(*, tapped: bool = False) -> Iterator[Yard]:
    """A machine that goes at the end; its members are virtual machines if they are tapped."""
    with contextlib.ExitStack() as stack:
        yield Yard(stack, tapped=tapped)
