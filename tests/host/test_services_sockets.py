"""Socket activation and timers through the real daemon."""

import socket
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.services import Services, spec
from tests.support.until import until

ECHO = """
import os, socket, sys
assert os.environ["LISTEN_PID"] == str(os.getpid())
count = int(os.environ["LISTEN_FDS"])
server = socket.socket(fileno=3)
served = 0
while len(sys.argv) < 2 or served < int(sys.argv[1]):
    peer, _ = server.accept()
    text = peer.recv(100).decode()
    peer.sendall(f"{os.getpid()} {os.environ['LISTEN_FDNAMES']} {text}".encode())
    peer.close()
    served += 1
"""


@pytest.fixture(scope="module")
def module_daemon() -> Iterator[Daemon]:
    """One daemon for this module."""
    with Daemon() as daemon:
        yield daemon


@pytest.fixture
def services(module_daemon: Daemon) -> Iterator[Services]:
    """Calls to the module's daemon, which is left without services."""
    with Api(module_daemon.client_config) as api:
        calls = Services(api)
        yield calls
        for name in calls.list():
            calls.remove(name, stop=True)


def ask(path: Path, text: str = "hello") -> str:
    """Connect, say something, and return the answer."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(20)
        client.connect(str(path))
        client.sendall(text.encode())
        return client.recv(100).decode()


def has_more(answers: list[str], count: int) -> bool:
    """Say whether there are so many answers."""
    return len(answers) >= count


def echo(path: Path, *more: str, lazy: bool = False, **service: Any) -> dict[str, Any]:
    """Return a service that answers on a path."""
    listeners = [{"address": str(path), "name": "echo", "lazy": lazy}]
    return spec("echo", sys.executable, "-c", ECHO, *more, listeners=listeners, **service)


def test_a_lazy_service_starts_with_its_first_connection(
    services: Services, tmp_path: Path
) -> None:
    waiting = services.start(echo(tmp_path / "s", lazy=True))
    assert (waiting.service.phase, waiting.service.step, waiting.pid) == (2, "socket", 0)
    pid, name, text = ask(tmp_path / "s").split()
    assert (name, text) == ("echo", "hello")
    assert services.get("echo").service.main_pid == int(pid)


def test_a_lazy_service_that_has_finished_starts_again_for_the_next(
    services: Services, tmp_path: Path
) -> None:
    services.start(echo(tmp_path / "s", "1", lazy=True))
    pids = {ask(tmp_path / "s").split()[0] for _ in range(3)}
    assert len(pids) == 3


def test_no_connection_is_refused_while_a_service_restarts(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "s"
    services.start(echo(path, restart={"policy": "POLICY_ALWAYS"}))
    answers, failures, stop = [], [], threading.Event()

    def load() -> None:
        while not stop.is_set():
            try:
                answers.append(ask(path).split()[0])
            except ConnectionRefusedError as error:
                failures.append(error)
            except (ConnectionError, IndexError):
                continue  # the process that had accepted it was killed

    thread = threading.Thread(target=load)
    thread.start()
    try:
        for _ in range(5):
            services.restart("echo")
            enough = len(answers) + 2  # one may be of the process before
            until(partial(has_more, answers, enough), "answers after the restart")
    finally:
        stop.set()
        thread.join(30)
    assert failures == []
    assert len(set(answers)) >= 5


def test_a_listener_outlives_the_server(
    module_daemon: Daemon, services: Services, tmp_path: Path
) -> None:
    services.start(echo(tmp_path / "s", lazy=True))
    module_daemon.kill_server()
    assert ask(tmp_path / "s").split()[1] == "echo"


def test_a_stop_closes_the_listener(services: Services, tmp_path: Path) -> None:
    services.start(echo(tmp_path / "s"))
    assert (tmp_path / "s").exists()
    services.stop("echo")
    assert not (tmp_path / "s").exists()


def test_a_timer_starts_a_job_again_and_again(services: Services, tmp_path: Path) -> None:
    out = tmp_path / "out"
    job = spec(
        "job",
        *("sh", "-c", f"echo x >>{out}"),
        type="TYPE_ONESHOT",
        timer={"interval": "0.2s", "accuracy": "0s"},
    )
    waiting = services.start(job)
    assert (waiting.service.phase, waiting.service.step) == (2, "timer")
    assert waiting.service.HasField("timer_next_at")
    until(lambda: out.exists() and out.read_text().count("x") >= 3, "three runs")


def test_a_calendar_tells_when_it_starts_next(services: Services) -> None:
    job = spec("job", "true", type="TYPE_ONESHOT", timer={"calendar": ["*-01-01 00:00:00"]})
    state = services.start(job).service
    assert state.timer_next_at.ToDatetime().strftime("%m-%d") in ("01-01", "12-31")
    services.start_again("job")
    until(lambda: services.get("job").service.starts == 1, "a start by hand")
    assert services.until_phase("job", "WAITING").service.step == "timer"
