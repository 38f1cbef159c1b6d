"""Who wants to know what becomes of services is told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.refusal import Exhausted

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aurae.model.service_record import ServiceRecord

MOST_WAITING = 4096
"""Changes that one watcher may be behind; then its stream ends, and it can begin anew."""


class Item(NamedTuple):
    """A service as it is now, or that it was removed."""

    record: ServiceRecord
    removed: bool = False


class News:
    """A place to tell changes at, and to hear them."""

    def __init__(self) -> None:
        """Nobody listens."""
        self._queues: set[asyncio.Queue[Item | None]] = set()
        self._next: dict[int, asyncio.Future[None]] = {}

    def tell(self, record: ServiceRecord, *, removed: bool = False) -> None:
        """Tell everybody who listens."""
        waiting = self._next.pop(record.id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)
        for queue in list(self._queues):
            if queue.qsize() < MOST_WAITING:
                queue.put_nowait(Item(record, removed))
            else:
                self._queues.discard(queue)
                queue.put_nowait(None)

    async def next_of(self, ident: int) -> None:
        """Return when the next thing is told of one service; what is told of others costs nothing."""
        waiting = self._next.get(ident)
        if waiting is None or waiting.done():
            waiting = self._next[ident] = asyncio.get_running_loop().create_future()
        await asyncio.shield(waiting)

    async def hear(self, begin: list[ServiceRecord]) -> AsyncGenerator[Item]:
        """Yield what is so now, then what changes. Raises Exhausted when who hears is too slow."""
        queue: asyncio.Queue[Item | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            for record in begin:
                yield Item(record)
            while (item := await queue.get()) is not None:
                yield item
        finally:
            self._queues.discard(queue)
        raise Exhausted("watch", f"more than {MOST_WAITING} changes were not taken")
