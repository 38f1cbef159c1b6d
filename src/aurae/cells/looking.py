"""What is known of cells, for those who ask."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from aurae.cells.troubles import refusing
from aurae.model.cell import NODE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aurae.cells.means import Means
    from aurae.cells.vanishing import Vanishing
    from aurae.model.cell import Cell, CellUsage
    from aurae.processes.groups import GroupState


class View(NamedTuple):
    """A cell, what lives in it, and the cells below it.

    `frozen`: it, or one above it, is frozen. `kernel` is None where it was not asked.
    """

    cell: Cell
    frozen: bool
    workloads: tuple[str, ...]
    children: tuple[View, ...]
    kernel: GroupState | None = None


class Looks:
    """Shows cells.

    Trees of all cells are kept, beside all that they were made of, and shown again while that is
    the same; it is compared each time, so that whoever changes a cell need not know of them. Names
    and cells of workloads do not change, so their ids stand for them.
    """

    def __init__(self, means: Means, vanishing: Vanishing) -> None:
        """Use these."""
        self._means = means
        self._vanishing = vanishing
        self._made_of: tuple[list[Cell], list[int]] = ([], [])
        self._trees: tuple[View, ...] = ()

    def trees(self, labels: Mapping[str, str]) -> tuple[View, ...]:
        """Return all cells as trees, sorted by name; with labels, those that lead to such cells.

        Without labels it is the same object again when nothing has changed.
        """
        if labels:
            return self._below("", False, self._workloads(), self._leading_to(labels))
        ready = [item.cell for item in self._means.register if item.ready.is_set()]
        made_of = ready, self._means.supervisor.living_ids()
        if made_of != self._made_of:
            self._trees = self._below("", False, self._workloads(), None)
            self._made_of = made_of
        return self._trees

    def _leading_to(self, labels: Mapping[str, str]) -> set[str]:
        """Return the paths of cells with these labels, and of those above them."""
        return {
            above.name
            for item in self._means.register.subtree("")
            if labels.items() <= item.cell.spec.labels.items()
            for above in self._means.register.lineage(item.name)
        }

    async def get(self, path: str) -> View:
        """Return one cell as the kernel has it, with what is below it. Raises Refusal."""
        action = "get"
        standing = await self._vanishing.find(path, action)
        with refusing(action, path):
            state = self._means.groups.read(path)
        workloads = self._workloads()
        return View(
            standing.cell,
            state.frozen,
            tuple(workloads.get(path, ())),
            self._below(path, state.frozen, workloads, None),
            state,
        )

    async def stats(self, path: str) -> tuple[CellUsage, int]:
        """Return what a cell, or for the empty path everything, uses, and its living workloads."""
        action = "show usage"
        if path:
            await self._vanishing.find(path, action)
        with refusing(action, path):
            # It counts all processes, and there may be any number.
            usage = await asyncio.to_thread(self._means.groups.usage, path)
        return usage, len(self._means.supervisor.living(path or NODE))

    def _workloads(self) -> Mapping[str, Sequence[str]]:
        """Return the names of all that live, by cell."""
        found: dict[str, list[str]] = {}
        for workload in self._means.supervisor.living(NODE):
            found.setdefault(workload.cell, []).append(workload.name)
        return found

    def _below(
        self,
        path: str,
        frozen: bool,
        workloads: Mapping[str, Sequence[str]],
        wanted: set[str] | None,
    ) -> tuple[View, ...]:
        found = []
        register = self._means.register
        for item in register.children(path):
            if not item.ready.is_set() or (wanted is not None and item.name not in wanted):
                continue
            cell = item.cell
            name = cell.spec.name
            cold = frozen or cell.frozen
            below: tuple[View, ...] = ()
            if register.has_children(name):
                below = self._below(name, cold, workloads, wanted)
            found.append(View(cell, cold, tuple(workloads.get(name, ())), below))
        return tuple(found)
