"""The front of the room: services are defined, started, stopped, changed and found here."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.cells.troubles import disk
from aurae.model.cell_names import is_within
from aurae.model.names import full_name
from aurae.model.ordering import circle, levels, others_of
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Refusal,
    Unavailable,
)
from aurae.model.service_life import AT_REST, Change, Phase
from aurae.model.service_record import ServiceRecord
from aurae.model.service_rules import check_service
from aurae.model.validation import check_spec
from aurae.processes.adjusting import adjust
from aurae.services import sockets
from aurae.services.life import Life, Stop
from aurae.services.living import live
from aurae.services.outfit import clear, clear_strangers, key_of
from aurae.services.register import Register
from aurae.services.reloading import can_reload, refuse
from aurae.services.resuming import of_another_boot
from aurae.services.timers import watch_clock
from aurae.state import services as rows
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable

    from aurae.model.workload import WorkloadSpec
    from aurae.services.means import Means
    from aurae.services.news import Item

_log = logging.getLogger("aurae.services")


class Services:
    """All services of this node. Methods raise Refusal; names are full.

    Whoever asks for a change and leaves alters nothing: it goes on.
    """

    def __init__(self, means: Means) -> None:
        """Call `adopt` before anything else."""
        self._means = means
        self._register: Register[Life] = Register()
        self._lock = asyncio.Lock()
        self._ending: list[ServiceRecord] = []
        """What an earlier server began to free the cells of: its runs may still be there, in their roots."""

    async def adopt(self) -> None:
        """Take over all services; after the workloads were. None acts before `go_on`. Raises StateFailed."""
        means = self._means
        known = await means.store.read(rows.everything)
        cells = {"/", *means.cells.names()}
        self._ending = [item for item in known if item.cell not in cells]
        if self._ending:
            gone = [item.id for item in self._ending]
            await means.store.write(partial(rows.delete, idents=gone))
        now = means.clock()
        for item in known:
            if item.cell in cells:
                life = self._add(of_another_boot(item, means.boot, now))
                sockets.take_back(life)
        records = [life.record for life in self._register]
        means.supervisor.reserve_ids(sockets.highest_ident(means, records))
        sockets.drop_strangers(means, records)
        clear_strangers(means, records)
        means.cells.when_freed(self.forget_cell, self.end_cell)
        _log.info("adopted %d services", len(self._register))

    def go_on(self) -> None:
        """Carry all services on; after everything that they stand on was taken over."""
        for life in self._register:
            self._means.tasks.begin(live(life))
        self._means.tasks.begin(watch_clock(self._register))

    def __contains__(self, name: str) -> bool:
        """Say whether there is a service of this name."""
        return self._register.get(name) is not None

    def find(self, name: str) -> Life | None:
        """Return a service; None when there is none of this name."""
        return self._register.get(name)

    def everything(self, cell: str = "/") -> list[ServiceRecord]:
        """Return the services in a cell and below it, by name."""
        return [life.record for life in self._register.below(cell)]

    def lives(self, cell: str) -> list[Life]:
        """Return the services in a cell and below it, by name."""
        return self._register.below(cell)

    async def wait_for(self, life: Life, condition: Callable[[], bool]) -> None:
        """Return when a condition holds that follows what is told of a service, or when it is removed."""
        while not (life.removed or condition()):
            await self._means.news.next_of(life.record.id)

    async def wait_for_rest(self, life: Life, limit: float) -> None:
        """Return when a service is down and its output complete, or after `limit` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limit):
                await self.wait_for(life, lambda: life.phase in AT_REST)
                if life.main is not None:
                    await life.main.run.complete.wait()

    async def start_new(self, cell: str, spec: WorkloadSpec, owner: str, *, wait: bool) -> Life:
        """Define a service and start it; with `wait` returns once it is up, else once it is on disk."""
        life, up = await self._means.tasks.finish(self._start_new(cell, spec, owner))
        if life.leaves:
            raise NotFound(f"start {spec.name}", "it has been removed meanwhile")
        if wait:
            await asyncio.shield(up)
        return life

    async def define(self, cell: str, spec: WorkloadSpec, owner: str) -> Life:
        """Define a service and leave it down; it is on disk when this returns."""
        defining = self._define(cell, spec, owner, f"create {spec.name}", wanted=False)
        return await self._means.tasks.finish(defining)

    async def start(self, name: str, *, wait: bool) -> Life:
        """Start a service that is known."""
        life = self._get(name, "start")
        self._check_welcome(f"start {name}")
        if life.is_up:
            raise AlreadyExists(f"start {name}", "it is up already")
        up = life.want()
        await self._save(life, f"start {name}")
        if wait:
            await asyncio.shield(up)
        return life

    async def stop(self, name: str, grace: float | None) -> Life:
        """Stop a service and what requires it; returns when nothing of them runs any more."""
        life = self._get(name, "stop")
        await self._means.tasks.finish(self._stop_all(life, grace, "stopped by request"))
        return life

    async def restart(self, name: str, grace: float | None, *, only_if_running: bool) -> Life:
        """Stop a service and start it again, and those that are part of it."""
        life = self._get(name, "restart")
        self._check_welcome(f"restart {name}")
        if life.phase in AT_REST and only_if_running:
            return life
        up = await self._means.tasks.finish(self._restart(life, grace))
        await asyncio.shield(up)
        return life

    async def reload(self, name: str, *, or_restart: bool) -> Life:
        """Have a service read its configuration again; returns when it has."""
        life = self._get(name, "reload")
        if not life.is_up or not can_reload(life):
            if or_restart:
                return await self.restart(name, None, only_if_running=False)
            raise refuse(life)
        await asyncio.shield(life.want_reload())
        return life

    async def reset_failed(self, name: str) -> None:
        """Forget that services failed, and their count of attempts; all for no name."""
        chosen = [self._get(name, "reset")] if name else list(self._register)
        for life in chosen:
            life.starts.clear()
            if life.phase is Phase.FAILED:
                life.to(Change.RESET, result="", reason="", attempt=0)
            elif life.record.standing.attempt:
                life.stand(attempt=0)
        for life in chosen:
            await self._save(life, f"reset {life.name}")

    async def remove(self, name: str, *, stop: bool) -> None:
        """Forget a service that is down."""
        life = self._get(name, "remove")
        if stop:
            await self.stop(name, None)
            self._get(name, "remove")
        if life.phase not in AT_REST or life.record.standing.wanted:
            why = f"it is {life.phase.value.lower()}: stop it first"
            raise FailedPrecondition(f"remove {name}", why)
        await self._means.tasks.finish(self._remove(life))

    async def edit(self, name: str, spec: WorkloadSpec, *, pending: bool) -> Life:
        """Give a service another specification; `pending` says that only a restart takes all of it up."""
        life = self._get(name, "edit")
        await self._means.tasks.finish(self._edit(life, spec, pending=pending))
        return life

    def adjust(self, life: Life, spec: WorkloadSpec, fields: list[str]) -> list[str]:
        """Change what the kernel can change in a service's processes; returns what it refused.

        InvalidField when no service can be so, and nothing is changed.
        """
        self.check(life.record.cell, spec, f"edit {life.name}")
        if life.main is None or not fields:
            return []
        pids = self._means.supervisor.processes(life.main.run.workload)
        return adjust(pids, spec.executable, fields)

    async def limit(self, life: Life, spec: WorkloadSpec) -> None:
        """Change the limits of a service's container or machine, if it runs."""
        if life.main is not None:
            run, action = life.main.run, f"edit {life.name}"
            await self._means.supervisor.renew_limits(run, spec, action)

    def watch(self, name: str) -> AsyncGenerator[Item]:
        """Yield services as they are, then what changes; all for no name."""
        begin = [self._get(name, "watch").record] if name else self.everything()
        return self._means.news.hear(begin)

    def check(self, cell: str, spec: WorkloadSpec, action: str) -> None:
        """InvalidField when no service can have this specification."""
        try:
            check_spec(spec)
            check_service(spec)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        if spec.service is None:
            return
        others = others_of(spec.service, cell)
        own = full_name(cell, spec.name)
        sockets.check_promise(self._register, own, spec.service.fd_store, action)
        path = circle(own, lambda name: self._earlier(name, own, others.earlier, others.before))
        if path:
            shown = " after ".join(path)
            raise InvalidField(action, "service.after", f"is a circle: {shown}")

    def end_cell(self, cell: str) -> None:
        """Have the services of a cell that is freed come to an end; they are forgotten then."""
        for life in self._register.below(cell):
            life.end(Stop(f"cell {cell} is freed"))

    async def forget_cell(self, cell: str) -> None:
        """Forget the services of a cell that has been freed. Raises StateFailed."""
        lives = self._register.below(cell)
        if lives:
            await self._delete(lives)
        ended = [item for item in self._ending if is_within(item.cell, cell)]
        self._ending = [item for item in self._ending if item not in ended]
        for item in ended:
            await self._means.supervisor.forget_root(key_of(item))

    async def end_everything(self) -> None:
        """Stop all services, those that others need last; the daemon is stopping."""
        lives = {life.name: life for life in self._register if life.phase not in AT_REST}
        earlier = {name: self._earlier(name, "", (), ()) for name in lives}
        for step in reversed(levels(lives, earlier)):
            for name in step:
                lives[name].end(Stop("the daemon is stopping", for_now=True))
            await asyncio.gather(*(self._stopped(lives[name]) for name in step))

    async def save_all(self) -> None:
        """Write every service again: the state was begun anew. Raises StateFailed."""
        await self._means.store.write(partial(rows.save_many, items=self.everything()))

    # Inside.

    def _get(self, name: str, verb: str) -> Life:
        life = self._register.get(name)
        if life is None or life.leaves:
            raise NotFound(f"{verb} {name}", "no such service")
        return life

    def _check_welcome(self, action: str) -> None:
        if self._means.is_stopping():
            raise Unavailable(action, "the daemon is stopping")

    async def _save(self, life: Life, action: str) -> None:
        try:
            await life.write()
        except StateFailed as error:
            raise disk(action, error) from error

    def _add(self, record: ServiceRecord) -> Life:
        life = Life(self._means, self._register, record)
        self._register.add(life)
        return life

    async def _start_new(
        self, cell: str, spec: WorkloadSpec, owner: str
    ) -> tuple[Life, asyncio.Future[None]]:
        """Define a service that is wanted; the future is as that of `want`."""
        life = await self._define(cell, spec, owner, f"start {spec.name}", wanted=True)
        return life, life.want()

    async def _define(
        self, cell: str, spec: WorkloadSpec, owner: str, action: str, *, wanted: bool
    ) -> Life:
        """Write a service, and have it live."""
        self._check_welcome(action)
        self.check(cell, spec, action)
        async with self._lock:
            if self._register.find(cell, spec.name) is not None:
                raise AlreadyExists(action, "a service of that name is there already")
            taken = self._means.supervisor.run_named(cell, spec.name)
            if taken is not None and not taken.workload.ended:
                raise AlreadyExists(action, "a workload of that name is there")
            if cell != "/" and cell not in self._means.cells.names():
                raise NotFound(action, f"cell {cell!r} not found")
            record = ServiceRecord(
                self._means.next_id(), cell, spec, owner, self._means.clock()
            ).standing_as(boot=self._means.boot, wanted=wanted)
            try:
                await self._means.store.write(partial(rows.save, item=record))
            except StateFailed as error:
                raise disk(action, error) from error
            life = self._add(record)
            self._means.tasks.begin(live(life))
            return life

    async def _edit(self, life: Life, spec: WorkloadSpec, *, pending: bool) -> None:
        action = f"edit {life.name}"
        self.check(life.record.cell, spec, action)
        async with self._lock:
            record = replace(life.record, spec=spec)
            if pending and life.phase not in AT_REST:
                record = record.standing_as(restart_pending=True)
            try:
                await self._means.store.write(partial(rows.save_changed, item=record))
            except StateFailed as error:
                raise disk(action, error) from error
            if life.leaves:
                raise NotFound(action, "it has been removed meanwhile")
            # What happened while the disk was busy stays.
            standing = replace(
                life.record.standing, restart_pending=record.standing.restart_pending
            )
            life.change(replace(record, standing=standing))

    async def _restart(self, life: Life, grace: float | None) -> asyncio.Future[None]:
        """Stop a service after those that require it, and have all of them start again."""
        lives = {one.name: one for one in self._depending(life) if one.phase not in AT_REST}
        lives[life.name] = life
        earlier = {name: self._earlier(name, "", (), ()) for name in lives}
        ups = {}
        for one in lives.values():
            one.is_restarting = True
        try:
            for step in reversed(levels(lives, earlier)):
                for name in step:
                    lives[name].end(Stop("restarted by request", grace, again=True))
                    ups[name] = lives[name].want()
                await asyncio.gather(*(self._stopped(lives[name]) for name in step))
        finally:
            for one in lives.values():
                one.is_restarting = False
                one.tell()
        await self._save(life, f"restart {life.name}")
        return ups[life.name]

    async def _stop_all(self, life: Life, grace: float | None, reason: str) -> None:
        """Stop those that require it, the last ones first, then itself."""
        lives = {one.name: one for one in self._depending(life) if one.phase not in AT_REST}
        earlier = {name: self._earlier(name, "", (), ()) for name in lives}
        for step in reversed(levels(lives, earlier)):
            for name in step:
                lives[name].end(Stop(f"{life.name}, which it requires, is stopped", grace))
            await asyncio.gather(*(self._stopped(lives[name]) for name in step))
        life.end(Stop(reason, grace))
        await self._save_quietly(life)
        await self._stopped(life)
        await self._save_quietly(life)

    async def _save_quietly(self, life: Life) -> None:
        """Write a service; a full disk keeps nobody from stopping what fills it."""
        with suppress(Refusal):
            await self._save(life, "stop")

    async def _stopped(self, life: Life) -> None:
        """Return when a service is down; or was, where somebody else wants it up again."""
        await self.wait_for(life, lambda: life.phase in AT_REST or life.stop is None)

    def _depending(self, life: Life) -> list[Life]:
        """Return all that are stopped along with a service, however far away."""
        found: dict[str, Life] = {}
        left = [life.name]
        while left:
            name = left.pop()
            for other in self._register.naming(name):
                names = other.others
                follows = name in (*names.requires, *names.binds_to, *names.part_of)
                if follows and other.name not in found and other is not life:
                    found[other.name] = other
                    left.append(other.name)
        return list(found.values())

    def _earlier(
        self, name: str, own: str, after: Iterable[str], before: Iterable[str]
    ) -> list[str]:
        """Return whom a service starts after; `own` is one that is not registered as it shall be."""
        if name == own:
            found = list(after)
        else:
            life = self._register.get(name)
            found = list(life.others.earlier) if life is not None else []
            if name in before:
                found.append(own)
        found += [
            other.name
            for other in self._register.naming(name)
            if name in other.others.before and other.name != own
        ]
        return list(dict.fromkeys(found))

    async def _remove(self, life: Life) -> None:
        try:
            await self._delete([life])
        except StateFailed as error:
            raise disk(f"remove {life.name}", error) from error

    async def _delete(self, lives: list[Life]) -> None:
        """Forget services; nobody starts one of them while the disk is busy. Raises StateFailed."""
        for life in lives:
            life.leaves = True
        try:
            idents = [life.record.id for life in lives]
            await self._means.store.write(partial(rows.delete, idents=idents))
        except StateFailed:
            for life in lives:
                life.leaves = False
            raise
        self._drop(lives)
        # Whoever has heard that one is removed may want its ports at once.
        forget = self._means.supervisor.forget_root
        await asyncio.gather(*(forget(key_of(life.record)) for life in lives))

    def _drop(self, lives: list[Life]) -> None:
        """Forget services whose rows have gone."""
        for life in lives:
            life.removed = life.leaves = True
            self._means.tasks.begin(clear(life, final=True))
            sockets.close_all(life)
            self._register.drop(life)
            self._means.news.tell(life.record, removed=True)
            life.wake()
