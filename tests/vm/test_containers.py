"""Containers where the kernel has everything and auraed is PID 1: limits, memory, and a new boot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.busybox_image import archive, base_layer
from tests.support.until import until
from tests.support.vm.machine import Machine
from tests.support.vm.qemu import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.timeout(900)

INIT = "/opt/aurae/tree/tests/vm/inits/on_disk"
ARGUMENTS = f"init={INIT} AURAE_STATE_DIR=/disk/state"
HOME = {"HOME": "/disk/home"}
SLOW = 180.0
"""Seconds for one command where nothing but QEMU runs the guest, and the host is busy."""
REBOOT = 39
"""SIGRTMIN+5, as the guest counts."""
IMAGE = "box:1"
GROUPS = "/sys/fs/cgroup/aurae"
ROOTS = "/disk/state/containers"
MIB = 1024 * 1024
WAITS = "trap 'exit 0' TERM; sleep 100000 & wait"


@pytest.fixture(scope="module")
def box() -> Iterator[Machine]:
    """A machine whose state is on a disk, and that has an image of busybox."""
    with Machine(Shape(arguments=ARGUMENTS, reboot=True)) as machine:
        aer(machine, "login", "--local")
        content = archive(IMAGE, base_layer(), Cmd=["/bin/sh"])
        aer(machine, "image", "load", "-q", "-i", "-", stdin=content)
        yield machine


def aer(machine: Machine, *words: str, stdin: bytes = b"", check: bool = True) -> str:
    return machine.run(["aer", *words], SLOW, stdin=stdin, env=HOME, check=check).stdout


def start(machine: Machine, name: str, script: str, *words: str) -> None:
    """Start a container that stays known."""
    aer(machine, "container", "run", "-d", "--name", name, *words, IMAGE, "/bin/sh", "-c", script)


def get(machine: Machine, name: str) -> Any:
    # It says by its exit status when one is not up.
    (found,) = json.loads(aer(machine, "status", name, "-o", "json", check=False))
    return found["workload"]


def remove(machine: Machine, *names: str) -> None:
    aer(machine, "container", "rm", "-f", *names)


def limits(machine: Machine, name: str, *files: str) -> list[str]:
    """Return what the kernel has in files of a container's leaf."""
    pid = get(machine, name)["pid"]
    group = machine.run(["cat", f"/proc/{pid}/cgroup"]).stdout.strip().partition("::")[2]
    paths = [f"/sys/fs/cgroup{group}/{file}" for file in files]
    return machine.run(["cat", *paths]).stdout.splitlines()


def test_limits_of_a_container_that_runs_hold_at_once(box: Machine):
    start(box, "web", WAITS, "-m", "64MiB", "--cpus", "0.5")
    files = ("memory.max", "cpu.max", "pids.max")
    assert limits(box, "web", *files) == [str(64 * MIB), "50000 100000", "4096"]
    pid = get(box, "web")["pid"]
    aer(box, "container", "update", "-m", "48MiB", "--pids-limit", "20", "web")
    assert limits(box, "web", *files) == [str(48 * MIB), "50000 100000", "20"]
    aer(box, "edit", "web", "--set", f"container.limits.memory.max={40 * MIB}")
    aer(box, "edit", "web", "--unset", "container.limits.pids")
    assert limits(box, "web", *files) == [str(40 * MIB), "50000 100000", "4096"]
    aer(box, "edit", "web", "--set", "container.process.nice=7")
    assert box.run(["sh", "-c", f"ps -o ni= -p {pid}"]).stdout.strip() == "7"
    assert get(box, "web")["pid"] == pid, "it is the same process"
    remove(box, "web")


def test_a_fork_bomb_is_held_by_the_number_of_its_processes(box: Machine):
    bomb = "b() { while :; do sleep 1000 & done; }; b & b & wait"
    start(box, "bomb", bomb, "--pids-limit", "20")
    until(lambda: _refused_forks(box) > 0, "the kernel has refused a fork", SLOW)
    most = int(limits(box, "bomb", "pids.peak")[0])
    assert most <= 20
    remove(box, "bomb")


def _refused_forks(machine: Machine) -> int:
    return int(limits(machine, "bomb", "pids.events")[0].split()[1])


@pytest.mark.parametrize("where", ["of its own", "of a cell above"])
def test_want_of_memory_within_a_limit_is_told(box: Machine, where: str):
    words = ["-m", "24MiB", "--memory-swap-max", "0"]
    if where != "of its own":
        aer(box, "cell", "allocate", "a", "--memory-max", "24MiB", "--memory-swap-max", "0")
        aer(box, "cell", "allocate", "a/b")
        words = ["--cell", "a/b"]
    start(box, "eater", "exec tail /dev/zero", *words)
    name = "eater" if where == "of its own" else "a/b/eater"
    until(lambda: get(box, name)["service"].get("result") == "oom-kill", "it is told", SLOW)
    assert get(box, name)["signal"] == 9
    remove(box, name)
    if where != "of its own":
        aer(box, "cell", "free", "a")


def test_after_a_new_boot_services_start_again_in_their_roots_and_runs_have_gone(box: Machine):
    script = "echo start >>/srv/starts; sync; " + WAITS
    start(box, "kept", script, "--enabled")
    start(box, "lost", WAITS, "--rm")
    assert _starts(box) == 1
    assert len(roots(box)) == 2
    box.send(["kill", f"-{REBOOT}", "1"])
    box.wait_serving(SLOW * 2)
    check_the_return(box, 2)
    box.kill()
    box.start(SLOW * 2)
    check_the_return(box, 3)
    remove(box, "kept")
    until(lambda: roots(box) == [], "its root has gone", SLOW)


def test_a_volume_with_a_limit_grows_while_it_is_mounted_and_outlives_a_power_cut(box: Machine):
    aer(box, "volume", "create", "data", "--size", "32MiB")
    start(
        box, "user", "echo before >/data/file; sync; touch /data/up; " + WAITS, "-v", "data:/data"
    )
    inside = ("exec", "user", "--", "/bin/sh", "-ec")
    aer(box, *inside, "until [ -e /data/up ]; do sleep 0.1; done")
    aer(box, "volume", "update", "data", "--size", "64MiB")
    size = int(aer(box, *inside, "df -m /data | tail -1").split()[1])
    assert size > 40
    aer(box, *inside, "echo after >>/data/file; sync")
    box.kill()
    box.start(SLOW * 2)
    words = ("container", "run", "--rm", "-v", "data:/data:ro", IMAGE, "cat", "/data/file")
    assert aer(box, *words) == "before\nafter\n"
    remove(box, "user")
    aer(box, "volume", "rm", "data")
    assert aer(box, "volume", "ls", "-q") == ""


def check_the_return(machine: Machine, starts: int) -> None:
    """Check that the enabled service is up in the root that it had, and that there is no other."""
    until(lambda: _starts(machine) == starts, "it is started again", SLOW)
    assert get(machine, "kept")["service"]["phase"] == "active"
    until(lambda: len(roots(machine)) == 1, "the root of the run has gone", SLOW)
    found = aer(machine, "exec", "kept", "--", "cat", "/srv/starts")
    assert found.split() == ["start"] * starts


def roots(machine: Machine) -> list[str]:
    found = machine.run(["ls", ROOTS]).stdout.split()
    return [name for name in found if name != "trash"]


def _starts(machine: Machine) -> int:
    """Return how often the service has started."""
    script = f"cat {ROOTS}/service-*/upper/srv/starts 2>/dev/null | wc -l"
    return int(machine.run(["sh", "-c", script]).stdout)
