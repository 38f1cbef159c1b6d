"""Cells whose directory somebody else has removed: they are forgotten, with all below them."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.cells.forgetting import forget
from aurae.cells.register import depth
from aurae.cells.troubles import foreign_group, no_cell, no_group
from aurae.model.cell import CellStatus
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.cells.capacity import Capacity
    from aurae.cells.holders import Holders
    from aurae.cells.means import Means
    from aurae.cells.register import Standing

_log = logging.getLogger("aurae.cells")


class Vanishing:
    """Notices cells that are not there any more."""

    def __init__(self, means: Means, holders: Holders, capacity: Capacity) -> None:
        """Use these."""
        self._capacity = capacity
        self._means = means
        self._holders = holders

    async def find(self, path: str, action: str) -> Standing:
        """Return an allocated cell whose directory is there; NotFound, FailedPrecondition."""
        standing = self._means.register.get(path)
        if standing is None:
            if self._means.groups.exists(path):
                raise foreign_group(action, path)
            raise no_cell(action, path)
        await standing.ready.wait()
        if standing.withdrawn:
            raise no_cell(action, path)
        await self.check(path, action)
        return standing

    async def check(self, path: str, action: str) -> None:
        """NotFound, and the cell is forgotten, when its directory has gone."""
        if not await self.forget_if_gone(path):
            return
        raise no_group(action, path)

    async def forget_if_gone(self, path: str) -> bool:
        """Forget a cell, and all below it, when its directory has gone; say whether it was so."""
        standing = self._means.register.get(path)
        # One that is being freed, or made, has no directory for good reasons.
        if standing is None or standing.is_freed or not standing.ready.is_set():
            return False
        if self._means.groups.exists(path):
            return False
        await self._means.tasks.finish(self._forget(path))
        return True

    async def _forget(self, path: str) -> None:
        means = self._means
        found = means.register.subtree(path)
        if not found:
            return
        _log.warning("cell %s is forgotten: its cgroup was removed by somebody else", path)
        for standing in found:
            # Whoever comes meanwhile is told that it goes away.
            standing.cell = replace(standing.cell, status=CellStatus.FREEING)
        deepest = sorted(found, key=depth, reverse=True)
        for standing in await self._holders.release_tree(deepest):
            _log.error("the holder of cell %s does not end", standing.name)
        try:
            await forget(means, self._capacity, deepest)
        except StateFailed as error:
            # It stays FREEING: a free of it tries again.
            _log.error("cannot forget cell %s: %s", path, error)
