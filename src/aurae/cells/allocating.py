"""How a cell comes to be: admitted, written down, made; or nothing of it is left.

Theory. A name is taken in memory before anything is awaited, so of two callers that want it one gets
it. The row is on disk before the directory is made: whatever a server that dies leaves behind, the
next one knows whose it is, and makes the rest of it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.register import Standing
from aurae.cells.troubles import being_freed, foreign_group, no_cell, refusing
from aurae.cells.watching import Happening
from aurae.model.cell import Cell, CellSpec, CellStatus
from aurae.model.cell_limits import needs
from aurae.model.cell_names import ancestors, check_path
from aurae.model.cell_rules import check_spec
from aurae.model.refusal import AlreadyExists, FailedPrecondition, Unavailable
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.cells.capacity import Capacity
    from aurae.cells.holders import Holders
    from aurae.cells.means import Means
    from aurae.cells.vanishing import Vanishing
    from aurae.model.cell import Limits

ACTION = "allocate"

_log = logging.getLogger("aurae.cells")


class Allocations:
    """Makes cells."""

    def __init__(
        self, means: Means, holders: Holders, vanishing: Vanishing, capacity: Capacity
    ) -> None:
        """`refused` is why nothing is allocated any more; empty while it is."""
        self._means = means
        self._holders = holders
        self._vanishing = vanishing
        self._capacity = capacity
        self.refused = ""

    async def allocate(self, spec: CellSpec, owner: str) -> Cell:
        """Make a cell for a SPIFFE ID; raises BadField and Refusal."""
        check_spec(spec)
        spec = replace(spec, name=check_path(spec.name))
        standing = await self._claim(spec, owner)
        try:
            with refusing(ACTION):
                await self._write(standing.cell)
                await self._make(standing)
        except Exception:
            await self._undo(standing)
            raise
        standing.ready.set()
        self._means.watching.tell(Happening.ALLOCATED, standing.cell)
        return standing.cell

    async def _claim(self, spec: CellSpec, owner: str) -> Standing:
        """Take the name and what is set aside."""
        means, path = self._means, spec.name
        for name in ancestors(path):
            await self._vanishing.forget_if_gone(name)
        await self._vanishing.forget_if_gone(path)
        for name in ancestors(path):
            above = means.register.get(name)
            if above is not None:
                await above.ready.wait()
        # From here on nothing is awaited, until the name is in the register.
        if self.refused:
            raise Unavailable(ACTION, self.refused)
        self._check_above(path)
        other = means.register.get(path)
        if other is not None:
            state = "is being freed" if other.is_freed else "already exists"
            raise AlreadyExists(ACTION, f"cell '{path}' {state}")
        if means.groups.exists(path):
            raise foreign_group(ACTION, path)
        check_controllers(ACTION, spec.limits, means.groups.available())
        self._capacity.check(ACTION, spec)
        cell = Cell(
            id=means.next_id(),
            spec=spec,
            owner=owner,
            boot=means.boot,
            init=means.init.started_ns,
            created_ns=means.clock(),
        )
        standing = Standing(cell)
        means.register.add(standing)
        return standing

    def _check_above(self, path: str) -> None:
        """Refuse a cell below one that is not there, or goes away; the topmost such is named."""
        for name in ancestors(path):
            above = self._means.register.get(name)
            if above is None:
                raise no_cell(ACTION, name)
            if above.is_freed:
                raise being_freed(ACTION, name)

    async def _write(self, cell: Cell) -> None:
        await self._means.store.write(partial(rows.insert, cell=cell))

    async def _make(self, standing: Standing) -> None:
        path = standing.name
        try:
            self._means.groups.create(path)
        except FileExistsError:
            raise foreign_group(ACTION, path) from None
        self._capacity.pass_down([standing.cell.spec])
        self._means.groups.apply(path, standing.cell.spec.limits)
        if standing.cell.isolated:
            await self._holders.make(standing)

    async def _undo(self, standing: Standing) -> None:
        """Leave nothing of a cell that could not be made."""
        means = self._means
        standing.withdrawn = True
        left = await self._holders.release([standing])
        try:
            means.groups.remove(standing.name)
        except FileNotFoundError:
            pass
        except OSError as error:
            # A free of it can still succeed, so its name and its row stay.
            _log.error("cannot remove the cgroup of cell %s: %s", standing.name, error)
            standing.withdrawn = False
            standing.cell = replace(standing.cell, status=CellStatus.FREEING)
            standing.ready.set()
            means.store.write_soon(partial(rows.save, cell=standing.cell))
            return
        means.register.drop(standing)
        self._capacity.pass_down([standing.cell.spec])
        standing.ready.set()
        if left:
            _log.error("the holder of cell %s does not end", standing.name)
        try:
            await means.store.write(partial(rows.delete, idents=[standing.cell.id]))
        except StateFailed as error:
            # The next server finds a row without a directory, and makes the cell: that is legal.
            _log.error("cannot delete the row of cell %s: %s", standing.name, error)


def check_controllers(action: str, limits: Limits, available: frozenset[str]) -> None:
    """FailedPrecondition when a limit is asked that this machine cannot enforce."""
    for controller, name in needs(limits).items():
        if controller not in available:
            why = (
                f"{name} needs the {controller} controller, which this machine's cgroup v2 has not"
            )
            raise FailedPrecondition(action, why)


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
