"""What is done to a cell that stands: freeze, thaw, kill."""

from __future__ import annotations

import signal
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.allocating import settled
from aurae.cells.troubles import being_freed, no_group, refusing
from aurae.cells.watching import Happening
from aurae.model.refusal import Stuck
from aurae.state import cells as rows

if TYPE_CHECKING:
    from aurae.cells.means import Means
    from aurae.cells.register import Standing
    from aurae.cells.vanishing import Vanishing


class Controls:
    """Freezes, thaws and kills cells."""

    def __init__(self, means: Means, vanishing: Vanishing) -> None:
        """Use these."""
        self._means = means
        self._vanishing = vanishing

    async def freeze(self, path: str) -> None:
        """Stop all work in a cell and below it; returns when nothing of it runs.

        Raises Refusal; Stuck when it does not stand still in 10 s, and then it is thawed again.
        """
        action, means = "freeze", self._means
        standing = await self._vanishing.find(path, action)
        async with standing.lock:
            self._check(standing, action)
            # Nothing starts any more from here on; a start that is under way would be caught
            # between fork and execve.
            before = standing.cell.frozen
            await self._note(standing, action, frozen=True)
            await settled(means.register.subtree(path), means.patience.start)
            with refusing(action):
                stands_still = await means.groups.freeze(path, True, means.patience.freeze)
            if not stands_still:
                means.groups.thaw(path)
                await self._note(standing, action, frozen=False)
                raise Stuck(action, f"cell '{path}' does not stand still")
            if not before:
                means.watching.tell(Happening.FROZEN, standing.cell)

    async def thaw(self, path: str) -> None:
        """Let frozen work go on, unless a cell above is frozen as well. Raises Refusal."""
        action = "thaw"
        standing = await self._vanishing.find(path, action)
        async with standing.lock:
            self._check(standing, action)
            with refusing(action):
                self._means.groups.thaw(path)
            if standing.cell.frozen:
                await self._note(standing, action, frozen=False)
                self._means.watching.tell(Happening.THAWED, standing.cell)

    async def kill(self, path: str, number: int) -> int:
        """Send a signal to every process in a cell and below it; returns how many. Raises Refusal."""
        action, groups = "kill", self._means.groups
        standing = await self._vanishing.find(path, action)
        try:
            with refusing(action):
                if number == signal.SIGKILL:
                    count = len(groups.processes(path))
                    groups.kill(path)
                else:
                    count = groups.signal(path, number)
        except FileNotFoundError:
            raise no_group(action, path) from None
        self._means.watching.tell(Happening.KILLED, standing.cell)
        return count

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
