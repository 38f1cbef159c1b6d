"""What follows the end of an attempt: another one, rest, or waiting for what sets it off again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.backoff import is_burst, pause
from aurae.model.outcome import Outcome, Result, is_restarted
from aurae.model.service_life import Change
from aurae.model.workload import signal_name

if TYPE_CHECKING:
    from aurae.services.life import Life, Stop


def decide(life: Life, outcome: Outcome, *, was_up: bool) -> None:
    """Go to the phase that follows a deactivation."""
    stop, life.stop = life.stop, None
    life.monitored = {}
    told: dict[str, object] = {
        "result": outcome.result.value,
        "reason": outcome.reason,
        "exit_code": outcome.exit_code,
        "signal": outcome.signal,
        "ended_ns": life.means.clock(),
        "ended": life.now(),
        "again": False,
    }
    if stop is not None:
        _after_stop(life, stop, outcome, told)
        return
    restart = life.service.restart
    attempt = life.record.standing.attempt
    if was_up and life.now() - life.up_since >= restart.reset_after:
        attempt = 0
    if is_restarted(outcome, life.service) or life.is_upheld:
        if not is_burst(restart, life.starts, life.now()):
            _pause(life, attempt + 1, outcome, told, was_up=was_up)
            return
        often = f"started {restart.burst} times within {restart.burst_interval:g} s"
        outcome = replace(outcome, result=Result.BURST, reason=f"{often}; {outcome.reason}")
        told |= {"result": outcome.result.value, "reason": outcome.reason}
    _rest(life, outcome, told)


def _after_stop(life: Life, stop: Stop, outcome: Outcome, told: dict[str, object]) -> None:
    if stop.comes_back:
        life.triggered = stop.again
        life.to(Change.START, wanted=True, attempt=0, **told)
        return
    change = Change.FAIL if outcome.failed else Change.DOWN
    life.to(change, wanted=stop.for_now, attempt=0, **told)
    life.reject(stop.reason)


def _pause(
    life: Life, attempt: int, outcome: Outcome, told: dict[str, object], *, was_up: bool
) -> None:
    """Wait for the next attempt."""
    oldest = life.now() - life.service.restart.burst_interval
    life.starts = [at for at in life.starts if at > oldest]
    seconds = pause(life.service.restart, attempt, life.means.chance())
    at_ns = life.means.clock() + round(seconds * 1e9)
    life.to(Change.PAUSE, attempt=attempt, next_attempt_ns=at_ns, pause=seconds, **told)
    if not was_up:
        life.reject(f"{outcome.reason}; the next attempt is in {seconds:.1f} s")


def _rest(life: Life, outcome: Outcome, told: dict[str, object]) -> None:
    """Be down, or wait for the timer or the connection that sets it off again."""
    if outcome.failed:
        life.reject(outcome.reason)
    else:
        life.accept()
    if life.is_armed:
        life.to(Change.START, attempt=0, **told)
    else:
        life.to(Change.FAIL if outcome.failed else Change.DOWN, wanted=False, attempt=0, **told)
    names = life.others.on_failure if outcome.failed else life.others.on_success
    for name in names:
        other = life.register.get(name)
        if other is not None:
            other.monitored = _monitored(life, outcome)
            other.set_off()


def _monitored(life: Life, outcome: Outcome) -> dict[str, str]:
    """Return what a service is told of the one whose end has started it, as systemd.exec(5) names it."""
    found = {
        "MONITOR_UNIT": life.name,
        "MONITOR_SERVICE_RESULT": outcome.result.value,
        "MONITOR_INVOCATION_ID": life.record.standing.invocation,
    }
    if outcome.exit_code is not None:
        found |= {"MONITOR_EXIT_CODE": "exited", "MONITOR_EXIT_STATUS": str(outcome.exit_code)}
    elif outcome.signal is not None:
        name = signal_name(outcome.signal).removeprefix("SIG")
        found |= {"MONITOR_EXIT_CODE": "killed", "MONITOR_EXIT_STATUS": name}
    return found
