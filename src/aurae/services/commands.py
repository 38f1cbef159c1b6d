"""Runs of a service: its main process, and the commands beside it."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.address import listener_names
from aurae.model.execution import Sandbox
from aurae.model.outcome import Outcome, Result, outcome_of, outcome_of_status
from aurae.model.refusal import FailedPrecondition, Refusal, Stuck
from aurae.model.service import KillMode, OomPolicy
from aurae.model.workload import MAIN, Executable, Kind, Leftovers
from aurae.services.life import Life, Over
from aurae.services.main_process import MainProcess
from aurae.services.outfit import key_of
from aurae.supervise.order import Order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from aurae.model.service import Command
    from aurae.supervise.run import Run

COMMAND_GRACE = 5.0
"""Seconds that a command has between SIGTERM and the kill when it is interrupted."""

RELOAD = "reload."
"""With what the roles of commands of a reload begin."""

_LEFTOVERS = {
    KillMode.GROUP: Leftovers.GROUP,
    KillMode.MIXED: Leftovers.KILL,
    KillMode.PROCESS: Leftovers.LEAVE,
}


def new_invocation() -> str:
    """Return the name of a new start: 32 hexadecimal digits."""
    return uuid.uuid4().hex


async def start_main(life: Life, executable: Executable, role: str = MAIN, *, step: str) -> None:
    """Start the main process, or take up the one of this start; `step` follows. Raises Refusal, Over."""
    run = life.memo.get(role)
    if run is None:
        life.check()
        service = life.service
        leftovers = Leftovers.LEAVE if service.alive_with_any else _LEFTOVERS[service.kill_mode]
        if life.record.spec.kind is not Kind.EXECUTABLE:
            # It is PID 1 inside: whatever it leaves ends with it, and is its own to ask.
            leftovers = Leftovers.KILL
        order = _order(life, executable, role, leftovers=leftovers)
        with starting(life):
            if life.record.spec.kind is Kind.VM:
                run = await _start_machine(life, order)
            else:
                run = await _start(life, order)
            follow_main(life, run)
    else:
        follow_main(life, run)
    life.stand(main=run.id, main_pid=0, step=step)


def follow_main(life: Life, run: Run) -> None:
    """Look after a main process, perhaps one that an earlier server started."""
    if run.sandbox is None:
        run.sandbox = life.means.supervisor.sandbox_of(run.workload, life.record.spec)
    # Its end is not written with the next commit, but at once: the next start may follow it.
    run.awaited = True
    life.main = MainProcess(run, life.wake)
    if life.hearing is not None:
        life.hearing.family.main = run
        life.hearing.family.named_main = 0
    life.means.tasks.begin(_tell_main_end(life, life.main))


async def run_all(
    life: Life,
    kind: str,
    commands: tuple[Command, ...],
    more: Mapping[str, str] | None = None,
) -> None:
    """Run commands in turn; raises Over when one fails whose failure counts."""
    for index, command in enumerate(commands):
        life.stand(step=kind)
        outcome = await run_command(life, f"{kind}.{index}", command, more or {})
        if outcome.failed and not command.ignore_failure:
            raise Over(replace(outcome, reason=f"{kind} command {index + 1}: {outcome.reason}"))


async def run_command(
    life: Life, role: str, command: Command, more: Mapping[str, str], *, last: bool = False
) -> Outcome:
    """Run one command to its end, or take up the run of it that there is; Over interrupts it."""
    run = life.memo.get(role)
    if run is not None and run.workload.ended:
        return outcome_of(run.workload, life.service)
    if life.record.spec.kind is Kind.VM:
        return await _run_in_guest(life, role, command, more)
    with starting(life):
        if run is None:
            life.check()
            try:
                run = await _start(life, _command_order(life, role, command, more, last=last))
            except Refusal as refusal:
                return Outcome(Result.START_FAILURE, refusal.why)
        run.awaited = True
        life.commands[run.id] = run
        if life.hearing is not None:
            life.hearing.family.runs = life.commands
    life.means.tasks.begin(_tell_end(life, run))
    try:
        await life.hold(run.ended.is_set)
    except Over:
        with suppress(Stuck):
            await life.means.supervisor.stop_run(run, COMMAND_GRACE, "interrupted")
        raise
    finally:
        life.commands.pop(run.id, None)
    return outcome_of(run.workload, life.service)


async def ask_command(life: Life, role: str, command: Command, limit: float) -> int:
    """Run a command that asks for health for at most `limit` s; returns its exit status, or 128 and its signal.

    Raises OSError when it could not be started.
    """
    if life.record.spec.kind is Kind.VM:
        async with asyncio.timeout(limit):
            code, number = await _ask_guest(life, role, command, {})
        return 128 + (number or 0) if code is None else code
    try:
        run = await _start(life, _command_order(life, role, command, {}, last=False))
    except Refusal as refusal:
        raise OSError(0, refusal.why) from None
    try:
        async with asyncio.timeout(limit):
            await run.ended.wait()
    finally:
        if not run.ended.is_set():
            life.means.tasks.begin(_end_quietly(life, run))
    workload = run.workload
    return 128 + (workload.signal or 0) if workload.exit_code is None else workload.exit_code


async def _run_in_guest(
    life: Life, role: str, command: Command, more: Mapping[str, str]
) -> Outcome:
    """Run one command in the guest of a machine to its end; Over interrupts it."""
    found: list[Outcome] = []

    async def run() -> None:
        try:
            status = await _ask_guest(life, role, command, more)
            found.append(outcome_of_status(*status, life.service))
        except OSError as error:
            found.append(Outcome(Result.START_FAILURE, error.strerror or str(error)))
        life.wake()

    running = life.means.tasks.lend(run())
    try:
        await life.hold(lambda: bool(found))
    finally:
        running.cancel()
    return found[0]


async def _ask_guest(
    life: Life, role: str, command: Command, more: Mapping[str, str]
) -> tuple[int | None, int | None]:
    """Run a command in the guest; returns its exit status, or the signal that has ended it. Raises OSError."""
    try:
        order = _within(life, role, command, more, last=True)
        assert life.main is not None
        status = await life.means.supervisor.run_in_guest(life.main.run, order)
    except Refusal as refusal:
        raise OSError(0, refusal.why) from None
    number = status & 0x7F
    return (None, number) if number else (status >> 8 & 0xFF, None)


async def _start_machine(life: Life, order: Order) -> Run:
    """Start a machine, for which a guest has to boot: what ends the attempt ends that, too. Raises Refusal, Over."""
    unwanted = asyncio.Event()
    found: list[Run | Refusal] = []

    async def start() -> None:
        try:
            found.append(await _start(life, replace(order, unwanted=unwanted)))
        except Refusal as refusal:
            found.append(refusal)
        told.set()
        life.wake()

    told = asyncio.Event()
    life.means.tasks.begin(start())
    try:
        await life.hold(told.is_set)
    except Over:
        unwanted.set()
        await told.wait()
        if isinstance(found[0], Refusal):
            raise
        # It has started meanwhile, and is taken down as one that was up.
    if isinstance(found[0], Refusal):
        raise found[0]
    return found[0]


async def _end_quietly(life: Life, run: Run) -> None:
    with suppress(Stuck):
        await life.means.supervisor.stop_run(run, 0, "no answer in time")


def starting(life: Life) -> AbstractContextManager[None]:
    """Have what is said wait until the process that may say it is known."""
    return nullcontext() if life.hearing is None else life.hearing.family.starting()


async def _start(life: Life, order: Order) -> Run:
    """Start a run in the service's cell. Raises Refusal."""
    if order.service and life.means.is_stopping() and not order.last:
        raise FailedPrecondition(f"start {life.name}", "the daemon is stopping")
    return await life.means.cells.start_run(life.record.cell, order)


def _order(
    life: Life,
    executable: Executable,
    role: str,
    *,
    leftovers: Leftovers = Leftovers.GROUP,
    more: Mapping[str, str] | None = None,
    last: bool = False,
) -> Order:
    record, standing = life.record, life.record.standing
    name = record.name if role == MAIN else f"{record.name}:{role}"
    fixed = {"INVOCATION_ID": standing.invocation, **life.monitored, **(more or {})}
    shown: tuple[str, ...] = ()
    if standing.notify:
        path = str(life.means.notify_dir / str(record.id))
        fixed["NOTIFY_SOCKET"] = path
        shown = (path,)
    passed: tuple[int, ...] = ()
    if role == MAIN:
        interval = life.service.watchdog
        if interval:
            fixed["WATCHDOG_USEC"] = str(round(interval * 1e6))
        passed = (*standing.listeners, *(item.ident for item in standing.stored))
        if passed:
            names = [*listener_names(life.listens_at), *(item.name for item in standing.stored)]
            fixed |= {"LISTEN_FDS": str(len(passed)), "LISTEN_FDNAMES": ":".join(names)}
    spec = replace(record.spec, name=name, executable=executable)
    if role != MAIN:
        spec = replace(spec, container=None, vm=None)
    return Order(
        spec,
        record.owner,
        description=life.service.description,
        service=record.id,
        role=role,
        invocation=standing.invocation,
        leftovers=leftovers,
        fixed=fixed,
        shown=shown,
        passed=passed,
        key=key_of(record),
        last=last,
        oom_group=life.service.oom_policy is OomPolicy.KILL,
    )


def _command_order(
    life: Life, role: str, command: Command, more: Mapping[str, str], *, last: bool
) -> Order:
    executable = replace(
        life.record.spec.executable,
        argv=command.argv,
        stdin=None,
        stdin_file="",
        stdin_open=False,
        terminal=False,
    )
    if command.privileged:
        executable = replace(
            executable,
            user="",
            group="",
            supplementary_groups=(),
            dynamic_user=False,
            sandbox=Sandbox(profile="none"),
        )
    variables = dict(more)
    if life.record.spec.kind is not Kind.EXECUTABLE:
        return _within(life, role, command, variables, last=last)
    if life.main is not None and life.main.pid and not life.main.run.workload.ended:
        variables["MAINPID"] = str(life.main.pid)
    return _order(life, executable, role, more=variables, last=last)


def _within(
    life: Life, role: str, command: Command, more: Mapping[str, str], *, last: bool
) -> Order:
    """Return the order of a command that runs in the service's container or machine. Raises Refusal."""
    if life.main is None or life.main.run.workload.ended:
        why = f"its {life.record.spec.kind.value.lower()} does not run, and the command runs in it"
        raise FailedPrecondition(f"start {life.name}", why)
    executable = Executable(command.argv, user="0" if command.privileged else "")
    order = _order(life, executable, role, more=more, last=last)
    return replace(order, within=life.main.run.id, shown=())


async def _tell_main_end(life: Life, main: MainProcess) -> None:
    """Wake the service when its main process has ended and all that it said has been heard."""
    await main.run.ended.wait()
    if life.hearing is not None:
        await life.hearing.drain()
    main.told = True
    life.wake()
    await main.run.settled.wait()
    life.wake()


async def _tell_end(life: Life, run: Run) -> None:
    """Wake the service when a run has ended, and when nothing of it is left."""
    await run.ended.wait()
    life.wake()
    await run.settled.wait()
    life.wake()
