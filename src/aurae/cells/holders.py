"""The processes that hold the namespaces of isolated cells: made, looked after, let go.

Theory. Namespaces last as long as somebody is in them, so each isolated cell has a process of ours
that sits in its own ones, and nowhere in the cell's cgroup. When it ends, its PID namespace ends with
it, and what ran there is killed by the kernel (pid_namespaces(7)); a later start makes a new one.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.register import depth
from aurae.cells.troubles import refusing
from aurae.model.cell_names import parent
from aurae.model.pod_rules import hostname
from aurae.processes.init import InitGone, Phase, SpawnFailed, Started
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.cells.means import Means
    from aurae.cells.register import Standing
    from aurae.model.cell import Cell

_log = logging.getLogger("aurae.cells")

_START_TIME = 22
"""Field of /proc/pid/stat (proc_pid_stat(5)), counted from 1."""


class Holders:
    """Makes holders and lets them go."""

    def __init__(self, means: Means) -> None:
        """Nothing is held."""
        self._means = means
        # One at a time: seldom needed, and not the cell's own, which a freeze holds while it waits
        # for starts.
        self._remaking = asyncio.Lock()

    async def make(self, standing: Standing) -> None:
        """Have init hold the namespaces of an isolated cell, or tell of the holder it has.

        Raises SpawnFailed, InitGone, StateFailed, and what those raise who are told: then they are not held.
        """
        means, cell = self._means, standing.cell
        try:
            started = await (self._hold(cell) if cell.spec.pod is None else self._hold_pod(cell))
        except SpawnFailed:
            means.init.acknowledge(cell.id)
            raise
        self.follow(standing)
        standing.cell = held(standing.cell, started.pid)
        # Should init and this server die together, nothing else tells of the holder.
        await means.store.write(partial(rows.save, cell=standing.cell))
        try:
            for told in means.held:
                await told(standing.cell)
        except Exception:
            # Nothing may start in what is half ready, so the next start makes it anew.
            await self.release([standing])
            raise

    async def _hold(self, cell: Cell) -> Started:
        return await self._means.init.hold(
            cell.id,
            process=cell.spec.isolate_process,
            network=cell.spec.isolate_network,
            inside=self._means.register.place(parent(cell.name)),
            hostname=cell.name.rpartition("/")[2],
            deadline=self._means.patience.holder,
        )

    async def _hold_pod(self, cell: Cell) -> Started:
        assert cell.spec.pod is not None
        name = hostname(cell.spec.pod, cell.name)
        deadline = self._means.patience.holder
        return await self._means.init.pods.hold(
            cell.id, cell.spec.pod, hostname=name, deadline=deadline
        )

    def follow(self, standing: Standing) -> None:
        """Look after a holder that init has."""
        standing.holder = asyncio.Event()
        standing.unheld = ""
        standing.released = False
        self._means.tasks.begin(self._watch(standing, standing.holder))

    async def ensure(self, path: str, action: str) -> None:
        """Make the holders anew that whatever is made in this cell needs and that have died."""
        for standing in reversed(self._means.register.lineage(path)):
            if not standing.cell.isolated or self.lives(standing):
                continue
            async with self._remaking:
                if not self.lives(standing) and not standing.is_freed:
                    if standing.holder is not None:
                        await standing.holder.wait()
                    with refusing(action):
                        await self.make(standing)

    def lives(self, standing: Standing) -> bool:
        """Say whether a cell's holder is there."""
        entry = self._means.init.table.get(standing.cell.id)
        return entry is not None and entry.phase is Phase.RUNNING

    async def release(self, standings: Iterable[Standing]) -> list[Standing]:
        """Kill holders, all of one depth, and wait for their ends; returns those that stay."""
        asked = [standing for standing in standings if standing.holder is not None]
        for standing in asked:
            standing.released = True
            self._means.init.release(standing.cell.id)
        try:
            async with asyncio.timeout(self._means.patience.holder):
                for standing in asked:
                    assert standing.holder is not None
                    await standing.holder.wait()
        except TimeoutError:
            pass
        return [item for item in asked if item.holder is not None and not item.holder.is_set()]

    async def release_tree(self, deepest: Iterable[Standing]) -> list[Standing]:
        """Let go of the holders of cells, the deepest first; those that stay keep those above."""
        for _, same in itertools.groupby(deepest, key=depth):
            if stay := await self.release(same):
                return stay
        return []

    async def _watch(self, standing: Standing, ended: asyncio.Event) -> None:
        ident = standing.cell.id
        try:
            await self._means.init.wait_exit(ident)
        except InitGone:
            return  # the server ends as well, and the next one finds what there is
        self._means.init.acknowledge(ident)
        ended.set()
        expected = standing.released or standing.withdrawn or self._means.init.stopping.is_set()
        if not expected:
            _log.warning("the holder of cell %s has died; a start makes a new one", standing.name)
            standing.cell = replace(standing.cell, holder_pid=0, holder_start=0)
            change = partial(rows.save, cell=standing.cell)
            try:
                await self._means.store.write_lazily(change)
            except StateFailed as error:
                _log.error("cannot write cell %s: %s", standing.name, error)


def held(cell: Cell, pid: int) -> Cell:
    """Return a cell with the holder that has this pid now."""
    return replace(cell, holder_pid=pid, holder_start=start_time(pid) if pid else 0)


def start_time(pid: int) -> int:
    """Return when a process started, in clock ticks since boot; 0 when it has gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            # The name of the program may hold anything, also blanks and parentheses.
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[_START_TIME - 3])


def reopen(pid: int, start: int) -> int | None:
    """Return a pidfd of a process that was seen before; None when it has gone."""
    try:
        pidfd = os.pidfd_open(pid)
    except OSError:
        return None
    if start and start_time(pid) == start:
        return pidfd
    os.close(pidfd)
    return None
