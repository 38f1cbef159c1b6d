"""The process that unpacks, kept: one for all who unpack at a time, and for a while after the last of them.

Its interpreter takes longer to start than a small layer to unpack, so ten pulls do not start ten. What it
has of one layer none of its children sees that has another: each is confined before it reads a byte.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from aurae.images.unpacking import UnpackFailed, unpacker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from aurae.images.unpacking import Tasks, Unpacker
    from aurae.processes.init import Init

LINGER = 0.5
"""Seconds that it waits for the next one to unpack."""


class _Kept:
    """One process, how many use it, and what it is when it has started."""

    def __init__(self) -> None:
        self.started: asyncio.Future[Unpacker] = asyncio.get_running_loop().create_future()
        self.started.add_done_callback(_look)
        self._users = 0
        self._free = asyncio.Event()
        self._free.set()
        self._taken = asyncio.Event()
        self._taken.set()

    @property
    def is_good(self) -> bool:
        """Whether it starts or runs."""
        if not self.started.done():
            return True
        failed = self.started.cancelled() or self.started.exception() is not None
        return not failed and not self.started.result().is_gone

    def take(self) -> None:
        """One more uses it."""
        self._users += 1
        self._free.clear()
        self._taken.set()

    def leave(self) -> None:
        """One uses it no more."""
        self._users -= 1
        if not self._users:
            self._free.set()

    async def free(self) -> None:
        """Return when nobody uses it."""
        await self._free.wait()

    async def unused(self, linger: float) -> None:
        """Return when nobody has used it for so long, or nobody uses what is not good any more."""
        while self._users or self._taken.is_set():
            await self._free.wait()
            self._taken.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(linger if self.is_good else 0):
                    await self._taken.wait()


class Unpackers:
    """Has the process started where it is wanted, and ended where it is not."""

    def __init__(
        self, init: Init, next_id: Callable[[], int], tasks: Tasks, linger: float
    ) -> None:
        """Init starts it, with an id of `next_id`; `tasks` keep it, and with them it ends."""
        self._init = init
        self._next_id = next_id
        self._tasks = tasks
        self._linger = linger
        self._kept: _Kept | None = None

    @asynccontextmanager
    async def use(self) -> AsyncIterator[Unpacker]:
        """Give the process while the block runs. Raises UnpackFailed where it cannot be started."""
        kept = self._begun()
        kept.take()
        try:
            yield await asyncio.shield(kept.started)
        finally:
            kept.leave()

    def prepare(self) -> None:
        """Have the process start that is wanted soon."""
        self._begun()

    async def quiet(self, limit: float) -> None:
        """Return when nobody unpacks, or after so many seconds."""
        if self._kept is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(limit):
                    await self._kept.free()

    def _begun(self) -> _Kept:
        kept = self._kept
        if kept is None or not kept.is_good:
            kept = self._kept = _Kept()
            self._tasks.begin(self._keep(kept))
        return kept

    async def _keep(self, kept: _Kept) -> None:
        try:
            async with unpacker(self._init, self._next_id()) as process:
                kept.started.set_result(process)
                await kept.unused(self._linger)
                self._forget(kept)
        except UnpackFailed as failure:
            kept.started.set_exception(failure)
        finally:
            self._forget(kept)
            if not kept.started.done():
                kept.started.set_exception(UnpackFailed("the server ends"))

    def _forget(self, kept: _Kept) -> None:
        if self._kept is kept:
            self._kept = None


def _look(started: asyncio.Future[Unpacker]) -> None:
    """Take note of a failure, which nobody may be left to hear of."""
    if not started.cancelled():
        started.exception()
