"""The front of the room: containers are made, found, paused, measured and forgotten here.

Theory. A container that is kept is a service with a container in its specification, so whatever is said of
services holds for it, and it has no row of its own. One that was started as a single run is a workload like
any other. What is paused says the kernel alone (`cgroup.freeze` of its leaf): it outlives this server.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.cells.troubles import refusing
from aurae.containers.found import Found
from aurae.model import container_state
from aurae.model.cell import NODE
from aurae.model.container_state import ContainerState
from aurae.model.names import full_name, made_up_name
from aurae.model.refusal import FailedPrecondition, NotFound, Refusal, Stuck
from aurae.model.workload import Kind
from aurae.services.watching import pat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.processes.leaf import Leaves
    from aurae.services.life import Life
    from aurae.services.services import Services
    from aurae.supervise.supervisor import Supervisor
    from aurae.supervise.tasks import OwnedTasks

FREEZE_LIMIT = 10.0
"""Seconds in which a container that is paused has to stand still."""


class Containers:
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
        self._services = services
        self._supervisor = supervisor
        self._leaves = leaves
        self._tasks = tasks
        self._next_id = next_id

    def named(self, spec: WorkloadSpec) -> str:
        """Return the name of a new container; one without is called after its image, with a number."""
        assert spec.container is not None
        image = spec.container.image.partition("@")[0].rpartition("/")[2].partition(":")[0]
        return spec.name or made_up_name(image, self._next_id())

    async def create(self, cell: str, spec: WorkloadSpec, owner: str) -> Found:
        """Define a container and leave it down; it has a name, and a service."""
        return self._kept(await self._services.define(cell, spec, owner))

    async def start(self, name: str, *, wait: bool) -> Found:
        """Start a container that is kept."""
        life = self._services.find(name)
        if life is None or life.record.spec.container is None:
            raise NotFound(f"start {name}", "no such container is kept")
        return self._kept(await self._services.start(name, wait=wait))

    async def stop(self, cell: str, name: str, grace: float | None, verb: str = "stop") -> Found:
        """Stop a container; returns when nothing of it runs any more. `grace` is in seconds."""
        found = await self.find(cell, name, verb)
        if found.life is not None:
            return self._kept(await self._services.stop(found.full_name, grace))
        return self._single(await self._supervisor.stop(cell, name, grace))

    async def delete(self, cell: str, name: str, *, force: bool) -> None:
        """Forget a container that is down; with `force` it is killed first."""
        found = await self.find(cell, name, "delete")
        if force and not found.is_down:
            found = await self.stop(cell, name, 0.0, "delete")
        if found.life is not None:
            await self._services.remove(found.full_name, stop=False)
        elif not force:
            why = "it was forgotten at its end" if found.is_down else "it runs: stop it first"
            raise FailedPrecondition(f"delete {found.full_name}", why)

    async def find(self, cell: str, name: str, verb: str) -> Found:
        """Return a container by its name; `verb` is for the refusal."""
        whole = full_name(cell, name)
        life = self._services.find(whole)
        if life is not None and life.record.spec.container is not None:
            return self._kept(life)
        try:
            run = None if life else await self._supervisor.get(cell, name, verb)
        except NotFound:
            run = None
        if run is None or run.kind is not Kind.CONTAINER or run.service:
            raise NotFound(f"{verb} {whole}", "no such container")
        return self._single(run)

    def kept(self, cell: str, name: str) -> Found | None:
        """Return a container that is kept; None when there is none of this name."""
        life = self._services.find(full_name(cell, name))
        if life is None or life.record.spec.container is None:
            return None
        return self._kept(life)

    def everything(self, cell: str, labels: Mapping[str, str]) -> list[Found]:
        """Return the containers in a cell and below it that have these labels, by name."""
        kept = [
            self._kept(life)
            for life in self._services.lives(cell)
            if life.record.spec.container is not None
        ]
        single = [
            self._single(run)
            for run in self._supervisor.living(cell)
            if run.kind is Kind.CONTAINER and not run.service
        ]
        found = [one for one in (*kept, *single) if one.has_labels(labels)]
        return sorted(found, key=lambda one: one.full_name)

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

    def usage(self, found: Found) -> dict[str, int] | None:
        """Return what a container uses, as far as the kernel measures it; None while it is down."""
        if found.run is None or found.run.ended:
            return None
        return self._supervisor.usage(found.run)

    def processes(self, found: Found) -> list[int]:
        """Return the pids of a container's processes, lowest first. FailedPrecondition when it is down."""
        if found.run is None or found.run.ended:
            why = f"it is {found.state.value.lower()}"
            raise FailedPrecondition(f"show the processes of {found.full_name}", why)
        return self._supervisor.processes(found.run)

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

    def _again(self, found: Found) -> Found:
        if found.life is not None:
            return self._kept(found.life)
        run = self._supervisor.run_named(found.cell, found.name)
        assert found.run is not None
        return self._single(run.workload if run is not None else found.run)

    def _kept(self, life: Life) -> Found:
        record = life.record
        run = life.main.run.workload if life.main is not None else None
        state = container_state.of_service(
            record.phase,
            record.standing.starts,
            frozen=life.is_paused,
            ended=record.service.remain_after_exit and (run is None or run.ended),
        )
        return Found(record.cell, record.name, state, life, run)

    def _single(self, run: Workload) -> Found:
        frozen = not run.ended and self._leaves.is_frozen(run.leaf)
        state = container_state.of_run(run.status, frozen=frozen)
        return Found(run.cell, run.name, state, None, run)
