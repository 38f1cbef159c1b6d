"""What a member of a network may try, frame by frame, and whether it came through.

A member `eve` attacks. Beside it on network one is `vic`; `bob` and `ben` are on network two, of
another owner; `ida` is on an internal network. All sockets are in one thread that stays on one
CPU: frames stay in order, so that what has not come when a later one has come will not come.
"""

import contextlib
import os
import socket
from collections.abc import Iterator
from itertools import count

from aurae.model.network import PublishedPort
from tests.support import frames
from tests.support.frames import ARP, BROADCAST, ether
from tests.support.relayed import Wire
from tests.support.yard import (
    OUTSIDE4,
    OUTSIDE6,
    Member,
    Place,
    Yard,
    gateway_mac,
    yard,
)

MARK = b"came-through-%d"
ROUNDS = 2
PUBLISHED = PublishedPort(80, 8080)
HOSTS = 4000
"""A port of UDP and TCP that the host listens on, on every address."""


class Scene:
    """The machine, and who is on it."""

    def __init__(self, machine: Yard) -> None:
        self.yard = machine
        self.one, self.two = machine.network(1), machine.network(2)
        self.inner = machine.network(3, internal=True)
        self.eve, self.vic = machine.member(self.one, 5), machine.member(self.one, 6)
        self.bob, self.ben = machine.member(self.two, 5), machine.member(self.two, 6)
        self.ida = machine.member(self.inner, 5)
        self.host, self.outside = machine.host, machine.outside
        self._marks = count()
        for place, name in ((self.vic, "vic"), (self.bob, "bob"), (self.outside, "outside")):
            place.greet(name, 80)
        self.host.greet("host", HOSTS)
        self.host_udp = self.host.datagrams("::", HOSTS)
        self.named = self.host.datagrams(self.one.gateway4, 53)
        self.taps: dict[int, socket.socket | Wire] = {}
        for place in (self.eve, self.vic, self.bob, self.ben, self.ida, self.outside):
            self.taps[place.space] = place.packets()
        machine.publish(self.bob, PUBLISHED)
        self.gateway = gateway_mac(self.one)
        self._acquaint()

    def mark(self) -> bytes:
        """Bytes that no other frame has."""
        return MARK % next(self._marks)

    def _acquaint(self) -> None:
        """Have everybody know the way to everybody they may speak with."""
        for member in (self.eve, self.vic, self.bob, self.ben):
            for address in (OUTSIDE4, OUTSIDE6):
                assert member.reaches(address, 80)
        for address in (self.vic.ipv4, self.vic.ipv6):
            assert self.eve.reaches(address, 80)
        for address in (self.bob.ipv4, self.bob.ipv6):
            assert self.ben.reaches(address, 80)

    def gets(
        self, place: Place, attack: bytes | list[bytes], mark: bytes, by: Place | None = None
    ) -> bool:
        """Say whether a frame of eve's, or of somebody else's, gets to somebody's interface."""
        sender, tap = self.taps[(by or self.eve).space], self.taps[place.space]
        for _ in range(ROUNDS):
            for frame in [attack] if isinstance(attack, bytes) else attack:
                sender.send(frame)
            if mark in self.until_beacon(place, tap):
                return True
        return False

    def until_beacon(self, place: Place, tap: socket.socket | Wire) -> bytes:
        """Return all that came to somebody up to a frame that may come."""
        beacon = self.mark()
        if isinstance(place, Member):
            other = next(
                each
                for each in self.yard.members
                if each.network is place.network and each is not place
            )
            ask = frames.arp(1, (other.mac, other.ipv4), (BROADCAST, other.ipv4))
            self.taps[other.space].send(ether(BROADCAST, other.mac, ARP, ask + beacon))
        else:
            with self.host.within(
                lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            ) as sock:
                sock.sendto(beacon, (OUTSIDE4, 9))
        seen = b""
        while beacon not in seen:
            seen += tap.recv(65_536)
        return seen

    def host_gets(self, attack: bytes, mark: bytes) -> bool:
        """Say whether a datagram of eve's gets to the host's socket."""
        for _ in range(ROUNDS):
            self.taps[self.eve.space].send(attack)
            beacon = self.mark()
            self.taps[self.eve.space].send(self.datagram(self.one.gateway4, 53, beacon))
            while self.named.recv(2048) != beacon:
                pass
            self.host_udp.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    if mark in self.host_udp.recv(65_536):
                        return True
        return False

    def datagram(self, to: str, port: int, data: bytes, sender: str = "") -> bytes:
        """A frame of eve's to the gateway with a datagram."""
        four = ":" not in to
        source = sender or (self.eve.ipv4 if four else self.eve.ipv6)
        return frames.datagram((self.eve.mac, self.gateway), (source, to), (4000, port), data)

    def to_vic(self, sender: str, data: bytes, mac: str = "") -> bytes:
        """A frame of eve's to vic with a datagram that seems to be somebody's."""
        to = self.vic.ipv6 if ":" in sender else self.vic.ipv4
        return frames.datagram((mac or self.eve.mac, self.vic.mac), (sender, to), (53, 4001), data)


@contextlib.contextmanager
def scene(*, tapped: bool = False) -> Iterator[Scene]:
    """Everything set up, and this thread kept on one CPU; the members are virtual machines if they are tapped."""
    before = os.sched_getaffinity(0)
    with yard(tapped=tapped) as machine:
        os.sched_setaffinity(0, {min(before)})
        try:
            yield Scene(machine)
        finally:
            os.sched_setaffinity(0, before)
