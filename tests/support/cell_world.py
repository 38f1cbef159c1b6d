"""The cells room on a real init, with a server that can be ended at any moment and begun again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from typing_extensions import override

from aurae.cells.cells import Cells
from aurae.cells.means import Means as CellMeans
from aurae.processes.groups import Groups
from aurae.state import cells as rows
from aurae.state.boot import boot_id
from aurae.supervise.means import Limits, Means
from aurae.supervise.supervisor import Supervisor
from aurae.supervise.tasks import OwnedTasks
from tests.support.cell_calls import cell_folders
from tests.support.init_process import running_init
from tests.support.supervised import World


class CellWorld(World):
    """One node with cells."""

    cells: Cells

    @property
    def root(self) -> Path:
        """The cgroup root."""
        return self.process.leaves.root

    @override
    async def _serve(self) -> None:
        async with asyncio.TaskGroup() as group:
            self.means = Means(
                init=self.init,
                leaves=self.process.leaves,
                store=self.store,
                tasks=OwnedTasks(group),
                limits=self.limits,
                log_dir=self.process.logs,
                boot=boot_id(),
            )
            self.supervisor = Supervisor(self.means)
            self.cells = Cells(
                CellMeans(
                    init=self.init,
                    groups=Groups(self.root),
                    store=self.store,
                    tasks=self.means.tasks,
                    supervisor=self.supervisor,
                    next_id=self.means.register.next_id,
                    boot=self.means.boot,
                )
            )
            await self.cells.adopt()
            await self.supervisor.adopt()
            self.cells.go_on()
            self._adopted.set()
            await asyncio.Event().wait()

    async def rows(self) -> list[str]:
        """Return the names that have a row."""
        return [cell.name for cell in await self.store.read(rows.all_cells)]

    def folders(self) -> list[str]:
        """Return the directories of cells."""
        return cell_folders(self.root)

    def leaves(self) -> list[str]:
        """Return the leaves of workloads."""
        return list(self.process.leaves.present().values())


@contextlib.asynccontextmanager
async def cell_world(**limits: float) -> AsyncIterator[CellWorld]:
    """Begin a node with cells, and clear it away at the end."""
    async with running_init() as (process, init):
        node = CellWorld(process, init, Limits(**limits))  # type: ignore[arg-type]
        await node.begin()
        try:
            yield node
        finally:
            for leaf in node.process.leaves.present().values():
                node.process.leaves.kill(leaf)
            await node.end()
