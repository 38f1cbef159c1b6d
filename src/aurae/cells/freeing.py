"""How a cell ends, with all that is below it. Every phase has a limit; what is left then is named.

    refuse      all of the subtree is FREEING; nothing starts in it any more
    settle      starts and allocations that were under way come to their end
    write       where something lives, also a holder, that is one commit; an empty cell is there or not
    end         all workloads at once: stop signal, grace, cgroup.kill
    kill        cgroup.kill of the whole, without limits that would keep it from dying
    let go      the holders of namespaces, the deepest first
    remove      the directories, the deepest first
    forget      all rows in one commit

A free that is stuck leaves the cell FREEING. Another free tries again, and so does the next server.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.forgetting import forget
from aurae.cells.leftovers import Leftovers, shown
from aurae.cells.register import depth, settled
from aurae.cells.troubles import disk, foreign_group, no_cell, no_group
from aurae.cells.watching import Happening
from aurae.model.cell import CellStatus
from aurae.model.refusal import FailedPrecondition, Refusal, Stuck
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.cells.capacity import Capacity
    from aurae.cells.holders import Holders
    from aurae.cells.means import Means
    from aurae.cells.register import Standing
    from aurae.cells.vanishing import Vanishing

ACTION = "free"

FEW = 16
"""Cells that are looked through for foreign things without a thread: one costs 20 microseconds."""

_log = logging.getLogger("aurae.cells")


class Frees:
    """Frees cells."""

    def __init__(
        self, means: Means, holders: Holders, vanishing: Vanishing, capacity: Capacity
    ) -> None:
        """Nothing is being freed."""
        self._means = means
        self._holders = holders
        self._vanishing = vanishing
        self._capacity = capacity
        self._leftovers = Leftovers(means)
        self.on_freeing: list[Callable[[str], None]] = []
        """Told when nothing starts in a cell any more."""
        self.on_freed: list[Callable[[str], Awaitable[None]]] = []
        """Told when a cell has gone."""

    async def free(self, path: str, grace: float | None) -> None:
        """Free a cell and all below it; `grace` is in seconds, None each workload's own.

        Raises Refusal: Stuck when something is left after all limits.
        """
        if len(self._means.register.subtree(path)) > FEW:
            await self._look(path)
        # From here on nothing is awaited until `freeing` stands, unless the cell turns out gone.
        others = [item.freeing for item in self._means.register.lineage(path) if item.freeing]
        if others:
            # Somebody is at it, here or above. The shorter grace counts, and the end is shared.
            standing = self._means.register.get(path)
            await self._means.supervisor.end_all(path, grace)
            for ended in others:
                await ended.wait()
            if standing is not None and self._means.register.get(path) is standing:
                raise Stuck(ACTION, f"cell '{path}': {await self._leftovers.named([standing])}")
            return
        standing = await self._find(path)
        subtree = self._means.register.subtree(path)
        if len(subtree) <= FEW:
            self._refuse_foreign(path, subtree)
        standing.freeing = asyncio.Event()
        try:
            await self._free(path, grace)
        finally:
            standing.freeing.set()
            standing.freeing = None

    async def resume(self, path: str) -> None:
        """Go on with a free that an earlier server began; what is left is logged."""
        try:
            await self.free(path, None)
        except (Refusal, OSError) as error:
            _log.error("cannot go on with freeing cell %s: %s", path, error)

    async def _find(self, path: str) -> Standing:
        means = self._means
        standing = means.register.get(path)
        if standing is None or standing.withdrawn:
            raise (
                foreign_group(ACTION, path) if means.groups.exists(path) else no_cell(ACTION, path)
            )
        if await self._vanishing.forget_if_gone(path):
            raise no_group(ACTION, path)
        return standing

    async def _look(self, path: str) -> None:
        """Look through a large tree in a thread; what is found is looked at again right here.

        Only that can tell it from a cell that was made meanwhile.
        """
        means = self._means
        known = {item.name for item in means.register.subtree(path)}
        if await asyncio.to_thread(means.groups.foreign, known, path):
            self._refuse_foreign(path, means.register.subtree(path))

    def _refuse_foreign(self, path: str, subtree: list[Standing]) -> None:
        found = self._means.groups.foreign({item.name for item in subtree}, path)
        if found:
            raise FailedPrecondition(ACTION, f"cell '{path}' holds {shown(found)}: not auraed's")

    async def _free(self, path: str, grace: float | None) -> None:
        means = self._means
        self._refuse_starts(path)
        for tell in self.on_freeing:
            tell(path)
        await self._settle(path)
        if means.supervisor.living(path) or self._holds(path):
            await self._write(path)
        try:
            await self._end(path, grace)
        except Stuck:
            await self._write(path)
            raise

    async def _end(self, path: str, grace: float | None) -> None:
        means = self._means
        self.thaw(path)
        clock = asyncio.get_running_loop().time
        begun = clock()
        alive = await means.supervisor.end_all(path, grace)
        # What did not die has had its time already, unless another free has waited for it.
        waited = bool(alive) and clock() - begun >= means.patience.kill
        subtree = sorted(means.register.subtree(path), key=depth, reverse=True)
        if not await self._leftovers.kill(path, ACTION, waited=waited):
            raise Stuck(ACTION, f"cell '{path}': {await self._leftovers.named(subtree)}")
        if stay := await self._holders.release_tree(subtree):
            names = [
                f"the holder of '{item.name}' (process {item.cell.holder_pid})" for item in stay
            ]
            raise Stuck(ACTION, f"cell '{path}': {shown(names)} does not end")
        end = clock() + means.patience.remove
        for standing in subtree:
            if not await self._leftovers.remove(standing, end):
                why = await self._leftovers.named([standing])
                raise Stuck(ACTION, f"cell '{path}': {why}")
        try:
            await forget(means, self._capacity, subtree)
            for told in self.on_freed:
                await told(path)
        except StateFailed as error:
            raise disk(ACTION, error) from error

    async def _settle(self, path: str) -> None:
        """Wait for whatever is under way in the subtree; it meets FREEING at its next step."""
        standings = self._means.register.subtree(path)
        await settled(standings, self._means.patience.start)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._means.patience.start):
                for standing in standings:
                    async with standing.lock:
                        pass

    def _refuse_starts(self, path: str) -> None:
        """Make the whole subtree FREEING."""
        means = self._means
        fresh = [
            item for item in means.register.subtree(path) if not (item.is_freed or item.withdrawn)
        ]
        for standing in fresh:
            standing.cell = replace(standing.cell, status=CellStatus.FREEING)
            if standing.ready.is_set():
                means.watching.tell(Happening.FREEING, standing.cell)

    def _holds(self, path: str) -> bool:
        """Say whether a holder is to be killed in the subtree, which nobody can take back."""
        return any(item.holder is not None for item in self._means.register.subtree(path))

    async def _write(self, path: str) -> None:
        """Have the whole subtree on disk as it is, in one commit."""
        items = [item.cell for item in self._means.register.subtree(path) if not item.withdrawn]
        try:
            await self._means.store.write(partial(rows.save_many, items=items))
        except StateFailed as error:
            # A full disk keeps nobody from ending what fills it.
            _log.error("freeing cell %s although %s", path, error)

    def thaw(self, path: str) -> None:
        """Let what is frozen act on its stop signal; what is frozen from above the kill ends.

        Everything for the empty path. The rows stay as they are: they are of no use any more.
        """
        for standing in self._means.register.subtree(path):
            if standing.cell.frozen:
                try:
                    self._means.groups.thaw(standing.name)
                except OSError as error:
                    _log.warning("cannot thaw cell %s: %s", standing.name, error)
