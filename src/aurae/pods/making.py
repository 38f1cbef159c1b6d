"""How a pod comes to be, and how it goes: its row, its cell, its containers; or nothing of it is left.

Theory. The row says MAKING before there is anything else, and MADE when all is there; only then is
the caller told. Whatever a server that dies leaves of one that is not MADE, the next one takes away.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.troubles import disk
from aurae.model.bad_field import BadField
from aurae.model.container import UserNamespace
from aurae.model.pod import PodRecord, Stage
from aurae.model.pod_parts import cell_of, services_of
from aurae.model.pod_spec_rules import check_pod
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    InvalidField,
    NotFound,
    Refusal,
    Unavailable,
    unready,
)
from aurae.state import pods as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.model.pod import Pod
    from aurae.pods.means import Means

_log = logging.getLogger("aurae.pods")


class Making:
    """Makes pods and takes them away. Methods raise Refusal."""

    def __init__(self, means: Means) -> None:
        """Nothing is being made."""
        self._means = means
        self._leaving: dict[int, asyncio.Lock] = {}

    async def create(self, pod: Pod, owner: str) -> PodRecord:
        """Make a pod with all of its containers, which are down."""
        action = f"create {pod.name}"
        try:
            check_pod(pod)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        means = self._means
        if pod.name in means.register:
            raise AlreadyExists(action, "a pod of that name is there already")
        record = PodRecord(means.next_id(), pod, owner, means.clock())
        means.register.put(record)
        try:
            await self._save(record, action)
            record = await self._make(record, action)
        except BaseException:
            await self.take_away(record)
            raise
        return record

    async def delete(self, record: PodRecord, grace: float | None) -> bool:
        """Take a pod away with all that is in its cell; `grace` in seconds is for what still runs.

        Of several that do so at once, one does it, the others wait; says whether this was the one.
        """
        action = f"delete {record.name}"
        try:
            return await self._leave(record, grace, action)
        except StateFailed as error:
            raise disk(action, error) from error
        except OSError as error:
            raise unready(action, error.errno or 0, str(error)) from error

    async def take_away(self, record: PodRecord) -> None:
        """Take away what there is of a pod that came to nothing, or was on its way out; says what stays."""
        try:
            await self._leave(record, 0.0, "")
        except (Refusal, StateFailed, OSError) as error:
            _log.error("cannot take away pod %s: %s", record.name, error)
            if record.stage is Stage.MAKING:
                # Its row is no obstacle to another one of that name, and the next server sees to it.
                self._means.register.drop(record)

    async def _leave(self, pod: PodRecord, grace: float | None, action: str) -> bool:
        """Free the cell, then give back what else there is; with `action` it is on disk first."""
        register = self._means.register
        async with self._leaving.setdefault(pod.id, asyncio.Lock()):
            record = register.by_name(pod.name)
            if record is None or record.id != pod.id:
                self._leaving.pop(pod.id, None)
                return False
            if action and record.stage is not Stage.GOING:
                record = replace(record, stage=Stage.GOING)
                await self._save(record, action)
                register.put(record)
            await self._free(record, grace)
            await self._forget(record)
            self._leaving.pop(pod.id, None)
            return True

    async def _make(self, record: PodRecord, action: str) -> PodRecord:
        means, pod = self._means, record.pod
        networked = await means.connecting.reserve(record, action)
        has_own_users = pod.user_namespace is UserNamespace.OWN
        first_id = await means.first_id(record.owner, action) if has_own_users else 0
        asked = cell_of(pod, first_id, networked.addresses, networked.servers)
        try:
            cell = await means.cells.allocate(asked, record.owner)
        except BadField as error:
            raise InvalidField(action, error.field.removeprefix("cell."), error.rule) from None
        record = replace(record, cell=cell.id)
        means.register.put(record)
        for index, spec in enumerate(services_of(pod)):
            inits = len(pod.init_containers)
            field = (
                f"init_containers[{index}]" if index < inits else f"containers[{index - inits}]"
            )
            try:
                await means.services.define(pod.name, spec, record.owner)
            except InvalidField as error:
                error.field = f"{field}.{error.field}" if error.field else field
                raise
        record = replace(record, stage=Stage.MADE)
        await self._save(record, action)
        found = means.cells.find(pod.name)
        if found is None or found.id != cell.id:
            raise Unavailable(action, "somebody frees its cell")
        means.register.put(record)
        return record

    async def _free(self, record: PodRecord, grace: float | None) -> None:
        """Free the cell of a pod, and no other of its name; one that somebody frees is waited for."""
        means = self._means
        found = means.cells.find(record.name)
        is_others = found is not None and (
            found.spec.pod is None or (record.cell and found.id != record.cell)
        )
        if is_others or (found is None and not record.cell):
            return
        with suppress(NotFound):
            await means.cells.free(record.name, grace)

    async def _forget(self, record: PodRecord) -> None:
        await self._means.connecting.release(record)
        await self._means.store.write(partial(rows.delete, idents=[record.id]))
        self._means.register.drop(record)

    async def _save(self, record: PodRecord, action: str) -> None:
        try:
            await self._means.store.write(partial(rows.save, item=record))
        except StateFailed as error:
            raise disk(action, error) from error
