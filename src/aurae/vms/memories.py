"""Memory files that machines begin as: made when the first one does, and kept for the next while there is room."""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from aurae.supervise.tasks import settled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


class Memories:
    """Memory files by keys. They live as long as this does, and machines that began as one have it for themselves."""

    def __init__(self, most: int) -> None:
        """`most` is how many bytes stay here unused."""
        self._most = most
        self._kept: OrderedDict[str, int] = OrderedDict()
        self._used: dict[str, int] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lent(self, key: str, make: Callable[[], int]) -> AsyncIterator[int]:
        """Lend a memory file while the block runs; where it is not here, `make` makes it in a thread.

        Raises what that raises.
        """
        turn = self._turns.get(key) or asyncio.Lock()
        self._turns[key] = turn
        async with turn:
            if key not in self._kept:
                await settled(asyncio.to_thread(self._make, key, make))
        self._kept.move_to_end(key)
        self._used[key] = self._used.get(key, 0) + 1
        try:
            yield self._kept[key]
        finally:
            self._used[key] -= 1
            if not self._used[key]:
                del self._used[key]
            self._shrink()

    def drop(self, key: str) -> None:
        """Keep one no longer; nothing where it is not here, or lent."""
        if key not in self._used and (fd := self._kept.pop(key, None)) is not None:
            os.close(fd)

    def close(self) -> None:
        """Keep none."""
        for key in list(self._kept):
            self.drop(key)

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return sum(os.fstat(fd).st_blocks * 512 for fd in self._kept.values())

    def _make(self, key: str, make: Callable[[], int]) -> None:
        self._kept[key] = make()  # here, so that it is not lost when nobody waits any more

    def _shrink(self) -> None:
        for key in list(self._kept):
            if self.size <= self._most:
                return
            self.drop(key)
