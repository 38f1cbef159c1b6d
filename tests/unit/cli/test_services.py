"""The commands for services against a real server: what they send, print, and how they exit."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aurae.proto import service_pb2
from tests.support.small_daemon import Runtime, SmallDaemon
from tests.unit.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def runtime(small: SmallDaemon) -> Iterator[Runtime]:
    """The services of the small daemon: none when a test begins."""
    assert small.runtime is not None
    small.runtime.clear_services()
    yield small.runtime
    small.runtime.clear_services()


def test_start_makes_a_service_of_its_options(run: Run, runtime: Runtime, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"\xff\x00word")
    ran = run(
        "start", "--name", "web", "--type", "notify-reload", "--restart", "on-failure",
        "--restart-delay", "1min 30s", "-u", "www-data", "--after", "db", "--after", "cache",
        "--requires", "db", "--listen", "127.0.0.1:80", "--listen", "/run/web.sock",
        "--calendar", "Mon..Fri 08:00", "--every", "2h", "--health-http", "8080/ready",
        "--health-command", "curl x", "--sandbox", "strict", "--env-file=-/etc/web.env",
        "-e", "A=b", "--rlimit", "nofile=1024:infinity", "--state-directory", "web/data",
        "--runtime-directory", "web", "--credential", f"key=@{secret}", "--credential", "crt=/a/b",
        "--umask", "027", "--nice", "-5", "--start-pre", "mkdir -p /x", "--enabled",
        "--set", "executable.sandbox.private_tmp=true", "--set", "executable.env.B=c=d",
        "--", "nginx", "-g", "daemon off;",
    )  # fmt: skip
    assert ran == (0, "web: active\n", "")
    spec = runtime.requests[-1].workload
    executable, service = spec.executable, spec.service
    assert list(executable.argv) == ["nginx", "-g", "daemon off;"]
    assert dict(executable.env) == {"A": "b", "B": "c=d"}
    assert (executable.user, executable.umask, executable.nice) == ("www-data", 0o27, -5)
    assert [item.content or item.file for item in executable.credentials] == [
        b"\xff\x00word",
        "/a/b",
    ]
    assert [(item.place, item.name) for item in executable.folders] == [
        (1, "web"),
        (2, "web/data"),
    ]
    limit = executable.rlimits["nofile"]
    assert (limit.soft, limit.HasField("hard")) == (1024, False)
    assert (executable.sandbox.profile, executable.sandbox.private_tmp) == ("strict", True)
    assert service.type == service_pb2.Service.TYPE_NOTIFY_RELOAD
    assert service.restart.policy == service_pb2.Restart.POLICY_ON_FAILURE
    assert service.restart.delay.seconds == 90
    assert (list(service.after), list(service.requires)) == (["db", "cache"], ["db"])
    assert [item.address for item in service.listeners] == ["127.0.0.1:80", "/run/web.sock"]
    assert list(service.timer.calendar) == ["Mon..Fri 08:00"]
    assert [item.WhichOneof("probe") for item in service.health] == ["http", "command"]
    assert service.health[0].http.path == "/ready"
    assert [item.command for item in service.start_pre] == ["mkdir -p /x"]
    assert service.enabled


def test_start_takes_a_file_and_options_replace_what_it_says(
    run: Run, runtime: Runtime, tmp_path: Path
) -> None:
    file = tmp_path / "db.toml"
    file.write_text(
        'name = "db"\n[executable]\ncommand = "postgres -D /data"\n'
        '[service]\ntype = "notify"\nrestart = { policy = "always", delay = 2 }\n'
        'start_pre = ["mkdir /data", ["chown", "a", "/data"]]\nlisteners = [":5432"]\n'
    )
    assert run("start", "-f", str(file), "--restart", "no") == (0, "db: active\n", "")
    service = runtime.requests[-1].workload.service
    assert service.restart.policy == service_pb2.Restart.POLICY_NO
    assert service.restart.delay.seconds == 2
    assert [item.command or list(item.argv) for item in service.start_pre] == [
        "mkdir /data", ["chown", "a", "/data"],
    ]  # fmt: skip
    ran = run("start", "-f", str(file))
    assert ran.code == 1
    assert ran.err == (
        "aer: cannot start db: it is known already; --replace changes and restarts it\n"
    )
    assert run("start", "-f", str(file), "--replace") == (0, "db: active\n", "")
    assert list(runtime.requests[-2].fields) == ["executable", "service"]


def test_what_status_shows_can_be_started_again(
    run: Run, runtime: Runtime, tmp_path: Path
) -> None:
    run("start", "--name", "web", "--watchdog", "1500ms", "--umask", "077", "--", "x")
    before = runtime.specs["web"]
    document = json.loads(run("status", "web", "-o", "json").out)[0]["spec"]
    (tmp_path / "spec").write_text(json.dumps(document))
    run("remove", "web", "--stop")
    assert run("start", "-f", str(tmp_path / "spec")).code == 0
    assert runtime.specs["web"].executable.umask == before.executable.umask
    assert runtime.specs["web"].service.watchdog == before.service.watchdog
    assert runtime.specs["web"].executable.argv == before.executable.argv


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[service]\nrestart = { polcy = 'no' }", "service.restart.polcy is not known; do you mean policy?"),
        ("[service.restart]\npolicy = 'alwys'", "service.restart.policy 'alwys' is not one of no, always,"),
        ("[service]\nwatchdog = 'soon'", "service.watchdog 'soon' is no span of time"),
        ("[service]\nwatchdog = true", "service.watchdog True is no span of time"),
        ("[executable]\nargv = 'x'", "executable.argv 'x' is no list"),
        ("[executable]\numask = '9'", "executable.umask '9' is no octal number"),
        ("[executable]\numask = -1", "executable.umask -1 is out of range"),
        ("[executable.env]\nA = 1", "executable.env.A 1 is no text"),
        ("[[service.health]]\nhttp = {port = 1}\ntcp = {port = 1}", "service.health[0].tcp excludes http"),
        ("name = ", "Invalid value"),
        ('{"name": "a", "name": "b"}', "name is there twice"),
        ('{"name": NaN}', "NaN is no number"),
        ("\udcff", "it is not UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_where(
    run: Run, runtime: Runtime, tmp_path: Path, text: str, why: str
) -> None:
    file = tmp_path / "bad"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    for words in (["start", "--name", "x", "-f"], ["security", "-f"]):
        ran = run(*words, str(file))
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(f"aer: cannot read {file}: {why}")
        assert ran.err.count("\n") == 1
    assert runtime.specs == {}


@pytest.mark.parametrize(
    "words",
    [
        ["start"],
        ["start", "web", "--type", "exec"],
        ["start", "web", "--", "x"],
        ["start", "--type", "sometimes", "--name", "x", "--", "x"],
        ["start", "--", "x"],
        ["start", "--name", "x", "--health-tcp", "0", "--", "x"],
        ["start", "--name", "x", "--rlimit", "nofile", "--", "x"],
        ["start", "--name", "x", "--credential", "=x", "--", "x"],
        ["security"],
        ["security", "web", "-f", "x"],
        ["edit"],
        ["restart"],
    ],
)
def test_wrong_usage_is_told(run: Run, runtime: Runtime, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert runtime.specs == {}


def test_a_start_that_fails_says_why_and_one_that_is_not_waited_for_goes_on(
    run: Run, runtime: Runtime
) -> None:
    ran = run("start", "--name", "bad", "--", "fail")
    assert (ran.code, ran.err) == (1, "aer: cannot start bad: exited with 7\n")
    assert run("start", "bad", "--no-block") == (0, "bad: activating\n", "")
    ran = run("start", "nobody", "bad")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[0] == "aer: cannot start nobody: no such workload"


def test_a_start_whose_answer_is_lost_is_watched(run: Run, runtime: Runtime) -> None:
    assert run("start", "--name", "lost", "--", "drop") == (0, "lost: active\n", "")
    assert len(runtime.specs) == 1


def test_restart_reload_and_stop(run: Run, runtime: Runtime) -> None:
    run("start", "--name", "web", "--", "x")
    assert run("restart", "web", "--grace", "2s") == (0, "web: active\n", "")
    assert runtime.requests[-1].timeout.seconds == 2
    ran = run("reload", "web")
    assert (ran.code, ran.err) == (1, "aer: cannot reload web: it says no way to\n")
    assert run("reload", "--or-restart", "web") == (0, "web: active\n", "")
    assert run("stop", "web") == (0, "web: inactive\n", "")
    assert run("restart", "--try", "web") == (0, "web: inactive\n", "")
    assert run("start", "web") == (0, "web: active\n", "")
    assert run("start", "web") == (0, "web: active\n", "")


def test_kill_and_reset_failed_and_remove(run: Run, runtime: Runtime) -> None:
    run("start", "--name", "web", "--", "x")
    run("start", "--name", "bad", "--", "fail")
    assert run("kill", "web", "-s", "hup", "--all") == (0, "web: SIGHUP\n", "")
    assert (runtime.requests[-1].signal, runtime.requests[-1].all) == ("SIGHUP", True)
    assert run("is-failed", "bad") == (0, "failed\n", "")
    assert run("reset-failed", "bad") == (0, "bad: reset\n", "")
    assert run("reset-failed").out == "all services: reset\n"
    assert run("is-failed", "bad") == (1, "inactive\n", "")
    ran = run("remove", "bad", "web", "nobody")
    assert (ran.code, ran.out) == (1, "bad: removed\n")
    assert "aer: cannot remove web: it is up\n" in ran.err
    assert run("remove", "--stop", "web") == (0, "web: removed\n", "")


def test_is_active_exits_as_scripts_expect(run: Run, runtime: Runtime) -> None:
    run("start", "--name", "web", "--", "x")
    run("start", "--name", "bad", "--", "fail")
    assert run("is-active", "web") == (0, "active\n", "")
    assert run("is-active", "bad") == (3, "failed\n", "")
    assert run("is-active", "nobody") == (4, "unknown\n", "")
    assert run("is-active", "bad", "nobody", "web") == (0, "failed\nunknown\nactive\n", "")
    assert run("is-active", "-q", "bad") == (3, "", "")
    assert json.loads(run("is-active", "nobody", "-o", "json").out) == {"nobody": None}


def test_status_shows_everything_and_nothing_reaches_the_terminal(
    run: Run, runtime: Runtime
) -> None:
    run("start", "--name", "web", "--description", "The web", "--listen", ":80", "--", "x")
    state = runtime.known["web"].service
    state.health.add(name="http", healthy=True, text="200").looked_at.FromSeconds(1_700_000_000)
    state.waits_for.append("db")
    state.status_text = "busy\x1b]0;x"
    ran = run("status", "web")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "● web - The web"
    assert "phase: active since " in lines[1]
    for text in (
        "main pid: 4242", "listens on: :80", "waits for: db", "memory: 12.0/64.0 MiB", "tasks: 2",
        "health: http: healthy: 200", "processes: └─ 4242 nginx: master", "   └─ 4243 nginx: worker",
        "2023-11-14T22:13:20Z ready",
    ):  # fmt: skip
        assert text in ran.out
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
    run("start", "--name", "bad", "--", "fail")
    ran = run("status", "bad")
    assert (ran.code, ran.out.splitlines()[0]) == (3, "✗ bad")
    assert "reason: exited with 7" in ran.out
    ran = run("status", "web", "nobody")
    assert ran.code == 4
    assert ran.err == "aer: cannot show nobody: no such workload\n"
    assert len(json.loads(run("status", "web", "bad", "-o", "json").out)) == 2


def test_lists(run: Run, runtime: Runtime) -> None:
    run("start", "--name", "web", "--enabled", "--listen", ":80", "--listen", "@x", "--", "x")
    run("start", "--name", "job", "--calendar", "hourly", "--description", "a job", "--", "x")
    run("start", "--name", "bad", "--cell", "lab", "--", "fail")
    shown = run("services").out
    assert [line.split()[0] for line in shown.splitlines()] == ["NAME", "web", "job", "lab/bad"]
    assert "failed (exit-code)" in shown
    assert "exited with 7" in shown
    failed = json.loads(run("services", "--failed", "-o", "json").out)
    assert [item["name"] for item in failed] == ["bad"]
    assert run("services", "--active").out.count("\n") == 3
    assert run("timers").out.splitlines()[1].split()[-1] == "job"
    assert run("sockets").out.splitlines()[1].split() == [":80", "web", "active"]
    assert json.loads(run("sockets", "-o", "json").out)[1] == {
        "address": "@x", "service": "web", "phase": "active",
    }  # fmt: skip


def test_dependencies_in_both_directions(run: Run, runtime: Runtime) -> None:
    run("start", "--name", "db", "--after", "web", "--", "x")
    run("start", "--name", "web", "--requires", "db", "--wants", "gone", "--", "x")
    assert run("dependencies", "web").out.splitlines() == [
        "web: active",
        "├─ db: active  (requires)",
        "│  └─ web: active  (after)",
        "└─ gone: unknown  (wants)",
    ]
    assert run("dependencies", "db", "--reverse").out.splitlines()[1] == (
        "└─ web: active  (requires)"
    )
    document = json.loads(run("dependencies", "web", "-o", "json").out)
    assert [item["name"] for item in document["dependencies"]] == ["db", "gone"]
    ran = run("dependencies", "nobody")
    assert ran == (1, "", "aer: cannot show the dependencies of nobody: no such service\n")


def test_edit_sends_only_what_has_changed(
    run: Run, runtime: Runtime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("word")
    run("start", "--name", "web", "--credential", f"k=@{secret}", "--", "x")
    ran = run(
        "edit", "web", "--set", "service.restart.policy=always", "--set", "executable.nice=5"
    )
    assert ran.code == 0
    assert ran.out == (
        "web: service.restart holds now\nweb: executable.nice waits for the next start\n"
        "`aer restart web` takes it up\n"
    )
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/nice = 5/nice = 7/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    assert (
        run("edit", "web").out.splitlines()[0] == "web: executable.nice waits for the next start"
    )
    request = runtime.requests[-1]
    assert (list(request.fields), request.workload.executable.nice) == (["executable.nice"], 7)
    assert run("edit", "web", "--unset", "service.stop").out == "web: nothing has changed\n"
    monkeypatch.setenv("VISUAL", "false")
    assert run("edit", "web") == (1, "", "aer: cannot edit: the editor false ended with 1\n")
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    assert run("edit", "web").err.startswith("aer: cannot run the editor /nowhere/editor: No such")
    ran = run("edit", "web", "--set", "service.restrt=1")
    assert (
        ran.err
        == "aer: cannot read the options: service.restrt is not known; do you mean restart?\n"
    )


def test_enable_and_disable(run: Run, runtime: Runtime) -> None:
    run("start", "--name", "web", "--", "x")
    assert run("enable", "web") == (0, "web: enabled\n", "")
    assert list(runtime.requests[-1].fields) == ["service.enabled"]
    assert runtime.requests[-1].workload.service.enabled
    assert run("disable", "web") == (0, "web: disabled\n", "")


def test_security_ends_with_the_whole(run: Run, runtime: Runtime, tmp_path: Path) -> None:
    ran = run("security", "web")
    assert ran.code == 0
    assert ran.out.splitlines()[1].split()[1] == "private_network"
    assert ran.out.splitlines()[-1] == "exposure 6.5 of 10.0: medium"
    assert run("security", "web", "--threshold", "6").code == 1
    file = tmp_path / "x.toml"
    file.write_text("[executable]\ncommand = 'x'")
    assert run("security", "-f", str(file), "-o", "json").code == 0
    assert runtime.requests[-1].workload.executable.command == "x"


def test_explain_shows_steps_and_starts_nothing(run: Run, runtime: Runtime) -> None:
    expected = (0, "  1  make a cgroup leaf\n  2  execve x\n", "")
    assert run("start", "--explain", "--name", "x", "--", "y") == expected
    assert run("run", "--explain", "--name", "x", "--sandbox", "strict", "--", "y") == expected
    assert runtime.requests[-1].workload.executable.sandbox.profile == "strict"
    assert run("start", "x", "--explain") == expected
    assert runtime.specs == {}


def test_watch_prints_states_until_the_service_is_removed(run: Run, runtime: Runtime) -> None:
    run("start", "--name", "web", "--", "x")
    lines = run("watch", "web").out.splitlines()
    assert [line.split("  ")[1] for line in lines] == ["web: active", "web: removed"]
    first = json.loads(run("watch", "web", "-o", "json").out.splitlines()[0])
    assert first["workload"]["service"]["phase"] == "active"
    assert run("watch", "--timeout", "50ms").code == 0
    assert run("watch", "nobody") == (1, "", "aer: cannot watch nobody: no such workload\n")
