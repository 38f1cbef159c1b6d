"""The front of rollouts: they are applied, undone, looked at and deleted here."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.troubles import disk
from aurae.model.cell_names import is_within
from aurae.model.labels import has_all
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Unavailable,
)
from aurae.model.rollout import LABEL, RolloutRecord, RolloutState
from aurae.model.rollout_rules import check_rollout
from aurae.pods.rolling import Rolling
from aurae.state import rollouts as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping

    from aurae.model.pod import Pod
    from aurae.model.rollout import Rollout
    from aurae.pods.pods import Pods
    from aurae.pods.rolling import Balancing
    from aurae.state.store import Store
    from aurae.supervise.tasks import OwnedTasks

MOST = 10_000
"""Rollouts at most."""
AGAIN = 5.0
"""Seconds until a row that could not be deleted is tried again."""

_log = logging.getLogger("aurae.pods")


class Rollouts:
    """All rollouts of this node. Methods raise Refusal and StateFailed.

    Whoever asks for a change and leaves alters nothing: it goes on.
    """

    def __init__(
        self,
        pods: Pods,
        balancing: Balancing,
        store: Store,
        tasks: OwnedTasks,
        next_id: Callable[[], int],
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        """Call `adopt` before anything else. `clock` gives CLOCK_REALTIME in nanoseconds."""
        self._pods = pods
        self._balancing = balancing
        self._store = store
        self._tasks = tasks
        self._next_id = next_id
        self._clock = clock
        self._lock = asyncio.Lock()
        self._all: dict[str, Rolling] = {}
        self._told: dict[str, set[asyncio.Event]] = {}

    async def adopt(self) -> None:
        """Take over all rollouts; after pods were. Raises StateFailed."""
        for record in await self._store.read(rows.everything):
            self._all[record.name] = self._rolling(record)
        self._pods.when_changed(self._changed)

    def go_on(self) -> None:
        """Carry all rollouts on."""
        for rolling in self._all.values():
            self._tasks.begin(self._live(rolling))

    async def apply(self, rollout: Rollout, owner: str, *, wait: bool) -> Rolling:
        """Make a rollout, or change one; with `wait` returns when all is done."""
        action = f"apply {rollout.name}"
        try:
            check_rollout(rollout)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        rolling = await self._tasks.finish(self._apply(rollout, owner, action))
        if wait:
            await self._done(rolling, action)
        return rolling

    async def undo(self, name: str, *, wait: bool) -> Rolling:
        """Go back to the revision before; with `wait` returns when all is done."""
        action = f"undo {name}"
        rolling = self.get(name, "undo")
        before = rolling.record.before
        if before is None:
            raise FailedPrecondition(action, "there is no revision before this one")
        rollout = replace(rolling.record.rollout, pod=before)
        await self._tasks.finish(self._apply(rollout, rolling.record.owner, action))
        if wait:
            await self._done(rolling, action)
        return rolling

    async def delete(self, name: str) -> None:
        """Forget a rollout, and delete its pods; returns when they have gone."""
        await self._tasks.finish(self._delete(self.get(name, "delete")))

    def get(self, name: str, verb: str) -> Rolling:
        """Return a rollout by its name; `verb` is for the refusal."""
        rolling = self._all.get(name)
        if rolling is None:
            raise NotFound(f"{verb} {name}", "no such rollout")
        return rolling

    def everything(self, cell: str, labels: Mapping[str, str]) -> list[Rolling]:
        """Return the rollouts in a cell and below it that have these labels, by name."""
        above = cell.strip("/")
        return [
            self._all[name]
            for name in sorted(self._all)
            if is_within(name, above) and has_all(self._all[name].record.rollout.labels, labels)
        ]

    async def watch(self, name: str) -> AsyncGenerator[Rolling]:
        """Yield a rollout as it is, then whenever it has changed; ends when it has gone."""
        rolling = self.get(name, "watch")
        event = asyncio.Event()
        self._told.setdefault(name, set()).add(event)
        try:
            while not rolling.gone.is_set():
                event.clear()
                yield rolling
                await event.wait()
        finally:
            self._told[name].discard(event)
            if not self._told[name]:
                del self._told[name]

    async def save_all(self) -> None:
        """Write every rollout again: the state was begun anew. Raises StateFailed."""
        items = [rolling.record for rolling in self._all.values()]
        await self._store.write(partial(rows.save_many, items=items))

    # Inside.

    async def _apply(self, rollout: Rollout, owner: str, action: str) -> Rolling:
        async with self._lock:
            now, known = self._clock(), self._all.get(rollout.name)
            if known is None:
                if len(self._all) >= MOST:
                    raise Unavailable(action, f"there are {MOST} rollouts already")
                record = RolloutRecord(self._next_id(), rollout, owner, now, now)
            elif known.record.going:
                raise AlreadyExists(action, "one of that name is being deleted")
            else:
                record = _changed(known.record, rollout, now)
            try:
                await self._store.write(partial(rows.save, item=record))
            except StateFailed as error:
                raise disk(action, error) from error
            if known is not None:
                known.replace(record)
                return known
            rolling = self._all[rollout.name] = self._rolling(record)
            self._tasks.begin(self._live(rolling))
            return rolling

    async def _delete(self, rolling: Rolling) -> None:
        async with self._lock:
            record = replace(rolling.record, going=True)
            try:
                await self._store.write(partial(rows.save, item=record))
            except StateFailed as error:
                raise disk(f"delete {record.name}", error) from error
            rolling.replace(record)
        await rolling.gone.wait()

    async def _done(self, rolling: Rolling, action: str) -> None:
        """Return when all pods are as asked. Raises FailedPrecondition when there is no progress."""
        async for now in self.watch(rolling.record.name):
            if now.state is RolloutState.COMPLETE:
                return
            if now.state is RolloutState.STALLED:
                why = now.reason or "pods do not become ready"
                raise FailedPrecondition(action, f"no progress: {why}")
        raise NotFound(action, "it has been deleted meanwhile")

    async def _live(self, rolling: Rolling) -> None:
        await rolling.run()
        await self._forget(rolling.record)
        del self._all[rolling.record.name]
        rolling.gone.set()
        self._tell(rolling)

    async def _forget(self, record: RolloutRecord) -> None:
        while True:
            try:
                await self._store.write(partial(rows.delete, idents=[record.id]))
            except StateFailed as error:
                _log.error("cannot forget rollout %s: %s", record.name, error)
                await asyncio.sleep(AGAIN)
            else:
                return

    def _rolling(self, record: RolloutRecord) -> Rolling:
        return Rolling(record, self._pods, self._tasks, self._balancing, self._tell)

    def _tell(self, rolling: Rolling) -> None:
        for event in self._told.get(rolling.record.name, ()):
            event.set()

    def _changed(self, pod: Pod) -> None:
        """Have the rollout of a pod that has changed look at it."""
        rolling = self._all.get(pod.labels.get(LABEL, ""))
        if rolling is not None:
            rolling.wake()


def _changed(before: RolloutRecord, rollout: Rollout, now: int) -> RolloutRecord:
    """Return a rollout that is to be otherwise: another pod is another revision."""
    if rollout.pod == before.rollout.pod:
        return replace(before, rollout=rollout, changed_ns=now)
    return replace(
        before,
        rollout=rollout,
        changed_ns=now,
        revision=before.revision + 1,
        before=before.rollout.pod,
    )
