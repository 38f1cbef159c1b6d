"""Cells that stand still for want of memory: the kernel wakes us, and one workload is killed if it lasts.

Theory. The OOM killer comes when nothing can be had any more; a cell that takes the same pages in and
out again and again never gets there, and does no work either. The kernel counts the time in which
nothing of it runs. Once that passes the limit within two seconds, it is measured over the whole
duration that was asked for, and only who is above the limit then is relieved of its heaviest workload.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING

from aurae.model.pressure import REASON, USUAL_DURATION, victim
from aurae.model.refusal import FailedPrecondition
from aurae.processes.pressure import FILE, Trigger

if TYPE_CHECKING:
    from aurae.cells.means import Means
    from aurae.cells.register import Standing
    from aurae.model.cell import Limits
    from aurae.model.pressure import Candidate

AGAIN = 10.0
"""Seconds until somebody is killed again where nobody could be, or the last one does not die."""

_log = logging.getLogger("aurae.cells")


class Pressures:
    """Watches the cells that have a limit of pressure."""

    def __init__(self, means: Means) -> None:
        """No cell is watched."""
        self._means = means

    def check(self, action: str, limits: Limits) -> None:
        """FailedPrecondition when a limit is asked of a kernel that does not count pressure."""
        if _limit(limits) and not self._means.groups.counts_pressure():
            why = f"memory.pressure_limit needs {FILE}, which this kernel does not have: boot it with psi=1"
            raise FailedPrecondition(action, why)

    def follow(self, standing: Standing) -> None:
        """Watch a cell as it says from now on, or no more."""
        standing.unwatch()
        if _limit(standing.cell.spec.limits):
            standing.watcher = self._means.tasks.lend(self._watch(standing))

    async def _watch(self, standing: Standing) -> None:
        standing.unwatched = ""
        try:
            group = self._means.groups.directory(standing.name)
            trigger = Trigger(group, _limit(standing.cell.spec.limits))
            try:
                await self._relieve_always(standing, trigger)
            finally:
                trigger.close()
        except FileNotFoundError:
            return  # whoever looks at the cell next forgets it
        except OSError as error:
            standing.unwatched = f"cell '{standing.name}': {FILE}: {error.strerror}"
            _log.error("cannot watch %s", standing.unwatched)

    async def _relieve_always(self, standing: Standing, trigger: Trigger) -> None:
        limits = standing.cell.spec.limits
        limit, seconds = _limit(limits), _duration(limits)
        while await trigger.wait():
            before, candidates = trigger.stalled(), self._candidates(standing)
            begun = time.monotonic()
            await asyncio.sleep(seconds)
            after = trigger.stalled()
            if before is None or after is None:
                return
            percent = (after - before) / (time.monotonic() - begun) / 1e4
            if percent >= limit:
                why = f"cell '{standing.name}' stood still for {percent:.0f} % of {seconds:g} s"
                await self._relieve(standing, candidates, why)

    async def _relieve(self, standing: Standing, before: list[Candidate], why: str) -> None:
        """Kill the heaviest workload, and wait until it has gone."""
        chosen = victim(before, self._candidates(standing))
        if chosen is None:
            _log.warning("%s, and nobody in it may be killed", why)
            await asyncio.sleep(AGAIN)
            return
        await self._means.supervisor.kill_for(chosen.id, f"{REASON}: {why}", AGAIN)

    def _candidates(self, standing: Standing) -> list[Candidate]:
        leaves, found = self._means.supervisor.leaves_below(standing.name), []
        for ident, leaf in leaves:
            with contextlib.suppress(OSError):  # it has gone meanwhile
                found.append(self._means.groups.candidate(ident, leaf))
        return found


def _limit(limits: Limits) -> int:
    return (limits.memory and limits.memory.pressure_limit) or 0


def _duration(limits: Limits) -> float:
    """Return the duration in seconds."""
    return ((limits.memory and limits.memory.pressure_duration) or USUAL_DURATION) / 1e6
