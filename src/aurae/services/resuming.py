"""Where a new server takes a service up.

| row                    | its main run            | what follows                               |
|------------------------|-------------------------|--------------------------------------------|
| at rest, BACKOFF, WAITING | -                    | as it was                                  |
| ACTIVATING             | any                     | the start goes on behind what was run already |
| ACTIVE, RELOADING      | lives, or an orphan     | ACTIVE                                     |
| ACTIVE, RELOADING      | ended                   | its end is seen to                         |
| DEACTIVATING           | any                     | the end goes on behind what was run already |
| any, of another boot   | -                       | at rest; wanted when it is enabled         |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome, Result
from aurae.model.service_life import AT_REST, UP, Change, Phase
from aurae.model.workload import MAIN
from aurae.services import sockets
from aurae.services.checking import begin_checks
from aurae.services.commands import follow_main, starting
from aurae.services.life import Stop
from aurae.services.watching import begin_watching

if TYPE_CHECKING:
    from aurae.model.service_record import ServiceRecord
    from aurae.services.life import Life
    from aurae.supervise.run import Run

NOT_RESUMED = frozenset({*AT_REST, Phase.BACKOFF, Phase.WAITING})
"""Phases that hold nothing that could run."""


async def resume(life: Life) -> Outcome | None:
    """Take a service up in the phase of its row; returns how its attempt ends, if that is known."""
    with starting(life):
        return await _resume(life)


async def _resume(life: Life) -> Outcome | None:
    standing = life.record.standing
    if life.phase not in AT_REST and (standing.again or not standing.wanted):
        life.stop = Stop(standing.reason or "stopped by request", again=standing.again)
    if life.phase in NOT_RESUMED:
        return None
    runs = await _runs(life)
    life.memo = {run.workload.role: run for run in runs}
    life.is_ready = standing.said_ready
    if life.hearing is not None:
        family = life.hearing.family
        family.main = life.memo.get(MAIN)
        family.runs = {run.id: run for run in runs if not run.workload.ended}
    main = next((run for run in runs if run.id == standing.main), None)
    if main is not None and life.phase is not Phase.ACTIVATING:
        follow_main(life, main)
        sockets.take_named_main(life)
    if life.phase in UP:
        if life.phase is Phase.RELOADING:
            life.to(Change.UP)
        life.up_since = standing.since
        if main is None and not life.service.remain_after_exit:
            return Outcome(Result.LOST, "nothing is known of its main process")
        begin_watching(life)
        begin_checks(life)
        return None
    if life.phase is Phase.DEACTIVATING:
        return Outcome(
            Result(standing.result), standing.reason, standing.exit_code, standing.signal
        )
    return None


async def _runs(life: Life) -> list[Run]:
    """Return what was run in this start; what only the end of a server kept from running is to run yet."""
    known = await life.means.supervisor.runs_of_invocation(
        life.record.id, life.record.standing.invocation
    )
    for run in known:
        await run.answered.wait()
    return [run for run in known if not run.workload.was_interrupted]


def of_another_boot(record: ServiceRecord, boot: str, now_ns: int) -> ServiceRecord:
    """Return the record of a service after a restart of the machine."""
    standing = record.standing
    if standing.boot in ("", boot):
        return record
    known = {"phase": Phase.INACTIVE, "wanted": record.service.enabled, "boot": boot}
    known |= {"began": None, "ready": None}
    known |= {"notify": 0, "listeners": (), "stored": (), "main": 0, "main_pid": 0, "attempt": 0}
    if standing.phase not in AT_REST:
        known |= {"reason": "the machine was restarted while it ran", "changed_ns": now_ns}
    return record.standing_as(step="", waits_for=(), next_attempt_ns=None, **known)
