"""The sockets of DNS: on each gateway address one for datagrams, one for connections.

All of it is bounded: datagrams read at one go, questions out for one member and in all, connections of
one member and in all, what waits in a connection, and how long it may say nothing. How many questions
come is limited by a rule of the kernel.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import Counter
from contextlib import suppress
from functools import partial
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from aurae.networks import dns_wire
from aurae.networks.dns_wire import SERVFAIL, Malformed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from aurae.model.network import Network
    from aurae.networks.dns_answering import Answering
    from aurae.networks.dns_wire import Query

PORT = 53
LARGEST = 4096
"""Bytes of a question that are read."""
AT_ONE_GO = 64
BUFFER = 256 * 1024
MOST_OUT, MOST_OUT_OF_ONE = 512, 64
"""Questions that wait for a resolver."""
MOST_STREAMS, MOST_STREAMS_OF_ONE = 128, 8
MOST_IN_STREAM = 200
SILENCE_S = 10.0

_log = logging.getLogger("aurae.networks")


class Serving:
    """Answers on one gateway address, until it is closed."""

    def __init__(
        self, network: Network, gateway: str, answering: Answering, tasks: asyncio.TaskGroup
    ) -> None:
        """Listen. Raises OSError, as when somebody listens there already."""
        self._network = network
        self._answering = answering
        self._tasks = tasks
        self._inside = [ip_network(text) for text in network.subnets]
        self._own = frozenset(network.gateways)
        self._out: Counter[str] = Counter()
        self._streams: Counter[str] = Counter()
        self._running: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        family = socket.AF_INET6 if ":" in gateway else socket.AF_INET
        self._datagrams = _bound(family, socket.SOCK_DGRAM, gateway)
        try:
            self._listener = _bound(family, socket.SOCK_STREAM, gateway)
        except OSError:
            self._datagrams.close()
            raise
        self._loop.add_reader(self._datagrams.fileno(), self._read)
        self._begin(self._accept(), lambda: None)

    def close(self) -> None:
        """Listen no more; what is being answered is given up."""
        self._loop.remove_reader(self._datagrams.fileno())
        for task in self._running:
            task.cancel()
        self._datagrams.close()
        self._listener.close()

    def _begin(self, work: Coroutine[None, None, None], after: Callable[[], None]) -> None:
        """Do something beside the rest; `after` is done in any case."""

        def end(task: asyncio.Task[None]) -> None:
            self._running.discard(task)
            work.close()
            after()

        task = self._tasks.create_task(_guarded(work))
        self._running.add(task)
        task.add_done_callback(end)

    def _forwards(self, sender: str) -> bool:
        """Say whether one may have others asked: members, and not who asks from the host itself.

        The host's own resolver may ask us what we would ask it.
        """
        address = ip_address(sender.partition("%")[0])
        return sender not in self._own and any(
            subnet.version == address.version and address in subnet for subnet in self._inside
        )

    def _read(self) -> None:
        for _ in range(AT_ONE_GO):
            try:
                data, sender = self._datagrams.recvfrom(LARGEST)
            except OSError:  # nothing more, or an error of an earlier answer
                return
            self._take(data, sender)

    def _take(self, data: bytes, sender: tuple[str, int]) -> None:
        try:
            query = dns_wire.parse(data)
        except Malformed as error:
            if error.reply:
                self._send(error.reply, sender)
            return
        forward = self._forwards(sender[0])
        found = self._answering.at_once(self._network.id, query, query.size, forward=forward)
        if found is not None:
            self._send(found, sender)
        elif self._out.total() >= MOST_OUT or self._out[sender[0]] >= MOST_OUT_OF_ONE:
            self._send(dns_wire.answer(query, SERVFAIL), sender)
        else:
            self._out[sender[0]] += 1
            after = partial(_count_down, self._out, sender[0])
            self._begin(self._pass_on(query, sender), after)

    async def _pass_on(self, query: Query, sender: tuple[str, int]) -> None:
        ident = self._network.id
        self._send(await self._answering.of_others(ident, query, query.size, stream=False), sender)

    def _send(self, data: bytes, sender: tuple[str, int]) -> None:
        # Whoever is too slow to take an answer asks again.
        with suppress(OSError):
            self._datagrams.sendto(data, sender)

    async def _accept(self) -> None:
        while True:
            try:
                sock, sender = await self._loop.sock_accept(self._listener)
            except OSError as error:
                if self._listener.fileno() < 0:
                    return
                _log.warning("cannot accept a connection for DNS: %s", error)
                await asyncio.sleep(1)
                continue
            address = sender[0]
            if (
                self._streams.total() >= MOST_STREAMS
                or self._streams[address] >= MOST_STREAMS_OF_ONE
            ):
                sock.close()
            else:
                self._streams[address] += 1
                after = partial(self._hang_up, sock, address)
                self._begin(self._converse(sock, address), after)

    def _hang_up(self, sock: socket.socket, sender: str) -> None:
        sock.close()
        _count_down(self._streams, sender)

    async def _converse(self, sock: socket.socket, sender: str) -> None:
        with suppress(OSError, EOFError):
            sock.setblocking(False)
            for _ in range(MOST_IN_STREAM):
                async with asyncio.timeout(SILENCE_S):
                    data = await self._message(sock)
                found = await self._answer(data, sender)
                async with asyncio.timeout(SILENCE_S):
                    await self._loop.sock_sendall(sock, len(found).to_bytes(2, "big") + found)

    async def _message(self, sock: socket.socket) -> bytes:
        length = int.from_bytes(await self._exactly(sock, 2), "big")
        if not dns_wire.HEADER.size <= length <= LARGEST:
            raise EOFError
        return await self._exactly(sock, length)

    async def _exactly(self, sock: socket.socket, wanted: int) -> bytes:
        found = b""
        while len(found) < wanted:
            part = await self._loop.sock_recv(sock, wanted - len(found))
            if not part:
                raise EOFError
            found += part
        return found

    async def _answer(self, data: bytes, sender: str) -> bytes:
        try:
            query = dns_wire.parse(data)
        except Malformed as error:
            if not error.reply:
                raise EOFError from None
            return error.reply
        ident = self._network.id
        forward = self._forwards(sender)
        found = self._answering.at_once(ident, query, 0, forward=forward)
        return found or await self._answering.of_others(ident, query, 0, stream=True)


async def _guarded(work: Coroutine[None, None, None]) -> None:
    """Do it; a mistake of ours that a member finds ends what it asked for, and no more."""
    try:
        await work
    except Exception:  # noqa: BLE001  # the rest of all networks goes on
        _log.exception("cannot answer a question of DNS: a mistake of ours")


def _count_down(counts: Counter[str], key: str) -> None:
    counts[key] -= 1
    if not counts[key]:
        del counts[key]


def _bound(family: int, kind: int, address: str) -> socket.socket:
    sock = socket.socket(family, kind | socket.SOCK_NONBLOCK)
    try:
        if kind == socket.SOCK_STREAM:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        sock.bind((address, PORT))
        if kind == socket.SOCK_STREAM:
            sock.listen(32)
    except BaseException:
        sock.close()
        raise
    return sock
