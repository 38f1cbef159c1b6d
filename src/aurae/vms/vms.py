"""The front of the room: virtual machines are made, found, paused and forgotten here.

Theory. What runs in a machine is reached through its `Machine`, which `machine` gives as long as it runs: the
channel to the guest's agent, QEMU's monitor and the serial console are all there. What is paused says QEMU: it
outlives this server.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.model.cell import NODE
from aurae.model.container_state import ContainerState
from aurae.model.names import made_up_name
from aurae.model.refusal import FailedPrecondition, Refusal
from aurae.model.workload import Kind
from aurae.services.all_of import AllOf
from aurae.services.watching import pat

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.model.workload import WorkloadSpec
    from aurae.services.found import Found
    from aurae.services.services import Services
    from aurae.supervise.supervisor import Supervisor
    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.machine import Machine
    from aurae.vms.machines import Machines

PAUSABLE = frozenset({ContainerState.RUNNING, ContainerState.PAUSED})


class Vms(AllOf):
    """All virtual machines of this node. Methods raise Refusal and StateFailed; names are full where they are one word."""

    def __init__(
        self,
        services: Services,
        supervisor: Supervisor,
        machines: Machines,
        tasks: OwnedTasks,
        next_id: Callable[[], int],
    ) -> None:
        """`next_id` gives out numbers that nothing else has."""
        super().__init__(Kind.VM, services, supervisor)
        self._machines = machines
        self._tasks = tasks
        self._next_id = next_id

    def named(self, spec: WorkloadSpec) -> str:
        """Return the name of a new machine; one without is called after its image, with a number."""
        assert spec.vm is not None
        image = spec.vm.image.partition("@")[0].rpartition("/")[2].partition(":")[0]
        return spec.name or made_up_name(image or "vm", self._next_id())

    def machine(self, found: Found, action: str) -> Machine:
        """Return what a machine that runs is reached by. Raises FailedPrecondition when it is down, Unavailable."""
        run = found.run
        if run is None or found.is_down or run.ended:
            raise FailedPrecondition(action, f"it is {found.state.value.lower()}")
        return self._machines.get(run, action)

    def console_folder(self, found: Found) -> Path:
        """Return where the last of a machine's serial console is kept (`console.history`), of its newest run and one before."""
        return self._machines.folder(found.key)

    async def pause(self, cell: str, name: str) -> Found:
        """Stop a machine's processors; returns when they stand still."""
        found = await self.find(cell, name, "pause")
        action = f"pause {found.full_name}"
        if found.state not in PAUSABLE:
            raise FailedPrecondition(action, f"it is {found.state.value.lower()}")
        await self._tasks.finish(self.machine(found, action).pause(action))
        if found.life is not None:
            pat(found.life)
        return self._again(found)

    async def resume(self, cell: str, name: str) -> Found:
        """Let a paused machine go on."""
        found = await self.find(cell, name, "resume")
        action = f"resume {found.full_name}"
        await self._tasks.finish(self.machine(found, action).resume(action))
        if found.life is not None:
            pat(found.life)
        return self._again(found)

    async def end_all(self) -> None:
        """Stop all machines that are no services: the daemon is stopping, and init knows nothing of guests."""
        single = [one for one in self.everything(NODE, {}) if one.life is None]
        stops = (self.stop(one.cell, one.name, None) for one in single)
        for outcome in await asyncio.gather(*stops, return_exceptions=True):
            if isinstance(outcome, BaseException) and not isinstance(outcome, Refusal):
                raise outcome
