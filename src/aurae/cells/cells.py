"""The front of the room: cells are made, changed, looked at and freed here."""

from __future__ import annotations

import asyncio
import logging
import os
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.adoption import Adoption
from aurae.cells.allocating import Allocations
from aurae.cells.capacity import Capacity
from aurae.cells.controls import Controls
from aurae.cells.freeing import Frees
from aurae.cells.holders import Holders
from aurae.cells.leftovers import Leftovers
from aurae.cells.looking import Looks
from aurae.cells.pressure import Pressures
from aurae.cells.register import depth
from aurae.cells.starting import CellStarts
from aurae.cells.troubles import no_cell
from aurae.cells.updating import Updates
from aurae.cells.vanishing import Vanishing
from aurae.model.cell import NODE
from aurae.model.refusal import NotFound
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence

    from aurae.cells.looking import View
    from aurae.cells.means import Means
    from aurae.cells.watching import News
    from aurae.model.cell import Cell, CellSpec, CellUsage
    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.supervise.order import Order
    from aurae.supervise.run import Run

_log = logging.getLogger("aurae.cells")


class Cells:
    """All cells of this node. Methods raise Refusal, and BadField for what no cell can be.

    Whoever asks for a change and leaves alters nothing: it goes on.
    """

    def __init__(self, means: Means) -> None:
        """Call `adopt` before anything else."""
        self._means = means
        self._capacity = Capacity(means.groups, means.register)
        self._holders = Holders(means)
        vanishing = Vanishing(means, self._holders, self._capacity)
        pressures = Pressures(means)
        self._allocations = Allocations(means, self._holders, vanishing, self._capacity, pressures)
        self._frees = Frees(means, self._holders, vanishing, self._capacity)
        self._updates = Updates(means, vanishing, self._capacity, pressures)
        self._controls = Controls(means, vanishing)
        self._starts = CellStarts(means, self._holders, vanishing)
        self._looks = Looks(means, vanishing)
        self._adoption = Adoption(means, self._holders, self._frees, self._capacity, pressures)

    async def adopt(self) -> None:
        """Restore the cells; before workloads are adopted. Raises StateFailed."""
        await self._adoption.adopt()

    def go_on(self) -> None:
        """Go on with what an earlier server began to free; after workloads are adopted."""
        self._adoption.go_on()

    def refuse(self, why: str) -> None:
        """Allocate nothing any more, for this reason."""
        self._allocations.refused = why

    def thaw_all(self) -> None:
        """Let everything frozen act on its stop signal: init ends all workloads."""
        self._frees.thaw("")

    async def allocate(self, spec: CellSpec, owner: str) -> Cell:
        """Make a cell for a SPIFFE ID; its limits stand when this returns."""
        return await self._means.tasks.finish(self._allocations.allocate(spec, owner))

    async def free(self, path: str, grace: float | None) -> None:
        """Free a cell and all below it; `grace` in seconds, None for each workload's own."""
        await self._means.tasks.finish(self._frees.free(path, grace))

    def when_freed(
        self, freed: Callable[[str], Awaitable[None]], freeing: Callable[[str], None] | None = None
    ) -> None:
        """Have `freeing` told of each cell that nothing starts in any more, `freed` when it has gone."""
        self._frees.on_freed.append(freed)
        if freeing is not None:
            self._frees.on_freeing.append(freeing)

    def everything(self) -> list[Cell]:
        """Return all cells."""
        return [standing.cell for standing in self._means.register.subtree("")]

    def when_forgotten(self, told: Callable[[Cell], Awaitable[None]]) -> None:
        """Have somebody told of each cell that has gone."""
        self._means.forgotten.append(told)

    def when_held(self, told: Callable[[Cell], Awaitable[None]]) -> None:
        """Have somebody told when namespaces of a cell have been made; what that raises undoes it."""
        self._means.held.append(told)

    async def start(
        self,
        cell: str,
        spec: WorkloadSpec,
        owner: str,
        *,
        held: bool = False,
        description: str = "",
    ) -> Workload:
        """Start a workload in a cell, or on the node; `held` keeps its name until `stop`."""
        return await self._means.tasks.finish(
            self._starts.start(cell, spec, owner, held=held, description=description)
        )

    async def start_run(self, cell: str, order: Order) -> Run:
        """Start a run of a service in a cell, or on the node."""
        return await self._means.tasks.finish(self._starts.start_run(cell, order))

    def network_of(self, cell: str) -> int | None:
        """Return a pidfd of who holds the network of a cell, the caller's from now on; None for the node's.

        Raises OSError when the holder has gone.
        """
        means = self._means
        if cell == NODE or not (ident := means.register.place(cell).network):
            return None
        entry = means.init.table.get(ident)
        return None if entry is None else os.pidfd_open(entry.pid)

    def has_network(self, cell: str) -> bool:
        """Say whether what runs in a cell is in another network than the node's."""
        place = self._means.register.place(cell)
        is_pods = place.pod is not None and place.pod.network
        return cell != NODE and (place.network != 0 or is_pods)

    def find(self, path: str) -> Cell | None:
        """Return a cell that is there; None for one that is being freed, and for none."""
        standing = self._means.register.get(path)
        if standing is None or standing.is_freed or standing.withdrawn:
            return None
        return standing.cell

    def names(self) -> set[str]:
        """Return the paths of all cells that can be worked in."""
        subtree = self._means.register.subtree("")
        return {item.name for item in subtree if not (item.is_freed or item.withdrawn)}

    def inner_pid(self, workload: Workload) -> int:
        """Return the pid of a workload that was just started, as its own PID namespace has it."""
        entry = self._means.init.table.get(workload.id)
        return workload.pid if entry is None else entry.inner_pid or workload.pid

    async def stop(self, cell: str, name: str, grace: float | None) -> None:
        """Stop an executable of a cell, or of the node, and give its name free."""
        action, means = "stop", self._means
        if cell not in ("", NODE) and means.register.get(cell) is None:
            raise no_cell(action, cell)
        ending = means.supervisor.release_name(cell or NODE, name, grace)
        if not await means.tasks.finish(ending):
            raise NotFound(action, f"executable '{name}' not found")

    async def update(self, changes: CellSpec, clear: Sequence[str]) -> View:
        """Change limits, labels and annotations of a cell, all of it or nothing."""
        await self._means.tasks.finish(self._updates.update(changes, clear))
        return await self._looks.get(changes.name)

    async def freeze(self, path: str) -> None:
        """Stop all work in a cell and below it; returns when nothing of it runs."""
        await self._means.tasks.finish(self._controls.freeze(path))

    async def thaw(self, path: str) -> None:
        """Let frozen work go on."""
        await self._means.tasks.finish(self._controls.thaw(path))

    async def kill(self, path: str, number: int) -> int:
        """Send a signal to every process in a cell and below it; returns how many there were."""
        return await self._means.tasks.finish(self._controls.kill(path, number))

    def trees(self, labels: Mapping[str, str]) -> tuple[View, ...]:
        """Return all cells as trees; with labels, only such cells and those above them.

        Without labels it is the same object again when nothing has changed.
        """
        return self._looks.trees(labels)

    async def get(self, path: str) -> View:
        """Return one cell as the kernel has it."""
        return await self._looks.get(path)

    async def stats(self, path: str) -> tuple[CellUsage, int]:
        """Return what a cell uses, or everything for the empty path, and its living workloads."""
        return await self._looks.stats(path)

    def watch(self, path: str) -> AsyncGenerator[News]:
        """Yield what exists at `path` and below it, then what happens there; all for no path."""
        if path and self._means.register.get(path) is None:
            raise no_cell("watch", path)
        # One that is still being made may come to nothing; else ALLOCATED follows.
        standings = self._means.register.subtree(path)
        existing = [item.cell for item in standings if item.ready.is_set()]
        return self._means.watching.watch(path, existing)

    async def problems(self) -> list[str]:
        """Return what people should know: cells that are not restored, things that are not ours."""
        standings = self._means.register.subtree("")
        known = {item.name for item in standings}
        found = [*self._adoption.refused, *self._capacity.problems()]
        for item in standings:
            found += [text for text in (item.unrestored, item.unheld, item.unwatched) if text]
        try:
            found += await asyncio.to_thread(self._means.groups.foreign, known)
        except OSError as error:
            found.append(f"cannot look through the cells' cgroups: {error}")
        return found

    async def free_all(self, limit: float) -> None:
        """Remove what is left of all cells within `limit` seconds; init has ended all that ran."""
        means = self._means
        deepest = sorted(means.register.subtree(""), key=depth, reverse=True)
        leftovers, idents = Leftovers(means), []
        end = asyncio.get_running_loop().time() + limit
        for standing in deepest:
            if await leftovers.remove(standing, end):
                idents.append(standing.cell.id)
            else:
                _log.error("the cgroup of cell %s is left", standing.name)
        try:
            await means.store.write(partial(rows.delete, idents=idents))
        except StateFailed as error:
            _log.error("cannot forget the cells: %s", error)

    async def save_all(self) -> None:
        """Write every cell again: the state was begun anew. Raises StateFailed."""
        items = [item.cell for item in self._means.register.subtree("")]
        await self._means.store.write(partial(rows.save_many, items=items))
