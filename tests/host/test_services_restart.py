"""After which ends a service is started again, when, and how often; what is shown of it meanwhile.

Unlike systemd, nothing gives up by default: the pauses grow up to a minute, and a burst limit is
there only where somebody asks for one.
"""

import resource
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.daemon import Daemon
from tests.support.services import Services, plain, refused, shell
from tests.support.until import until

SLEEP = ("sleep", "1000")
QUICK = "0.05s"

ENDS: dict[str, dict[str, Any]] = {
    "clean exit": {"script": "exit 0"},
    "bad exit": {"script": "exit 3"},
    "clean signal": {"script": "kill -TERM $$"},
    "bad signal": {"script": "kill -KILL $$"},
    "run timeout": {"script": "exec sleep 1000", "run_timeout": "0.1s"},
    "start timeout": {
        "script": "exec sleep 1000",
        "type": "TYPE_NOTIFY",
        "start_timeout": "0.1s",
    },
    "watchdog": {"script": "exec sleep 1000", "watchdog": "0.1s"},
    "no execve": {"argv": ["/no/such/file"]},
}
"""Kinds of ends, and services that end so."""

RESTARTED = {
    "NO": set(),
    "ALWAYS": set(ENDS),
    "ON_SUCCESS": {"clean exit", "clean signal"},
    "ON_FAILURE": set(ENDS) - {"clean exit", "clean signal"},
    "ON_ABNORMAL": {"bad signal", "run timeout", "start timeout", "watchdog"},
    "ON_ABORT": {"bad signal"},
    "ON_WATCHDOG": {"watchdog"},
}
"""The ends after which each policy starts it again, as systemd.service(5) has them."""


@pytest.mark.parametrize("policy", RESTARTED)
def test_each_policy_restarts_after_its_ends_and_no_others(
    services: Services, policy: str
) -> None:
    names = {}
    for index, (end, how) in enumerate(ENDS.items()):
        name = names[end] = f"end{index}"
        more = {key: value for key, value in how.items() if key not in ("script", "argv")}
        more["restart"] = {"policy": f"POLICY_{policy}", "delay": "500s", "max_delay": "500s"}
        argv = how.get("argv") or ["sh", "-c", str(how["script"])]
        services.start(plain(name, *argv, **more), no_block=True)
    restarted = set()
    for end, name in names.items():
        services.until_phase(name, "BACKOFF", "INACTIVE", "FAILED")
        if services.phase(name) == "BACKOFF":
            restarted.add(end)
    assert restarted == RESTARTED[policy]


@pytest.mark.parametrize(
    ("script", "restart", "comes_back"),
    [
        ("exit 5", {"policy": "POLICY_ALWAYS", "prevent": ["5"]}, False),
        ("exit 6", {"policy": "POLICY_ALWAYS", "prevent": ["5"]}, True),
        ("kill -USR1 $$", {"policy": "POLICY_ALWAYS", "prevent": ["SIGUSR1"]}, False),
        ("exit 5", {"policy": "POLICY_NO", "force": ["5"]}, True),
        ("kill -USR1 $$", {"force": ["USR1"]}, True),
        ("exit 5", {"force": ["5"], "prevent": ["5"]}, False),
        ("exit 5", {"policy": "POLICY_ON_FAILURE", "success": ["5"]}, False),
        ("exit 5", {"policy": "POLICY_ON_SUCCESS", "success": ["5"]}, True),
    ],
)
def test_statuses_prevent_force_or_count_as_success(
    services: Services, script: str, restart: dict[str, object], comes_back: bool
) -> None:
    slow = {"delay": "500s", "max_delay": "500s", **restart}
    services.start(shell("web", script, restart=slow), no_block=True)
    services.until_phase("web", "BACKOFF" if comes_back else "INACTIVE", "FAILED")
    assert (services.phase("web") == "BACKOFF") == comes_back


@pytest.mark.parametrize("policy", ["POLICY_ALWAYS", "POLICY_ON_FAILURE"])
def test_nothing_comes_back_after_an_explicit_stop(services: Services, policy: str) -> None:
    restart = {"policy": policy, "delay": QUICK}
    services.start(
        shell("web", "trap 'exit 9' TERM; while :; do sleep 0.02; done", restart=restart)
    )
    services.stop("web")
    ended = services.get("web").service
    assert (ended.phase, ended.wanted, ended.starts) == (8, False, 1)
    assert ended.reason == "exited with status 9"


def test_the_pause_grows_and_the_next_attempt_is_shown(services: Services) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": "0.1s", "max_delay": "500s"}
    services.start(shell("web", "exit 3", restart=restart), no_block=True)
    pauses = []
    for attempt in range(1, 5):
        services.until_state("web", attempt=attempt)
        state = services.until_phase("web", "BACKOFF").service
        assert state.attempt == attempt
        assert state.reason == "exited with status 3"
        next_at = state.next_attempt_at.ToNanoseconds()
        pauses.append((next_at - state.changed_at.ToNanoseconds()) / 1e9)
    assert pauses[0] == pytest.approx(0.1, abs=0.01)
    for doubled, before in enumerate(pauses[1:], 1):
        assert 0.1 * 2**doubled * 0.74 <= before <= 0.1 * 2**doubled * 1.01


def test_after_a_healthy_while_the_pauses_begin_anew(services: Services) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": QUICK, "max_delay": "0.4s"}
    services.start(plain("web", *SLEEP, restart={**restart, "reset_after": "1000s"}))
    for count in (2, 3):
        services.signal("web", "SIGKILL")
        services.until_state("web", starts=count, phase=4)
    assert services.get("web").service.attempt == 2
    services.edit(
        "web", ["service.restart"], {"service": {"restart": {**restart, "reset_after": "0.1s"}}}
    )
    up = services.get("web").service.ready_at.ToNanoseconds()
    until(lambda: time.time_ns() - up > 2e8, "it has been up for a while")
    services.signal("web", "SIGKILL")
    services.until_state("web", starts=4, phase=4)
    assert services.get("web").service.attempt == 1


def test_it_does_not_give_up_where_systemd_would(services: Services) -> None:
    """systemd gives up after 5 starts in 10 s, by default and without a word."""
    restart = {"policy": "POLICY_ON_FAILURE", "delay": "0.01s", "max_delay": "0.02s"}
    services.start(shell("web", "exit 1", restart=restart), no_block=True)
    until(lambda: services.get("web").service.starts > 12, "it was started twelve times")
    assert services.get("web").service.wanted


def test_a_burst_limit_that_was_asked_for_is_told_and_a_start_by_hand_works_at_once(
    services: Services, tmp_path: Path
) -> None:
    flag = tmp_path / "flag"
    restart = {
        "policy": "POLICY_ALWAYS",
        "delay": "0.01s",
        "max_delay": "0.01s",
        "burst": 3,
        "burst_interval": "100s",
    }
    script = f"test -e {flag} && exec sleep 1000; exit 4"
    services.start(shell("web", script, restart=restart), no_block=True)
    failed = services.until_result("web", "burst")
    assert failed.service.phase == 8
    assert failed.service.starts == 3
    assert failed.service.reason == "started 3 times within 100 s; exited with status 4"
    flag.touch()
    up = services.start_again("web")
    assert (up.service.phase, up.service.starts) == (4, 4)


def test_a_start_by_hand_ends_a_pause(services: Services, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    restart = {"policy": "POLICY_ALWAYS", "delay": "500s", "max_delay": "500s"}
    services.start(
        shell("web", f"test -e {flag} && exec sleep 1000; exit 4", restart=restart), no_block=True
    )
    services.until_phase("web", "BACKOFF")
    flag.touch()
    assert services.start_again("web").service.phase == 4


def test_who_waits_for_a_start_that_fails_is_told_when_the_next_one_is(
    services: Services,
) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": "500s", "max_delay": "500s"}
    with refused() as told:
        services.start(plain("web", "/no/such/file", restart=restart))
    assert told[0].endswith("No such file or directory; the next attempt is in 500.0 s")


def test_a_stop_ends_a_pause(services: Services) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": "500s", "max_delay": "500s"}
    services.start(shell("web", "exit 4", restart=restart), no_block=True)
    services.until_phase("web", "BACKOFF")
    stopped = services.stop("web").service
    assert (stopped.phase, stopped.wanted) == (1, False)
    assert not stopped.HasField("next_attempt_at")


def test_a_start_while_a_crashed_one_is_cleared_away_is_heard(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    stop_post = [{"command": f"while ! test -e {out}; do sleep 0.02; done", "shell": True}]
    services.start(plain("web", *SLEEP, stop_post=stop_post))
    services.signal("web", "SIGKILL")
    services.until_phase("web", "DEACTIVATING")
    services.start_again("web", no_block=True)
    out.touch()
    up = services.until_phase("web", "ACTIVE", "FAILED").service
    assert (up.phase, up.starts) == (4, 2)


def test_failures_are_forgotten_on_request(services: Services) -> None:
    services.start(shell("web", "exit 4"), no_block=True)
    services.start(shell("job", "exit 5"), no_block=True)
    services.until_phase("web", "FAILED")
    services.until_phase("job", "FAILED")
    services.reset("web")
    reset = services.get("web").service
    assert (reset.phase, reset.result, reset.reason) == (1, "", "")
    assert services.phase("job") == "FAILED"
    services.reset()
    assert services.phase("job") == "INACTIVE"


def test_a_restart_by_request_keeps_nothing_of_the_count(services: Services) -> None:
    restart = {"policy": "POLICY_ALWAYS", "delay": QUICK, "reset_after": "1000s"}
    services.start(plain("web", *SLEEP, restart=restart))
    services.signal("web", "SIGKILL")
    services.until_state("web", starts=2, phase=4)
    again = services.restart("web").service
    assert (again.attempt, again.starts, again.phase) == (0, 3, 4)


def test_a_restart_starts_what_is_down_unless_that_is_not_wanted(services: Services) -> None:
    services.start(plain("web", *SLEEP))
    services.stop("web")
    assert services.restart("web", only_if_running=True).service.phase == 1
    assert services.restart("web").service.phase == 4


def test_many_restarts_leave_nothing_behind(services: Services, shared_daemon: Daemon) -> None:
    """200 restarts, a part of 10,000: whatever one of them left would be there 200 times."""
    restart = {"policy": "POLICY_ALWAYS", "delay": "0s", "max_delay": "0.001s"}
    services.start(plain("web", "true", restart=restart), no_block=True)
    until(lambda: services.get("web").service.starts > 20, "it has begun")
    server = shared_daemon.pids()["server"]
    before = resident(server)
    until(lambda: services.get("web").service.starts > 200, "200 restarts", 120)
    services.stop("web")
    assert services.phase("web") == "INACTIVE"
    # Processes, groups, descriptors and files are compared after each test.
    assert resident(server) - before < 16 * 1024 * 1024


def resident(pid: int) -> int:
    """Return the bytes of memory that a process has."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()
