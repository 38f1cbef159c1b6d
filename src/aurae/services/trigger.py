"""Waiting for the first connection to a service that is not there yet."""

from __future__ import annotations

import asyncio
import logging
import select
from collections import deque
from typing import TYPE_CHECKING

from aurae.services.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

_log = logging.getLogger("aurae.services")

BURST = 20
INTERVAL = 2.0
"""So many starts in so many seconds mean that the service leaves its connections where they are."""

PAUSE = 2.0
LONGEST_PAUSE = 60.0
"""Seconds until it is started again then; the pause doubles each time."""


class Trigger:
    """Tells that somebody waits at one of the listening sockets of a service, and accepts nothing.

    The sockets are looked at through an epoll of our own: an event loop would set those that it
    watches not to block, and the service has the same ones.
    """

    def __init__(self, service: str, fds: Iterable[int]) -> None:
        """Watch the sockets of the service called `service`; they stay the caller's."""
        self._service = service
        self._epoll = select.epoll()
        self._pulled: deque[float] = deque(maxlen=BURST)
        self._pause = PAUSE
        self._paused_at = float("-inf")
        self.paused_until: float | None = None
        """Loop time until which it waits whatever comes in."""
        for fd in fds:
            self._epoll.register(fd, select.EPOLLIN)

    async def wait(self) -> None:
        """Return when the service has to be started; later, when it was started in vain too often."""
        loop = asyncio.get_running_loop()
        if len(self._pulled) == BURST and loop.time() - self._pulled[0] < INTERVAL:
            await self._rest(loop.time())
        await readable(self._epoll.fileno())
        self._pulled.append(loop.time())

    def close(self) -> None:
        """Stop watching."""
        self._epoll.close()

    async def _rest(self, now: float) -> None:
        in_a_row = now - self._paused_at < LONGEST_PAUSE + INTERVAL
        self._pause = min(self._pause * 2, LONGEST_PAUSE) if in_a_row else PAUSE
        _log.warning(
            "%s: started %d times within %g s for connections that it does not accept; "
            "the next start for one is in %g s",
            self._service,
            BURST,
            INTERVAL,
            self._pause,
        )
        self._pulled.clear()
        self.paused_until = now + self._pause
        try:
            await asyncio.sleep(self._pause)
        finally:
            self.paused_until = None
            self._paused_at = asyncio.get_running_loop().time()
