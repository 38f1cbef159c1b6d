"""How a workload starts: checked, then prepared by init in its leaf while its row goes to disk.

Theory. The kernel needs about as long for a fork as the disk for a sync, so they run side by side:
init's child gets ready and waits. Only when the row is on disk is it let go on to execve, so
nothing of the workload runs that the state does not know. A child whose server dies before that,
or whose row the disk refuses, ends unused.
"""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.cell import NODE
from aurae.model.command import shown_argv
from aurae.model.names import full_name, shown_name
from aurae.model.refusal import (
    AlreadyExists,
    BadValue,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    Refusal,
    Unavailable,
    no_group,
    unready,
)
from aurae.model.validation import check_spec
from aurae.model.workload import INTERRUPTED, Kind, Leftovers, Workload
from aurae.processes import leaf_usage
from aurae.processes.init import InitGone, SpawnFailed, Started
from aurae.processes.parcels import packed
from aurae.state import workloads
from aurae.state.failures import StateFailed, StateFull
from aurae.supervise import beginning, explaining
from aurae.supervise.ending import surroundings_key
from aurae.supervise.name_service import NoAnswer
from aurae.supervise.planning import Planned, Plans
from aurae.supervise.run import Run

if TYPE_CHECKING:
    from aurae.model.account import Account
    from aurae.model.exposure import Row
    from aurae.supervise.ending import Endings
    from aurae.supervise.means import Means
    from aurae.supervise.order import Order


class _CellGone(Exception):
    """The directory of the cell is not there: somebody has removed it."""


class _NotConnected(Exception):
    """A container could not be connected to its networks: its row may be there already."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


class Starts:
    """Starts workloads."""

    def __init__(self, means: Means, endings: Endings) -> None:
        """`refused` is why nothing is started any more; empty while starts are welcome."""
        self._means = means
        self._endings = endings
        self.refused = ""
        self._plans = Plans(means)

    async def start(self, order: Order) -> Run:
        """Start a workload; returns once execve(2) has succeeded, raises Refusal.

        With `held` it keeps its name after its end, and refusals read as upstream's.
        """
        spec = order.spec
        action = _action(order)
        self._check_welcome(action, order)
        try:
            if not order.service:
                check_spec(spec, held=order.held)
            order = await self._plans.stand(order, action)
            account = await self._account(order)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        except NoAnswer as error:
            raise Unavailable(action, str(error)) from None
        run = await self._claim(order, action)
        if not order.held:
            action = f"start {run.workload.full_name}"
        planned = await self._plan(run, order, account, action)
        try:
            started = await self._spawn(run, planned, action)
        finally:
            if planned.handed is not None:
                planned.handed.closing.close()
        await self._begin(run, started, action)
        return run

    async def explain(self, order: Order) -> list[str]:
        """Return the steps of a start, a line each; nothing is done. Raises Refusal."""
        account = await self._checked(order, "explain")
        if order.spec.kind is not Kind.EXECUTABLE:
            action = f"explain {shown_name(order.spec.name)}"
            steps = await self._plans.room(order.spec.kind, action).explain(order, action)
            return explaining.steps_of_container(order, steps)
        return explaining.steps(order, account, self._means.hidden)

    async def exposure(self, order: Order) -> list[Row]:
        """Return what a start would leave exposed. Raises Refusal."""
        account = await self._checked(order, "judge")
        if order.spec.kind is not Kind.EXECUTABLE:
            action = f"judge {shown_name(order.spec.name)}"
            try:
                return self._plans.room(order.spec.kind, action).exposure(order)
            except BadValue as error:
                raise InvalidField(action, error.field, error.why) from None
        return explaining.exposure_of(order, account)

    async def _checked(self, order: Order, verb: str) -> Account:
        """Return the account of a start that could be; of a dynamic user, one like it."""
        action = f"{verb} {shown_name(order.spec.name)}"
        try:
            check_spec(order.spec)
            return await self._account(order)
        except BadValue as error:
            raise InvalidField(action, error.field, error.why) from None
        except NoAnswer as error:
            raise Unavailable(action, str(error)) from None

    def adopt_running(self, run: Run) -> None:
        """Look after a workload that init started before this server was there."""
        run.tell_answered()
        self._means.tasks.begin(self._endings.watch(run))

    async def adopt_starting(self, run: Run) -> None:
        """Wait for the end of a start that another server began."""
        try:
            started = await self._means.init.wait_started(run.id)
        except InitGone:
            return
        except SpawnFailed as error:
            await self._failed(run, why_refused(error.errno, error.step))
            return
        with suppress(Refusal):
            await self._begin(run, started, f"start {run.workload.full_name}")

    def _check_welcome(self, action: str, order: Order) -> None:
        # A service that is being stopped may have commands to run for that.
        if self.refused and not order.last:
            raise Unavailable(action, self.refused)

    async def _account(self, order: Order) -> Account:
        try:
            return await self._plans.account(order)
        except BadValue as error:
            raise BadValue(f"executable.{error.field}", error.why) from None

    async def _claim(self, order: Order, action: str) -> Run:
        """Register a new run; of two that want a name, one gets it."""
        register = self._means.register
        cell, name, held = order.place.cell, order.spec.name, order.held
        if not order.takes_name:
            name = ""
        while name and (other := register.with_name(cell, name)):
            if not other.workload.ended or other.workload.held:
                raise AlreadyExists(action, _taken(other.workload, as_executable=held))
            if other.is_gone or other.workload.leftovers is Leftovers.LEAVE:
                break
            # What the last one left behind is being cleared away; two never run at a time.
            await other.settled.wait()
            if not other.is_gone:
                raise AlreadyExists(action, "processes of the last one do not die")
        if name and (holder := register.holder(cell, name)):
            raise AlreadyExists(action, _taken(holder, as_executable=held))
        self._check_welcome(action, order)
        run = Run(self._workload(order), order.unwanted)
        register.add(run)
        return run

    async def _plan(self, run: Run, order: Order, account: Account, action: str) -> Planned:
        """Make what a run is to find, and the plan and the place that go with it.

        A failure is written and raised.
        """
        try:
            planned = await self._plans.make(run, order, account, action)
        except BadValue as error:
            await self._withdraw(run, str(error))
            raise InvalidField(action, error.field, error.why) from None
        except NoAnswer as error:
            await self._withdraw(run, str(error))
            raise Unavailable(action, str(error)) from None
        except Refusal as error:
            await self._withdraw(run, error.why)
            raise
        except OSError as error:
            step = f"{error.filename or 'surroundings'}: {error.strerror}"
            await self._failed(run, step)
            raise unready(action, error.errno or 0, step) from None
        return planned

    def _workload(self, order: Order) -> Workload:
        executable, register = order.spec.executable, self._means.register
        ident, cell, standing = register.next_id(), order.place.cell, order.standing
        argv, stop_signal = executable.argv, executable.stop_signal
        image = root = ""
        if standing is not None:
            argv, stop_signal, image = standing.argv, standing.signal, standing.image
            root = order.key or surroundings_key(ident)
        return Workload(
            id=ident,
            name=order.spec.name or register.free_name(cell, _command_name(order, argv), ident),
            cell=cell,
            argv=shown_argv(argv),
            owner=order.owner,
            boot=self._means.boot,
            init=self._means.init.started_ns,
            created_ns=self._means.clock(),
            terminal=executable.terminal,
            stop_signal=stop_signal,
            stop_timeout=executable.stop_timeout,
            held=order.held,
            description=order.description,
            service=order.service,
            role=order.role,
            invocation=order.invocation,
            leftovers=order.leftovers,
            kind=order.spec.kind,
            image=image,
            root=root,
        )

    async def _withdraw(self, run: Run, why: str) -> None:
        """Forget a workload that never got a row; who waits for it is told why."""
        run.withdrawn = why
        run.workload = replace(run.workload, held=False)
        self._means.init.acknowledge(run.id)
        await self._endings.clear_unused(run.workload.leaf)
        await self._endings.clear_surroundings(run.workload)
        self._means.register.drop(run)
        run.tell_ended()
        run.complete.set()
        run.tell_gone()

    async def _spawn(self, run: Run, planned: Planned, action: str) -> Started:
        """Have init start it; a failure is written and raised."""
        try:
            return await self._ask_init(run, planned, action)
        except _CellGone:
            gone = no_group(action, planned.order.place.cell)
            await self._withdraw(run, gone.why)
            raise gone from None
        except _NotConnected as error:
            await self._failed(run, error.refusal.why)
            raise error.refusal from None
        except Refusal as error:
            await self._withdraw(run, error.why)
            raise
        except StateFailed as error:
            await self._withdraw(run, str(error))
            full = isinstance(error, StateFull)
            raise (Exhausted if full else Unavailable)(action, str(error)) from error
        except SpawnFailed as error:
            # Before the leaf is removed, which counts it.
            killed = self._means.leaves.oom_kills(run.workload.leaf) > 0
            step = f"oom-kill: {error.step}" if killed else error.step
            await self._failed(run, step)
            raise (
                Exhausted(action, step) if killed else unready(action, error.errno, step)
            ) from None
        except OSError as error:
            step = f"{error.filename or 'cgroup'}: {error.strerror}"
            await self._failed(run, step)
            raise unready(action, error.errno or 0, step) from error
        except InitGone:
            # The row stays as it is: the next server finds out whether it runs.
            raise Unavailable(action, "init has gone") from None

    async def _ask_init(self, run: Run, planned: Planned, action: str) -> Started:
        order, workload, place = planned.order, run.workload, planned.order.place
        with ExitStack() as closing:
            leaf = self._leaf(workload)
            closing.callback(os.close, leaf)
            if order.oom_group:
                self._means.leaves.kill_as_one(workload.leaf)
            if order.standing is not None:
                self._plans.room(workload.kind, action).limit(leaf, order)
            if preference := order.spec.executable.pressure_preference:
                leaf_usage.prefer(leaf, preference)
            stdin = None
            if order.spec.executable.stdin is not None:
                stdin = _memory_file(order.spec.executable.stdin)
                closing.callback(os.close, stdin)
            parcel = closing.enter_context(packed(planned.handed.fds if planned.handed else ()))
            return await self._means.init.spawn(
                run.id,
                planned.plan,
                leaf_fd=leaf,
                stdin_fd=stdin,
                logged=order.spec.executable.logged,
                stdin_open=order.spec.executable.stdin_open,
                terminal=workload.terminal,
                deadline=self._means.limits.spawn_timeout,
                stop_signal=workload.stop_signal,
                commit=partial(self._commit, run),
                process_holder=place.process,
                network_holder=place.network,
                in_cell=place.cell != NODE,
                passed=order.passed,
                private_processes=place.private_processes,
                contained=order.contained,
                within=order.within,
                born=partial(self._connect, run, action) if order.networked else None,
                parcel=parcel,
            )

    async def _connect(self, run: Run, action: str, child: int) -> None:
        """Connect a run to its networks, while its row goes to disk."""
        try:
            await self._plans.room(run.workload.kind, action).connect(run.workload, child)
        except Refusal as error:
            raise _NotConnected(error) from None
        except (OSError, StateFailed) as error:
            raise _NotConnected(FailedPrecondition(action, f"network: {error}")) from error

    async def _commit(self, run: Run) -> None:
        """Write a start, while its child gets ready."""
        if run.workload.root:
            self._plans.room(run.workload.kind, "remember").remember(run.workload, run.sandbox)
        await self._means.store.write(partial(workloads.insert, workload=run.workload))

    def _leaf(self, workload: Workload) -> int:
        try:
            return self._means.leaves.create(workload.leaf)
        except FileNotFoundError:
            if workload.cell == NODE:
                raise
            raise _CellGone from None

    async def _failed(self, run: Run, reason: str) -> None:
        final = run.workload.refused(reason, self._means.clock())
        run.awaited = True
        self._means.tasks.begin(self._endings.take(run, final))
        await run.ended.wait()

    async def _begin(self, run: Run, started: Started, action: str) -> None:
        """See a run through to where it counts as started; a failure is written and raised."""
        # Known from here on, but not yet told: the row says STARTING until it has begun.
        run.workload = replace(run.workload, pid=started.pid, started_ns=started.started_ns)
        guests = self._means.guests.get(run.workload.kind)
        if guests is not None:
            try:
                await beginning.see_through(self._means, guests, run, action)
            except InitGone:
                raise Unavailable(action, "init has gone") from None
            except Refusal as error:
                await beginning.end(self._means, self._endings, run)
                await self._failed(run, error.why)
                raise
        self._running(run, started)

    def _running(self, run: Run, started: Started) -> None:
        run.workload = run.workload.spawned(started.pid, started.started_ns)
        # Init can tell this again, so nobody waits for the disk.
        self._means.store.write_soon(partial(workloads.save, workload=run.workload))
        run.tell_answered()
        self._means.tasks.begin(self._endings.watch(run))


def why_refused(number: int, step: str) -> str:
    """Return why a start came to nothing that an earlier server had begun."""
    return INTERRUPTED if number == errno.ECANCELED else step


def _action(order: Order) -> str:
    """Return what is refused, in the words of the service that was asked."""
    if order.held:
        return "start"
    shown = shown_name(order.spec.name)
    return f"start {full_name(order.place.cell, shown) if order.spec.name else shown}"


def _taken(workload: Workload, *, as_executable: bool) -> str:
    """Say who has a name, in the words of the service that was asked."""
    if as_executable:
        return f"executable {workload.name!r} exists"
    if workload.ended:
        return "an executable of that name has ended, and keeps the name until it is stopped"
    return f"a workload of that name is {workload.status.value.lower()}"


def _command_name(order: Order, argv: tuple[str, ...]) -> str:
    """Return what a run without a name is called after."""
    return argv[0] if argv else order.spec.kind.value.lower()


def _memory_file(content: bytes) -> int:
    """Return a descriptor that reads this content from its beginning."""
    fd = os.memfd_create("aurae-stdin", os.MFD_CLOEXEC)
    with os.fdopen(os.dup(fd), "wb") as file:
        file.write(content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd
