"""How a service reads its configuration again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.outcome import Result
from aurae.model.refusal import FailedPrecondition
from aurae.model.service import Type
from aurae.model.service_life import Change
from aurae.model.validation import named_signal
from aurae.services.commands import RELOAD, run_command
from aurae.services.life import Over

if TYPE_CHECKING:
    from aurae.services.life import Life

USUAL_LIMIT = 90.0
"""Seconds that a reload has where start_timeout gives none."""


def can_reload(life: Life) -> bool:
    """Say whether there is a way to reload it."""
    service = life.service
    return bool(service.reload or service.reload_signal) or service.type is Type.NOTIFY_RELOAD


async def reload(life: Life) -> None:
    """Have it reload; a failure leaves it up, and is told to who asked. Raises Over."""
    life.is_ready = life.saw_reloading = False
    life.to(Change.RELOAD, step="reload")
    limit = life.service.start_limit or USUAL_LIMIT
    moment = life.now() + limit
    life.limits.set(Result.PROTOCOL, moment, f"did not finish its reload within {limit:g} s")
    try:
        failure = await _reload(life)
    except Over as over:
        if over.outcome.result is not Result.PROTOCOL:
            life.tell_reloaded(f"it ended: {over.outcome.reason}")
            raise
        failure = over.outcome.reason
    life.limits.clear(Result.PROTOCOL)
    life.to(Change.UP)
    life.tell_reloaded(failure)


async def _reload(life: Life) -> str:
    service, main = life.service, life.main
    for index, command in enumerate(service.reload):
        outcome = await run_command(life, f"{RELOAD}{life.now():.6f}.{index}", command, {})
        if outcome.failed and not command.ignore_failure:
            return f"reload command {index + 1}: {outcome.reason}"
    if not service.reload and main is not None:
        life.signal(named_signal(service.reload_signal or "SIGHUP"))
    if service.type is Type.NOTIFY_RELOAD:
        await life.hold(lambda: life.is_ready)
    return ""


def refuse(life: Life) -> FailedPrecondition:
    """Return why it cannot be reloaded."""
    action = f"reload {life.name}"
    if not life.is_up:
        return FailedPrecondition(action, f"it is {life.phase.value.lower()}")
    why = "it has neither a reload command nor a reload signal"
    return FailedPrecondition(action, why)
