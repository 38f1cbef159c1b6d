"""All workloads of one kind: those that are kept, which are services, and those that are single runs.

Theory. What is kept is a service with a container or a machine in its specification, so whatever is said of
services holds for it, and it has no row of its own. One that was started as a single run is a workload like
any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model import container_state
from aurae.model.names import full_name
from aurae.model.refusal import FailedPrecondition, NotFound
from aurae.model.workload import Kind
from aurae.services.found import Found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.services.life import Life
    from aurae.services.services import Services
    from aurae.supervise.supervisor import Supervisor

NOUNS = {Kind.CONTAINER: "container", Kind.VM: "virtual machine"}


class AllOf:
    """All workloads of a kind. Methods raise Refusal and StateFailed; names are full where they are one word."""

    def __init__(self, kind: Kind, services: Services, supervisor: Supervisor) -> None:
        """`kind` is one that is more than a process of the host."""
        self._kind = kind
        self._noun = NOUNS[kind]
        self._services = services
        self._supervisor = supervisor

    async def create(self, cell: str, spec: WorkloadSpec, owner: str) -> Found:
        """Define one and leave it down; it has a name, and a service."""
        return self._kept(await self._services.define(cell, spec, owner))

    async def start(self, name: str, *, wait: bool) -> Found:
        """Start one that is kept."""
        life = self._services.find(name)
        if life is None or life.record.spec.kind is not self._kind:
            raise NotFound(f"start {name}", f"no such {self._noun} is kept")
        return self._kept(await self._services.start(name, wait=wait))

    async def stop(self, cell: str, name: str, grace: float | None, verb: str = "stop") -> Found:
        """Stop one; returns when nothing of it runs any more. `grace` is in seconds."""
        found = await self.find(cell, name, verb)
        if found.life is not None:
            return self._kept(await self._services.stop(found.full_name, grace))
        return self._single(await self._supervisor.stop(cell, name, grace))

    async def delete(self, cell: str, name: str, *, force: bool) -> None:
        """Forget one that is down; with `force` it is killed first."""
        found = await self.find(cell, name, "delete")
        if force and not found.is_down:
            found = await self.stop(cell, name, 0.0, "delete")
        if found.life is not None:
            await self._services.remove(found.full_name, stop=False)
        elif not force:
            why = "it was forgotten at its end" if found.is_down else "it runs: stop it first"
            raise FailedPrecondition(f"delete {found.full_name}", why)

    async def find(self, cell: str, name: str, verb: str) -> Found:
        """Return one by its name; `verb` is for the refusal."""
        whole = full_name(cell, name)
        life = self._services.find(whole)
        if life is not None and life.record.spec.kind is self._kind:
            return self._kept(life)
        try:
            run = None if life else await self._supervisor.get(cell, name, verb)
        except NotFound:
            run = None
        if run is None or run.kind is not self._kind or run.service:
            raise NotFound(f"{verb} {whole}", f"no such {self._noun}")
        return self._single(run)

    def kept(self, cell: str, name: str) -> Found | None:
        """Return one that is kept; None when there is none of this name."""
        life = self._services.find(full_name(cell, name))
        if life is None or life.record.spec.kind is not self._kind:
            return None
        return self._kept(life)

    def everything(self, cell: str, labels: Mapping[str, str]) -> list[Found]:
        """Return those in a cell and below it that have these labels, by name."""
        kept = [
            self._kept(life)
            for life in self._services.lives(cell)
            if life.record.spec.kind is self._kind
        ]
        single = [
            self._single(run)
            for run in self._supervisor.living(cell)
            if run.kind is self._kind and not run.service
        ]
        found = [one for one in (*kept, *single) if one.has_labels(labels)]
        return sorted(found, key=lambda one: one.full_name)

    def usage(self, found: Found) -> dict[str, int] | None:
        """Return what one uses, as far as the kernel measures it; None while it is down."""
        if found.run is None or found.run.ended:
            return None
        return self._supervisor.usage(found.run)

    def processes(self, found: Found) -> list[int]:
        """Return the pids of the processes on the host, lowest first. FailedPrecondition when it is down."""
        return self._supervisor.processes(self._running(found, "show the processes of"))

    # For those who know more of the kind.

    def _running(self, found: Found, verb: str) -> Workload:
        """Return the run of one that runs. FailedPrecondition when it is down."""
        if found.run is None or found.is_down or found.run.ended:
            raise FailedPrecondition(
                f"{verb} {found.full_name}", f"it is {found.state.value.lower()}"
            )
        return found.run

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
        frozen = not run.ended and self._supervisor.is_paused(run)
        state = container_state.of_run(run.status, frozen=frozen)
        return Found(run.cell, run.name, state, None, run)
