"""Starts in cells: none in a cell that goes away, stands still, or has lost its directory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.cells.troubles import being_freed, no_cell
from aurae.model.cell import NODE, Place
from aurae.model.names import full_name, shown_name
from aurae.model.refusal import FailedPrecondition
from aurae.model.workload import Kind

if TYPE_CHECKING:
    from aurae.cells.holders import Holders
    from aurae.cells.means import Means
    from aurae.cells.register import Standing
    from aurae.cells.vanishing import Vanishing
    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.supervise.order import Order
    from aurae.supervise.run import Run


class CellStarts:
    """Starts workloads in cells."""

    def __init__(self, means: Means, holders: Holders, vanishing: Vanishing) -> None:
        """Use these."""
        self._means = means
        self._holders = holders
        self._vanishing = vanishing

    async def start(
        self, path: str, spec: WorkloadSpec, owner: str, *, held: bool, description: str
    ) -> Workload:
        """Start a workload in the cell at `path`, or on the node when that is empty."""
        if path in ("", NODE):
            return await self._means.supervisor.start(
                spec, owner, Place(), held=held, description=description
            )
        # Of executables upstream's clients know the texts.
        action = "start" if held else f"start {full_name(path, shown_name(spec.name))}"
        standing = await self.enter(path, action)
        _check_kind(standing, action, is_container=spec.kind is Kind.CONTAINER)
        with standing.starting():
            await self._holders.ensure(path, action)
            self._check(standing, action)
            place = self._means.register.place(path)
            return await self._means.supervisor.start(
                spec, owner, place, held=held, description=description
            )

    async def start_run(self, path: str, order: Order) -> Run:
        """Start a run of a service in the cell at `path`, or on the node."""
        if path == NODE:
            return await self._means.supervisor.start_run(order)
        action = f"start {full_name(path, order.spec.name)}"
        standing = await self.enter(path, action)
        is_container = order.spec.kind is Kind.CONTAINER or order.within > 0
        _check_kind(standing, action, is_container=is_container)
        with standing.starting():
            await self._holders.ensure(path, action)
            self._check(standing, action)
            placed = replace(order, place=self._means.register.place(path))
            return await self._means.supervisor.start_run(placed)

    async def enter(self, path: str, action: str) -> Standing:
        """Return a cell in which something may start."""
        register = self._means.register
        standing = register.get(path)
        if standing is None:
            raise no_cell(action, path)
        await standing.ready.wait()
        if register.get(path) is not standing:
            raise no_cell(action, path)
        await self._vanishing.check(path, action)
        self._check(standing, action)
        return standing

    def _check(self, standing: Standing, action: str) -> None:
        if standing.is_freed:
            raise being_freed(action, standing.name)
        frozen = self._means.register.frozen(standing.name)
        if frozen is not None:
            raise FailedPrecondition(action, f"cell '{frozen.name}' is frozen")


def _check_kind(standing: Standing, action: str, *, is_container: bool) -> None:
    if standing.cell.spec.pod is not None and not is_container:
        why = f"cell '{standing.name}' is a pod, in which only containers start"
        raise FailedPrecondition(action, why)
