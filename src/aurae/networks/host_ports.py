"""Ports of the host that are published: held by sockets of ours, so that nobody else takes them.

What comes in is translated before it reaches these sockets, but for what `relays` hands on.
"""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.network import Protocol, PublishedPort
from aurae.model.refusal import AlreadyExists, Exhausted, FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TRIES = 64
"""Ports that the system may choose until one is free of both families."""
_KINDS = {Protocol.TCP: socket.SOCK_STREAM, Protocol.UDP: socket.SOCK_DGRAM}


class HostPorts:
    """All that are held, by what is published."""

    def __init__(self) -> None:
        """None is."""
        self._held: dict[PublishedPort, tuple[socket.socket, ...]] = {}
        self._sharers: dict[PublishedPort, int] = {}
        self._told: list[Callable[[socket.socket], None]] = []

    def tell(self, closing: Callable[[socket.socket], None]) -> None:
        """Have somebody told of each socket before it is closed."""
        self._told.append(closing)

    def hold(self, port: PublishedPort, action: str) -> PublishedPort:
        """Hold a port, a free one if none is asked for; returns it with its number.

        Raises AlreadyExists when somebody has it, FailedPrecondition when the host has no such address.
        """
        if port.host_port:
            self._take(port, action)
            return port
        for _ in range(TRIES):
            chosen = _with_number(port, _free(port, action))
            with suppress(AlreadyExists):
                self._take(chosen, action)
                return chosen
        raise Exhausted(action, "no port of the host is free")

    def share(self, port: PublishedPort, action: str) -> None:
        """Hold a port once more, for one of several that it leads to. Raises as `hold`."""
        if _key(port) not in self._held:
            self._take(port, action)
        else:
            self._sharers[_key(port)] = self._sharers.get(_key(port), 1) + 1

    def let_go(self, ports: Sequence[PublishedPort]) -> None:
        """Hold ports no more; one that is shared, once less."""
        for port in ports:
            key = _key(port)
            sharers = self._sharers.pop(key, 1) - 1
            if sharers:
                self._sharers[key] = sharers
                continue
            for one in self._held.pop(key, ()):
                self._close(one)

    def sockets(self, port: PublishedPort) -> tuple[socket.socket, ...]:
        """Return the sockets that hold a port, one for each family; bound, and closed with it."""
        return self._held.get(_key(port), ())

    def close(self) -> None:
        """Hold none any more."""
        for sockets in self._held.values():
            for one in sockets:
                self._close(one)
        self._held.clear()

    def _close(self, one: socket.socket) -> None:
        for closing in self._told:
            closing(one)
        one.close()

    def _take(self, port: PublishedPort, action: str) -> None:
        sockets: list[socket.socket] = []
        try:
            for family, address in _places(port):
                sockets.append(_bound(family, port, address, action))  # closed below
        except BaseException:
            for one in sockets:
                one.close()
            raise
        self._held[_key(port)] = tuple(sockets)


def _key(port: PublishedPort) -> PublishedPort:
    """Return what is the same for everything that holds the same port."""
    return PublishedPort(0, port.host_port, port.protocol, port.host_address)


def _with_number(port: PublishedPort, number: int) -> PublishedPort:
    return PublishedPort(port.port, number, port.protocol, port.host_address)


def _places(port: PublishedPort) -> Iterator[tuple[socket.AddressFamily, str]]:
    if port.host_address:
        six = ":" in port.host_address
        yield (socket.AF_INET6 if six else socket.AF_INET), port.host_address
        return
    yield socket.AF_INET, "0.0.0.0"  # noqa: S104  # that is what is asked for
    if socket.has_ipv6 and _knows_ipv6():
        yield socket.AF_INET6, "::"


def _knows_ipv6() -> bool:
    try:
        socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close()
    except OSError:
        return False
    return True


def _free(port: PublishedPort, action: str) -> int:
    family, address = next(_places(port))
    with _bound(family, port, address, action) as one:
        number: int = one.getsockname()[1]
        return number


def _bound(
    family: socket.AddressFamily, port: PublishedPort, address: str, action: str
) -> socket.socket:
    shown = f"port {port.host_port} ({port.protocol.value.lower()})"
    one = socket.socket(family, _KINDS[port.protocol])
    try:
        if port.protocol is Protocol.UDP:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 0)  # nobody reads what comes
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            one.bind((address, port.host_port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port.protocol is not Protocol.TCP:
                raise
            # Connections that have ended a minute ago are no reason to refuse; who listens is.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((address, port.host_port))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    except OSError as error:
        one.close()
        if error.errno == errno.EADDRINUSE:
            where = f" of {port.host_address}" if port.host_address else ""
            raise AlreadyExists(action, f"{shown} of the host{where} is taken") from None
        if error.errno == errno.EADDRNOTAVAIL:
            raise FailedPrecondition(action, f"{address} is no address of the host") from None
        raise FailedPrecondition(action, f"{shown} cannot be held: {error.strerror}") from None
    return one
