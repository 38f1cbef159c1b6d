"""The scripts of examples/ against real daemons."""

import subprocess
from pathlib import Path

import pytest

from tests.support.auraescript import run
from tests.support.daemon import Daemon

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# What each says, beside what differs from machine to machine.
SERVICES = {
    "discovery": ["auraed "],
    "health": ['"status": "serving"', "the daemon is serving"],
    "identity": ["I am spiffe://", "the daemon is spiffe://"],
    "runtime": [
        "clock is running",
        "it wrote to stdout",
        "clock ended by signal 15",
        "execve /bin/nope: No such file or directory",
        "NAME",
    ],
    "system": ["generation: ", "init_pid: "],
}


def test_there_is_a_script_for_each_service() -> None:
    assert {path.stem for path in EXAMPLES.glob("services/*.aurae")} == set(SERVICES)


def finished(
    daemon: Daemon, name: str, *words: str, options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    done = run(EXAMPLES / name, *words, config=daemon.client_config, options=options)
    assert (done.returncode, done.stderr) == (0, "")
    return done


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_used_by_its_script(daemon: Daemon, service: str) -> None:
    said = finished(daemon, f"services/{service}.aurae").stdout
    assert [words for words in SERVICES[service] if words not in said] == []


def test_a_script_replaces_the_running_code(daemon: Daemon) -> None:
    said = finished(daemon, "services/system.aurae", "reexec").stdout
    assert "generation 0 -> 1" in said


def test_one_script_drives_several_daemons(daemon: Daemon) -> None:
    """The identity of one, at two addresses of it."""
    hosts = f"{daemon.socket},unix:{daemon.socket}"
    options = ("--host", hosts)
    said = finished(daemon, "fleet.aurae", "echo", "hi", options=options).stdout
    assert said.splitlines() == [f"{daemon.socket}: hi"] * 2


def test_a_script_says_which_daemons_failed(daemon: Daemon) -> None:
    options = ("--host", f"{daemon.socket},/nowhere/aurae.sock")
    done = run(EXAMPLES / "fleet.aurae", "true", config=daemon.client_config, options=options)
    assert done.returncode == 1
    assert "/nowhere/aurae.sock: cannot connect to /nowhere/aurae.sock: " in done.stdout
