"""How ends are judged: one table of statuses, one of policies."""

import signal
from dataclasses import replace
from itertools import product

import pytest

from aurae.model.lifecycle import Status
from aurae.model.outcome import (
    SUCCEEDED,
    Outcome,
    Result,
    check_status_word,
    is_restarted,
    outcome_of,
)
from aurae.model.refusal import BadValue
from aurae.model.service import Restart, RestartPolicy, Service, Type
from aurae.model.workload import Workload

EXITED = Workload(1, "web", ("web",), "", "boot", 1, 1, status=Status.EXITED)

P, R = RestartPolicy, Result


@pytest.mark.parametrize(
    ("main", "kind", "success", "result"),
    [
        ({"exit_code": 0}, Type.EXEC, (), R.SUCCESS),
        ({"exit_code": 1}, Type.EXEC, (), R.EXIT_CODE),
        ({"exit_code": 7}, Type.EXEC, ("7",), R.SUCCESS),
        ({"exit_code": 255}, Type.ONESHOT, ("7",), R.EXIT_CODE),
        *(
            ({"signal": number}, kind, (), R.SUCCESS if kind is not Type.ONESHOT else R.SIGNAL)
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE)
            for kind in Type
        ),
        ({"signal": signal.SIGKILL}, Type.EXEC, (), R.SIGNAL),
        ({"signal": signal.SIGUSR1}, Type.ONESHOT, ("SIGUSR1",), R.SUCCESS),
        ({"signal": signal.SIGUSR1}, Type.ONESHOT, ("USR1",), R.SUCCESS),
        ({"signal": signal.SIGUSR1}, Type.ONESHOT, ("10",), R.SIGNAL),
        ({"signal": signal.SIGSEGV, "core_dumped": True}, Type.EXEC, (), R.CORE_DUMP),
        ({"signal": signal.SIGKILL, "reason": "oom-kill: ended"}, Type.EXEC, (), R.OOM_KILL),
        (
            {"signal": signal.SIGKILL, "reason": "memory-pressure: cell 'a' stood still"},
            *(Type.EXEC, (), R.MEMORY_PRESSURE),
        ),
        ({"status": Status.LOST, "reason": "gone"}, Type.EXEC, (), R.LOST),
        ({"status": Status.FAILED, "reason": "execve"}, Type.EXEC, (), R.START_FAILURE),
    ],
)
def test_an_end_has_one_result_and_a_reason(main, kind, success, result):
    service = Service(type=kind, restart=Restart(success=success))
    outcome = outcome_of(replace(EXITED, **main), service)
    assert outcome.result is result
    assert outcome.reason
    assert outcome.failed == (result is not R.SUCCESS)


ABORTED = {R.SIGNAL, R.CORE_DUMP, R.OOM_KILL, R.MEMORY_PRESSURE}
ABNORMAL = ABORTED | {
    *(R.WATCHDOG, R.LOST, R.START_TIMEOUT, R.STOP_TIMEOUT, R.RUN_TIMEOUT, R.HEALTH),
}
RESTARTED = {
    P.NO: set(),
    P.ALWAYS: set(Result) - {R.CONDITION},
    P.ON_SUCCESS: {R.SUCCESS},
    P.ON_FAILURE: set(Result) - SUCCEEDED,
    P.ON_ABNORMAL: ABNORMAL,
    P.ON_ABORT: ABORTED,
    P.ON_WATCHDOG: {R.WATCHDOG},
}


@pytest.mark.parametrize(("policy", "result"), list(product(RestartPolicy, Result)))
def test_a_policy_restarts_after_these_results(policy, result):
    service = Service(restart=Restart(policy=policy))
    assert is_restarted(Outcome(result), service) == (result in RESTARTED[policy])


@pytest.mark.parametrize("policy", RestartPolicy)
def test_named_statuses_win_over_the_policy_and_prevention_over_force(policy):
    both = Service(
        restart=Restart(policy=policy, prevent=("3", "SIGUSR1"), force=("3", "4", "USR2"))
    )
    assert not is_restarted(Outcome(R.EXIT_CODE, exit_code=3), both)
    assert is_restarted(Outcome(R.EXIT_CODE, exit_code=4), both)
    assert not is_restarted(Outcome(R.SIGNAL, signal=signal.SIGUSR1), both)
    assert is_restarted(Outcome(R.SIGNAL, signal=signal.SIGUSR2), both)
    assert not is_restarted(Outcome(R.CONDITION, exit_code=4), both)


@pytest.mark.parametrize("word", ["0", "255", "SIGTERM", "USR1"])
def test_a_status_word_is_a_status_or_a_signal(word):
    assert check_status_word(word) == word


@pytest.mark.parametrize("word", ["", "256", "-1", "01", "0x1", "SIGNOPE", "٣", "1 "])
def test_other_words_are_refused(word):
    with pytest.raises(BadValue):
        check_status_word(word)
