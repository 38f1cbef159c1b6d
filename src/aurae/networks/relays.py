"""Connections to published ports at `::1`, handed on by the server.

The kernel translates no address of IPv6's loopback interface to one beyond it, so whoever connects to
`[::1]:8080` reaches the socket that holds the port. So does who comes by IPv6 for a workload that has none.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import suppress
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from aurae.model.network import Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.model.network import PublishedPort
    from aurae.networks.host_ports import HostPorts
    from aurae.networks.register import Register

MOST = 512
"""Connections at once; more of them wait in the sockets."""
WAITING = 128
AT_ONE_GO = 16
PATIENCE_S = 10.0
PIECE = 64 * 1024
Target = tuple[str, int]

_log = logging.getLogger("aurae.networks")


class Relays:
    """Listens at the sockets of IPv6 that hold ports which lead to somebody."""

    def __init__(self, register: Register, host_ports: HostPorts) -> None:
        """`register` says who is there; the sockets are those of `host_ports`."""
        self._register = register
        self._host_ports = host_ports
        self._tasks: asyncio.TaskGroup | None = None
        self._listening: dict[socket.socket, list[Target]] = {}
        self._turns = count()
        self._open = 0
        host_ports.tell(self._stop)

    async def serve(self) -> None:
        """Hand connections on until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            try:
                self.changed()
                await asyncio.Event().wait()
            finally:
                self._tasks = None
                for listener in list(self._listening):
                    self._stop(listener)

    def changed(self) -> None:
        """Workloads or ports have come or gone."""
        if self._tasks is None:
            return
        wanted: dict[socket.socket, list[Target]] = {}
        for listener, target in self._leads():
            wanted.setdefault(listener, []).append(target)
        for listener in self._listening.keys() - wanted.keys():
            self._stop(listener)
        for listener, targets in wanted.items():
            if listener not in self._listening and not self._begin(listener):
                continue
            self._listening[listener] = targets

    def _leads(self) -> Iterator[tuple[socket.socket, Target]]:
        for endpoint in self._register.standing().endpoints:
            for port in endpoint.leading:
                for listener in self._sockets(port):
                    yield listener, (endpoint.ipv6 or endpoint.ipv4, port.port)

    def _sockets(self, port: PublishedPort) -> Iterator[socket.socket]:
        if port.protocol is Protocol.TCP and port.host_address in ("", "::", "::1"):
            for one in self._host_ports.sockets(port):
                if one.family == socket.AF_INET6:
                    yield one

    def _begin(self, listener: socket.socket) -> bool:
        try:
            listener.setblocking(False)
            listener.listen(WAITING)
        except OSError as error:
            _log.error("cannot listen at %s: %s", listener.getsockname()[:2], error)
            return False
        loop = asyncio.get_running_loop()
        loop.add_reader(listener.fileno(), partial(self._accept, listener))
        return True

    def _stop(self, listener: socket.socket) -> None:
        """Listen there no more. The socket stays bound."""
        if self._listening.pop(listener, None) is not None:
            asyncio.get_running_loop().remove_reader(listener.fileno())
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RD)

    def _accept(self, listener: socket.socket) -> None:
        targets = self._listening.get(listener)
        for _ in range(AT_ONE_GO):
            if not targets or self._tasks is None or self._open >= MOST:
                self._pause(listener)
                return
            try:
                client, _ = listener.accept()
            except OSError:  # nobody is left, or whoever it was has gone
                return
            self._open += 1
            target = targets[next(self._turns) % len(targets)]
            work = _hand_on(client, target)
            self._tasks.create_task(work).add_done_callback(partial(self._end, client))

    def _pause(self, listener: socket.socket) -> None:
        """Take no more until a connection ends."""
        asyncio.get_running_loop().remove_reader(listener.fileno())

    def _end(self, client: socket.socket, task: asyncio.Task[None]) -> None:
        del task
        client.close()
        self._open -= 1
        loop = asyncio.get_running_loop()
        for listener in self._listening if self._open == MOST - 1 else ():
            loop.add_reader(listener.fileno(), partial(self._accept, listener))


async def _hand_on(client: socket.socket, target: Target) -> None:
    """Connect to a workload and copy both ways until both sides have ended."""
    loop = asyncio.get_running_loop()
    family = socket.AF_INET6 if ":" in target[0] else socket.AF_INET
    client.setblocking(False)
    with client, socket.socket(family, socket.SOCK_STREAM) as workload:
        workload.setblocking(False)
        for one in (client, workload):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await loop.sock_connect(workload, target)
            async with asyncio.TaskGroup() as both:
                both.create_task(_copy(client, workload))
                both.create_task(_copy(workload, client))
        except* OSError:  # either side may go at any time
            pass
        except* Exception:  # noqa: BLE001  # the rest of all connections goes on
            _log.exception("cannot hand a connection on: a mistake of ours")


async def _copy(source: socket.socket, to: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    while piece := await loop.sock_recv(source, PIECE):
        await loop.sock_sendall(to, piece)
    to.shutdown(socket.SHUT_WR)
