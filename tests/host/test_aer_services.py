"""`aer` and services of the real daemon: each command does what it says, and exits as scripts expect."""

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.daemon import PROGRAMS, Daemon
from tests.support.until import until

NOTIFIER = """
import os, socket, time
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.connect(os.environ["NOTIFY_SOCKET"].replace("@", "\\0", 1))
s.send(b"READY=1\\nSTATUS=at your service")
time.sleep(1000)
"""


class Ran(tuple[int, str, str]):
    """Exit code, standard output, standard error."""


@pytest.fixture
def aer(shared_daemon: Daemon) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Run `aer`; what services there are afterwards are removed."""

    def run(*words: str) -> tuple[int, str, str]:
        done = shared_daemon.aer(*words, check=False)
        return done.returncode, done.stdout, done.stderr

    yield run
    left = [item["name"] for item in json.loads(run("services", "-o", "json")[1])]
    if left:
        assert run("remove", "--stop", *left)[0] == 0


Aer = Callable[..., tuple[int, str, str]]


def phase(aer: Aer, name: str) -> str:
    return aer("is-active", name)[1].strip()


def test_a_service_is_made_shown_restarted_stopped_and_removed(aer: Aer) -> None:
    made = aer("start", "--name", "web", "--description", "A web", "--", "sleep", "1000")
    assert made == (0, "web: active\n", "")
    code, shown, _ = aer("status", "web")
    assert code == 0
    assert shown.startswith("● web - A web\n")
    assert "sleep 1000" in shown
    before = json.loads(aer("status", "web", "-o", "json")[1])[0]["workload"]
    assert aer("start", "web") == (0, "web: active\n", "")
    assert aer("restart", "web") == (0, "web: active\n", "")
    after = json.loads(aer("status", "web", "-o", "json")[1])[0]["workload"]
    assert before["pid"] != after["pid"]
    assert [line.split()[0] for line in aer("services")[1].splitlines()] == ["NAME", "web"]
    assert aer("remove", "web")[0] == 1
    assert aer("stop", "web") == (0, "web: inactive\n", "")
    assert aer("status", "web")[0] == 3
    assert aer("restart", "--try", "web") == (0, "web: inactive\n", "")
    assert aer("remove", "web") == (0, "web: removed\n", "")
    # Its runs are those of any ended workload.
    assert aer("status", "web")[0] == 3
    assert aer("status", "nobody")[0] == 4


def test_a_start_waits_for_ready_and_status_shows_what_the_service_says(aer: Aer) -> None:
    words = ("--type", "notify", "--", "python3", "-c", NOTIFIER)
    assert aer("start", "--name", "told", *words) == (0, "told: active\n", "")
    assert "at your service" in aer("status", "told")[1]


def test_a_start_that_fails_says_why(aer: Aer) -> None:
    code, _, why = aer("start", "--name", "bad", "--", "/bin/nope")
    assert (code, why) == (
        1,
        "aer: cannot start bad: execve /bin/nope: No such file or directory\n",
    )
    assert aer("is-failed", "bad") == (0, "failed\n", "")
    assert "No such file or directory" in aer("services", "--failed")[1]
    assert aer("reset-failed", "bad")[0] == 0
    assert aer("is-active", "bad") == (3, "inactive\n", "")


def test_a_killed_service_comes_back_unless_its_policy_is_edited(aer: Aer) -> None:
    aer("start", "--name", "web", "--restart", "always", "--", "sleep", "1000")
    aer("kill", "web", "-s", "KILL")
    until(lambda: "starts: 2" in aer("status", "web")[1], "the second start", 60)
    until(lambda: phase(aer, "web") == "active", "the service is up", 60)
    code, told, _ = aer("edit", "web", "--set", "service.restart.policy=no")
    assert (code, told) == (0, "web: service.restart.policy holds now\n")
    aer("kill", "web", "-s", "KILL")
    until(lambda: phase(aer, "web") == "failed", "the service has failed", 60)


def test_a_file_makes_a_service_and_replaces_it(aer: Aer, tmp_path: Path) -> None:
    file = tmp_path / "web.toml"
    text = 'name = "web"\n[executable]\ncommand = "sleep 1000"\n[service]\nenabled = true\n'
    file.write_text(text)
    assert aer("start", "-f", str(file)) == (0, "web: active\n", "")
    assert aer("start", "-f", str(file))[2].endswith("--replace changes and restarts it\n")
    file.write_text(text.replace("1000", "2000"))
    assert aer("start", "--replace", "-f", str(file)) == (0, "web: active\n", "")
    assert "sleep 2000" in aer("status", "web")[1]
    assert aer("disable", "web") == (0, "web: disabled\n", "")
    assert json.loads(aer("services", "-o", "json")[1])[0]["service"]["enabled"] is False


def test_dependencies_timers_and_sockets_are_listed(aer: Aer, tmp_path: Path) -> None:
    place = tmp_path / "s"
    assert aer("start", "--name", "db", "--", "sleep", "1000")[0] == 0
    assert aer("start", "--name", "app", "--requires", "db", "--", "sleep", "1000")[0] == 0
    assert aer("dependencies", "app")[1] == "app: active\n└─ db: active  (requires)\n"
    assert aer("dependencies", "db", "-r")[1] == "db: active\n└─ app: active  (requires)\n"
    listens = f"service.listeners=[{{address='{place}', lazy=true}}]"
    assert aer("start", "--name", "lazy", "--set", listens, "--", "sleep", "1000")[0] == 0
    assert aer("sockets")[1].splitlines()[1].split()[:2] == [str(place), "lazy"]
    timed = ("--type", "oneshot", "--calendar", "2100-01-01", "--", "true")
    assert aer("start", "--name", "job", *timed)[0] == 0
    assert aer("timers")[1].splitlines()[1].startswith("2100-01-01T00:00:00Z  in ")
    circle = aer("start", "--name", "loop", "--after", "loop2", "--before", "db", "--", "true")
    assert circle[0] == 0


def test_how_long_each_took_to_start_is_told_and_drawn(aer: Aer, shared_daemon: Daemon) -> None:
    slow = ("--start-pre", "sleep 0.4", "--", "sleep", "1000")
    assert aer("start", "--name", "db", *slow)[0] == 0
    assert aer("start", "--name", "app", "--requires", "db", "--", "sleep", "1000")[0] == 0
    assert aer("start", "--name", "bad", "--", "/no/such")[0] == 1
    told = json.loads(aer("blame", "-o", "json")[1])
    assert [item["name"] for item in told] == ["db", "app"]
    db, app = told
    assert 0.4 <= db["took"] < 60
    assert 0 < db["began"] < db["ready"] <= app["began"] < app["ready"] < time.monotonic()
    chain = json.loads(aer("critical-chain", "app", "-o", "json")[1])
    assert chain == [app, db]
    drawn = aer("plot")[1]
    assert drawn.startswith("<svg ")
    assert drawn.index(">db (") < drawn.index(">app (") < drawn.index(">bad (not up)")
    shared_daemon.kill_server()
    assert json.loads(aer("blame", "-o", "json")[1]) == told


def test_a_plan_is_shown_and_judged_and_nothing_runs(aer: Aer) -> None:
    words = ("--name", "plan", "--sandbox", "strict", "--user", "nobody", "--", "/bin/true")
    code, steps, _ = aer("start", "--explain", *words)
    assert code == 0
    assert "execve" in steps
    assert aer("is-active", "plan") == (4, "unknown\n", "")
    assert aer("start", *words)[0] == 0
    code, judged, _ = aer("security", "plan")
    assert code == 0
    assert judged.splitlines()[-1].startswith("exposure ")


def test_watch_shows_each_phase_as_it_comes(aer: Aer, shared_daemon: Daemon) -> None:
    aer("start", "--name", "seen", "--", "sleep", "1000")
    with subprocess.Popen(
        [PROGRAMS / "aer", "watch", "seen", "--timeout", "60s"],
        env=shared_daemon.environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as watching:
        assert watching.stdout is not None
        assert watching.stdout.readline().endswith("seen: active\n")
        aer("remove", "--stop", "seen")
        lines = watching.stdout.read().splitlines()
        assert watching.wait(20) == 0
    assert lines[-1].endswith("seen: removed")


def test_an_interrupted_start_leaves_the_service_alone(aer: Aer, shared_daemon: Daemon) -> None:
    starting = subprocess.Popen(
        [PROGRAMS / "aer", "start", "--name", "slow", "--type", "notify", "--", "sleep", "1000"],
        env=shared_daemon.environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: phase(aer, "slow") == "activating", "the service is starting", 60)
    starting.send_signal(signal.SIGINT)
    _, err = starting.communicate(timeout=20)
    assert (starting.returncode, err) == (130, "")
    assert phase(aer, "slow") == "activating"
    code, _, err = aer("start", "--timeout", "100ms", "slow")
    assert code == 1
    assert "cannot wait for slow any longer: it is activating" in err or "activating" in err


def test_a_start_goes_on_when_the_server_is_killed(daemon: Daemon, tmp_path: Path) -> None:
    go = tmp_path / "go"
    script = (
        f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.05)\n{NOTIFIER}"
    )
    starting = subprocess.Popen(
        [*(PROGRAMS / "aer", "start", "--name", "late", "--type", "notify", "--sandbox", "none"),
         *("--", "python3", "-c", script)],
        env=daemon.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until(
        lambda: daemon.aer("is-active", "late", check=False).stdout == "activating\n",
        "the service is starting",
        60,
    )
    daemon.kill_server()
    go.touch()
    out, err = starting.communicate(timeout=60)
    assert (starting.returncode, out, err) == (0, "late: active\n", "")
    daemon.aer("remove", "--stop", "late")
