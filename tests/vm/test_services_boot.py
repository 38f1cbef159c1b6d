"""Services over the end of a machine: in which order they stop, and which of them are back after it."""

import json
from collections.abc import Iterator

import pytest

from tests.support.until import until
from tests.support.vm.machine import Machine
from tests.support.vm.qemu import Shape

pytestmark = pytest.mark.timeout(900)

INIT = "/opt/aurae/tree/tests/vm/inits/on_disk"
ARGUMENTS = f"init={INIT} AURAE_STATE_DIR=/disk/state"
REBOOT, POWER_OFF = 39, 38
"""SIGRTMIN+5 and SIGRTMIN+4, as the guest counts."""

SERVICES = {
    "database": "enabled = true",
    "web": 'enabled = true\nrequires = ["database"]',
    "once": 'requires = ["web"]',
}
"""In the order of their start, with what each says beside FILE; `once` is not enabled."""
ENABLED = ["database", "web"]
HOME = {"HOME": "/disk/home"}
"""Where the client's key is: it outlives the boot as well."""
SLOW = 180.0
"""Seconds for one command where nothing but QEMU runs the guest, and the host is busy."""

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
        aer(machine, "login", "--local")
        for name, more in SERVICES.items():
            aer(machine, "start", "-f", "-", stdin=FILE.format(name=name) + more)
        yield machine


def said(machine: Machine) -> list[str]:
    return machine.run(["cat", "/disk/said"]).stdout.splitlines()


def aer(machine: Machine, *words: str, stdin: str = "") -> str:
    return machine.run(["aer", *words], SLOW, stdin=stdin.encode(), env=HOME).stdout


def phases(machine: Machine) -> dict[str, str]:
    found = json.loads(aer(machine, "services", "-o", "json"))
    return {one["name"]: one["service"]["phase"] for one in found}


def boot_id(machine: Machine) -> str:
    return machine.run(["cat", "/proc/sys/kernel/random/boot_id"]).stdout


def check_the_stop(lines: list[str]) -> None:
    """Check that each was stopped once, and before what it was started behind."""
    assert lines == [f"stop {name}" for name in reversed(SERVICES)]


def check_the_return(machine: Machine, before: list[str]) -> None:
    """Check that what is enabled came back by itself in its order, and nothing else."""
    back = [f"start {name}" for name in ENABLED]
    until(lambda: said(machine)[len(before) :] == back, "the services are started", SLOW)
    up = {**dict.fromkeys(ENABLED, "active"), "once": "inactive"}
    until(lambda: phases(machine) == up, "they are up, and no other is", SLOW)


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
