"""Doors: where virtual machines on a network are led that ask for metadata, at 169.254.169.254.

A rule leads them here by their link, and no other; so whose an address is, is whose the link is. The socket takes
what comes by the network's own bridge, and from the machine itself, which has no guest's address and hears
nothing. What guests say is heard by somebody above.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.model.network import Endpoint, Network
    from aurae.networks.means import Means
    from aurae.networks.ruling import Ruling

    Answer = Callable[[Endpoint, socket.socket], Awaitable[None]]

MOST, MOST_OF_ONE = 256, 16
"""Connections at once; what is more is closed."""
WAITING = 128
AT_ONE_GO = 16

_log = logging.getLogger("aurae.networks")


class Doors:
    """One for each network that a virtual machine is on, or was. Methods raise Refusal and OSError."""

    def __init__(self, means: Means, ruling: Ruling) -> None:
        """Nobody answers before `answer_by`."""
        self._means = means
        self._ruling = ruling
        self._lock = asyncio.Lock()
        self._listeners: dict[int, tuple[int, socket.socket]] = {}
        self._answer: Answer | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self._open: Counter[int] = Counter()
        ruling.tell(self._close_gone)

    def answer_by(self, answer: Answer) -> None:
        """Have somebody converse with each guest that connects; the socket is closed afterwards."""
        self._answer = answer

    async def have(self, network: Network) -> None:
        """Have a door for a network, with the rule that leads to it."""
        async with self._lock:
            if self._stand(network):
                try:
                    await self._ruling.open_door(network, self._means.register.doors[network.id])
                except BaseException:
                    self._close(network.id)
                    raise

    def stand(self) -> list[Network]:
        """Have sockets for all networks that guests are on; returns those that need another rule. What fails is told."""
        register, changed = self._means.register, []
        for ident in {one.network_id for _, one in register.linked() if one.is_tap}:
            network = register.networks.get(ident)
            if network is None:
                continue
            try:
                if self._stand(network):
                    changed.append(network)
            except OSError as error:
                _log.error("network '%s' has no metadata: %s", network.name, error)
        return changed

    async def put_right(self) -> None:
        """Have doors for all networks that guests are on, with the rules that lead to them."""
        for network in self.stand():
            await self._ruling.open_door(network, self._means.register.doors[network.id])

    def close(self) -> None:
        """Let nobody in."""
        for ident in list(self._listeners):
            self._close(ident)

    async def serve(self) -> None:
        """Let guests in until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            try:
                for ident, (_, listener) in self._listeners.items():
                    self._listen(ident, listener)
                await asyncio.Event().wait()
            finally:
                self._tasks = None
                self.close()

    def _stand(self, network: Network) -> bool:
        """Have a socket on a network's bridge as it is now; says whether it is another one than before."""
        register = self._means.register
        bridge = register.indices.get(network.id, 0)
        there = self._listeners.get(network.id)
        if not network.gateway4 or (there is not None and there[0] == bridge):
            return False
        self._close(network.id)
        listener = _bound(network)
        self._listeners[network.id] = (bridge, listener)
        register.doors[network.id] = listener.getsockname()[1]
        if self._tasks is not None:
            self._listen(network.id, listener)
        return True

    def _close_gone(self) -> None:
        for ident in self._listeners.keys() - self._means.register.networks.keys():
            self._close(ident)

    def _close(self, ident: int) -> None:
        _, listener = self._listeners.pop(ident, (0, None))
        if listener is not None:
            self._means.register.doors.pop(ident, None)
            asyncio.get_running_loop().remove_reader(listener.fileno())
            listener.close()

    def _listen(self, ident: int, listener: socket.socket) -> None:
        reader = partial(self._accept, ident, listener)
        asyncio.get_running_loop().add_reader(listener.fileno(), reader)

    def _accept(self, ident: int, listener: socket.socket) -> None:
        for _ in range(AT_ONE_GO):
            try:
                guest, sender = listener.accept()
            except OSError:  # nobody is left, or whoever it was has gone
                return
            endpoint = self._whose(ident, sender[0])
            if (
                endpoint is None
                or self._answer is None
                or self._tasks is None
                or self._open.total() >= MOST
                or self._open[endpoint.id] >= MOST_OF_ONE
            ):
                guest.close()
                continue
            guest.setblocking(False)
            self._open[endpoint.id] += 1
            work = _guarded(self._answer, endpoint, guest)
            leave = partial(self._leave, endpoint.id, guest)
            self._tasks.create_task(work).add_done_callback(leave)

    def _whose(self, ident: int, address: str) -> Endpoint | None:
        for _, endpoint in self._means.register.linked():
            if endpoint.network_id == ident and endpoint.ipv4 == address and endpoint.is_tap:
                return endpoint
        return None

    def _leave(self, ident: int, guest: socket.socket, _: asyncio.Task[None]) -> None:
        guest.close()
        self._open[ident] -= 1
        if not self._open[ident]:
            del self._open[ident]


async def _guarded(answer: Answer, endpoint: Endpoint, guest: socket.socket) -> None:
    """Converse; a mistake of ours that a guest finds ends what it asked for, and no more."""
    try:
        with suppress(OSError):
            await answer(endpoint, guest)
    except Exception:  # noqa: BLE001  # the rest of all networks goes on
        _log.exception("cannot answer a question for metadata: a mistake of ours")


def _bound(network: Network) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, network.bridge.encode())
        listener.bind((network.gateway4, 0))
        listener.listen(WAITING)
    except OSError:
        listener.close()
        raise
    return listener
