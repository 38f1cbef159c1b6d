"""When a service counts as up, what runs around its main process, and how its end is told.

The types `simple`, `forking`, `dbus` and `idle` of systemd are left out on purpose: what fails at
execve(2) reaches the caller here, and a program that goes into the background says MAINPID=.
"""

import os
import signal
from pathlib import Path

import pytest

from aurae.proto import runtime_pb2
from aurae.proto.runtime_pb2 import STATUS_EXITED
from tests.support.puppet import Puppet
from tests.support.services import Services, line, plain, refused, shell
from tests.support.until import until

SLEEP = ("sleep", "1000")


@pytest.mark.parametrize(
    ("argv", "executable", "why"),
    [
        (["/bin/nope"], {}, "execve /bin/nope: No such file or directory"),
        (["nope"], {}, "nope"),
        (["/etc/passwd"], {}, "Permission denied"),
        (SLEEP, {"user": "nobody-of-that-name"}, "nobody-of-that-name"),
        (SLEEP, {"group": "no-such-group"}, "no-such-group"),
        (SLEEP, {"working_directory": "/no/such/folder"}, "/no/such/folder"),
    ],
)
def test_what_fails_before_or_at_execve_reaches_the_caller(
    services: Services, argv: list[str], executable: dict[str, object], why: str
) -> None:
    """Where systemd has exit codes from 200 on, the reason is told in words."""
    with refused() as told:
        services.start(plain("web", *argv, executable=executable))
    assert told[0].startswith("cannot start web: ")
    assert why in told[0]
    failed = services.get("web").service
    assert (failed.phase, failed.result) == (8, "start-failure")
    assert why in failed.reason


def test_a_start_without_waiting_is_answered_before_it_is_up(
    services: Services, puppet: Puppet
) -> None:
    services.start(puppet.spec(type="TYPE_NOTIFY"), no_block=True)
    assert services.phase("puppet") in ("WAITING", "ACTIVATING")
    services.until_phase("puppet", "ACTIVATING")
    puppet.do("say('READY=1')")
    services.until_phase("puppet", "ACTIVE")


def test_a_oneshot_runs_its_commands_in_turn_and_stops_at_the_first_that_fails(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    then = [line(f"echo 1 >>{out}"), line("exit 4"), line(f"echo 3 >>{out}")]
    job = shell("job", f"echo 0 >>{out}", type="TYPE_ONESHOT", then=then)
    with refused() as told:
        services.start(job)
    assert told == ["cannot start job: exited with status 4"]
    assert out.read_text().split() == ["0", "1"]
    assert services.until_result("job", "exit-code").exit_code == 0


def test_a_oneshot_that_remains_is_up_after_it_has_exited_until_it_is_stopped(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    up = services.start(
        plain(
            "job", "true", type="TYPE_ONESHOT", remain_after_exit=True, stop=[line(f"echo >{out}")]
        )
    )
    assert up.service.phase == 4
    until(lambda: services.get("job").status == STATUS_EXITED, "its process has exited")
    assert services.phase("job") == "ACTIVE"
    assert not out.exists()
    services.stop("job")
    assert services.phase("job") == "INACTIVE"
    assert out.exists()


def test_a_oneshot_has_no_start_limit_unless_it_is_said(services: Services) -> None:
    limited = plain("job", *SLEEP, type="TYPE_ONESHOT", start_timeout="0.2s")
    with refused() as told:
        services.start(limited)
    assert told == ["cannot start job: was not up within 0.2 s"]


@pytest.mark.parametrize("policy", ["POLICY_ALWAYS", "POLICY_ON_SUCCESS"])
def test_a_oneshot_that_would_run_for_ever_is_refused(services: Services, policy: str) -> None:
    with refused("INVALID_ARGUMENT") as told:
        services.start(plain("job", "true", type="TYPE_ONESHOT", restart={"policy": policy}))
    assert "service.restart.policy" in told[0]


@pytest.mark.parametrize(
    ("condition", "result", "phase"),
    [
        ("exit 0", "", "ACTIVE"),
        ("exit 1", "condition", "INACTIVE"),
        ("exit 254", "condition", "INACTIVE"),
        ("exit 255", "exit-code", "FAILED"),
        ("kill -KILL $$", "signal", "FAILED"),
    ],
)
def test_a_condition_goes_on_skips_or_fails(
    services: Services, condition: str, result: str, phase: str
) -> None:
    services.start(plain("web", *SLEEP, condition=[line(condition)]), no_block=True)
    assert services.until_phase("web", phase).service.result == result


def test_a_skipped_start_is_told_to_the_caller_as_no_failure(services: Services) -> None:
    answer = services.start(plain("web", *SLEEP, condition=[line("exit 1")]))
    assert answer.service.result == "condition"
    assert answer.pid == 0


def test_commands_run_in_their_order_and_those_of_the_end_are_told_how_it_ended(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"

    def note(what: str) -> list[dict[str, object]]:
        return [line(f"echo {what} >>{out}")]

    services.start(
        plain(
            "web",
            *SLEEP,
            condition=note("condition"),
            start_pre=note("pre"),
            start_post=note("post $MAINPID"),
            stop=note("stop $MAINPID"),
            stop_post=note("last $SERVICE_RESULT $EXIT_CODE $EXIT_STATUS"),
        )
    )
    pid = services.get("web").pid
    services.stop("web")
    told = ["condition", "pre", f"post {pid}", f"stop {pid}", "last success killed TERM"]
    assert out.read_text().splitlines() == told


def test_a_failing_start_pre_stops_the_start_and_no_stop_command_runs(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with refused() as told:
        services.start(
            plain(
                "web",
                "touch",
                f"{out}.main",
                start_pre=[line("exit 1", ignore_failure=True), line("exit 7")],
                stop=[line(f"echo stop >>{out}")],
                stop_post=[line(f"echo $SERVICE_RESULT $EXIT_STATUS >>{out}")],
            )
        )
    assert told == ["cannot start web: start_pre command 2: exited with status 7"]
    services.until_result("web", "exit-code")
    assert out.read_text() == "exit-code 7\n"
    assert not Path(f"{out}.main").exists()


def test_a_failing_start_post_takes_the_service_down(services: Services) -> None:
    with refused() as told:
        services.start(plain("web", *SLEEP, start_post=[{"argv": ["false"]}]))
    assert told == ["cannot start web: start_post command 1: exited with status 1"]
    failed = services.until_result("web", "exit-code")
    assert failed.service.main_pid == 0


def test_a_privileged_command_runs_as_the_daemon_and_the_others_as_the_user(
    services: Services, tmp_path: Path
) -> None:
    tmp_path.chmod(0o777)
    for parent in list(tmp_path.parents)[:3]:
        if parent != Path("/tmp"):
            parent.chmod(0o755)
    out = tmp_path / "out"
    services.start(
        plain(
            "web",
            *SLEEP,
            executable={"user": "nobody"},
            start_pre=[line(f"id -u >{out}.plain"), line(f"id -u >{out}.all", privileged=True)],
        )
    )
    assert Path(f"{out}.plain").read_text() == "65534\n"
    assert Path(f"{out}.all").read_text() == "0\n"


def test_no_shell_reads_a_command_unless_it_is_asked_to(
    services: Services, tmp_path: Path
) -> None:
    with refused("INVALID_ARGUMENT") as told:
        services.start(plain("web", *SLEEP, start_pre=[{"command": "true 'unclosed"}]))
    assert "service.start_pre[0].command" in told[0]
    touched = tmp_path / "$HOME;x"
    services.start(plain("web", *SLEEP, start_pre=[{"command": f"touch '{touched}'"}]))
    assert touched.exists()


def test_alive_with_any_ends_when_the_last_process_has(services: Services, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    script = f"sleep 1000 & echo $! >{pid_file}"
    services.start(shell("web", script, alive_with_any=True))
    until(lambda: services.get("web").status == STATUS_EXITED, "the main process has exited")
    assert services.phase("web") == "ACTIVE"
    os.kill(int(pid_file.read_text()), signal.SIGKILL)
    services.until_result("web", "success")


def test_a_service_that_runs_too_long_is_ended_and_has_failed(services: Services) -> None:
    services.start(plain("web", *SLEEP, run_timeout="0.3s"))
    failed = services.until_result("web", "run-timeout")
    assert failed.service.reason == "ran for longer than 0.3 s"
    assert failed.service.phase == 8


@pytest.mark.parametrize(
    ("script", "success", "result"),
    [
        ("exit 0", [], "success"),
        ("exit 3", [], "exit-code"),
        ("exit 3", ["3"], "success"),
        ("kill -HUP $$", [], "success"),
        ("kill -INT $$", [], "success"),
        ("kill -TERM $$", [], "success"),
        ("kill -PIPE $$", [], "success"),
        ("kill -USR1 $$", [], "signal"),
        ("kill -USR1 $$", ["SIGUSR1"], "success"),
        ("kill -KILL $$", [], "signal"),
        ("ulimit -c 0; kill -SEGV $$", [], "signal"),
    ],
)
def test_an_end_is_a_success_or_not(
    services: Services, script: str, success: list[str], result: str
) -> None:
    services.start(shell("web", script, restart={"success": success}), no_block=True)
    ended = services.until_result("web", result)
    assert (ended.service.phase == 8) == (result != "success")
    assert ended.service.reason.startswith(("exited with status", "ended by SIG"))


def test_a_signal_that_is_clean_for_others_fails_a_oneshot(services: Services) -> None:
    with refused():
        services.start(shell("job", "kill -TERM $$", type="TYPE_ONESHOT"))
    assert services.until_result("job", "signal").service.reason == "ended by SIGTERM"


def test_each_start_has_an_id_of_its_own_that_all_its_processes_see(
    services: Services, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    note = f"echo $INVOCATION_ID >>{out}"
    first = services.start(shell("web", f"{note}; sleep 1000", start_pre=[line(note)]))
    until(lambda: len(out.read_text().split()) == 2, "both have told")
    assert set(out.read_text().split()) == {first.service.invocation_id}
    second = services.restart("web")
    assert second.service.invocation_id != first.service.invocation_id
    assert second.service.starts == 2


def test_the_phases_of_a_life_are_told_in_their_order(services: Services) -> None:
    services.start(plain("web", *SLEEP))
    watch = services.api.stream("RuntimeService.Watch", runtime_pb2.WatchRequest(name="web"), 60)
    seen = [next(watch).workload.service.phase]
    services.restart("web")
    services.stop("web")
    for item in watch:
        phase = item.workload.service.phase
        if phase != seen[-1]:
            seen.append(phase)
        if phase == 1:
            break
    # A watcher is told what is so now, so it may see less than there was, never anything else.
    expected = iter([4, 6, 2, 3, 4, 6, 1])
    assert all(phase in expected for phase in seen), seen
    assert seen[0] == 4
    assert seen[-1] == 1


def test_the_status_tells_of_earlier_ends_why_it_is_down_and_since_when(
    services: Services,
) -> None:
    services.start(shell("web", "exit 5"), no_block=True)
    failed = services.until_result("web", "exit-code")
    assert failed.service.reason == "exited with status 5"
    assert failed.exit_code == 5
    assert failed.service.changed_at.ToNanoseconds() > 0
    shown = services.status("web")
    assert shown.spec.service.HasField("restart") or not shown.spec.service.restart.policy
    assert shown.processes == []
