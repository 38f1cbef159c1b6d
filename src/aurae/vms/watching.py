"""Who wants to know what becomes of machines is told."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.cell import NODE
from aurae.model.refusal import Exhausted

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from aurae.services.found import Found
    from aurae.services.life import Life
    from aurae.services.services import Services

MOST_WAITING = 4096
"""Changes that one watcher may be behind; then its stream ends, and it can begin anew."""


class Event(Enum):
    """What has happened; the values are the names in the API."""

    EXISTS = "EXISTS"
    SYNCED = "SYNCED"
    CHANGED = "CHANGED"
    FREED = "FREED"


class Item(NamedTuple):
    """What has happened to a machine, when (CLOCK_REALTIME nanoseconds), and how it stands then."""

    event: Event
    time_ns: int
    name: str = ""
    found: Found | None = None


class Watching:
    """Tells watchers of machines that are kept."""

    def __init__(
        self,
        services: Services,
        now: Callable[[str, str], Found | None],
        clock: Callable[[], int],
    ) -> None:
        """`now` looks at a machine by its cell and name; `clock` is CLOCK_REALTIME in nanoseconds."""
        self._services = services
        self._now = now
        self._clock = clock
        self._queues: dict[asyncio.Queue[Item | None], str] = {}

    async def run(self) -> None:
        """Hear of services for as long as this server is there, and tell of those that are machines."""
        while True:
            try:
                async for item in self._services.watch(""):
                    if item.record.spec.vm is not None:
                        self.tell(item.record.full_name)
            except Exhausted:
                continue  # there were too many at once: it goes on with how things are now

    def tell(self, name: str) -> None:
        """Tell that a machine stands otherwise, or that it has gone."""
        if not self._queues:
            return
        life = self._services.find(name)
        if life is None or life.removed:
            self._put(Item(Event.FREED, self._clock(), name))
        elif (found := self._found(life)) is not None:
            self._put(Item(Event.CHANGED, self._clock(), name, found))

    async def watch(self, name: str) -> AsyncGenerator[Item]:
        """Yield what is there, then what happens; all for no name. Raises Exhausted when who hears is too slow."""
        queue: asyncio.Queue[Item | None] = asyncio.Queue()
        self._queues[queue] = name
        try:
            for life in self._services.lives(NODE):
                if name in ("", life.name) and (found := self._found(life)) is not None:
                    yield Item(Event.EXISTS, self._clock(), life.name, found)
            yield Item(Event.SYNCED, self._clock())
            while (item := await queue.get()) is not None:
                yield item
        finally:
            self._queues.pop(queue, None)
        raise Exhausted("watch", f"more than {MOST_WAITING} changes were not taken")

    def _found(self, life: Life) -> Found | None:
        return self._now(life.record.cell, life.record.name)

    def _put(self, item: Item) -> None:
        for queue, name in list(self._queues.items()):
            if name not in ("", item.name):
                continue
            if queue.qsize() < MOST_WAITING:
                queue.put_nowait(item)
            else:
                self._queues.pop(queue)
                queue.put_nowait(None)
