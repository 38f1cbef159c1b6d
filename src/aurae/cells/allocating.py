"""How a cell comes to be: admitted, written down, made; or nothing of it is left.

Theory. A name is taken in memory before anything is awaited, so of two callers that want it one gets
it. The row is on disk before the directory is made: whatever a server that dies leaves behind, the
next one knows whose it is, and makes the rest of it.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.admission import check_controllers
from aurae.cells.register import Standing
from aurae.cells.troubles import being_freed, foreign_group, no_cell, refusing
from aurae.cells.watching import Happening
from aurae.model.cell import Cell, CellSpec, CellStatus
from aurae.model.cell_names import ancestors, check_path, parent
from aurae.model.cell_rules import check_spec
from aurae.model.network_rules import check_attachments, check_ports
from aurae.model.pod_rules import check_pod
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    FailedPrecondition,
    InvalidField,
    Unavailable,
)
from aurae.state import cells as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.cells.capacity import Capacity
    from aurae.cells.holders import Holders
    from aurae.cells.means import Means
    from aurae.cells.pressure import Pressures
    from aurae.cells.vanishing import Vanishing
    from aurae.model.pod_namespaces import PodNamespaces

ACTION = "allocate"

_log = logging.getLogger("aurae.cells")


class Allocations:
    """Makes cells."""

    def __init__(
        self,
        means: Means,
        holders: Holders,
        vanishing: Vanishing,
        capacity: Capacity,
        pressures: Pressures,
    ) -> None:
        """`refused` is why nothing is allocated any more; empty while it is."""
        self._means = means
        self._holders = holders
        self._vanishing = vanishing
        self._capacity = capacity
        self._pressures = pressures
        self.refused = ""

    async def allocate(self, spec: CellSpec, owner: str) -> Cell:
        """Make a cell for a SPIFFE ID; raises BadField and Refusal."""
        check_spec(spec)
        if spec.pod is not None:
            _check_pod(spec, spec.pod)
        _check_networks(spec)
        spec = replace(spec, name=check_path(spec.name))
        standing = await self._claim(spec, owner)
        is_ours = False
        try:
            # The one that can have gone is the one above.
            with refusing(ACTION, parent(spec.name)):
                await self._write(standing.cell)
                self._make_group(spec.name)
                is_ours = True
                await self._furnish(standing)
        except Exception:
            await self._undo(standing, is_ours=is_ours)
            raise
        standing.ready.set()
        self._means.watching.tell(Happening.ALLOCATED, standing.cell)
        if standing.is_freed:
            # A free came meanwhile; whoever watches has heard nothing of the cell until now.
            self._means.watching.tell(Happening.FREEING, standing.cell)
        return standing.cell

    async def _claim(self, spec: CellSpec, owner: str) -> Standing:
        """Take the name and what is set aside."""
        means, path = self._means, spec.name
        for name in ancestors(path):
            await self._vanishing.forget_if_gone(name)
        await self._vanishing.forget_if_gone(path)
        for name in ancestors(path):
            above = means.register.get(name)
            if above is not None:
                await above.ready.wait()
        # From here on nothing is awaited, until the name is in the register.
        if self.refused:
            raise Unavailable(ACTION, self.refused)
        self._check_above(spec)
        other = means.register.get(path)
        if other is not None:
            state = "is being freed" if other.is_freed else "already exists"
            raise AlreadyExists(ACTION, f"cell '{path}' {state}")
        if means.groups.exists(path):
            raise foreign_group(ACTION, path)
        check_controllers(ACTION, spec.limits, means.groups.available())
        self._pressures.check(ACTION, spec.limits)
        self._capacity.check(ACTION, spec)
        cell = Cell(
            id=means.next_id(),
            spec=spec,
            owner=owner,
            boot=means.boot,
            init=means.init.started_ns,
            created_ns=means.clock(),
        )
        standing = Standing(cell)
        means.register.add(standing)
        return standing

    def _check_above(self, spec: CellSpec) -> None:
        """Refuse a cell below one that is not there, or goes away; the topmost such is named."""
        for name in ancestors(spec.name):
            above = self._means.register.get(name)
            if above is None:
                raise no_cell(ACTION, name)
            if above.is_freed:
                raise being_freed(ACTION, name)
            if above.cell.spec.pod is not None:
                raise FailedPrecondition(ACTION, f"cell '{name}' is a pod, which has no cells")
            if spec.pod is not None and above.cell.isolated:
                why = f"cell '{name}' is isolated, and a pod has namespaces of its own"
                raise FailedPrecondition(ACTION, why)

    async def _write(self, cell: Cell) -> None:
        await self._means.store.write(partial(rows.insert, cell=cell))

    def _make_group(self, path: str) -> None:
        """Make the directory; when this raises there is none, or it is somebody else's."""
        groups = self._means.groups
        try:
            groups.create(path)
        except FileExistsError:
            # Somebody was faster, after it was looked for.
            raise foreign_group(ACTION, path) from None
        except OSError:
            # It may be made, and only its controllers be refused.
            with suppress(OSError):
                groups.remove(path)
            raise

    async def _furnish(self, standing: Standing) -> None:
        path = standing.name
        self._capacity.pass_down([standing.cell.spec])
        self._means.groups.apply(path, standing.cell.spec.limits)
        if standing.cell.isolated:
            await self._holders.ensure(parent(path), ACTION)
            await self._holders.make(standing)
        self._pressures.follow(standing)

    async def _undo(self, standing: Standing, *, is_ours: bool) -> None:
        """Leave nothing of a cell that could not be made; the directory only if it `is_ours`."""
        means = self._means
        standing.withdrawn = True
        standing.unwatch()
        left = await self._holders.release([standing])
        try:
            if is_ours:
                means.groups.remove(standing.name)
        except FileNotFoundError:
            pass
        except OSError as error:
            # A free of it can still succeed, so its name and its row stay.
            _log.error("cannot remove the cgroup of cell %s: %s", standing.name, error)
            standing.withdrawn = False
            standing.cell = replace(standing.cell, status=CellStatus.FREEING)
            standing.ready.set()
            means.store.write_soon(partial(rows.save, cell=standing.cell))
            return
        means.register.drop(standing)
        self._capacity.pass_down([standing.cell.spec])
        standing.ready.set()
        if left:
            _log.error("the holder of cell %s does not end", standing.name)
        try:
            await means.store.write(partial(rows.delete, idents=[standing.cell.id]))
        except StateFailed as error:
            # The next server finds a row without a directory, and makes the cell: that is legal.
            _log.error("cannot delete the row of cell %s: %s", standing.name, error)


def _check_pod(spec: CellSpec, pod: PodNamespaces) -> None:
    try:
        check_pod(pod)
    except BadValue as error:
        raise InvalidField(ACTION, f"pod.{error.field}", error.why) from None
    if spec.isolate_process or spec.isolate_network:
        raise InvalidField(ACTION, "pod", "excludes isolation: it has namespaces of its own")


def _check_networks(spec: CellSpec) -> None:
    if spec.connected and not spec.isolate_network:
        raise InvalidField(ACTION, "cell.networks", "need isolate_network")
    try:
        check_attachments(spec.networks)
        check_ports(spec.ports)
    except BadValue as error:
        raise InvalidField(ACTION, f"cell.{error.field}", error.why) from None
