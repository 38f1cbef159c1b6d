"""Debian's nginx, Redis and PostgreSQL as the examples run them: used, reloaded, killed, stopped."""

import json
import shutil
import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.daemon import Daemon
from tests.support.require import missing
from tests.support.until import until

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STATE = Path("/var/lib")
pytestmark = pytest.mark.timeout(300)


def need_program(pattern: str) -> None:
    if not any(Path("/usr").glob(pattern)):
        missing(pattern, f"/usr/{pattern} is not there: `make test` installs it")


def free_port() -> str:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


class Example:
    """A service that an example has made."""

    def __init__(self, daemon: Daemon, name: str, port: str) -> None:
        self.daemon = daemon
        self.name = name
        self.port = port

    def workload(self) -> dict[str, object]:
        """Return what the daemon knows of it."""
        shown: dict[str, object] = json.loads(
            self.daemon.aer("get", self.name, "-o", "json").stdout
        )
        return shown

    def state(self) -> dict[str, object]:
        state = self.workload()["service"]
        assert isinstance(state, dict)
        return state

    def come_back(self, answers: Callable[[], bool]) -> None:
        """Kill its main process, and wait until another one answers."""
        before = self.state()["main_pid"]
        self.daemon.aer("kill", self.name, "-s", "KILL")
        until(
            lambda: self.state()["phase"] == "active" and self.state()["main_pid"] != before,
            f"{self.name} is up again",
            90,
        )
        until(answers, f"{self.name} answers again", 60)
        assert self.state()["result"] == "signal"

    def stop(self) -> None:
        """Stop it; it has to end by itself, within its grace."""
        assert self.daemon.aer("stop", self.name).stdout == f"{self.name}: inactive\n"
        assert self.state()["result"] == "success"


@pytest.fixture
def example(daemon: Daemon) -> Iterator[Callable[[str], Example]]:
    """Run an example on a port of its own; afterwards nothing of it is left."""
    made = []

    def make(name: str) -> Example:
        port = free_port()
        made.append(name)
        done = run(EXAMPLES / f"{name}.aurae", port, config=daemon.client_config, limit=180)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"{name} is active on port {port}")
        return Example(daemon, name, port)

    yield make
    for name in made:
        daemon.aer("remove", "--stop", name, check=False)
        shutil.rmtree(STATE / f"aurae-{name}", ignore_errors=True)


def test_nginx_serves_reloads_comes_back_and_ends_gracefully(
    example: Callable[[str], Example],
) -> None:
    need_program("sbin/nginx")
    nginx = example("nginx")

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{nginx.port}/", timeout=5) as reply:
                return bool(reply.read() == b"nginx under Aurae\n")
        except OSError:
            return False

    until(answers, "nginx answers", 60)
    until(lambda: "http: healthy" in nginx.daemon.aer("status", "nginx").stdout, "its health", 60)
    before = nginx.state()["main_pid"]
    assert nginx.daemon.aer("reload", "nginx").stdout == "nginx: active\n"
    assert (answers(), nginx.state()["main_pid"]) == (True, before)
    nginx.come_back(answers)
    nginx.stop()
    assert not Path("/run/aurae-nginx").exists()


def test_redis_says_when_it_is_ready_and_keeps_what_it_was_told(
    example: Callable[[str], Example],
) -> None:
    need_program("bin/redis-server")
    redis = example("redis")

    def ask(*words: str) -> str:
        command = ["redis-cli", "-p", redis.port, *words]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    assert redis.state()["status_text"] == "Ready to accept connections"
    assert ask("set", "key", "value") == "OK"
    assert ask("save") == "OK"
    redis.come_back(lambda: ask("get", "key") == "value")
    assert (STATE / "aurae-redis").stat().st_mode & 0o777 == 0o700
    redis.stop()


def test_postgresql_makes_its_cluster_and_recovers_from_a_crash(
    example: Callable[[str], Example],
) -> None:
    need_program("lib/postgresql/*/bin/postgres")
    postgresql = example("postgresql")

    def ask(text: str) -> str:
        command = ["runuser", "-u", "postgres", "--", "psql", "-h", "/run/aurae-postgresql"]
        done = subprocess.run(
            [*command, "-p", postgresql.port, "-Atqc", text],
            cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout.strip()

    assert ask("create table t as select 7 as n; select n from t") == "7"
    assert postgresql.daemon.aer("reload", "postgresql").stdout == "postgresql: active\n"
    postgresql.come_back(lambda: ask("select n from t") == "7")
    postgresql.stop()


def test_a_service_is_made_killed_edited_and_removed_by_its_script(daemon: Daemon) -> None:
    done = run(EXAMPLES / "service.aurae", config=daemon.client_config)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "up: active enabled: false",
        "back after signal at attempt 2",
        "now: service.enabled later: ",
        "always with processes",
        "down: inactive",
    ]
    assert json.loads(daemon.aer("services", "-o", "json").stdout) == []
