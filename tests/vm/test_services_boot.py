"""Services over the end of a machine: in which order they stop, and which of them are back after it."""

from collections.abc import Iterator

import pytest

from tests.support.until import until
from tests.support.vm.machine import Machine
from tests.support.vm.qemu import Shape

INIT = "/opt/aurae/tree/tests/vm/inits/on_disk"
ARGUMENTS = f"init={INIT} AURAE_STATE_DIR=/disk/state"
REBOOT, POWER_OFF = 39, 38
"""SIGRTMIN+5 and SIGRTMIN+4, as the guest counts."""

DATABASE = """\
enabled = true
"""
WEB = """\
enabled = true
requires = ["database"]
"""
BACK = """\
enabled = true
after = ["web"]
"""
ONCE = """\
requires = ["web"]
"""
SERVICES = {"database": DATABASE, "web": WEB, "back": BACK, "once": ONCE}
"""In the order of their start; `once` is not enabled."""

FILE = """\
name = "{name}"
[executable]
command = "sleep 1000000"
sandbox = {{ profile = "none" }}
[service]
start_pre = [{{ command = "echo start {name} >> /disk/said", shell = true }}]
stop = [{{ command = "echo stop {name} >> /disk/said", shell = true }}]
"""


@pytest.fixture
def box() -> Iterator[Machine]:
    """A machine that may reboot, whose state is on a disk, and on which every service is up."""
    with Machine(Shape(arguments=ARGUMENTS, reboot=True)) as machine:
        machine.run(["aer", "login", "--local"])
        for name, more in SERVICES.items():
            text = FILE.format(name=name) + more
            machine.run(["aer", "start", "-f", "-"], stdin=text.encode())
        yield machine


def said(machine: Machine) -> list[str]:
    return machine.run(["cat", "/disk/said"]).stdout.splitlines()


def active(machine: Machine, name: str) -> bool:
    return machine.run(["aer", "is-active", name], check=False).returncode == 0


def boot_id(machine: Machine) -> str:
    return machine.run(["cat", "/proc/sys/kernel/random/boot_id"]).stdout


def check_the_stop(lines: list[str]) -> None:
    """Check that each was stopped once, and before what it was started behind."""
    stops = [name for word, name in map(str.split, lines) if word == "stop"]
    assert sorted(stops) == sorted(SERVICES), lines
    for before, after in (("once", "web"), ("back", "web"), ("web", "database")):
        assert stops.index(before) < stops.index(after), lines


def check_the_return(machine: Machine, before: list[str]) -> None:
    """Check that what is enabled came back by itself in its order, and nothing else."""
    machine.run(["aer", "login", "--local"])
    back = [name for name in SERVICES if name != "once"]
    until(lambda: all(active(machine, name) for name in back), "the services are back", 60)
    assert said(machine)[len(before) :] == [f"start {name}" for name in back]
    assert not active(machine, "once")
    assert "inactive" in machine.run(["aer", "status", "once"], check=False).stdout


def test_services_stop_in_their_order_at_a_reboot_and_the_enabled_ones_are_back(box: Machine):
    started = said(box)
    assert started == [f"start {name}" for name in SERVICES]
    old = boot_id(box)
    box.send(["kill", f"-{REBOOT}", "1"])
    box.wait_serving()
    assert boot_id(box) != old
    stopped = said(box)[: 2 * len(started)]
    assert stopped[: len(started)] == started
    check_the_stop(stopped[len(started) :])
    check_the_return(box, stopped)


def test_services_stop_in_their_order_at_a_power_off_and_are_back_when_it_is_on_again(
    box: Machine,
):
    started = said(box)
    box.send(["kill", f"-{POWER_OFF}", "1"])
    assert box.wait_off() == "guest-shutdown"
    box.start()
    stopped = said(box)[: 2 * len(started)]
    check_the_stop(stopped[len(started) :])
    check_the_return(box, stopped)
