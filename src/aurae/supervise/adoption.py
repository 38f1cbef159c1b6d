"""After a restart: what the rows, init's table and the leaves say together, and what follows.

| row             | init's table | init of the row | leaf      | the workload is              |
|-----------------|--------------|-----------------|-----------|------------------------------|
| not ended       | running      | this one        | any       | RUNNING, or STOPPING still   |
| STARTING        | starting     | this one        | any       | STARTING; init's answer counts |
| STARTING, of a guest | running | this one | any     | STARTING; it begins again |
| not ended       | exited       | this one        | any       | EXITED                       |
| STARTING        | failed       | this one        | any       | FAILED                       |
| STARTING        | not there    | this one        | any       | FAILED: it was never started |
| RUNNING, STOPPING | not there  | this one        | any       | LOST: its exit was dropped   |
| not ended       | not there    | another one     | populated | ORPHANED                     |
| not ended       | not there    | another one     | empty     | LOST                         |
| none            | starting, failed | this one    | any       | none: its row never reached the disk |
| none            | running, exited | this one     | any       | adopted with what is known   |
| none            | not there    | -               | populated | ORPHANED, with what is known |
| ended           | any          | any             | any       | as it was; the rest is cleared away |
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.model.cell import NODE
from aurae.model.command import shown_argv
from aurae.model.lifecycle import Status
from aurae.model.workload import INTERRUPTED, Kind, Workload
from aurae.processes.init import Entry, InitGone, Phase, SpawnFailed
from aurae.state import cells, workloads
from aurae.state.failures import StateFailed
from aurae.supervise.ending import RUN_KEY, oom_kills_of, surroundings_key
from aurae.supervise.run import Run
from aurae.supervise.starting import why_refused

if TYPE_CHECKING:
    from aurae.supervise.ending import Endings
    from aurae.supervise.guests import Guests
    from aurae.supervise.means import Means
    from aurae.supervise.starting import Starts

_log = logging.getLogger("aurae.supervise")

_ID = re.compile(r"[0-9]{1,17}")
"""Name of a log folder; a longer number would leave no ids to give out."""

LEAP = 1_000_000
"""How far above all ids that are known a leaf's may be. Anybody who is root can make a directory
`_99999999999999999`; were it to count, the ids after it would be too long to be found again."""


@dataclass(frozen=True, slots=True)
class Present:
    """What is so now: this boot, this init's start in nanoseconds, and the time of day."""

    boot: str
    init: int
    now_ns: int


def judge(
    row: Workload, entry: Entry | None, populated: bool, present: Present, oom_kills: int = 0
) -> Workload:
    """Return what became of a workload that had not ended when its row was written."""
    if entry is not None:
        return _by_init(row, entry, present, oom_kills)
    if (row.boot, row.init) == (present.boot, present.init):
        return _unknown_to_its_init(row, populated, present)
    if populated:
        return row.orphaned()
    if row.boot != present.boot:
        return row.vanished("the machine was restarted while it ran", present.now_ns)
    return row.vanished("the init that started it has gone, and so has it", present.now_ns)


def _by_init(row: Workload, entry: Entry, present: Present, oom_kills: int) -> Workload:
    if entry.phase is Phase.STARTING:
        return row
    if entry.phase is Phase.FAILED:
        if row.status is Status.STARTING:
            return row.refused(why_refused(entry.errno, entry.error), present.now_ns)
        return row.vanished(f"init says that it never ran: {entry.error}", present.now_ns)
    if row.status is Status.STARTING:
        row = row.spawned(entry.pid, entry.started_ns)
    if entry.exit is not None and row.status is not Status.ORPHANED:
        ended = entry.exit
        return row.exited(ended.status, ended.finished_ns, ended.cpu_us, oom_kills)
    return row


def _unknown_to_its_init(row: Workload, populated: bool, present: Present) -> Workload:
    if row.status is Status.STARTING:
        return row.refused(INTERRUPTED, present.now_ns)
    if populated:
        return row.orphaned()
    return row.vanished("init dropped its exit status", present.now_ns)


class Adoption:
    """Takes over what an earlier server left."""

    def __init__(self, means: Means, starts: Starts, endings: Endings) -> None:
        """Nothing is taken over yet. `problems` tells of leaves that are not ours."""
        self._means = means
        self._starts = starts
        self._endings = endings
        self._cells = {NODE}
        self.problems: list[str] = []

    async def adopt(self) -> None:
        """Take over every workload; before the API serves. Raises StateFailed when unreadable."""
        means = self._means
        rows = {row.id: row for row in await means.store.read(workloads.unfinished)}
        leaves = await self._reserve_ids(means.leaves.present())
        table = {ident for ident, entry in means.init.table.items() if not entry.is_holder}
        known = set(leaves) | table
        others = await means.store.read(
            lambda connection: workloads.with_ids(connection, sorted(known - set(rows)))
        )
        ended = {row.id: row for row in others}
        await self._hold_names()
        judged = [self._judged(row) for row in rows.values()]
        strangers = sorted(known - set(rows) - set(ended))
        waiting = {ident for ident in strangers if self._awaits_commit(ident)}
        judged += [
            self._judged(self._made_up(ident, leaves.get(ident)))
            for ident in strangers
            if ident not in waiting and (ident in table or means.leaves.populated(leaves[ident]))
        ]
        await self._write(judged)
        for ident in waiting:
            means.tasks.begin(self._settle(ident, leaves.get(ident)))
        for workload in sorted(judged, key=lambda item: item.id):
            self._follow(workload)
        for row in ended.values():
            self._clear_rest(row)
        for ident in set(leaves) - set(ended) - waiting - {workload.id for workload in judged}:
            means.tasks.begin(self._endings.clear_unused(leaves[ident]))
        self._clear_surroundings(kept=waiting)
        _log.info("adopted %d workloads", sum(not workload.ended for workload in judged))

    def _clear_surroundings(self, kept: set[int]) -> None:
        """Clear away what was made for runs that are none, but for those `kept`."""
        provider = self._means.surroundings
        if provider is None:
            return
        ids = kept | {run.id for run in self._means.register}
        for key in provider.keys() - {surroundings_key(ident) for ident in ids}:
            if key.startswith(RUN_KEY):
                self._means.tasks.begin(provider.clear(key, final=True))

    def _awaits_commit(self, ident: int) -> bool:
        """Say whether init has a start that may never have reached the disk."""
        entry = self._means.init.table.get(ident)
        return entry is not None and entry.phase in (Phase.STARTING, Phase.FAILED)

    async def _settle(self, ident: int, leaf: str | None) -> None:
        """See what becomes of a start without a row: its child ends unused, as a rule."""
        means = self._means
        try:
            await means.init.wait_started(ident)
        except InitGone:
            return
        except SpawnFailed:
            means.init.acknowledge(ident)
            if leaf is not None:
                await self._endings.clear_unused(leaf)
            await self._endings.clear_unused_root(ident)
            if means.surroundings is not None:
                await means.surroundings.clear(surroundings_key(ident), final=True)
            return
        workload = self._judged(self._made_up(ident, leaf))
        await self._write([workload])
        self._follow(workload)

    def _judged(self, row: Workload) -> Workload:
        means = self._means
        present = Present(means.boot, means.init.started_ns, means.clock())
        entry = means.init.table.get(row.id)
        populated = entry is None and means.leaves.populated(row.leaf)
        oom_kills = 0
        if entry is not None and entry.exit is not None:
            oom_kills = oom_kills_of(means, row, entry.exit)
        judged = judge(row, entry, populated, present, oom_kills)
        if entry is not None and (guests := means.guests.get(row.kind)) is not None:
            judged = _judged_by(guests, row, judged, entry, oom_kills)
        return replace(judged, held=self._keeps_name(judged))

    def _made_up(self, ident: int, leaf: str | None) -> Workload:
        """Return a row for a workload that has none: the state was lost."""
        means = self._means
        entry = means.init.table.get(ident)
        pids = means.leaves.processes(leaf) if leaf is not None else []
        if entry is not None:
            pids = [entry.pid]
        kind = "adopted" if entry is not None else "orphan"
        roots = {kind: room.key_of_run(ident) for kind, room in means.rooms.items()}
        of_kind, root = next((one for one in roots.items() if one[1]), (Kind.EXECUTABLE, ""))
        return Workload(
            id=ident,
            name=f"{kind}-{ident}",
            cell=(leaf or "").rpartition("/")[0] or NODE,
            argv=_command_line(pids[0]) if pids else (),
            owner="",
            boot=means.boot,
            # An orphan's init is another one than ours, whichever that was.
            init=means.init.started_ns if entry is not None else 0,
            created_ns=(entry.started_ns if entry is not None else 0) or means.clock(),
            kind=of_kind,
            root=root,
            reason="adopted: its row was lost",
        )

    async def _reserve_ids(self, leaves: dict[int, str]) -> dict[int, str]:
        """Give out no id again that a row, a cell, init, a leaf or a log folder has.

        Returns the leaves that can be ours.
        """
        means = self._means
        logs = await asyncio.to_thread(_log_ids, means.log_dir)
        highest = await means.store.read(workloads.highest_id)
        of_cells = await means.store.read(cells.highest_id)
        known = max([means.register.highest, highest, of_cells, *means.init.table, *logs])
        ours = {ident: leaf for ident, leaf in leaves.items() if ident <= known + LEAP}
        self.problems = [f"cgroup {leaves[ident]!r}" for ident in sorted(leaves.keys() - ours)]
        for text in self.problems:
            _log.error("%s is not ours: its id was never given out", text)
        means.register.highest = max([known, *ours])
        return ours

    async def _hold_names(self) -> None:
        """Keep names taken that were; what follows decides by the cells that are read here."""
        means = self._means
        self._cells = {NODE} | await means.store.read(cells.names)
        forgotten = []
        for workload in await means.store.read(workloads.held):
            if self._keeps_name(workload):
                means.register.hold(workload)
            else:
                forgotten.append(replace(workload, held=False))
        means.store.write_soon(partial(workloads.save_many, items=forgotten))

    def _keeps_name(self, workload: Workload) -> bool:
        """A new boot begins without cells and with all names free."""
        return workload.held and workload.boot == self._means.boot and workload.cell in self._cells

    async def _write(self, judged: list[Workload]) -> None:
        try:
            await self._means.store.write(partial(workloads.save_many, items=judged))
        except StateFailed as error:
            _log.error("going on with what could not be written: %s", error)

    def _follow(self, workload: Workload) -> None:
        run = Run(workload)
        means = self._means
        means.register.add(run)
        if workload.root and workload.kind in means.rooms:
            means.rooms[workload.kind].take_over(workload)
        if workload.ended:
            means.tasks.begin(self._endings.take(run, workload))
            return
        if workload.status is Status.STARTING:
            means.tasks.begin(self._starts.adopt_starting(run))
            return
        if workload.status is Status.ORPHANED:
            run.tell_answered()
            if means.limits.kill_orphans:
                self._endings.arm(run, 0)
            means.tasks.begin(self._endings.watch_orphan(run))
            return
        if workload.status is Status.STOPPING:
            # Whether the signal was sent is not known; a second one does no harm.
            self._endings.arm(run)
            self._endings.ask(run)
        self._starts.adopt_running(run)

    def _clear_rest(self, row: Workload) -> None:
        run = Run(replace(row, held=self._keeps_name(row)))
        run.is_saved = True
        run.tell_ended()
        self._means.register.add(run)
        if row.id in self._means.init.table:
            self._means.init.acknowledge(row.id)
        self._means.tasks.begin(self._endings.clear_and_drop(run))


def _judged_by(
    guests: Guests, row: Workload, judged: Workload, entry: Entry, oom_kills: int
) -> Workload:
    """Return what became of a workload in a guest."""
    if entry.exit is not None and judged.status is Status.EXITED:
        if row.status is Status.STARTING:
            row = row.spawned(entry.pid, entry.started_ns)
        return guests.ended(row, entry.exit, oom_kills)
    is_begun = row.status is not Status.STARTING
    return judged if is_begun or judged.status is not Status.RUNNING else row


def _command_line(pid: int) -> tuple[str, ...]:
    try:
        data = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return ()
    return shown_argv([word.decode(errors="replace") for word in data.split(b"\0")[:-1]])


def _log_ids(folder: Path) -> list[int]:
    try:
        return [int(path.name) for path in folder.iterdir() if _ID.fullmatch(path.name)]
    except OSError:
        return []
