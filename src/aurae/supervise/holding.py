"""Names that stay taken after the end of their workloads, until somebody gives them free."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.state import workloads
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.model.workload import Workload
    from aurae.supervise.means import Means

_log = logging.getLogger("aurae.supervise")


class HeldNames:
    """Gives names free. A disk that refuses delays what the next server knows, and nothing else."""

    def __init__(self, means: Means) -> None:
        """Work on what the register holds."""
        self._means = means

    async def release(self, workload: Workload) -> None:
        """Give the name of a workload that has ended free; on the disk then, unless that refuses."""
        register = self._means.register
        run = register.with_id(workload.id)
        if run is not None:
            # It is being saved or cleared away, and shall not take the name again at the end.
            run.workload = replace(run.workload, held=False)
        holder = register.holder(workload.cell, workload.name)
        if holder is not None and holder.id == workload.id:
            register.let_go(holder)
        try:
            await self._means.store.write(partial(workloads.release, workload=workload))
        except StateFailed as error:
            _log.error("the name of %s is free until a restart: %s", workload.full_name, error)

    def forget(self, cell: str) -> None:
        """Give all names in a cell and below free."""
        register = self._means.register
        for run in register:
            if run.workload.held and run.workload.is_below(cell):
                run.workload = replace(run.workload, held=False)
        for holder in register.held():
            if holder.is_below(cell):
                register.let_go(holder)
        self._means.store.write_soon(partial(workloads.release_all, cell=cell))
