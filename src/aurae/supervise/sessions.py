"""Sessions: commands beside a running workload, for as long as a client holds on to them.

Theory. A session is no workload: it has no row, since it belongs to this server and ends with it,
which init sees to. It has an id of the same space, and its processes live in the workload's own
leaf, so that they are counted, frozen and killed with it. One task looks after each from before
init is asked until init has forgotten it, whatever becomes of the client.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.names import full_name
from aurae.model.refusal import (
    BadValue,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Unavailable,
    unready,
)
from aurae.model.sandbox import for_user
from aurae.model.workload import Kind
from aurae.processes import session_streams
from aurae.processes.init import InitGone, SpawnFailed
from aurae.processes.main_process import look_at
from aurae.processes.sandbox import programs
from aurae.processes.session_plan import session_plan
from aurae.supervise.name_service import NoAnswer
from aurae.supervise.rooms import room_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aurae.model.account import Account
    from aurae.model.session import SessionSpec, Size
    from aurae.processes.init import Exit, Started
    from aurae.processes.main_process import MainProcess
    from aurae.processes.session_streams import Streams
    from aurae.supervise.means import Means
    from aurae.supervise.run import Run
    from aurae.supervise.session import Session

MOST = 1024
"""Sessions at the same time."""
UNKNOWN = "its filter of system calls is not known: it was started before this server"
GRACE = 1.0
"""Seconds that a session has after SIGHUP."""


class HostSession:
    """One session of init's that runs, or has."""

    def __init__(self, means: Means, ident: int, streams: Streams) -> None:
        """`streams` are our ends of its streams."""
        self.id = ident
        self.left = asyncio.Event()
        self._streams = streams
        self._started: asyncio.Future[Started] = asyncio.get_running_loop().create_future()
        self._exit: asyncio.Future[Exit] = asyncio.get_running_loop().create_future()
        self._means = means

    @property
    def streams(self) -> Streams:
        """Our ends of its streams."""
        return self._streams

    @property
    def started(self) -> asyncio.Future[Started]:
        """Told once its execve(2) has succeeded."""
        return self._started

    @property
    def exit(self) -> asyncio.Future[Exit]:
        """Told when its process has ended."""
        return self._exit

    def signal(self, number: int) -> None:
        """Send a signal to its first process."""
        self._means.init.signal(self.id, number)

    def resize(self, size: Size) -> None:
        """Set the size of its terminal."""
        if self.streams.input is not None:
            self.streams.input.resize(size)


class Sessions:
    """Opens sessions."""

    def __init__(self, means: Means) -> None:
        """There are none."""
        self._means = means
        self._open: set[HostSession] = set()

    @asynccontextmanager
    async def opened(self, cell: str, name: str, spec: SessionSpec) -> AsyncIterator[Session]:
        """Give a session that runs `spec` beside a workload; raises Refusal.

        At the end its process gets SIGHUP if it still runs, and SIGKILL a second later.
        """
        action = f"exec in {full_name(cell, name)}"
        if len(self._open) >= MOST:
            raise Exhausted(action, f"there are {MOST} sessions already")
        run = self._running(action, cell, name)
        try:
            spec.check()
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        guests = self._means.guests.get(run.workload.kind)
        if guests is not None:
            async with guests.opened(run.workload, spec, action) as within:
                yield within
            return
        session = await self._opened(action, run, spec)
        try:
            await self._answer(action, session)
            yield session
        finally:
            session.left.set()
            session.streams.close()

    async def _opened(self, action: str, run: Run, spec: SessionSpec) -> HostSession:
        """Return a session that is being begun."""
        try:
            account = None
            if not run.workload.root:
                account = await self._account(run, spec)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        except NoAnswer as error:
            raise Unavailable(action, str(error)) from None
        return self._begin(action, run, spec, account)

    def _running(self, action: str, cell: str, name: str) -> Run:
        run = self._means.register.with_name(cell, name)
        if run is None:
            raise NotFound(action, "no such workload runs")
        entry = self._means.init.table.get(run.id)
        if run.workload.ended or entry is None or not entry.runs:
            why = f"it is {run.workload.status.value.lower()}, and no process of it can be entered"
            raise FailedPrecondition(action, why)
        if run.workload.kind is not Kind.EXECUTABLE and self._means.is_paused(run.workload):
            # A child of ours would stand still between clone and execve.
            raise FailedPrecondition(action, "it is paused: resume it first")
        return run

    async def _account(self, run: Run, spec: SessionSpec) -> Account | None:
        if not (spec.user or spec.group):
            return None
        user = spec.user or str(self._look(run).rights.uid)
        return await self._means.accounts.find(user, spec.group)

    def _look(self, run: Run) -> MainProcess:
        return look_at(run.workload.pid, self._means.init.pid)

    def _begin(
        self, action: str, run: Run, spec: SessionSpec, account: Account | None
    ) -> HostSession:
        """Begin the task that looks after it, which a client that leaves does not end."""
        with ExitStack() as closing:
            try:
                plan = self._plan(action, run, spec, account)
                leaf = self._means.leaves.open(run.workload.leaf)
                closing.callback(os.close, leaf)
                streams, roles = session_streams.make(spec, closing)
            except OSError as error:
                raise unready(action, error.errno or 0, error.strerror or str(error)) from None
            session = HostSession(self._means, self._means.register.next_id(), streams)
            self._open.add(session)
            asked = _Asked(plan, leaf, roles, closing.pop_all())
            self._means.tasks.begin(self._attend(session, run, asked))
        return session

    def _plan(self, action: str, run: Run, spec: SessionSpec, account: Account | None) -> bytes:
        if not run.workload.root:
            main = self._look(run)
            return session_plan(spec, main, account, _filters(action, run, main))
        room = room_of(self._means.rooms, run.workload.kind, action)
        sandbox = run.sandbox or room.sandbox_of(run.workload)
        if sandbox is None:
            raise FailedPrecondition(action, UNKNOWN)
        return room.session(run.workload, spec, sandbox)

    async def _answer(self, action: str, session: HostSession) -> None:
        """Return once its execve(2) has succeeded; raises Refusal."""
        try:
            await asyncio.shield(session.started)
        except SpawnFailed as error:
            raise unready(action, error.errno, error.step) from None
        except InitGone:
            raise Unavailable(action, "init has gone") from None
        except OSError as error:
            raise unready(action, error.errno or 0, error.strerror or str(error)) from None

    async def _attend(self, session: HostSession, run: Run, asked: _Asked) -> None:
        try:
            if await self._start(session, run, asked):
                await self._see_end(session, run)
                self._means.init.acknowledge(session.id)
        finally:
            self._open.discard(session)

    async def _start(self, session: HostSession, run: Run, asked: _Asked) -> bool:
        init = self._means.init
        try:
            with asked.closing:
                starting = init.spawn_session(
                    session.id,
                    asked.plan,
                    beside=run.id,
                    contained=bool(run.workload.root),
                    leaf_fd=asked.leaf,
                    streams=asked.roles,
                    deadline=self._means.limits.spawn_timeout,
                )
                started = await starting
        except (SpawnFailed, InitGone, OSError) as error:
            init.acknowledge(session.id)
            _settle(session.started, error)
            return False
        session.started.set_result(started)
        return True

    async def _see_end(self, session: HostSession, run: Run) -> None:
        """Return when its process has ended: by itself, or because it has to."""
        init = self._means.init
        async with asyncio.TaskGroup() as group:
            ended = group.create_task(self._hear_end(session))
            reasons = [group.create_task(event.wait()) for event in (session.left, run.ended)]
            await asyncio.wait([ended, *reasons], return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                for number in (signal.SIGHUP, signal.SIGCONT):
                    init.signal(session.id, number)
                await asyncio.wait([ended], timeout=GRACE)
            if not ended.done():
                init.signal(session.id, signal.SIGKILL)
            await ended
            for waiting in reasons:
                waiting.cancel()

    async def _hear_end(self, session: HostSession) -> None:
        try:
            session.exit.set_result(await self._means.init.wait_exit(session.id))
        except InitGone as error:
            _settle(session.exit, error)  # it ends the session, as this server does


class _Asked(NamedTuple):
    """What init is asked for; `closing` closes the descriptors."""

    plan: bytes
    leaf: int
    roles: dict[int, int]
    closing: ExitStack


def _filters(action: str, run: Run, main: MainProcess) -> tuple[bytes, ...]:
    """Return the filters that the main process has; FailedPrecondition when nobody knows them."""
    if not main.rights.is_filtered:
        return ()
    if run.sandbox is None:
        raise FailedPrecondition(action, UNKNOWN)
    return programs(for_user(run.sandbox, is_root=main.rights.uid == 0))


def _settle(future: asyncio.Future[Started] | asyncio.Future[Exit], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # nobody may be left to read it
