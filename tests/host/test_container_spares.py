"""Copies of init that are made ahead: when there are some, what they hold, and that nobody depends on them."""

from __future__ import annotations

import os
import re
import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.containers import IMAGE, load, run, shell, start
from tests.support.daemon import Daemon
from tests.support.installed import Installation, InstalledDaemon
from tests.support.proc import alive, children, spares
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.host
SECRET = "a-word-that-only-one-start-knows"


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    """A daemon of its own, with the image of busybox."""
    with Daemon() as daemon:
        load(daemon, IMAGE)
        yield daemon


def both(daemon: Daemon) -> list[int]:
    """Return their pids when there is one of each kind."""
    until(lambda: len(spares(daemon.pid)) == 2, "there are two spares")
    return spares(daemon.pid)


def kill(daemon: Daemon) -> None:
    """Kill both, and return when they have gone."""
    killed = both(daemon)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(map(alive, killed)), "they have gone")


def entered(api: Api, name: str, *argv: str) -> bytes:
    """Run a command in a container, and return what it wrote."""
    begin = runtime_pb2.ExecStart(name=name, argv=argv, no_stdin=True)
    answers = api.talk("RuntimeService.Exec", iter([runtime_pb2.ExecRequest(start=begin)]))
    return b"".join(answer.stdout for answer in answers)


def _memory(pid: int) -> bytes:
    """Return all that a process has written to its memory."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, end, rights = re.split("[- ]", line)[:3]
            if rights.startswith("rw"):
                memory.seek(int(start, 16))
                found.append(memory.read(int(end, 16) - int(start, 16)))
    return b"".join(found)


def test_they_come_with_the_first_container_and_each_start_takes_two(daemon: Daemon):
    with Api(daemon.client_config) as api:
        api.start("/bin/true", name="true")
        assert api.wait("true").exit_code == 0
        assert spares(daemon.pid) == []
        assert shell(api, "echo first") == "first\n"
        before = both(daemon)
        assert shell(api, "echo second") == "second\n"
        until(lambda: not set(before) & set(children(daemon.pid)), "they have gone")
        assert len(both(daemon)) == 2


def test_they_hold_a_socket_and_nothing_else_and_know_of_no_start_before(daemon: Daemon):
    with Api(daemon.client_config) as api:
        for _ in range(3):
            if spares(daemon.pid):
                both(daemon)
            assert shell(api, "echo $WORD", process={"env": {"WORD": SECRET}}) == f"{SECRET}\n"
        for pid in both(daemon):
            until(partial(_is_settled, pid), "it waits for an order")
            held = {os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")}
            assert len(held) == 2
            assert "/dev/null" in held
            assert any(name.startswith("socket:") for name in held)
            memory = _memory(pid)
            assert b"auraed" in memory
            assert SECRET.encode() not in memory


def _is_settled(pid: int) -> bool:
    return len(os.listdir(f"/proc/{pid}/fd")) == 4


def test_a_start_does_without_one_that_was_killed_and_there_are_new_ones_then(daemon: Daemon):
    with Api(daemon.client_config) as api:
        shell(api, "true")
        start(api, "/bin/sleep", "1000", name="idle")
        for _ in range(3):
            kill(daemon)
            assert shell(api, "echo well") == "well\n"
            kill(daemon)
            assert entered(api, "idle", "echo", "in it") == b"in it\n"
        assert len(both(daemon)) == 2


def test_they_end_with_init(daemon: Daemon):
    with Api(daemon.client_config) as api:
        shell(api, "true")
    before = both(daemon)
    os.kill(daemon.pid, signal.SIGKILL)
    until(lambda: not any(map(alive, before)), "they have ended")
    assert daemon.process is not None
    daemon.process.wait()
    daemon.start()


def test_those_of_before_end_when_init_becomes_new_code(tmp_path: Path):
    with InstalledDaemon(Installation(tmp_path)) as daemon:
        load(daemon, IMAGE)
        with Api(daemon.client_config) as api:
            shell(api, "true")
            before = both(daemon)
            daemon.run("auraed", "reexec")
            until(lambda: not any(map(alive, before)), "they have ended")
            assert run(api, "/bin/true").workload.exit_code == 0
        both(daemon)


def test_they_end_when_nobody_has_started_a_container_for_a_while(tmp_path: Path):
    installation = Installation(tmp_path)
    installation.change("init/spares.py", "UNUSED = 60.0", "UNUSED = 2.0")
    with InstalledDaemon(installation) as daemon:
        load(daemon, IMAGE)
        with Api(daemon.client_config) as api:
            shell(api, "true")
            both(daemon)
            until(lambda: not spares(daemon.pid), "there are none any more")
            shell(api, "true")
            both(daemon)
