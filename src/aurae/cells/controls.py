"""What is done to a cell that stands: freeze, thaw, kill."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.register import settled
from aurae.cells.troubles import being_freed, no_cell, refusing
from aurae.cells.watching import Happening
from aurae.model.refusal import Stuck, Unavailable
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.cells.means import Means
    from aurae.cells.register import Standing
    from aurae.cells.vanishing import Vanishing

_log = logging.getLogger("aurae.cells")


class Controls:
    """Freezes, thaws and kills cells."""

    def __init__(self, means: Means, vanishing: Vanishing) -> None:
        """Use these."""
        self._means = means
        self._vanishing = vanishing

    async def freeze(self, path: str) -> None:
        """Stop all work in a cell and below it; returns when nothing of it runs.

        Raises Refusal; Stuck when it does not stand still in 10 s. Then it is thawed again, unless
        it was frozen before.
        """
        action = "freeze"
        standing = await self._vanishing.find(path, action)
        async with standing.lock:
            self._check(standing, action)
            # Nothing starts any more from here on; a start that is under way would be caught
            # between fork and execve.
            before = standing.cell.frozen
            await self._note(standing, action, frozen=True)
            try:
                await self._still(path, action)
            except Exception:
                if not before:
                    await self._take_back(standing)
                raise
            if not before:
                self._means.watching.tell(Happening.FROZEN, standing.cell)

    async def thaw(self, path: str) -> None:
        """Let frozen work go on, unless a cell above is frozen as well. Raises Refusal."""
        action = "thaw"
        standing = await self._vanishing.find(path, action)
        async with standing.lock:
            self._check(standing, action)
            with refusing(action, path):
                self._means.groups.thaw(path)
            if standing.cell.frozen:
                await self._note(standing, action, frozen=False)
                self._means.watching.tell(Happening.THAWED, standing.cell)

    async def kill(self, path: str, number: int) -> int:
        """Send a signal to every process in a cell and below it; returns how many. Raises Refusal."""
        action, groups = "kill", self._means.groups
        standing = await self._vanishing.find(path, action)
        # In a thread, as there may be any number of processes; a free waits for it, so that a cell
        # made anew at this path is not hit.
        with standing.starting(), refusing(action, path):
            if number == signal.SIGKILL:
                count = len(await asyncio.to_thread(groups.processes, path))
                if self._means.register.get(path) is not standing:
                    raise no_cell(action, path)
                groups.kill(path)
            else:
                count = await asyncio.to_thread(groups.signal, path, number)
        self._means.watching.tell(Happening.KILLED, standing.cell)
        return count

    async def _still(self, path: str, action: str) -> None:
        means = self._means
        await settled(means.register.subtree(path), means.patience.start)
        if means.init.stopping.is_set():
            # What is frozen cannot act on its stop signal.
            raise Unavailable(action, "the daemon is stopping")
        with refusing(action, path):
            if not await means.groups.freeze(path, means.patience.freeze):
                raise Stuck(action, f"cell '{path}' does not stand still")

    async def _take_back(self, standing: Standing) -> None:
        """Let a cell go on that could not be frozen."""
        means = self._means
        standing.cell = replace(standing.cell, frozen=False)
        try:
            means.groups.thaw(standing.name)
        except OSError as error:
            _log.error("cannot thaw cell %s: %s", standing.name, error)
        try:
            await means.store.write(partial(rows.save, cell=standing.cell))
        except StateFailed as error:
            _log.error("cannot write that cell %s is not frozen: %s", standing.name, error)

    def _check(self, standing: Standing, action: str) -> None:
        if standing.is_freed or standing.withdrawn:
            raise being_freed(action, standing.name)

    async def _note(self, standing: Standing, action: str, *, frozen: bool) -> None:
        """Write whether a cell is frozen; as it was before when the disk refuses."""
        before = standing.cell.frozen
        standing.cell = replace(standing.cell, frozen=frozen)
        try:
            with refusing(action):
                await self._means.store.write(partial(rows.save, cell=standing.cell))
        except Exception:
            standing.cell = replace(standing.cell, frozen=before)
            raise
