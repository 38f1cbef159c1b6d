"""How an attempt comes up: conditions, commands before, the main process, readiness, commands after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome, Result
from aurae.model.refusal import Refusal
from aurae.model.service import Effect, Type
from aurae.model.service_life import Change, Phase
from aurae.services import sockets
from aurae.services.checking import begin_checks
from aurae.services.commands import new_invocation, run_all, run_command, start_main
from aurae.services.life import Over
from aurae.services.listening import leave_connections, open_listeners
from aurae.services.watching import begin_watching

if TYPE_CHECKING:
    from aurae.services.life import Life

CONDITION_FALSE = range(1, 255)
"""Exit statuses of a condition that skip the start; 255 is a failure, as with systemd's."""


async def activate(life: Life) -> Outcome | None:
    """Bring a service up; returns None when it is, else how the attempt ended."""
    if life.phase is Phase.WAITING:
        life.begin_attempt(new_invocation())
    limit = life.service.start_limit
    if limit is not None:
        why = f"was not up within {limit:g} s"
        life.limits.set(Result.START_TIMEOUT, life.record.standing.since + limit, why)
    try:
        await _activate(life)
    except Over as over:
        return _judged(life, over.outcome)
    except Refusal as refusal:
        return Outcome(Result.START_FAILURE, refusal.why)
    life.limits.clear(Result.START_TIMEOUT)
    life.up_since = life.now()
    up = {"ready_ns": life.means.clock(), "ready": life.up_since}
    life.to(Change.UP, **up, reason="", waits_for=())
    return None


def _judged(life: Life, outcome: Outcome) -> Outcome:
    """Return an outcome before it was up: a success is none for one that shall say that it is ready."""
    early = life.service.notifies and not life.is_ready and life.main is not None
    if early and life.stop is None and outcome.result is Result.SUCCESS:
        return replace(outcome, result=Result.PROTOCOL, reason=f"not ready: {outcome.reason}")
    return outcome


async def _activate(life: Life) -> None:
    service = life.service
    leave_connections(life)
    await sockets.open_notify(life)
    await open_listeners(life)
    await _check_conditions(life)
    await run_all(life, "start_pre", service.start_pre)
    life.stand(step="start")
    life.starts.append(life.now())
    waits = service.type is not Type.ONESHOT and service.notifies
    await start_main(life, life.record.spec.executable, step="ready" if waits else "start")
    begin_watching(life)
    if service.type is Type.ONESHOT:
        await _finish_job(life)
    elif waits:
        await life.hold(lambda: life.is_ready)
    begin_checks(life)
    if any(check.effect is Effect.READINESS for check in service.health):
        life.stand(step="health")
        await life.hold(life.is_healthy)
    await run_all(life, "start_post", service.start_post)


async def _check_conditions(life: Life) -> None:
    for index, command in enumerate(life.service.condition):
        life.stand(step="condition")
        outcome = await run_command(life, f"condition.{index}", command, {})
        if not outcome.failed or command.ignore_failure:
            continue
        reason = f"condition {index + 1}: {outcome.reason}"
        if outcome.exit_code in CONDITION_FALSE:
            raise Over(Outcome(Result.CONDITION, reason))
        raise Over(Outcome(outcome.result, reason, outcome.exit_code, outcome.signal))


async def _finish_job(life: Life) -> None:
    """Wait for a oneshot's commands, one after the other."""
    await _job_ended(life)
    for index, command in enumerate(life.service.then):
        life.stand(step="then")
        outcome = await run_command(life, f"then.{index}", command, {})
        if outcome.failed and not command.ignore_failure:
            raise Over(outcome)


async def _job_ended(life: Life) -> None:
    main = life.main
    assert main is not None
    await life.hold(lambda: main.over(life.service) is not None)
