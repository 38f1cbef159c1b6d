"""The socket to a guest: what is read and what waits to be written are bounded, whatever the guest does.

A guest that sends and sends is heard no more often than its allowance says, so that the loop has time for
others. One that never reads costs no more than UNSENT_LIMIT; who has much to write waits for `room`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

PIECE = 64 * 1024
"""Bytes that are read at once."""
ROOMY = 256 * 1024
"""Bytes unsent, above which those who can wait do so."""
UNSENT_LIMIT = 1024 * 1024
"""Bytes unsent, above which the other side counts as one that does not read."""
PER_SECOND = 50_000
"""Units that a guest may cost: one for a frame."""
BURST = 10_000


class Waiters:
    """Those who wait for something to change."""

    __slots__ = ("_futures",)

    def __init__(self) -> None:
        """Nobody waits."""
        self._futures: set[asyncio.Future[None]] = set()

    async def wait(self) -> None:
        """Return when something has changed."""
        future = asyncio.get_running_loop().create_future()
        self._futures.add(future)
        try:
            await future
        finally:
            self._futures.discard(future)

    def wake(self) -> None:
        """Say that something has changed."""
        for future in self._futures:
            if not future.done():
                future.set_result(None)


class Line:
    """A connected stream socket; `ended` is called once, with the reason, when it is of no more use."""

    __slots__ = (
        *("_at", "_ended", "_hear", "_loop", "_resting", "_saved", "_sock", "_unsent", "_waiters"),
        "is_open",
    )

    def __init__(
        self, sock: socket.socket, hear: Callable[[bytes], int], ended: Callable[[str], None]
    ) -> None:
        """Take over a socket; `hear` is given what comes, and returns what that has cost."""
        sock.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._sock = sock
        self._hear = hear
        self._ended = ended
        self._unsent = bytearray()
        self._waiters = Waiters()
        self._saved = float(BURST)
        self._at = self._loop.time()
        self._resting: asyncio.TimerHandle | None = None
        self.is_open = True
        self._loop.add_reader(sock.fileno(), self._readable)

    @property
    def is_roomy(self) -> bool:
        """Whether who has much to write may go on, or would find out that it is closed."""
        return len(self._unsent) <= ROOMY or not self.is_open

    async def room(self) -> None:
        """Return when it is roomy; many may have waited, so look again."""
        while not self.is_roomy:
            await self._waiters.wait()

    def send(self, data: bytes) -> None:
        """Send bytes, or keep them until they can be sent."""
        if not self.is_open:
            return
        if not self._unsent:
            try:
                sent = self._sock.send(data)
            except BlockingIOError:
                sent = 0
            except OSError as error:
                self.close(error.strerror or str(error))
                return
            if sent == len(data):
                return
            data = data[sent:]
            self._loop.add_writer(self._sock.fileno(), self._writable)
        self._unsent += data
        if len(self._unsent) > UNSENT_LIMIT:
            self.close(f"the guest does not read: {len(self._unsent)} bytes wait for it")

    def close(self, why: str) -> None:
        """Close it, for a reason; later ones count for nothing."""
        if not self.is_open:
            return
        self.is_open = False
        if self._resting is not None:
            self._resting.cancel()
        self._loop.remove_reader(self._sock.fileno())
        self._loop.remove_writer(self._sock.fileno())
        self._sock.close()
        self._unsent = bytearray()
        self._waiters.wake()
        self._ended(why)

    def _writable(self) -> None:
        try:
            sent = self._sock.send(self._unsent)
        except BlockingIOError:
            return
        except OSError as error:
            self.close(error.strerror or str(error))
            return
        del self._unsent[:sent]
        if not self._unsent:
            self._loop.remove_writer(self._sock.fileno())
        if self.is_roomy:
            self._waiters.wake()

    def _readable(self) -> None:
        try:
            data = self._sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError as error:
            self.close(error.strerror or str(error))
            return
        if not data:
            self.close("the other end is closed")
            return
        cost = self._hear(data)
        now = self._loop.time()
        self._saved = min(BURST, self._saved + (now - self._at) * PER_SECOND) - cost
        self._at = now
        if self._saved < 0 and self.is_open:
            self._loop.remove_reader(self._sock.fileno())
            self._resting = self._loop.call_later(-self._saved / PER_SECOND, self._go_on)

    def _go_on(self) -> None:
        self._resting = None
        self._loop.add_reader(self._sock.fileno(), self._readable)
