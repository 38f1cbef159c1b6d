"""The cells that stand, as a tree."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aurae.model.cell import NODE, CellStatus, Place
from aurae.model.cell_names import parent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.model.cell import Cell


class Standing:
    """A cell, and what this server does in it.

    `ready`: its directory, limits and holder stand, or it was withdrawn. `withdrawn`: its
    allocation failed, or it was freed. `lock` is held by whoever changes its limits or its freezer.
    `holder`: set when its holder, if it ever had one, has ended; `released`: somebody asked for
    that; `unheld`: why it has no holder since the restart, empty when it has. `unrestored`: why
    directory, limits or freezer are not as before the restart, empty when they are. `freeing`: set
    when the free of it that is under way has come to its end, None while nobody frees it.
    `watcher` looks after its pressure; `unwatched`: why nobody does although it was asked for.
    """

    __slots__ = (
        "_idle", "_starts", "cell", "freeing", "holder", "lock", "ready", "released", "unheld",
        "unrestored", "unwatched", "watcher", "withdrawn",
    )  # fmt: skip

    def __init__(self, cell: Cell) -> None:
        """`cell` is as on disk, or on its way there."""
        self.cell = cell
        self.ready = asyncio.Event()
        self.withdrawn = False
        self.lock = asyncio.Lock()
        self.holder: asyncio.Event | None = None
        self.released = False
        self.freeing: asyncio.Event | None = None
        self.unheld = ""
        self.unrestored = ""
        self.unwatched = ""
        self.watcher: asyncio.Task[None] | None = None
        self._starts = 0
        self._idle: asyncio.Event | None = None

    @property
    def name(self) -> str:
        """The path of the cell."""
        return self.cell.spec.name

    @property
    def is_freed(self) -> bool:
        """Whether it is being freed, or a free of it has failed half-way."""
        return self.cell.status is CellStatus.FREEING

    def unwatch(self) -> None:
        """Look after its pressure no more."""
        if self.watcher is not None:
            self.watcher.cancel()
            self.watcher = None

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Count a start, or a signal to all, that is under way: a free and a freeze wait for it."""
        self._starts += 1
        try:
            yield
        finally:
            self._starts -= 1
            if not self._starts and self._idle is not None:
                self._idle.set()

    async def quiet(self) -> None:
        """Return when no start is under way."""
        while self._starts:
            # One event for all who wait: another would leave those before it waiting for ever.
            if self._idle is None or self._idle.is_set():
                self._idle = asyncio.Event()
            await self._idle.wait()


class Register:
    """Cells by path, from the moment that their name is taken until nothing is left of them."""

    def __init__(self) -> None:
        """No cell stands."""
        self._cells: dict[str, Standing] = {}
        self._below: dict[str, set[str]] = {}

    def __iter__(self) -> Iterator[Standing]:
        """Give the cells in no order that means anything, but the same one while none comes or goes."""
        return iter(self._cells.values())

    def get(self, path: str) -> Standing | None:
        """Return the cell at a path."""
        return self._cells.get(path)

    def add(self, standing: Standing) -> None:
        """Take the cell's name."""
        self._cells[standing.name] = standing
        self._below.setdefault(parent(standing.name), set()).add(standing.name)

    def drop(self, standing: Standing) -> None:
        """Give the cell's name free; nothing when another one has it by now."""
        if self._cells.get(standing.name) is not standing:
            return
        del self._cells[standing.name]
        above = parent(standing.name)
        siblings = self._below[above]
        siblings.discard(standing.name)
        if not siblings:
            del self._below[above]

    def has_children(self, path: str) -> bool:
        """Say whether there are cells below one."""
        return path in self._below

    def children(self, path: str) -> list[Standing]:
        """Return the cells right below one, sorted by name; the top cells for the empty path."""
        return [self._cells[name] for name in sorted(self._below.get(path, ()))]

    def subtree(self, path: str) -> list[Standing]:
        """Return a cell and all below it, each before those below it; all for the empty path."""
        here = self._cells.get(path)
        found = [] if here is None else [here]
        left = [path]
        while left:
            below = self.children(left.pop())
            found += below
            left += [standing.name for standing in reversed(below)]
        return found

    def lineage(self, path: str) -> list[Standing]:
        """Return a cell and those above it, the nearest first."""
        found = []
        while path and (standing := self._cells.get(path)) is not None:
            found.append(standing)
            path = parent(path)
        return found

    def place(self, path: str) -> Place:
        """Return where a workload of this cell runs; of the node for the empty path."""
        process = network = 0
        for standing in self.lineage(path):
            spec = standing.cell.spec
            if spec.isolate_process and not process:
                process = standing.cell.id
            if spec.isolate_network and not network:
                network = standing.cell.id
        here = self._cells.get(path)
        if here is not None and here.cell.spec.pod is not None:
            return Place(path, process, network, shares=here.cell.id, pod=here.cell.spec.pod)
        return Place(path or NODE, process, network)

    def frozen(self, path: str) -> Standing | None:
        """Return the nearest frozen cell, this one or one above it."""
        return next((item for item in self.lineage(path) if item.cell.frozen), None)


def depth(standing: Standing) -> int:
    """Return how many components a cell's path has."""
    return standing.name.count("/") + 1


async def settled(standings: list[Standing], limit: float) -> bool:
    """Wait until none of these is being made or starts anything; say whether it came to that."""
    try:
        async with asyncio.timeout(limit):
            for standing in standings:
                await standing.ready.wait()
                await standing.quiet()
    except TimeoutError:
        return False
    return True
