"""How a cell is changed while it runs: all of what is asked, or nothing.

Theory. The row comes first: a server that dies between the row and the kernel's files leaves a row
that the next one writes into the files. A kernel that refuses gets the old values back, and so does
the row.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.admission import check_controllers, check_kept
from aurae.cells.troubles import being_freed, refusing
from aurae.cells.watching import Happening
from aurae.model.bad_field import BadField
from aurae.model.cell_limits import merged_spec
from aurae.model.cell_names import check_path
from aurae.model.cell_rules import check_spec, check_update
from aurae.model.refusal import FailedPrecondition
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.cells.capacity import Capacity
    from aurae.cells.means import Means
    from aurae.cells.pressure import Pressures
    from aurae.cells.register import Standing
    from aurae.cells.vanishing import Vanishing
    from aurae.model.cell import CellSpec

ACTION = "update"

_log = logging.getLogger("aurae.cells")


class Updates:
    """Changes cells, one change of a cell at a time."""

    def __init__(
        self, means: Means, vanishing: Vanishing, capacity: Capacity, pressures: Pressures
    ) -> None:
        """Use these."""
        self._means = means
        self._pressures = pressures
        self._vanishing = vanishing
        self._capacity = capacity

    async def update(self, changes: CellSpec, clear: Sequence[str]) -> None:
        """Set what `changes` sets and take back what `clear` names; raises BadField and Refusal."""
        check_update(changes, clear)
        path = check_path(changes.name)
        standing = await self._vanishing.find(path, ACTION)
        async with standing.lock:
            await self._vanishing.check(path, ACTION)
            if standing.is_freed or standing.withdrawn:
                raise being_freed(ACTION, path)
            old = standing.cell.spec
            new = self._admitted(old, changes, clear)
            if new == old:
                return
            await self._change(standing, old, new)
            self._means.watching.tell(Happening.UPDATED, standing.cell)

    def _admitted(self, old: CellSpec, changes: CellSpec, clear: Sequence[str]) -> CellSpec:
        """Return what the cell is to be, if it can be that; nothing is awaited here."""
        for part in ("networks", "ports"):
            if getattr(changes, part) not in ((), getattr(old, part)):
                why = f"{part} of cell '{old.name}' cannot be changed: free it first"
                raise FailedPrecondition("update", why)
        for isolation in ("isolate_process", "isolate_network"):
            if getattr(changes, isolation) and not getattr(old, isolation):
                why = f"{isolation} of cell '{old.name}' cannot be changed: free it first"
                raise FailedPrecondition(ACTION, why)
        new = merged_spec(old, changes, clear)
        check_spec(new)
        register = self._means.register
        if new.limits != old.limits:
            check_controllers(ACTION, new.limits, self._means.groups.available())
            self._pressures.check(ACTION, new.limits)
        self._capacity.check(ACTION, new, old)
        check_kept(ACTION, new, [item.cell.spec for item in register.children(old.name)])
        return new

    async def _change(self, standing: Standing, old: CellSpec, new: CellSpec) -> None:
        means = self._means
        standing.cell = replace(standing.cell, spec=new)
        try:
            with refusing(ACTION, standing.name):
                await means.store.write(partial(rows.save, cell=standing.cell))
                self._capacity.pass_down([old, new])
                if new.limits != old.limits:
                    await means.groups.apply_async(standing.name, new.limits)
        except Exception:
            await self._change_back(standing, old, new)
            raise
        if new.limits.memory != old.limits.memory:
            self._pressures.follow(standing)

    async def _change_back(self, standing: Standing, old: CellSpec, new: CellSpec) -> None:
        means = self._means
        standing.cell = replace(standing.cell, spec=old)
        # The row first, as the next server goes by it; and whatever comes of the one, the other too.
        try:
            await means.store.write(partial(rows.save, cell=standing.cell))
        except StateFailed as error:
            _log.error("cannot take back the row of cell %s: %s", standing.name, error)
        try:
            if new.limits != old.limits:
                await means.groups.apply_async(standing.name, old.limits)
        except (OSError, BadField) as error:
            # BadField: the node of a device that the cell is limited on has gone.
            _log.error("cannot take back the limits of cell %s: %s", standing.name, error)
        self._capacity.pass_down([old, new])
