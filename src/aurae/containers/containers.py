"""The front of the room: containers are made, found, paused, measured and forgotten here.

Theory. What is paused says the kernel alone (`cgroup.freeze` of its leaf): it outlives this server.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.cells.troubles import refusing
from aurae.model.cell import NODE
from aurae.model.container_state import ContainerState
from aurae.model.names import made_up_name
from aurae.model.refusal import FailedPrecondition, Refusal, Stuck
from aurae.model.workload import Kind
from aurae.services.all_of import AllOf
from aurae.services.watching import pat

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.processes.leaf import Leaves
    from aurae.services.found import Found
    from aurae.services.services import Services
    from aurae.supervise.supervisor import Supervisor
    from aurae.supervise.tasks import OwnedTasks

FREEZE_LIMIT = 10.0
"""Seconds in which a container that is paused has to stand still."""


class Containers(AllOf):
    """All containers of this node. Methods raise Refusal and StateFailed; names are full where they are one word."""

    def __init__(
        self,
        services: Services,
        supervisor: Supervisor,
        leaves: Leaves,
        tasks: OwnedTasks,
        next_id: Callable[[], int],
    ) -> None:
        """`next_id` gives out numbers that nothing else has."""
        super().__init__(Kind.CONTAINER, services, supervisor)
        self._leaves = leaves
        self._tasks = tasks
        self._next_id = next_id

    def named(self, spec: WorkloadSpec) -> str:
        """Return the name of a new container; one without is called after its image, with a number."""
        assert spec.container is not None
        image = spec.container.image.partition("@")[0].rpartition("/")[2].partition(":")[0]
        return spec.name or made_up_name(image, self._next_id())

    async def pause(self, cell: str, name: str) -> Found:
        """Stop all processes of a container; returns when they stand still."""
        found = await self.find(cell, name, "pause")
        action = f"pause {found.full_name}"
        if found.state not in (ContainerState.RUNNING, ContainerState.PAUSED) or found.run is None:
            raise FailedPrecondition(action, f"it is {found.state.value.lower()}")
        await self._tasks.finish(self._pause(action, found.run))
        if found.life is not None:
            pat(found.life)
        return self._again(found)

    async def resume(self, cell: str, name: str) -> Found:
        """Let a paused container go on."""
        found = await self.find(cell, name, "resume")
        action = f"resume {found.full_name}"
        if found.run is None or found.is_down:
            raise FailedPrecondition(action, f"it is {found.state.value.lower()}")
        self._thaw(action, found.run)
        if found.life is not None:
            pat(found.life)
        return self._again(found)

    def thaw(self, found: Found) -> None:
        """Let a container go on that is about to be asked to end; nothing when it is not paused."""
        if found.state is ContainerState.PAUSED and found.run is not None:
            self._thaw(f"resume {found.full_name}", found.run)

    def thaw_all(self) -> None:
        """Let all paused containers go on: the daemon is stopping, and they are to act on that."""
        for found in self.everything(NODE, {}):
            with suppress(Refusal):
                self.thaw(found)

    # Inside.

    async def _pause(self, action: str, run: Workload) -> None:
        with refusing(action):
            if await self._leaves.freeze(run.leaf, FREEZE_LIMIT):
                return
        self._thaw(action, run)
        raise Stuck(action, f"it does not stand still within {FREEZE_LIMIT:g} s")

    def _thaw(self, action: str, run: Workload) -> None:
        with refusing(action):
            self._leaves.thaw(run.leaf)
