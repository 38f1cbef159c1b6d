"""Keeps apart the runs of a container and the copying of its files while it is down.

What is written into the layers of a root that runs is undefined (overlayfs), so one waits for the other,
for a moment: a stop is soon over, a long copy is not.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

LIMIT = 3.0
"""Seconds that one waits for the other."""


class Uses:
    """Who uses which root, by its key."""

    def __init__(self, limit: float = LIMIT) -> None:
        """Nobody uses any."""
        self._limit = limit
        self._runs: dict[str, set[int]] = {}
        self._copies: dict[str, int] = {}
        self._changed = asyncio.Condition()

    def runs(self, key: str, ident: int) -> None:
        """Note a run that is there already."""
        self._runs.setdefault(key, set()).add(ident)

    async def start(self, key: str, ident: int, action: str) -> None:
        """Note a run that is about to start. FailedPrecondition while files are copied."""
        why = "files of it are being copied: start it when that is done"
        await self._wait(lambda: key not in self._copies, action, why)
        self.runs(key, ident)

    async def end(self, key: str, ident: int) -> None:
        """Note that a run has ended, or never came to be."""
        idents = self._runs.get(key, set())
        idents.discard(ident)
        if not idents:
            self._runs.pop(key, None)
        async with self._changed:
            self._changed.notify_all()

    @asynccontextmanager
    async def copying(self, key: str, action: str) -> AsyncIterator[None]:
        """Hold a root that is not to run while the block does. FailedPrecondition when it does."""
        why = "it is just starting or ending: try again"
        await self._wait(lambda: key not in self._runs, action, why)
        self._copies[key] = self._copies.get(key, 0) + 1
        try:
            yield
        finally:
            self._copies[key] -= 1
            if not self._copies[key]:
                del self._copies[key]
            async with self._changed:
                self._changed.notify_all()

    async def _wait(self, is_free: Callable[[], bool], action: str, why: str) -> None:
        if is_free():
            return
        try:
            async with asyncio.timeout(self._limit), self._changed:
                await self._changed.wait_for(is_free)
        except TimeoutError:
            raise FailedPrecondition(action, why) from None
