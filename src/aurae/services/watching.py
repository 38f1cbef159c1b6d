"""What is looked at while a service runs: limits, the watchdog, health, the kernel's want of memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome, Result
from aurae.model.service import OomPolicy

if TYPE_CHECKING:
    from aurae.services.life import Life


def begin_watching(life: Life) -> None:
    """Set the limits of a main process that runs."""
    service = life.service
    if service.run_timeout:
        moment = _started(life) + service.run_timeout
        life.limits.set(
            Result.RUN_TIMEOUT, moment, f"ran for longer than {service.run_timeout:g} s"
        )
    pat(life)
    if service.oom_policy is OomPolicy.STOP and life.main is not None:
        life.watchers.append(life.means.tasks.lend(_watch_memory(life)))


def pat(life: Life) -> None:
    """Begin the watchdog's interval again."""
    said = life.record.standing.watchdog
    interval = life.service.watchdog if said is None else said
    life.limits.clear(Result.WATCHDOG)
    if interval:
        why = f"its watchdog heard nothing for {interval:g} s"
        life.limits.set(Result.WATCHDOG, life.now() + interval, why)


def end_watching(life: Life) -> None:
    """Look at nothing any more."""
    watchers, life.watchers = life.watchers, []
    for task in watchers:
        task.cancel()


def _started(life: Life) -> float:
    """Return when the main process started, as the event loop's clock has it."""
    started = life.main.run.workload.started_ns if life.main is not None else None
    if started is None:
        return life.now()
    return life.now() - max(0.0, (life.means.clock() - started) / 1e9)


async def _watch_memory(life: Life) -> None:
    """End a service one of whose processes the kernel kills for want of memory."""
    assert life.main is not None
    leaf = life.main.run.workload.leaf
    before = life.means.leaves.oom_kills(leaf)
    if await life.means.leaves.wait_oom_kill(leaf, before):
        why = "the kernel killed one of its processes for want of memory"
        life.verdict = Outcome(Result.OOM_KILL, why)
        life.wake()
