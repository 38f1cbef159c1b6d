"""Who is told what happens to cells."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from aurae.model.cell_names import is_within
from aurae.model.refusal import Exhausted

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable

    from aurae.model.cell import Cell, CellSpec

BACKLOG = 1024
"""Changes that may wait for one watcher; one that is slower is sent away."""


class Happening(Enum):
    """What happened; the values are the names in the API."""

    EXISTS = "EXISTS"
    SYNCED = "SYNCED"
    ALLOCATED = "ALLOCATED"
    UPDATED = "UPDATED"
    FROZEN = "FROZEN"
    THAWED = "THAWED"
    KILLED = "KILLED"
    FREEING = "FREEING"
    FREED = "FREED"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened, when in nanoseconds, and to which cell (None for SYNCED)."""

    what: Happening
    time_ns: int
    spec: CellSpec | None


class _Watcher:
    """What waits for one caller."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.news: deque[News] = deque()
        self.arrived = asyncio.Event()
        self.is_too_slow = False

    def give(self, news: News) -> None:
        if len(self.news) >= BACKLOG:
            self.is_too_slow = True
        else:
            self.news.append(news)
        self.arrived.set()


class Watching:
    """Hands news to all who watch."""

    def __init__(self, clock: Callable[[], int]) -> None:
        """Nobody watches; `clock` gives nanoseconds."""
        self._watchers: set[_Watcher] = set()
        self._clock = clock

    def tell(self, what: Happening, cell: Cell) -> None:
        """Say that something happened to a cell."""
        if not self._watchers:
            return
        news = News(what, self._clock(), cell.spec)
        for watcher in self._watchers:
            if is_within(cell.spec.name, watcher.path):
                watcher.give(news)

    async def watch(self, path: str, cells: Iterable[Cell]) -> AsyncGenerator[News]:
        """Yield the cells that exist, SYNCED, then every change at `path` and below it.

        Exhausted when the caller lets 1024 changes wait.
        """
        watcher = _Watcher(path)
        now = self._clock()
        # No change can come between the two: nothing is awaited here.
        self._watchers.add(watcher)
        existing = [News(Happening.EXISTS, now, cell.spec) for cell in cells]
        try:
            for news in [*existing, News(Happening.SYNCED, now, None)]:
                yield news
            while True:
                while watcher.news:
                    yield watcher.news.popleft()
                if watcher.is_too_slow:
                    raise Exhausted("watch", f"more than {BACKLOG} changes wait to be read")
                watcher.arrived.clear()
                await watcher.arrived.wait()
        finally:
            self._watchers.discard(watcher)
