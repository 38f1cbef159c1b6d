"""The front of the room: workloads are started, stopped, waited for, found and listed here."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from aurae.model.cell import NODE
from aurae.model.lifecycle import Status
from aurae.model.names import full_name
from aurae.model.refusal import NotFound, Refusal, Unavailable, unready
from aurae.model.sandbox import resolve
from aurae.model.workload import Kind
from aurae.state import workloads
from aurae.state.failures import StateFailed
from aurae.supervise.adoption import Adoption
from aurae.supervise.ending import Endings
from aurae.supervise.history import prune
from aurae.supervise.holding import HeldNames
from aurae.supervise.order import NOWHERE, Order
from aurae.supervise.run import Run
from aurae.supervise.starting import Starts
from aurae.supervise.stopping import Stops

if TYPE_CHECKING:
    import socket
    import sqlite3
    from pathlib import Path

    from aurae.model.cell import Place
    from aurae.model.exposure import Row
    from aurae.model.sandbox import Resolved
    from aurae.model.session import Size
    from aurae.model.workload import Leftovers, Workload, WorkloadSpec
    from aurae.state.store import Change
    from aurae.supervise.means import Means

PRUNE_EVERY = 64
"""Ends between two looks at the history, fewer where little history is kept."""

PAGE = 1000
"""Most workloads in one answer of `page`."""

T = TypeVar("T")

_log = logging.getLogger("aurae.supervise")


class Supervisor:
    """All workloads of this node. Methods raise Refusal."""

    def __init__(self, means: Means) -> None:
        """Call `adopt` before anything else."""
        self._means = means
        self._endings = Endings(means)
        self._starts = Starts(means, self._endings)
        self._stops = Stops(means, self._endings)
        self._names = HeldNames(means)
        self._pruned_at = 0
        self._pruning = False
        self.problems: list[str] = []
        """What people should know: leaves that were there before and are not ours."""

    async def adopt(self) -> None:
        """Take over what runs. Raises StateFailed when the state cannot be read."""
        adoption = Adoption(self._means, self._starts, self._endings)
        await adoption.adopt()
        self.problems = adoption.problems
        self._means.tasks.begin(self._prune())

    def reserve_ids(self, highest: int) -> None:
        """Give out no id up to this one any more."""
        register = self._means.register
        register.highest = max(register.highest, highest)

    def refuse(self, why: str) -> None:
        """Start nothing any more, for this reason."""
        self._starts.refused = why

    @property
    def running(self) -> int:
        """How many workloads live now."""
        return sum(not run.workload.ended for run in self._means.register)

    async def start(
        self,
        spec: WorkloadSpec,
        owner: str,
        place: Place = NOWHERE,
        *,
        held: bool = False,
        description: str = "",
    ) -> Workload:
        """Start a workload for a SPIFFE ID; returns once execve(2) has succeeded.

        `place` is a cell that exists. With `held` the workload keeps its name after its end, until
        `release_name` or `forget_names`. Whoever leaves meanwhile changes nothing: the start goes
        on.
        """
        order = Order(spec, owner, place, held=held, description=description)
        run = await self._means.tasks.finish(self._starts.start(order))
        self._prune_sometimes()
        return run.workload

    async def start_run(self, order: Order) -> Run:
        """Start one run of a service; returns once execve(2) has succeeded."""
        run = await self._starts.start(order)
        self._prune_sometimes()
        return run

    def run(self, ident: int) -> Run | None:
        """Return a run that is not yet done with."""
        return self._means.register.with_id(ident)

    def run_named(self, cell: str, name: str) -> Run | None:
        """Return the newest run of a name that is not yet done with."""
        return self._means.register.with_name(cell, name)

    def hurry(self, run: Run, grace: float) -> None:
        """Have a run killed in `grace` seconds, if that is earlier than it would be."""
        if not run.is_gone:
            self._endings.arm(run, grace)

    def postpone(self, run: Run, grace: float) -> None:
        """Have a run that is to be killed live for so many seconds from now, if that is later."""
        self._endings.postpone(run, grace)

    async def forget_root(self, key: str) -> None:
        """Remove what was kept for a service's container or machine, if there is something."""
        for room in self._means.rooms.values():
            try:
                await room.forget(key)
            except (OSError, StateFailed) as error:
                _log.error("the next server removes the root %s: %s", key, error)

    def sandbox_of(self, workload: Workload, spec: WorkloadSpec) -> Resolved | None:
        """Return what a run of a service was started in; None when nobody knows any more."""
        if spec.kind is Kind.EXECUTABLE:
            return resolve(spec.executable.sandbox, service=True)
        room = self._means.rooms.get(spec.kind)
        return None if room is None else room.sandbox_of(workload)

    async def explain(self, order: Order) -> list[str]:
        """Return the steps of a start, a line each; nothing is done."""
        return await self._starts.explain(order)

    async def exposure(self, order: Order) -> list[Row]:
        """Return what a start would leave exposed."""
        return await self._starts.exposure(order)

    async def stop_run(self, run: Run, grace: float | None, reason: str) -> None:
        """Stop a run of a service; returns when nothing of it runs any more. Raises Stuck."""
        run.awaited = True
        await self._stops.stop(run, grace, reason)

    def runs_of(self, service: int) -> list[Run]:
        """Return the runs of a service that are not yet done with, oldest first."""
        return [run for run in self._means.register if run.workload.service == service]

    async def runs_of_invocation(self, service: int, invocation: str) -> list[Run]:
        """Return all runs of one start of a service, oldest first."""
        # Before the disk is asked: one that is done with meanwhile may be read as it was.
        live = self.runs_of(service)
        query = partial(workloads.of_invocation, service=service, invocation=invocation)
        found = {
            row.id: Run.ended_before(row) for row in await self._read("look at a service", query)
        }
        live += self.runs_of(service)
        found |= {run.id: run for run in live if run.workload.invocation == invocation}
        return [found[ident] for ident in sorted(found)]

    async def history_of(self, service: int, limit: int) -> list[Workload]:
        """Return the newest runs of a service, at most `limit`, oldest first."""
        query = partial(workloads.of_service, service=service, limit=limit)
        rows = {row.id: row for row in await self._read("look at a service", query)}
        rows |= {run.id: run.workload for run in self.runs_of(service)}
        return [rows[ident] for ident in sorted(rows)][-limit:]

    def change_leftovers(self, run: Run, leftovers: Leftovers) -> None:
        """Change what becomes of the other processes of a run."""
        run.workload = replace(run.workload, leftovers=leftovers)
        self._means.store.write_soon(partial(workloads.save, workload=run.workload))

    def signal(self, run: Run, number: int, *, everybody: bool = False) -> None:
        """Send a signal to a run's main process, or to all of its processes. Raises OSError."""
        guests = self._means.guests.get(run.workload.kind)
        if guests is not None:
            guests.signal(run.workload, number, everybody=everybody)
        elif everybody:
            self._means.leaves.signal_all(run.workload.leaf, number)
        else:
            self._means.init.signal(run.id, number)

    def resize(self, workload: Workload, size: Size) -> None:
        """Tell what runs behind a terminal of its own the size of ours; others have it by the kernel."""
        guests = self._means.guests.get(workload.kind)
        if guests is not None:
            guests.resize(workload, size)

    def leaves_below(self, cell: str) -> list[tuple[int, str]]:
        """Return id and leaf of each workload in a cell and below it that runs."""
        runs = [run for run in self._below(cell) if run.workload.status is Status.RUNNING]
        return [(run.id, run.workload.leaf) for run in runs]

    async def kill_for(self, ident: int, reason: str, limit: float) -> None:
        """Kill a run at once for a reason, which is told of its end; return then, or after `limit` s."""
        run = self._means.register.with_id(ident)
        if run is None or run.workload.status is not Status.RUNNING:
            return
        _log.warning("%s is killed: %s", run.workload.full_name, reason)
        run.workload = replace(run.workload, reason=reason)
        self._endings.kill(run)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit):
                await run.settled.wait()

    async def stop(self, cell: str, name: str, grace: float | None) -> Workload:
        """Stop a workload; returns when nothing of it runs any more. `grace` is in seconds."""
        run = self._means.register.with_name(cell, name)
        if run is None:
            return await self.get(cell, name, "stop")
        await self._stop(run, grace)
        return _kept(run, "stop")

    async def release_name(self, cell: str, name: str, grace: float | None = None) -> bool:
        """Stop a workload if it lives, and give its name free; False when there is no such one.

        One that has ended counts when it keeps its name. `grace` is as in `stop`. Raises Stuck, and
        the name stays taken then.
        """
        run = self._means.register.with_name(cell, name)
        if run is not None and (run.workload.held or not run.workload.ended):
            await self._stop(run, grace)
            if run.withdrawn:
                return False
            workload = run.workload
        else:
            holder = self._means.register.holder(cell, name)
            if holder is None:
                return False
            workload = holder
        if workload.held:
            await self._means.tasks.finish(self._names.release(workload))
        return True

    def forget_names(self, cell: str) -> None:
        """Give all names in a cell and below free; it has been freed."""
        self._names.forget(cell)

    def living(self, cell: str) -> list[Workload]:
        """Return the workloads that live in a cell and below it, oldest first."""
        return [run.workload for run in self._below(cell) if not run.workload.ended]

    def living_ids(self) -> list[int]:
        """Return the ids of all workloads that live, oldest first."""
        workloads = (run.workload for run in self._means.register)
        return [workload.id for workload in workloads if not workload.ended]

    async def end_all(self, cell: str, grace: float | None) -> list[Workload]:
        """Stop everything in a cell and below it at once; returns what did not die.

        `grace` is in seconds; None is each one's own. What a workload left behind that has ended
        itself is ended as well. Takes no longer than the longest grace and 10 s.
        """
        runs = [run for run in self._below(cell) if not run.is_gone]
        stops = (self._stop(run, grace) for run in runs)
        for outcome in await asyncio.gather(*stops, return_exceptions=True):
            if isinstance(outcome, BaseException) and not isinstance(outcome, Refusal):
                raise outcome
        return [run.workload for run in runs if not run.is_gone]

    async def wait(self, cell: str, name: str, limit: float) -> Workload:
        """Return a workload when it has ended and its output is complete, or after `limit` s."""
        run = self._means.register.with_name(cell, name)
        if run is None:
            return await self.get(cell, name, "wait for")
        await self._end_of(run, limit)
        return _kept(run, "wait for")

    async def wait_id(self, workload: Workload, limit: float) -> Workload:
        """Do as `wait` does for this very run."""
        run = self._means.register.with_id(workload.id)
        if run is not None:
            return await self._end_of(run, limit)
        rows = await self._read(
            f"wait for {workload.full_name}",
            lambda connection: workloads.with_ids(connection, [workload.id]),
        )
        return rows[0] if rows else workload

    async def get(self, cell: str, name: str, verb: str = "get") -> Workload:
        """Return the newest workload of a name in a cell; `verb` is for the refusal."""
        run = self._means.register.with_name(cell, name)
        if run is not None:
            return run.workload
        action = f"{verb} {full_name(cell, name)}"
        found = await self._read(action, partial(workloads.newest, cell=cell, name=name))
        if found is None:
            raise NotFound(action, "no such workload")
        return found

    async def workload(self, ident: int) -> Workload | None:
        """Return the workload with an id; None when it is not known any more."""
        run = self._means.register.with_id(ident)
        if run is not None:
            return run.workload
        if not ident:
            return None
        rows = await self._read("get", lambda store: workloads.with_ids(store, [ident]))
        return rows[0] if rows else None

    def is_paused(self, workload: Workload) -> bool:
        """Say whether a container or a machine stands still because somebody has asked for that."""
        return self._means.is_paused(workload)

    async def run_in_guest(self, run: Run, order: Order) -> int:
        """Run a command in the guest of a machine to its end; returns its wait status. Raises OSError."""
        guests, action = self._means.guests[run.workload.kind], f"start {order.spec.name}"
        return await guests.run(run.workload, order, action)

    async def dial(self, run: Run, address: str, port: int) -> socket.socket:
        """Return a connection to a port in the guest of a machine. Raises OSError."""
        try:
            return await self._means.guests[run.workload.kind].dial(run.workload, address, port)
        except Refusal as refusal:
            raise OSError(0, refusal.why) from None

    async def renew_limits(self, run: Run, spec: WorkloadSpec, action: str) -> None:
        """Change the limits of what runs; those of what has ended are nobody's."""
        room = self._means.rooms.get(spec.kind)
        if room is None or run.is_gone:
            return
        try:
            leaf = self._means.leaves.open(run.workload.leaf)
        except FileNotFoundError:
            return
        try:
            await room.renew_limits(leaf, spec, action)
        except OSError as error:
            raise unready(action, error.errno or 0, error.strerror or str(error)) from None
        finally:
            os.close(leaf)

    def processes(self, workload: Workload) -> list[int]:
        """Return the pids of a workload, lowest first."""
        return sorted(self._means.leaves.everybody(workload.leaf))

    def usage(self, workload: Workload) -> dict[str, int]:
        """Return what a workload uses, as far as the kernel measures it."""
        return self._means.leaves.usage(workload.leaf)

    def complete(self, workload: Workload) -> asyncio.Event:
        """Return an event that is set when nothing more is added to a workload's output."""
        run = self._means.register.with_id(workload.id)
        if run is not None:
            return run.complete
        done = asyncio.Event()
        done.set()
        return done

    async def page(
        self, after: int, limit: int, ended: bool, cell: str = ""
    ) -> tuple[list[Workload], int]:
        """Return workloads with ids above `after`, oldest first, and where the next page begins.

        With `ended`, the ended ones too; with `cell`, only those in it and below. 0 instead of a
        next page says that this was the last.
        """
        limit = min(limit, PAGE)
        cell = cell or NODE
        found = {run.id: run.workload for run in self._below(cell) if run.id > after}
        if ended:
            query = partial(workloads.page, after=after, limit=limit + 1, cell=cell)
            for row in await self._read("list workloads", query):
                found.setdefault(row.id, row)
        chosen = [found[ident] for ident in sorted(found) if ended or not found[ident].ended]
        return chosen[:limit], chosen[limit - 1].id if len(chosen) > limit else 0

    def log_folder(self, workload: Workload) -> Path:
        """Return where a workload's output is kept."""
        return self._means.log_dir / str(workload.id)

    def mark_stopping(self) -> None:
        """Note that init stops all workloads, because the daemon is stopping; all names go free."""
        self.refuse("the daemon is stopping")
        self.forget_names(NODE)
        for run in self._means.register:
            if run.workload.status is Status.RUNNING:
                run.workload = run.workload.stopping("the daemon is stopping")
                self._means.store.write_soon(partial(workloads.save, workload=run.workload))

    async def settle(self, limit: float) -> None:
        """Wait until all ends are on disk and all leaves gone, at most `limit` s.

        For when init has killed everything, since it hears nothing of orphans and leaves.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit):
                for run in self._means.register:
                    await run.settled.wait()

    async def save_all(self) -> None:
        """Write every live workload again, and what keeps its name: the state was begun anew."""
        register = self._means.register
        live = [*register.held(), *(run.workload for run in register)]

        def change(connection: sqlite3.Connection) -> None:
            for workload in live:
                workloads.save(connection, workload)
            workloads.raise_highest_id(connection, register.highest)

        await self._means.store.write(change)

    async def _read(self, action: str, query: Change[T]) -> T:
        try:
            return await self._means.store.read(query)
        except StateFailed as error:
            raise Unavailable(action, str(error)) from error

    def _below(self, cell: str) -> list[Run]:
        if cell == NODE:
            return list(self._means.register)
        return [run for run in self._means.register if run.workload.is_below(cell)]

    async def _stop(self, run: Run, grace: float | None) -> None:
        run.awaited = True
        await self._means.tasks.finish(self._stops.stop(run, grace, "stopped by request"))

    async def _end_of(self, run: Run, limit: float) -> Workload:
        run.awaited = True
        try:
            async with asyncio.timeout(limit):
                if run.workload.ended and not run.ended.is_set():
                    await self._hurry()
                await run.ended.wait()
                await run.complete.wait()
        except TimeoutError:
            pass
        return run.workload

    async def _hurry(self) -> None:
        """Have what waits for company in the writer committed now."""
        with contextlib.suppress(StateFailed):
            await self._means.store.write(_nothing)

    def _prune_sometimes(self) -> None:
        slack = min(PRUNE_EVERY, self._means.limits.history // 10)
        if not self._pruning and self._endings.ended - self._pruned_at > slack:
            self._means.tasks.begin(self._prune())

    async def _prune(self) -> None:
        if self._pruning:
            return
        self._pruning = True
        try:
            self._pruned_at = self._endings.ended
            await prune(self._means)
        finally:
            self._pruning = False


def _kept(run: Run, verb: str) -> Workload:
    """Return the workload; NotFound when its start left nothing, not even a row."""
    if run.withdrawn and run.ended.is_set():
        why = f"no such workload: it was not started: {run.withdrawn}"
        raise NotFound(f"{verb} {run.workload.full_name}", why)
    return run.workload


def _nothing(_: sqlite3.Connection) -> None:
    """Change nothing."""
