"""`aer` against the real daemon: it outlives the server, and tells what a shell would."""

import json
import subprocess
from collections.abc import Callable

from tests.support.daemon import PROGRAMS, Daemon

COUNT = 300
NUMBERS = f"i=0; while [ $i -lt {COUNT} ]; do echo $i; i=$((i+1)); sleep 0.01; done; exit 5"


def test_run_loses_no_line_and_no_exit_code_when_the_server_is_killed(daemon: Daemon) -> None:
    process = subprocess.Popen(
        [PROGRAMS / "aer", "run", "--shell", "--", NUMBERS],
        env=daemon.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    daemon.kill_server()
    daemon.kill_server()
    rest, complaints = process.communicate(timeout=60)
    assert [int(line) for line in (first + rest).split()] == list(range(COUNT))
    assert (process.returncode, complaints) == (5, "")


def test_exit_codes_are_those_of_a_shell(shared_daemon: Daemon) -> None:
    cases = {
        ("true",): 0,
        ("sh", "-c", "exit 9"): 9,
        ("sh", "-c", "kill -KILL $$"): 137,
        ("/nope",): 127,
        ("/etc/passwd",): 126,
    }
    for command, code in cases.items():
        assert shared_daemon.aer("run", "--", *command, check=False).returncode == code


def test_output_reaches_its_own_stream(shared_daemon: Daemon) -> None:
    done = shared_daemon.aer("run", "--shell", "--", "echo out; echo err >&2; printf end")
    assert (done.stdout, done.stderr) == ("out\nend", "err\n")


def test_a_detached_workload_is_listed_waited_for_and_stopped(daemon: Daemon) -> None:
    name = daemon.aer("run", "-d", "--name", "web", "--", "sleep", "1000").stdout.strip()
    listed = json.loads(daemon.aer("ps", "-o", "json").stdout)
    assert [(item["name"], item["status"]) for item in listed] == [(name, "running")]
    waited = daemon.aer("wait", name, "--timeout", "50ms", check=False)
    assert (waited.returncode, waited.stderr) == (
        1,
        "aer: cannot wait for web any longer: it is running\n",
    )
    assert daemon.aer("stop", name).stdout == "web: exited (SIGTERM)\n"
    assert daemon.aer("ps").stdout.count("\n") == 1


def test_a_second_daemon_on_the_same_folder_is_refused(daemon: Daemon) -> None:
    second = daemon.run("auraed", *daemon.flags, check=False)
    assert second.returncode == 1
    assert second.stderr.startswith("auraed: cannot start: ")


def test_reexec_reports_the_new_generation(make_daemon: Callable[..., Daemon]) -> None:
    daemon = make_daemon()
    before = daemon.pids()
    told = daemon.run("auraed", "reexec").stdout
    after = daemon.pids()
    assert f"generation 1: init pid {before['init']}, server pid {after['server']}" in told
    assert (before["init"] == after["init"], before["server"] == after["server"]) == (True, False)


def test_health_is_watched_until_the_daemon_stops(make_daemon: Callable[..., Daemon]) -> None:
    daemon = make_daemon()
    watching = subprocess.Popen(
        [daemon.programs / "aer", "health", "--watch"],
        env=daemon.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout is not None
    assert watching.stdout.readline() == "serving\n"
    daemon.stop()
    out, err = watching.communicate(timeout=60)
    assert watching.returncode == 1
    assert "not serving" in out or err.startswith("aer: cannot finish Watch: ")


def test_aer_reexec_tells_what_runs_then(make_daemon: Callable[..., Daemon]) -> None:
    daemon = make_daemon()
    status = json.loads(daemon.aer("reexec", "-o", "json").stdout)
    assert status["generation"] == 1
    assert {
        "init": status["init_pid"],
        "server": status["server_pid"],
    }.items() <= daemon.pids().items()
