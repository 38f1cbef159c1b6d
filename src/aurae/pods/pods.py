"""The front of the room: pods are made, started, stopped, looked at and taken away here.

Theory. A pod has no life of its own: how it stands is how its containers stand, which are services of its
cell. What they need of each other is said in their specifications, so a pod that is up stays as it was asked
to be when this server dies, and its containers start in order after a reboot.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.pod import Stage
from aurae.model.refusal import AlreadyExists, FailedPrecondition, NotFound, Refusal, Unavailable
from aurae.model.service_life import Phase
from aurae.pods.connecting import key_of
from aurae.pods.found import FoundPod, found_pod, missing
from aurae.pods.making import Making
from aurae.pods.watching import Watching
from aurae.state import pods as rows

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping

    from aurae.model.cell import Cell, CellUsage
    from aurae.model.pod import Pod, PodRecord
    from aurae.pods.means import Means
    from aurae.pods.watching import Item
    from aurae.services.found import Found

INIT_LIMIT = 600.0
"""Seconds in which init containers that fail are tried again before a start that is waited for gives up."""

_log = logging.getLogger("aurae.pods")


class Pods:
    """All pods of this node. Methods raise Refusal and StateFailed.

    Whoever asks for a change and leaves alters nothing: it goes on.
    """

    def __init__(self, means: Means) -> None:
        """Call `adopt` before anything else."""
        self._means = means
        self._making = Making(means)
        self._watching = Watching(means, self.now)

    async def open(self) -> None:
        """Read what there is; before cells are taken over, whose namespaces may have to be connected."""
        for record in await self._means.store.read(rows.everything):
            self._means.register.put(record)
        self._means.cells.when_held(self._connect)

    def keys(self) -> set[str]:
        """Return what the addresses of pods are kept under."""
        return {key_of(record) for record in self._means.register}

    async def adopt(self) -> None:
        """Take over all pods; after cells and services were. Raises StateFailed."""
        means = self._means
        for record in list(means.register):
            cell = means.cells.find(record.name)
            if record.stage is Stage.MADE and (cell is None or cell.id != record.cell):
                await means.store.write(partial(rows.delete, idents=[record.id]))
                means.register.drop(record)
        means.cells.when_freed(freed=self._forget_freed)

    def go_on(self) -> None:
        """Take away what came to nothing, and what an earlier server began to take away."""
        self._means.tasks.begin(self._watching.run())
        for record in self._means.register:
            if record.stage is not Stage.MADE:
                self._means.tasks.begin(self._making.take_away(record))

    async def create(self, pod: Pod, owner: str) -> FoundPod:
        """Make a pod with all of its containers, and leave it down."""
        return self.now(await self._means.tasks.finish(self._create(pod, owner)))

    async def start(self, name: str, *, wait: bool, keep: bool) -> FoundPod:
        """Start what is down of a pod; with `wait` returns once all is up, and stops it otherwise unless `keep`."""
        record = self._means.register.get(name, "start")
        if record.stage is Stage.GOING:
            raise Unavailable(f"start {name}", "it is being deleted")
        before = self.now(record)
        down = [one for one in before.mains if one.is_down]
        if lost := missing(before):
            why = f"{lost[0]} has been removed: delete the pod and make it again"
            raise FailedPrecondition(f"start {name}", why)
        if not down:
            raise AlreadyExists(f"start {name}", "it is up already")
        starting = self._start(before, down, wait=wait, keep=keep)
        if wait:
            await self._means.tasks.finish(starting)
        else:
            await starting
        return self.now(record)

    async def stop(self, name: str, grace: float | None) -> FoundPod:
        """Stop a pod; returns when nothing of it runs any more. `grace` is in seconds."""
        record = self._means.register.get(name, "stop")
        await self._means.tasks.finish(self._stop(record, grace))
        return self.now(record)

    async def delete(self, name: str, *, force: bool) -> None:
        """Take a pod away that is down; with `force` it is killed first."""
        record = self._means.register.get(name, "delete")
        found = self.now(record)
        if not force and not found.is_down:
            raise FailedPrecondition(
                f"delete {name}", f"it is {found.state.value.lower()}: stop it first"
            )
        await self._means.tasks.finish(self._delete(record, 0.0 if force else None))

    def get(self, name: str, verb: str) -> FoundPod:
        """Return a pod by its name; `verb` is for the refusal."""
        return self.now(self._means.register.get(name, verb))

    def everything(self, cell: str, labels: Mapping[str, str]) -> list[FoundPod]:
        """Return the pods in a cell and below it that have these labels, by name."""
        found = [self.now(record) for record in self._means.register.below(cell)]
        return [one for one in found if one.has_labels(labels)]

    async def usage(self, found: FoundPod) -> CellUsage:
        """Return what all of a pod uses."""
        return (await self._means.cells.stats(found.record.name))[0]

    def watch(self, name: str) -> AsyncGenerator[Item]:
        """Yield pods as they are, then what changes; all for no name."""
        if name:
            self._means.register.get(name, "watch")
        return self._watching.watch(name)

    def when_changed(self, told: Callable[[Pod], None]) -> None:
        """Have somebody told of each pod that has changed, or has gone."""
        self._watching.changed.append(told)

    async def save_all(self) -> None:
        """Write every pod again: the state was begun anew. Raises StateFailed."""
        await self._means.store.write(partial(rows.save_many, items=list(self._means.register)))

    def now(self, record: PodRecord) -> FoundPod:
        """Return a pod as its containers have it."""
        pod, find = record.pod, self._means.containers.kept
        inits = [find(record.name, spec.name) for spec in pod.init_containers]
        mains = [find(record.name, spec.name) for spec in pod.containers]
        return found_pod(record, _there(inits), _there(mains))

    # Inside.

    async def _create(self, pod: Pod, owner: str) -> PodRecord:
        record = await self._making.create(pod, owner)
        self._watching.created(record)
        return record

    async def _delete(self, record: PodRecord, grace: float | None) -> None:
        if await self._making.delete(record, grace):
            self._watching.deleted(record)

    async def _start(self, pod: FoundPod, down: list[Found], *, wait: bool, keep: bool) -> None:
        starting = [self._start_one(one.full_name, wait=wait) for one in down]
        outcomes = await asyncio.gather(*starting, return_exceptions=True)
        failed = [
            (one, outcome)
            for one, outcome in zip(down, outcomes, strict=True)
            if isinstance(outcome, BaseException) and not isinstance(outcome, AlreadyExists)
        ]
        if not failed:
            return
        one, error = failed[0]
        if not keep:
            await self._stop(pod.record, None)
        if not isinstance(error, Refusal):
            raise error
        why = f"{one.name}: {error.why}" + ("" if keep else "; what was started is stopped again")
        raise type(error)(f"start {pod.record.name}", why) from error

    async def _start_one(self, name: str, *, wait: bool) -> None:
        """Start one container; while init containers are tried again it waits for them."""
        services = self._means.services
        try:
            await services.start(name, wait=wait)
        except FailedPrecondition as error:
            life = services.find(name)
            if life is None or life.phase is not Phase.WAITING:
                raise
            try:
                async with asyncio.timeout(INIT_LIMIT):
                    await services.wait_for(life, lambda: life.phase is not Phase.WAITING)
                    if not life.record.standing.wanted:
                        raise FailedPrecondition(f"start {name}", "it was stopped meanwhile")
                    await life.want()
            except TimeoutError:
                raise error from None

    async def _stop(self, record: PodRecord, grace: float | None) -> None:
        """Stop the containers, then sidecars and what init containers have left up, the last first."""
        pod = record.pod
        names = [spec.name for spec in pod.containers]
        await asyncio.gather(*(self._stop_one(record, name, grace) for name in names))
        for spec in reversed(pod.init_containers):
            await self._stop_one(record, spec.name, grace)

    async def _stop_one(self, record: PodRecord, name: str, grace: float | None) -> None:
        with suppress(NotFound):  # somebody has removed it
            await self._means.services.stop(f"{record.name}/{name}", grace)

    async def _connect(self, cell: Cell) -> None:
        """Connect a pod whose namespaces have just been made. Raises Refusal, StateFailed, OSError."""
        record = self._means.register.by_name(cell.name)
        if cell.spec.pod is not None and record is not None and record.cell in (0, cell.id):
            await self._means.connecting.connect(record, cell, f"connect {cell.name}")

    async def _forget_freed(self, path: str) -> None:
        """Forget the pods in a cell that somebody has freed."""
        for record in self._means.register.below(path):
            if record.stage is Stage.MADE:
                await self._means.connecting.release(record)
                await self._means.store.write(partial(rows.delete, idents=[record.id]))
                self._means.register.drop(record)
                self._watching.deleted(record)


def _there(found: list[Found | None]) -> list[Found]:
    return [one for one in found if one is not None]
