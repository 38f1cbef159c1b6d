"""After a restart: what the rows say is made true again.

| row       | of this boot | what follows                                                       |
|-----------|--------------|--------------------------------------------------------------------|
| any       | no           | the row is deleted: a reboot leaves no cgroup and no namespace       |
| ALLOCATED | yes          | directory and limits are made where they miss, the holder as well    |
| FREEING   | yes          | the cell is freed on, once workloads are adopted                     |
| unreadable | yes         | told, and nothing of the cell is touched until the next boot         |

Of a pod init alone holds the namespaces; a new init is given them by whoever lives in them. A holder is init's own child, or that of an init before: then its pid and its start time tell whether it
is still there, and init is handed a pidfd of it.
"""

from __future__ import annotations

import contextlib
import logging
import os
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.holders import held, reopen
from aurae.cells.members import somebody_in
from aurae.cells.register import Standing
from aurae.model.bad_field import BadField
from aurae.model.refusal import Refusal
from aurae.processes.init import InitGone, SpawnFailed
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.cells.capacity import Capacity
    from aurae.cells.freeing import Frees
    from aurae.cells.holders import Holders
    from aurae.cells.means import Means
    from aurae.cells.pressure import Pressures
    from aurae.model.pod_namespaces import PodNamespaces

_log = logging.getLogger("aurae.cells")


class Adoption:
    """Takes over what an earlier server left."""

    def __init__(
        self,
        means: Means,
        holders: Holders,
        frees: Frees,
        capacity: Capacity,
        pressures: Pressures,
    ) -> None:
        """`refused` tells of controllers that cells do not get, and of rows that are of no use."""
        self._means = means
        self._holders = holders
        self._frees = frees
        self._capacity = capacity
        self._pressures = pressures
        self.refused: list[str] = []

    async def adopt(self) -> None:
        """Restore every cell; before workloads are adopted. Raises StateFailed when unreadable."""
        means = self._means
        self._prepare()
        found, unreadable = await means.store.read(rows.sort_out)
        old = [item.id for item in found if item.boot != means.boot]
        old += [item.id for item in unreadable if item.boot != means.boot]
        if old:
            try:
                await means.store.write(partial(rows.delete, idents=old))
            except StateFailed as error:
                _log.error("cannot forget the cells of another boot: %s", error)
        self._tell([item for item in unreadable if item.boot == means.boot])
        # By name, so that each comes behind those above it.
        standings = [Standing(cell) for cell in found if cell.boot == means.boot]
        for standing in sorted(standings, key=lambda item: item.name):
            means.register.add(standing)
            standing.ready.set()
            await self._restore(standing)
        self._release_strangers({item.id for item in unreadable})
        self._capacity.pass_down()
        if standings:
            _log.info("adopted %d cells", len(standings))

    def go_on(self) -> None:
        """Free on what was being freed; once workloads are adopted."""
        register = self._means.register
        for standing in register.subtree(""):
            above = register.lineage(standing.name)[1:]
            if standing.is_freed and not any(item.is_freed for item in above):
                self._means.tasks.begin(self._frees.resume(standing.name))

    def _prepare(self) -> None:
        """Pass our root's controllers on to cells; one that refuses harms no other."""
        for name, error in self._means.groups.prepare().items():
            why = f"cells do not get the {name} controller: {error.strerror or error}"
            self.refused.append(why)
            _log.warning("%s", why)

    def _tell(self, unreadable: list[rows.Unreadable]) -> None:
        for item in unreadable:
            why = f"cell '{item.name}' cannot be restored: its row is unreadable: {item.why}"
            self.refused.append(why)
            _log.error("%s", why)

    async def _restore(self, standing: Standing) -> None:
        cell, groups = standing.cell, self._means.groups
        try:
            if not standing.is_freed:
                groups.create(cell.name, exist_ok=True)
                # An update may have been under way: what the row does not say is lifted.
                await groups.apply_async(cell.name, cell.spec.limits)
                self._pressures.follow(standing)
                if cell.frozen:
                    await groups.freeze(cell.name, 0)
        except (OSError, BadField) as error:
            standing.unrestored = f"cell '{cell.name}' cannot be restored: {error}"
            _log.error("%s", standing.unrestored)
        try:
            if cell.isolated:
                await self._hold(standing)
        except (OSError, Refusal, SpawnFailed, StateFailed, InitGone) as error:
            standing.unheld = f"cell '{cell.name}' cannot be restored: {error}"
            _log.error("%s", standing.unheld)

    async def _hold(self, standing: Standing) -> None:
        cell, init = standing.cell, self._means.init
        if cell.id in init.table:
            # It may not have been ready when the server before us ended.
            with contextlib.suppress(SpawnFailed):
                started = await init.wait_started(cell.id)
                self._holders.follow(standing)
                await self._note(standing, started.pid)
                return
            init.acknowledge(cell.id)
        if cell.spec.pod is not None:
            await self._hold_pod(standing, cell.spec.pod)
            return
        pidfd = reopen(cell.holder_pid, cell.holder_start) if cell.holder_pid else None
        if pidfd is not None:
            try:
                init.take_holder(cell.id, pidfd)
            finally:
                os.close(pidfd)
        if pidfd is not None or not standing.is_freed:
            # Of one that init has taken, this gives the answer.
            await self._holders.make(standing)

    async def _hold_pod(self, standing: Standing, pod: PodNamespaces) -> None:
        """Have init keep the namespaces that somebody lives in; new ones where nobody does."""
        cell, init = standing.cell, self._means.init
        pidfd = somebody_in(cell, self._means.groups)
        if pidfd is not None:
            try:
                started = await init.pods.take(cell.id, pod, pidfd)
            except SpawnFailed:
                init.acknowledge(cell.id)
            else:
                self._holders.follow(standing)
                await self._note(standing, started.pid)
                return
            finally:
                os.close(pidfd)
        if not standing.is_freed:
            await self._holders.make(standing)

    async def _note(self, standing: Standing, pid: int) -> None:
        """Write down a holder that init made for a server which did not live to write it."""
        if standing.cell.holder_pid != pid:
            standing.cell = held(standing.cell, pid)
            await self._means.store.write(partial(rows.save, cell=standing.cell))

    def _release_strangers(self, unreadable: set[int]) -> None:
        """Let go of holders whose cell has no row: it was never written.

        Those of unreadable rows stay: what runs in the cell would end with its holder.
        """
        known = unreadable | {item.cell.id for item in self._means.register.subtree("")}
        for ident, entry in list(self._means.init.table.items()):
            if entry.is_holder and ident not in known:
                self._means.init.release(ident)
                self._means.tasks.begin(self._acknowledge(ident))

    async def _acknowledge(self, ident: int) -> None:
        try:
            # One that was not ready yet has failed by being released.
            with contextlib.suppress(SpawnFailed):
                await self._means.init.wait_started(ident)
                await self._means.init.wait_exit(ident)
        except InitGone:
            return
        self._means.init.acknowledge(ident)
