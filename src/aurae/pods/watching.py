"""Who wants to know what becomes of pods is told: of the pod whenever one of its containers changes."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.pod import Stage
from aurae.model.refusal import Exhausted

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from aurae.model.pod import Pod, PodRecord
    from aurae.pods.found import FoundPod
    from aurae.pods.means import Means

MOST_WAITING = 4096
"""Changes that one watcher may be behind; then its stream ends, and it can begin anew."""


class Event(Enum):
    """What has happened; the values are the names in the API."""

    EXISTS = "EXISTS"
    SYNCED = "SYNCED"
    CREATED = "CREATED"
    CHANGED = "CHANGED"
    DELETED = "DELETED"


class Item(NamedTuple):
    """What has happened to a pod, when (CLOCK_REALTIME nanoseconds), and how it stands then."""

    event: Event
    time_ns: int
    name: str = ""
    pod: FoundPod | None = None


class Watching:
    """Tells watchers of pods."""

    def __init__(self, means: Means, now: Callable[[PodRecord], FoundPod]) -> None:
        """`now` looks at a pod."""
        self._means = means
        self._now = now
        self._queues: dict[asyncio.Queue[Item | None], str] = {}
        self.changed: list[Callable[[Pod], None]] = []
        """Told of each pod that has changed, or has gone."""

    async def run(self) -> None:
        """Hear of services for as long as this server is there, and tell of their pods."""
        while True:
            try:
                async for item in self._means.services.watch(""):
                    record = self._means.register.find(item.record.cell)
                    if record is not None and record.stage is Stage.MADE:
                        self._tell(record, Event.CHANGED)
            except Exhausted:
                continue  # there were too many at once: it goes on with how things are now

    def created(self, record: PodRecord) -> None:
        """Tell of a new pod."""
        self._tell(record, Event.CREATED)

    def deleted(self, record: PodRecord) -> None:
        """Tell of a pod that has gone."""
        for told in self.changed:
            told(record.pod)
        self._put(Item(Event.DELETED, self._means.clock(), record.name))

    async def watch(self, name: str) -> AsyncGenerator[Item]:
        """Yield what is there, then what happens. Raises Exhausted when who hears is too slow."""
        queue: asyncio.Queue[Item | None] = asyncio.Queue()
        self._queues[queue] = name
        try:
            for record in self._means.register.below(""):
                if name in ("", record.name):
                    yield self._item(record, Event.EXISTS)
            yield Item(Event.SYNCED, self._means.clock())
            while (item := await queue.get()) is not None:
                yield item
        finally:
            self._queues.pop(queue, None)
        raise Exhausted("watch", f"more than {MOST_WAITING} changes were not taken")

    def _tell(self, record: PodRecord, event: Event) -> None:
        for told in self.changed:
            told(record.pod)
        if self._queues:
            self._put(self._item(record, event))

    def _item(self, record: PodRecord, event: Event) -> Item:
        return Item(event, self._means.clock(), record.name, self._now(record))

    def _put(self, item: Item) -> None:
        for queue, name in list(self._queues.items()):
            if name not in ("", item.name):
                continue
            if queue.qsize() < MOST_WAITING:
                queue.put_nowait(item)
            else:
                self._queues.pop(queue)
                queue.put_nowait(None)
