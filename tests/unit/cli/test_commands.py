"""Every command of `aer` against a real server: what it prints and how it exits."""

import json
from collections.abc import Callable

import pytest
import yaml

from tests.support.small_daemon import NODE, USER, SmallDaemon
from tests.unit.cli.conftest import Ran

Run = Callable[..., Ran]


def test_version_shows_both(run: Run) -> None:
    assert run("version") == (0, "aer 0.1.0\nauraed 9.9.9\n", "")
    assert json.loads(run("version", "-o", "json").out) == {
        "client": "0.1.0", "server": "9.9.9", "healthy": True,
    }  # fmt: skip


def test_version_without_a_daemon_shows_its_own_and_fails(run: Run) -> None:
    ran = run("--config", "/nowhere", "version")
    assert (ran.code, ran.out) == (1, "aer 0.1.0\n")
    assert ran.err == "aer: cannot read the client configuration: /nowhere: no such file\n"
    assert run("version", "--client") == (0, "aer 0.1.0\n", "")


def test_info_shows_both_identities(run: Run) -> None:
    ran = run("info")
    assert ran.code == 0
    assert USER in ran.out
    assert NODE in ran.out
    document = json.loads(run("info", "-o", "json").out)
    assert document["key_algorithm"] == "ECDSA P-256"
    assert document["not_after"] == "2027-01-15T08:00:00Z"
    assert (document["uid"], document["pid"]) == (0, None)
    assert document["server"] == {"version": "9.9.9", "node_name": "test", "spiffe_id": NODE}


def test_health_is_serving(run: Run) -> None:
    assert run("health") == (0, "serving\n", "")
    assert yaml.safe_load(run("health", "-o", "yaml").out) == {"status": "serving"}
    assert run("health", "no.such.Service").code == 1
    assert run("health", "--watch", "--help").code == 0


def test_status_shows_processes_and_problems(run: Run) -> None:
    out = run("status").out
    assert "server:     pid 10" in out
    assert "problem:    the disk is full" in out


def test_run_shows_the_output_on_its_streams_and_exits_as_the_command(run: Run) -> None:
    assert run("run", "--", "echo", "a", "err b", "c...") == (0, "a\nc...", "err b\n")
    assert run("run", "--", "fail", "7").code == 7


def test_run_goes_on_where_it_was_when_the_server_restarts(run: Run) -> None:
    words = [str(number) for number in range(20)]
    assert run("run", "--", "drop", *words).out.split() == words


@pytest.mark.parametrize(("program", "code"), [("missing", 127), ("forbidden", 126)])
def test_run_tells_a_program_that_cannot_be_run_as_a_shell_does(
    run: Run, program: str, code: int
) -> None:
    ran = run("run", "--", program)
    assert ran.code == code
    assert ran.err.startswith(f"aer: cannot start {program}-1: execve {program}: ")


def test_run_without_a_daemon_is_125(run: Run) -> None:
    assert run("--config", "/nowhere", "run", "true").code == 125


def test_run_without_a_command_is_wrong_usage(run: Run) -> None:
    assert run("run", "--name", "x").code == 2


def test_run_sends_what_the_options_say(
    run: Run, small: SmallDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FROM_HERE", "here")
    ran = run(
        "run", "-d", "--name", "opts", "-e", "A=b=c", "-e", "FROM_HERE", "-e", "NOT_HERE", "-w", "/tmp",
        "-u", "bob", "-g", "staff", "-t", "ls", "-l", "--", "-d",
    )  # fmt: skip
    assert ran == (0, "opts\n", "")
    assert small.runtime is not None
    executable = small.runtime.requests[-1].workload.executable
    assert list(executable.argv) == ["ls", "-l", "--", "-d"]
    assert dict(executable.env) == {"A": "b=c", "FROM_HERE": "here"}
    assert (executable.working_directory, executable.user) == ("/tmp", "bob")
    assert (executable.group, executable.terminal) == ("staff", True)


def test_run_hands_one_line_to_a_shell_when_asked(run: Run, small: SmallDaemon) -> None:
    run("run", "-d", "--shell", "--", "echo $HOME | wc")
    assert small.runtime is not None
    executable = small.runtime.requests[-1].workload.executable
    assert (executable.command, executable.shell) == ("echo $HOME | wc", True)


def test_run_stops_the_command_when_its_time_is_over(run: Run) -> None:
    ran = run("run", "--timeout", "50ms", "--name", "long", "--", "sleep", "begun")
    assert (ran.code, ran.out) == (124, "begun\n")
    assert "long was stopped after 0.05 s" in ran.err


def test_ps_shows_what_runs_over_all_pages(run: Run) -> None:
    for name in ("ps-1", "ps-2", "ps-3"):
        run("run", "-d", "--name", name, "--", "sleep", "x y")
    run("run", "--name", "ps-ended", "--", "fail", "3")
    shown = run("ps").out
    assert shown.startswith("NAME ")
    assert all(name in shown for name in ("ps-1", "ps-2", "ps-3"))
    assert "sleep 'x y'" in shown
    assert "ps-ended" not in shown
    assert "exited (3)" in run("ps", "-a").out
    documents = json.loads(run("-o", "json", "ps", "--all").out)
    ended = next(item for item in documents if item["name"] == "ps-ended")
    assert (ended["status"], ended["exit_code"], ended["kind"]) == ("exited", 3, "executable")
    assert yaml.safe_load(run("ps", "-a", "-o", "yaml").out)[0].keys() == ended.keys()


def test_get_shows_one_and_a_missing_one_is_told(run: Run) -> None:
    run("run", "-d", "--name", "got", "--", "sleep")
    assert "status:  running" in run("get", "got").out
    assert run("get", "nobody") == (1, "", "aer: cannot get nobody: no such workload\n")


def test_stop_stops_all_it_can_and_tells_the_rest(run: Run) -> None:
    for name in ("stop-1", "stop-2"):
        run("run", "-d", "--name", name, "--", "sleep")
    ran = run("stop", "stop-1", "nobody", "stop-2", "--timeout", "1s")
    assert ran.code == 1
    assert ran.out == "stop-1: exited (SIGTERM)\nstop-2: exited (SIGTERM)\n"
    assert ran.err == "aer: cannot stop nobody: no such workload\n"


def test_wait_fails_when_a_workload_failed_or_goes_on(run: Run) -> None:
    run("run", "--name", "good", "--", "echo")
    run("run", "--name", "bad", "--", "fail", "1")
    run("run", "-d", "--name", "going", "--", "sleep")
    assert run("wait", "good") == (0, "good: exited (0)\n", "")
    assert run("wait", "good", "bad").code == 1
    ran = run("wait", "going", "--timeout", "10ms")
    assert (ran.code, ran.err) == (1, "aer: cannot wait for going any longer: it is running\n")


def test_logs_are_byte_for_byte_and_can_have_times(run: Run) -> None:
    run("run", "--name", "logged", "--", "echo", "one", "err two", "three...")
    assert run("logs", "logged") == (0, "one\nthree...", "err two\n")
    stamped = run("logs", "-t", "logged")
    assert stamped.out.startswith("2023-11-14T22:13:20.123456789Z one\n")
    lines = [json.loads(line) for line in run("logs", "logged", "-o", "json").out.splitlines()]
    assert [line["line"] for line in lines] == ["one", "err two", "three..."]
    assert [line["stream"] for line in lines] == ["stdout", "stderr", "stdout"]
    assert run("logs", "logged", "--cursor", lines[1]["cursor"]).out == "three..."


def test_logs_sends_its_selectors(run: Run, small: SmallDaemon) -> None:
    run("run", "--name", "selected", "--", "echo", "x")
    since = "2026-01-02T03:04:05.5+01:00"
    run("logs", "selected", "--since", since, "--until", "0", "--tail", "5", "--stream", "stderr")
    assert small.runtime is not None
    request = small.runtime.requests[-1]
    assert request.since.ToJsonString() == "2026-01-02T02:04:05.500Z"
    assert (request.tail, request.stream, request.follow) == (5, 2, False)
    assert request.until.seconds > request.since.seconds


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["ps", "--nope"],
        ["get"],
        ["logs", "x", "--since", "yesterday"],
        ["logs", "x", "--tail", "-1"],
        ["ps", "-o", "xml"],
        ["stop", "x", "--timeout", "5"],
        ["login"],
        ["--config", "x"],
        [],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_two(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1 or not words


def test_help_is_no_mistake(run: Run) -> None:
    assert run("--help").code == 0
    ran = run("run", "--help")
    assert ran.code == 0
    assert "--detach" in ran.out


def test_login_writes_where_it_is_told(run: Run, small: SmallDaemon) -> None:
    folder = small.folder / "login"
    ran = run("login", "--local", "--socket", str(small.login_socket), "--folder", str(folder))
    assert ran.code == 0
    assert f"you are {USER} until " in ran.out
    assert run("--config", str(folder / "config"), "version").code == 0


def test_a_host_is_called_with_the_identity_of_the_configuration(
    run: Run, small: SmallDaemon
) -> None:
    folder = small.folder / "elsewhere"
    run("login", "--local", "--socket", str(small.login_socket), "--folder", str(folder))
    config = folder / "config"
    text = config.read_text()
    socket = next(line for line in text.splitlines() if line.startswith("socket")).split('"')[1]
    config.write_text(text.replace(socket, "/nowhere/aurae.sock"))
    assert run("--config", str(config), "version").code == 1
    assert run("--config", str(config), "--host", socket, "version").code == 0
    ran = run("--host", "nowhere", "version")
    assert ran.code == 2
    assert "argument --host: 'nowhere' is neither an absolute path nor host:port" in ran.err
