"""Questions that are nobody's here go to the host's resolvers: by a socket each, with limits.

A socket of its own has a port of its own, which together with a number by chance is what a forged
answer would have to guess. The same question of several members is asked once.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import struct
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aurae.networks import dns_wire
from aurae.networks.dns_cache import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from aurae.networks.dns_cache import Key
    from aurae.networks.dns_wire import Query

PATIENCE_S = 2.0
"""Seconds for one resolver before the next one is asked."""
MOST_RESOLVERS = 3
MOST_AT_ONCE = 256
MOST_OF_ONE = 32
"""Questions that are out for one network."""
LARGEST = 65_535
LONGEST_FILE = 64 * 1024
REREAD_S = 1.0


class Busy(Exception):
    """Too many questions are out."""


class Upstream:
    """The host's resolvers, as resolv.conf names them by now."""

    def __init__(
        self, path: Path, own: Callable[[], Collection[str]], clock: Callable[[], float]
    ) -> None:
        """`own` are addresses that are ours: asking them would be asking ourselves."""
        self._path = path
        self._own = own
        self._clock = clock
        self._read_at = float("-inf")
        self._seen: tuple[int, int] = (0, 0)
        self._resolvers: list[str] = []
        self._out: dict[tuple[Key, bool], asyncio.Future[bytes]] = {}
        self._counts: dict[int, int] = {}

    async def ask(self, network: int, query: Query, *, stream: bool) -> bytes:
        """Return the answer of the first resolver that has one.

        Raises Busy, OSError, TimeoutError.
        """
        key = (key_of(network, query), stream)
        if key in self._out:
            return await asyncio.shield(self._out[key])
        if len(self._out) >= MOST_AT_ONCE or self._counts.get(network, 0) >= MOST_OF_ONE:
            raise Busy
        self._counts[network] = self._counts.get(network, 0) + 1
        self._out[key] = future = asyncio.get_running_loop().create_future()
        try:
            found = await self._ask(query, stream=stream)
        except BaseException as error:
            future.set_exception(_for_others(error))
            future.exception()  # nobody else may wait
            raise
        else:
            future.set_result(found)
            return found
        finally:
            del self._out[key]
            self._counts[network] -= 1
            if not self._counts[network]:
                del self._counts[network]

    async def _ask(self, query: Query, *, stream: bool) -> bytes:
        trouble: OSError = OSError("no resolver is known")
        for resolver in self.resolvers():
            try:
                async with asyncio.timeout(PATIENCE_S):
                    found = await (_by_stream if stream else _by_datagram)(resolver, query)
            except OSError as error:  # with it TimeoutError
                trouble = error
            else:
                self._prefer(resolver)
                return found
        raise trouble

    def _prefer(self, resolver: str) -> None:
        """Ask this one first from now on."""
        if resolver in self._resolvers[1:]:
            self._resolvers.remove(resolver)
            self._resolvers.insert(0, resolver)

    def resolvers(self) -> Sequence[str]:
        """Return the addresses of resolvers; read again when the file has changed."""
        now = self._clock()
        if now - self._read_at >= REREAD_S:
            self._read_at = now
            with suppress(OSError):
                status = os.stat(self._path)
                seen = (status.st_mtime_ns, status.st_ino)
                if seen != self._seen:
                    with open(self._path, "rb") as file:
                        self._resolvers = nameservers(file.read(LONGEST_FILE))
                    self._seen = seen
        own = self._own()
        return [each for each in self._resolvers if each.partition("%")[0] not in own]


def _for_others(error: BaseException) -> BaseException:
    """Return what those hear who waited for the same: that the first one left is no answer."""
    return error if isinstance(error, Exception) else OSError("the question was given up")


def nameservers(text: bytes) -> list[str]:
    """Return the resolvers that a resolv.conf(5) names, as many as count."""
    found = []
    for line in text.splitlines():
        words = line.split()
        if len(words) < 2 or words[0] != b"nameserver":
            continue
        with suppress(ValueError):
            address = words[1].decode("ascii", "replace")
            ip_address(address)
            found.append(address)
    return list(dict.fromkeys(found))[:MOST_RESOLVERS]


def _place(resolver: str) -> tuple[socket.AddressFamily, tuple[str, int]]:
    return (socket.AF_INET6 if ":" in resolver else socket.AF_INET), (resolver, 53)


async def _by_datagram(resolver: str, query: Query) -> bytes:
    """Ask by UDP. What comes back and is no answer is passed over."""
    family, place = _place(resolver)
    ident = secrets.randbits(16)
    loop = asyncio.get_running_loop()
    with socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as sock:
        sock.connect(place)
        await loop.sock_sendall(sock, dns_wire.onward(query, ident))
        while True:
            found = await loop.sock_recv(sock, LARGEST)
            if dns_wire.is_answer(query, ident, found):
                return found


async def _by_stream(resolver: str, query: Query) -> bytes:
    """Ask by TCP."""
    family, place = _place(resolver)
    ident = secrets.randbits(16)
    loop = asyncio.get_running_loop()
    with socket.socket(family, socket.SOCK_STREAM | socket.SOCK_NONBLOCK) as sock:
        await loop.sock_connect(sock, place)
        message = dns_wire.onward(query, ident)
        await loop.sock_sendall(sock, len(message).to_bytes(2, "big") + message)
        (length,) = struct.unpack("!H", await _exactly(sock, 2))
        found = await _exactly(sock, length)
    if not dns_wire.is_answer(query, ident, found):
        raise ConnectionError("an answer to another question")
    return found


async def _exactly(sock: socket.socket, count: int) -> bytes:
    """Return so many bytes. Raises ConnectionError when there are no more."""
    loop = asyncio.get_running_loop()
    parts = bytearray()
    while len(parts) < count:
        part = await loop.sock_recv(sock, count - len(parts))
        if not part:
            raise ConnectionError("the connection ended")
        parts += part
    return bytes(parts)
