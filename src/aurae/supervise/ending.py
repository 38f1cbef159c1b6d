"""How a workload ends: its exit is written and acknowledged, and what is left of it is cleared away.

Theory. Init keeps an exit until it is acknowledged, and it is acknowledged once its row is on
disk. A disk that refuses delays the acknowledgement, and nothing else: the end is told, the leaf
is cleared, and the row is tried again until it is written.

A main process may leave others behind. They get the stop signal, and after the grace the leaf is
killed. Whatever asks for an end only ever moves the moment of that kill forward; a service itself
may ask for more time.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.lifecycle import Status
from aurae.model.refusal import Refusal
from aurae.model.workload import Leftovers
from aurae.processes.init import InitGone
from aurae.state import workloads
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.model.workload import Workload
    from aurae.processes.init import Exit
    from aurae.supervise.means import Means
    from aurae.supervise.run import Run

HELD_OUTPUT = 0.2
"""Seconds after an exit until output counts as complete although another process holds the pipe."""

DRAIN_LIMIT = 5.0
"""Seconds that journal may need for the rest of a pipe that nobody holds any more."""

KILL_LIMIT = 10.0
"""Seconds after cgroup.kill until a process that is still there counts as one that does not die."""

GOING_OFF = 5.0
"""Seconds beyond its grace that a guest has to write what it has and go off, once it has killed its process itself."""

RETRY_FIRST, RETRY_LONGEST = 1.0, 30.0
"""Seconds between attempts to write an end or to remove a leaf that was refused."""

LOOK = 3600.0
"""Seconds between two looks at a leaf whose end is awaited; the kernel wakes us before."""

RUN_KEY = "run-"
"""What the key of the surroundings of a run begins with; its id follows."""

POLL = 1.0
"""Seconds between two looks when there is no descriptor to be woken by."""

_log = logging.getLogger("aurae.supervise")


def exited_as(means: Means, workload: Workload, end: Exit) -> Workload:
    """Return the workload after init reaped it; to be called while its leaf is there."""
    oom_kills = oom_kills_of(means, workload, end)
    guests = means.guests.get(workload.kind)
    if guests is not None:
        return guests.ended(workload, end, oom_kills)
    return workload.exited(end.status, end.finished_ns, end.cpu_us, oom_kills)


def oom_kills_of(means: Means, workload: Workload, end: Exit) -> int:
    """Return how many of its processes the kernel killed for want of memory, if that may be why."""
    killed = end.status & 0x7F == signal.SIGKILL
    return means.leaves.oom_kills(workload.leaf) if killed else 0


def surroundings_key(ident: int) -> str:
    """Return the key under which the surroundings of a run are made."""
    return f"{RUN_KEY}{ident}"


class Endings:
    """Watches workloads to their end."""

    def __init__(self, means: Means) -> None:
        """`ended` counts the workloads that have ended since."""
        self._means = means
        self.ended = 0

    async def watch(self, run: Run) -> None:
        """Wait until init reaps the main process, and see to all that follows."""
        try:
            exited = await self._means.init.wait_exit(run.id)
        except InitGone:
            return  # the server ends as well, and the next one finds what runs
        await self.take(run, exited_as(self._means, run.workload, exited))

    async def watch_orphan(self, run: Run) -> None:
        """Wait until nothing of an orphan runs any more."""
        while not await self._empty(run.workload.leaf, LOOK):
            continue
        reason = "ended after the init that started it had gone: its exit status is not known"
        await self.take(run, run.workload.vanished(reason, self._means.clock()))

    async def take(self, run: Run, final: Workload) -> None:
        """See to everything that follows an end."""
        run.workload = final
        self.ended += 1
        # Whoever has heard of its end may want its ports at once.
        saved, _ = await asyncio.gather(self._save(run), self._disconnect(final))
        if not saved:
            self._means.tasks.begin(self._save_later(run))
        run.tell_ended()
        await self.clear_and_drop(run)

    async def clear_and_drop(self, run: Run) -> None:
        """Clear away what is left of a workload that has ended, and forget it."""
        await self.clear(run)
        self._means.register.drop_if_done(run)

    async def clear(self, run: Run) -> None:
        """End what a main process left behind, see its output complete, and remove the leaf."""
        trouble = await self._remove(run)
        held = trouble is not None
        if held:
            self._signal_leftovers(run)
        await self._drained(run, HELD_OUTPUT if held else DRAIN_LIMIT)
        run.complete.set()
        await self._removed(run, trouble)
        await self.clear_surroundings(run.workload)
        run.tell_gone()

    async def clear_surroundings(self, workload: Workload) -> None:
        """Clear away what was made for a run; what is made for a service outlives its runs."""
        if workload.root and workload.kind in self._means.rooms:
            await self._disconnect(workload)
            await self._discard(workload)
        if self._means.surroundings is not None and not workload.service:
            await self._means.surroundings.clear(surroundings_key(workload.id), final=True)

    async def clear_unused(self, leaf: str) -> None:
        """Remove the leaf of a child that never came to execve, once it has gone."""
        if not await self._empty(leaf, KILL_LIMIT):
            _log.error("the unused process in leaf %s does not end", leaf)
            return
        try:
            await self._means.leaves.remove(leaf)
        except OSError as error:
            _log.error("cannot remove the unused leaf %s: %s", leaf, error)

    async def clear_unused_root(self, ident: int) -> None:
        """Remove the root that was made for a child that never came to execve."""
        for room in self._means.rooms.values():
            try:
                await room.discard_unused(ident)
            except (OSError, StateFailed, Refusal) as error:
                _log.error("cannot remove the unused root of run %d: %s", ident, error)

    async def _disconnect(self, workload: Workload) -> None:
        room = self._means.rooms.get(workload.kind)
        if workload.root and room is not None:
            try:
                await room.disconnect(workload)
            except (OSError, StateFailed, Refusal) as error:
                _log.error("cannot take %s off its networks: %s", workload.full_name, error)

    async def _discard(self, workload: Workload) -> None:
        try:
            await self._means.rooms[workload.kind].discard(workload)
        except OSError as error:
            _log.error("cannot remove the root of %s: %s", workload.full_name, error)

    def ask(self, run: Run) -> None:
        """Ask a run to end in the way of its kind: all of it, or its main process."""
        guests = self._means.guests.get(run.workload.kind)
        if guests is not None:
            left = (run.kill_at or 0.0) - asyncio.get_running_loop().time() - GOING_OFF
            guests.ask(run.workload, max(left, 0.0))
            return
        if run.workload.leftovers is Leftovers.GROUP:
            self.ask_all(run)
            return
        # SIGCONT after it: a process that is suspended acts on nothing but SIGKILL.
        for number in (run.workload.stop_signal, signal.SIGCONT):
            self._means.init.signal(run.id, number)

    def ask_all(self, run: Run) -> None:
        """Send the stop signal to all processes of a run. Raises OSError."""
        for number in (run.workload.stop_signal, signal.SIGCONT):
            self._means.leaves.signal_all(run.workload.leaf, number)

    def kill(self, run: Run) -> None:
        """Kill all of a workload at once; says so when it does not die in 10 s."""
        run.was_killed = True
        try:
            if run.workload.leftovers is not Leftovers.LEAVE:
                self._means.leaves.kill(run.workload.leaf)
        except OSError as error:
            _log.error("cannot kill %s: %s", run.workload.full_name, error)
        # A main process that runs as root may have left its leaf.
        self._means.init.signal(run.id, signal.SIGKILL)
        asyncio.get_running_loop().call_later(KILL_LIMIT, self._report_stuck, run)

    def arm(self, run: Run, grace: float | None = None) -> None:
        """Have a workload killed after its grace, in seconds, or earlier if that was set before."""
        if grace is None:
            own = run.workload.stop_timeout
            grace = self._means.limits.stop_timeout if own is None else own
        if grace and run.workload.kind in self._means.guests:
            grace += GOING_OFF
        run.arm(grace, self.kill)

    def postpone(self, run: Run, grace: float) -> None:
        """Have a workload that waits for its kill wait for so many seconds from now."""
        run.postpone(grace, self.kill)

    def _report_stuck(self, run: Run) -> None:
        if not run.is_gone and not run.settled.is_set():
            _log.error("processes of %s do not die after cgroup.kill", run.workload.full_name)
            run.settled.set()

    async def _remove(self, run: Run) -> OSError | None:
        """Try to remove the leaf; returns what stood against it."""
        try:
            await self._means.leaves.remove(run.workload.leaf)
        except OSError as error:
            return error
        return None

    async def _removed(self, run: Run, trouble: OSError | None) -> None:
        """Return when the leaf is removed; `trouble` stood against it just now."""
        told = False
        delay = RETRY_FIRST
        while trouble is not None:
            if trouble.errno != errno.EBUSY:
                if not told:
                    _log.error("cannot remove the leaf of %s: %s", run.workload.full_name, trouble)
                told = True
                await asyncio.sleep(delay)
                delay = min(delay * 2, RETRY_LONGEST)
            await self._empty(run.workload.leaf, LOOK)
            trouble = await self._remove(run)
            if trouble is not None and trouble.errno == errno.EBUSY:
                # Empty, and yet not to be removed: a process of somebody else's came in.
                await asyncio.sleep(HELD_OUTPUT)

    async def _empty(self, leaf: str, limit: float) -> bool:
        """Wait until nothing lives in a leaf, at most `limit` seconds; say whether it is so."""
        clock = asyncio.get_running_loop().time
        end = clock() + limit
        told = False
        while True:
            try:
                return await self._means.leaves.wait_empty(leaf, max(end - clock(), 0))
            except OSError as error:
                left = end - clock()
                if left <= 0:
                    return False
                if not told:
                    _log.warning("cannot watch the leaf %s: %s", leaf, error.strerror)
                told = True
                await asyncio.sleep(min(POLL, left))

    def _signal_leftovers(self, run: Run) -> None:
        leftovers = run.workload.leftovers
        if leftovers is Leftovers.LEAVE:
            return
        if run.workload.status is Status.FAILED or leftovers is Leftovers.KILL:
            self.arm(run, 0)
            return
        try:
            self.ask_all(run)
        except OSError as error:
            _log.error("cannot signal what %s left: %s", run.workload.full_name, error)
        self.arm(run)

    async def _drained(self, run: Run, limit: float) -> None:
        try:
            async with asyncio.timeout(limit):
                await self._means.init.wait_drained(run.id)
        except TimeoutError:
            pass

    async def _save(self, run: Run) -> bool:
        """Write an end and acknowledge it; False when the disk refuses."""
        store = self._means.store
        # Nobody waits: the row may share a commit with others, and init holds the exit meanwhile.
        write = store.write if run.awaited else store.write_lazily
        try:
            await write(partial(workloads.save, workload=run.workload))
        except StateFailed:
            return False
        run.is_saved = True
        self._means.init.acknowledge(run.id)
        return True

    async def _save_later(self, run: Run) -> None:
        delay = RETRY_FIRST
        while True:
            await asyncio.sleep(delay)
            if await self._save(run):
                break
            delay = min(delay * 2, RETRY_LONGEST)
        self._means.register.drop_if_done(run)
