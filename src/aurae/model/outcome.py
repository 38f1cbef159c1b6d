"""How an attempt of a service ended, and whether another one follows."""

from __future__ import annotations

import signal
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from aurae.model.lifecycle import Status
from aurae.model.pressure import REASON
from aurae.model.refusal import BadValue
from aurae.model.service import RestartPolicy, Type
from aurae.model.validation import named_signal
from aurae.model.workload import Kind, signal_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.service import Restart, Service
    from aurae.model.workload import Workload


class Result(Enum):
    """Why an attempt ended; the values are the words in the API and in SERVICE_RESULT."""

    SUCCESS = "success"
    EXIT_CODE = "exit-code"
    SIGNAL = "signal"
    CORE_DUMP = "core-dump"
    OOM_KILL = "oom-kill"
    MEMORY_PRESSURE = "memory-pressure"
    WATCHDOG = "watchdog"
    START_TIMEOUT = "start-timeout"
    STOP_TIMEOUT = "stop-timeout"
    RUN_TIMEOUT = "run-timeout"
    HEALTH = "health"
    START_FAILURE = "start-failure"
    PROTOCOL = "protocol"
    CONDITION = "condition"
    DEPENDENCY = "dependency"
    BURST = "burst"
    LOST = "lost"


SUCCEEDED = frozenset({Result.SUCCESS, Result.CONDITION})
"""Results after which it is down, not failed."""

_ABNORMAL = frozenset(
    {
        *(Result.SIGNAL, Result.CORE_DUMP, Result.OOM_KILL, Result.WATCHDOG, Result.LOST),
        Result.MEMORY_PRESSURE,
        *(Result.START_TIMEOUT, Result.STOP_TIMEOUT, Result.RUN_TIMEOUT, Result.HEALTH),
    }
)
_ABORTED = frozenset({Result.SIGNAL, Result.CORE_DUMP, Result.OOM_KILL, Result.MEMORY_PRESSURE})
_CLEAN_SIGNALS = frozenset({signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended: the result, why in words, and the main process's status if known."""

    result: Result
    reason: str = ""
    exit_code: int | None = None
    signal: int | None = None

    @property
    def failed(self) -> bool:
        """Whether this is no success."""
        return self.result not in SUCCEEDED


HANG = "hang"
"""How the reason begins of a guest that was killed because it did not answer."""


def outcome_of(main: Workload, service: Service) -> Outcome:
    """Return how the attempt of an ended main process went, as far as that process tells."""
    outcome = _outcome_of(main, service)
    # A guest's end has more to it than a status: it went off, or its kernel gave up.
    if main.kind is Kind.VM and main.reason:
        outcome = replace(outcome, reason=main.reason)
    return outcome


def _outcome_of(main: Workload, service: Service) -> Outcome:
    code, number = main.exit_code, main.signal
    if main.status is Status.LOST:
        return Outcome(Result.LOST, main.reason)
    if main.status is Status.FAILED:
        return Outcome(Result.START_FAILURE, main.reason)
    if number is not None:
        reason = f"ended by {signal_name(number)}"
        if main.reason.startswith("oom-kill"):
            return Outcome(Result.OOM_KILL, main.reason, signal=number)
        if main.reason.startswith(HANG):
            return Outcome(Result.WATCHDOG, main.reason, signal=number)
        if main.reason.startswith(REASON):
            return Outcome(Result.MEMORY_PRESSURE, main.reason, signal=number)
        if main.core_dumped and not _is_clean_signal(number, service):
            return Outcome(Result.CORE_DUMP, f"{reason}, core dumped", signal=number)
    return outcome_of_status(code, number, service)


def outcome_of_status(code: int | None, number: int | None, service: Service) -> Outcome:
    """Return how it went, as far as an exit status tells, or the signal that has ended a process."""
    if number is not None:
        is_clean = _is_clean_signal(number, service)
        result = Result.SUCCESS if is_clean else Result.SIGNAL
        return Outcome(result, f"ended by {signal_name(number)}", signal=number)
    is_clean = code == 0 or str(code) in service.restart.success
    result = Result.SUCCESS if is_clean else Result.EXIT_CODE
    return Outcome(result, f"exited with status {code}", exit_code=code)


def is_restarted(outcome: Outcome, service: Service) -> bool:
    """Say whether the policy asks for another attempt after this outcome."""
    restart = service.restart
    if outcome.result is Result.CONDITION:
        return False
    if _is_named(outcome, restart.prevent):
        return False
    if _is_named(outcome, restart.force):
        return True
    return _by_policy(outcome.result, restart, service.type)


def _by_policy(result: Result, restart: Restart, kind: Type) -> bool:
    match restart.policy:
        case RestartPolicy.NO:
            return False
        case RestartPolicy.ALWAYS:
            return True
        case RestartPolicy.ON_SUCCESS:
            return result is Result.SUCCESS
        case RestartPolicy.ON_FAILURE:
            return result not in SUCCEEDED
        case RestartPolicy.ON_ABNORMAL:
            return result in _ABNORMAL
        case RestartPolicy.ON_ABORT:
            return result in _ABORTED
        case RestartPolicy.ON_WATCHDOG:
            return result is Result.WATCHDOG


def _is_clean_signal(number: int, service: Service) -> bool:
    if number in _CLEAN_SIGNALS and service.type is not Type.ONESHOT:
        return True
    return _has_signal(number, service.restart.success)


def _is_named(outcome: Outcome, words: Sequence[str]) -> bool:
    if outcome.exit_code is not None:
        return str(outcome.exit_code) in words
    return outcome.signal is not None and _has_signal(outcome.signal, words)


def _has_signal(number: int, words: Sequence[str]) -> bool:
    return any(not word.isdecimal() and named_signal(word) == number for word in words)


def check_status_word(word: str) -> str:
    """Return an exit status, `0` to `255`, or the name of a signal; BadValue when it is neither."""
    if word.isascii() and word.isdecimal():
        if len(word) > 3 or int(word) > 255 or str(int(word)) != word:
            raise BadValue("", f"{word[:40]!r} is not an exit status from 0 to 255")
    else:
        named_signal(word)
    return word
