"""Machines as the host sees them: commands, the console, how a machine ends, what a failure tells."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.vm.machine import Machine, MachineFailed


def test_a_machine_is_driven_from_the_host_until_it_panics(machine: Machine):
    assert machine.run(["cat"], stdin=b"to the guest").stdout == "to the guest"
    assert machine.run(["sh", "-c", "exit 7"], check=False).returncode == 7
    assert machine.run(["sh", "-c", "sleep 100 & echo said"]).stdout == "said\n"
    with pytest.raises(MachineFailed, match="was killed after 1 s"):
        machine.run(["sleep", "100"], timeout=1.0)
    with pytest.raises(MachineFailed, match="no such program"):
        machine.run(["sh", "-c", "echo no such program >&2; exit 1"])
    assert machine.on
    machine.send(["sh", "-c", "echo c >/proc/sysrq-trigger"])
    assert machine.wait_off() == "guest-panic"
    assert "sysrq triggered crash" in machine.console()
    with pytest.raises(MachineFailed, match="the machine is off"):
        machine.run(["true"])


@pytest.mark.vm(init="systemd")
def test_the_same_guest_boots_with_systemd(machine: Machine):
    assert machine.run(["cat", "/proc/1/comm"]).stdout == "systemd\n"
    machine.run(["systemd-run", "--wait", "--collect", "-p", "MemoryMax=64M", "true"])
    machine.send(["systemctl", "poweroff"])
    assert machine.wait_off() == "guest-shutdown"


def test_a_failure_tells_its_trace_and_the_console_and_a_panic_hangs_nobody(
    request: pytest.FixtureRequest,
):
    failing = Path(__file__).with_name("failing.py")
    words = [sys.executable, "-m", "pytest", "-m", "", "-v", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*words, "--rerun-show-tracebacks", failing],
        cwd=request.config.rootpath,
        env={**os.environ, "CI": "true"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    said = done.stdout
    assert done.returncode == 1, said + done.stderr
    assert "3 failed, 2 passed, 2 rerun" in said, said
    assert "failing.py::test_passes PASSED" in said
    assert "assert 42 == 41" in said
    assert "words on the console" in said
    assert "guest-panic" in said
    assert "AssertionError: the first time" in said
    assert "vm: 5 tests, booted 1 times" in said
