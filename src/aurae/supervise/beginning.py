"""From execve(2) to a run that counts as started, where a kind has more to do: a guest boots.

Theory. It is over as soon as the first process ends, as somebody wants the run to end, or as the time for it is up:
whatever comes first is what the start fails with, and the leaf is killed. The row stays STARTING meanwhile, so
a server that dies in between leaves a start that the next one goes on with.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition, Refusal, Unavailable, unready
from aurae.processes.init import InitGone
from aurae.state.failures import StateFailed
from aurae.supervise.ending import KILL_LIMIT

if TYPE_CHECKING:
    from aurae.supervise.ending import Endings
    from aurae.supervise.guests import Guests
    from aurae.supervise.means import Means
    from aurae.supervise.run import Run


async def see_through(means: Means, guests: Guests, run: Run, action: str) -> None:
    """Return when a run has begun. Raises Refusal when it has not, InitGone."""
    limit = means.limits.begin_timeout
    async with asyncio.TaskGroup() as group:
        begun = group.create_task(_begin(guests, run, action))
        ended = group.create_task(_end_of(means, guests, run, action))
        unwanted = group.create_task(run.unwanted.wait())
        tasks = (begun, ended, unwanted)
        await asyncio.wait(tasks, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        over: Exception | None = FailedPrecondition(action, f"has not begun within {limit:g} s")
        if begun.done():
            over = begun.result()
        elif unwanted.done():
            over = FailedPrecondition(action, "stopped before it had started")
        elif ended.done():
            over = ended.result()
        for task in tasks:
            task.cancel()
    if over is not None:
        raise over


async def end(means: Means, endings: Endings, run: Run) -> None:
    """End a run that has not begun; returns when init has reaped it, or when it does not die."""
    endings.kill(run)
    try:
        async with asyncio.timeout(KILL_LIMIT):
            await means.init.wait_exit(run.id)
    except (TimeoutError, InitGone):
        pass


async def _begin(guests: Guests, run: Run, action: str) -> Refusal | None:
    """Begin; returns what stood against it."""
    try:
        await guests.begin(run.workload, action)
    except Refusal as refusal:
        return refusal
    except StateFailed as error:
        return Unavailable(action, str(error))
    except OSError as error:
        return unready(action, error.errno or 0, error.strerror or str(error))
    return None


async def _end_of(means: Means, guests: Guests, run: Run, action: str) -> Refusal | InitGone:
    """Return why a run whose first process has ended has not begun."""
    try:
        end = await means.init.wait_exit(run.id)
        return FailedPrecondition(action, guests.why_ended(run.workload, end))
    except InitGone as error:
        return error
