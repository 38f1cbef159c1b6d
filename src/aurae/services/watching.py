"""What is looked at while a service runs: limits, the watchdog, health, the kernel's want of memory."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome, Result
from aurae.model.service import OomPolicy

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine

    from aurae.services.life import Life

EXTENDED = (Result.START_TIMEOUT, Result.STOP_TIMEOUT, Result.RUN_TIMEOUT)
"""What EXTEND_TIMEOUT_USEC= of sd_notify(3) extends."""

_log = logging.getLogger("aurae.services")


def begin_watching(life: Life) -> None:
    """Set the limits of a main process that runs."""
    service = life.service
    if service.run_timeout:
        moment = _started(life) + service.run_timeout
        life.limits.set(
            Result.RUN_TIMEOUT, moment, f"ran for longer than {service.run_timeout:g} s"
        )
    keep_extended(life)
    pat(life)
    if service.oom_policy is OomPolicy.STOP and life.main is not None:
        life.watchers.append(lend(life, partial(_watch_memory, life), "watch its memory"))


def lend(
    life: Life, operation: Callable[[], Coroutine[None, None, None]], what: str
) -> asyncio.Task[None]:
    """Begin what looks after a service; where the machine is short of something it ends that service only."""
    return life.means.tasks.lend(_guarded(life, operation, what))


async def _guarded(
    life: Life, operation: Callable[[], Coroutine[None, None, None]], what: str
) -> None:
    try:
        await operation()
    except OSError as error:
        why = f"cannot {what}: {error.strerror or error}"
        _log.error("%s: %s", life.name, why)
        life.verdict = Outcome(Result.PROTOCOL, why)
        life.wake()


def keep_extended(life: Life) -> None:
    """Have limits last as long as the service has asked for, also of an earlier server."""
    deadline = life.record.standing.deadline
    if deadline is not None:
        life.limits.extend(deadline, *EXTENDED)


def pat(life: Life) -> None:
    """Begin the watchdog's interval again."""
    said = life.record.standing.watchdog
    interval = life.service.watchdog if said is None else said
    life.limits.clear(Result.WATCHDOG)
    if interval and not life.is_paused:
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
