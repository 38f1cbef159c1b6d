"""How an attempt is taken down: stop commands, the stop signal, the grace, commands after."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome, Result, outcome_of
from aurae.model.refusal import Stuck
from aurae.model.service import KillMode
from aurae.model.service_life import Change, Phase
from aurae.model.validation import named_signal
from aurae.model.workload import MAIN, Leftovers, signal_name
from aurae.services.commands import COMMAND_GRACE, RELOAD, follow_main, run_command
from aurae.services.life import Over
from aurae.services.outfit import clear
from aurae.services.watching import end_watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.service import Command
    from aurae.services.life import Life
    from aurae.services.main_process import MainProcess

_log = logging.getLogger("aurae.services")


async def deactivate(life: Life, outcome: Outcome, *, was_up: bool) -> Outcome:
    """Take down whatever there is; returns how the attempt ended in all."""
    if life.phase is not Phase.DEACTIVATING:
        if outcome.failed and life.reported:
            outcome = replace(outcome, reason=f"{outcome.reason}; {life.reported}")
        life.to(
            Change.END,
            was_up=was_up,
            again=life.stop is not None and life.stop.is_wanted_again,
            step="stop" if was_up else "clean",
            result=outcome.result.value,
            reason=outcome.reason,
            exit_code=outcome.exit_code,
            signal=outcome.signal,
        )
    end_watching(life)
    life.limits.clear()
    life.is_ending = True
    if was_up and not outcome.failed:
        await _run_last(life, "stop", life.service.stop, {})
    ended = await _end_main(life, outcome)
    if not outcome.failed and ended is not None:
        outcome = ended
    await _run_last(life, "stop_post", life.service.stop_post, _variables(outcome))
    await clear(life, final=False)
    life.is_ending = False
    return outcome


async def _end_main(life: Life, outcome: Outcome) -> Outcome | None:
    """End the main process and all others; returns how it ended, None when there is none."""
    if life.main is None and MAIN in life.memo:
        follow_main(life, life.memo[MAIN])
    await _end_strays(life)
    main, supervisor = life.main, life.means.supervisor
    if main is None:
        return None
    run = main.run
    grace = _grace(life, main)
    if outcome.result is Result.WATCHDOG and not run.workload.ended:
        # Its own signal instead of the stop signal: it shall say where it hangs.
        life.signal(named_signal(life.service.watchdog_signal or "SIGABRT"))
        life.signal(signal.SIGCONT)
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await run.settled.wait()
        grace = 0.0
    if main.is_named or life.service.alive_with_any:
        # Until now its end was not to end the others.
        if life.service.kill_mode is not KillMode.PROCESS:
            supervisor.change_leftovers(run, Leftovers.GROUP)
        for number in (run.workload.stop_signal, int(signal.SIGCONT)):
            main.signal(number)
    try:
        await supervisor.stop_run(run, grace, outcome.reason or "ended")
    except Stuck as stuck:
        return Outcome(Result.STOP_TIMEOUT, stuck.why)
    finally:
        main.close()
    return _judged(life, main, outcome, _grace(life, main))


async def _end_strays(life: Life) -> None:
    """End what an earlier server ran for a reload: nobody has waited for that since."""
    supervisor = life.means.supervisor
    for run in supervisor.runs_of(life.record.id):
        if run.workload.role.startswith(RELOAD) and not run.is_gone:
            with suppress(Stuck):
                await supervisor.stop_run(run, COMMAND_GRACE, "interrupted")


def _grace(life: Life, main: MainProcess) -> float:
    """Return the seconds between the stop signal and the kill: of the request, of the service, or usual."""
    for grace in (life.stop.grace if life.stop else None, main.run.workload.stop_timeout):
        if grace is not None:
            return grace
    return life.means.stop_timeout


def _judged(life: Life, main: MainProcess, outcome: Outcome, grace: float) -> Outcome | None:
    """Return how a main process ended that was asked to; None when nothing is known of it."""
    run = main.run
    killed = run.was_killed and run.workload.signal == signal.SIGKILL
    if life.stop is not None and killed and grace:
        name = signal_name(run.workload.stop_signal)
        reason = f"did not end within {grace:g} s of {name}"
        return Outcome(Result.STOP_TIMEOUT, reason, signal=signal.SIGKILL)
    if main.is_named:
        return None
    ended = outcome_of(run.workload, life.service)
    asked = killed or run.workload.signal == run.workload.stop_signal
    if life.stop is not None and (asked or not ended.failed):
        return replace(ended, result=Result.SUCCESS, reason=outcome.reason)
    return ended


async def _run_last(
    life: Life, kind: str, commands: tuple[Command, ...], more: Mapping[str, str]
) -> None:
    """Run commands of an end: each has a limit, and a failure changes nothing."""
    limit = life.service.command_timeout
    for index, command in enumerate(commands):
        life.stand(step=kind)
        if limit:
            why = f"did not end within {limit:g} s"
            life.limits.set(Result.STOP_TIMEOUT, life.now() + limit, why)
        try:
            outcome = await run_command(life, f"{kind}.{index}", command, more, last=True)
        except Over as over:
            outcome = over.outcome
        life.limits.clear(Result.STOP_TIMEOUT)
        if outcome.failed and not command.ignore_failure:
            _log.warning("%s: %s command %d: %s", life.name, kind, index + 1, outcome.reason)


def _variables(outcome: Outcome) -> dict[str, str]:
    """Return what a stop_post command is told, as systemd.exec(5) names it."""
    found = {"SERVICE_RESULT": outcome.result.value}
    if outcome.exit_code is not None:
        found |= {"EXIT_CODE": "exited", "EXIT_STATUS": str(outcome.exit_code)}
    elif outcome.signal is not None:
        kind = "dumped" if outcome.result is Result.CORE_DUMP else "killed"
        status = signal_name(outcome.signal).removeprefix("SIG")
        found |= {"EXIT_CODE": kind, "EXIT_STATUS": status}
    return found
