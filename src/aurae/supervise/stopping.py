"""How a workload is stopped: its stop signal, the grace, then cgroup.kill."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.lifecycle import Status
from aurae.model.refusal import Stuck
from aurae.model.workload import Kind, Leftovers
from aurae.state import workloads
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.supervise.ending import Endings
    from aurae.supervise.means import Means
    from aurae.supervise.run import Run

_log = logging.getLogger("aurae.supervise")


class Stops:
    """Stops workloads. Any number of stops of one workload share its end; the shortest grace counts."""

    def __init__(self, means: Means, endings: Endings) -> None:
        """Nothing is being stopped."""
        self._means = means
        self._endings = endings

    async def stop(self, run: Run, grace: float | None, reason: str) -> None:
        """Return when nothing of the workload runs any more; Stuck when it does not die.

        `grace` is in seconds; None is the workload's own.
        """
        run.unwanted.set()
        if run.settled.is_set() and not run.is_gone:
            # An earlier stop has told that it does not die; it is killed again, and waited for.
            run.settled.clear()
            grace = 0.0
        if not run.answered.is_set():
            self._endings.arm(run, grace)
            await run.answered.wait()
        if not run.is_gone:
            self._endings.arm(run, grace)
        await self._ask(run, reason)
        if run.workload.leftovers is Leftovers.LEAVE:
            await run.ended.wait()
            return
        await run.settled.wait()
        if not run.is_gone:
            action = f"stop {run.workload.full_name}"
            raise Stuck(action, "its processes do not die after cgroup.kill")

    async def _ask(self, run: Run, reason: str) -> None:
        """Send the stop signal, unless that was done or nothing is left."""
        status = run.workload.status
        if run.workload.kind is not Kind.EXECUTABLE and not run.is_gone:
            # What is paused would act on nothing but the kill.
            with suppress(OSError):
                self._means.leaves.thaw(run.workload.leaf)
        if status is Status.RUNNING:
            run.workload = run.workload.stopping(reason)
            try:
                await self._means.store.write(partial(workloads.save, workload=run.workload))
            except StateFailed as error:
                # A full disk keeps nobody from stopping what fills it.
                _log.error("stopping %s although %s", run.workload.full_name, error)
            self._endings.ask(run)
        elif status is Status.ORPHANED or (run.workload.ended and run.workload.service):
            self._endings.ask_all(run)
