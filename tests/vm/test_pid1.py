"""auraed as PID 1 of a machine: what it sets up, what it survives, how it ends the machine."""

from collections.abc import Iterator

import pytest

from tests.support.until import until
from tests.support.vm.machine import Machine, MachineFailed
from tests.support.vm.qemu import Shape

INITS = "/opt/aurae/tree/tests/vm/inits"
CHATTY = """\
trap 'echo "the workload has its stop signal" > /dev/console; sleep 1; echo "the workload is done" > /dev/console; exit' TERM
while :; do sleep 0.1; done
"""

STUBBORN = "trap '' TERM INT; while :; do sleep 1; done"

MOUNTS = {
    "/proc": ("proc", {"nosuid", "nodev", "noexec"}),
    "/sys": ("sysfs", {"nosuid", "nodev", "noexec"}),
    "/dev": ("devtmpfs", {"nosuid", "mode=755"}),
    "/dev/pts": ("devpts", {"nosuid", "noexec", "mode=620", "gid=5", "ptmxmode=666"}),
    "/dev/shm": ("tmpfs", {"nosuid", "nodev"}),
    "/run": ("tmpfs", {"nosuid", "nodev", "mode=755"}),
    "/sys/fs/cgroup": (
        "cgroup2",
        {"nosuid", "nodev", "noexec", "nsdelegate", "memory_recursiveprot"},
    ),
    "/sys/kernel/tracing": ("tracefs", {"nosuid", "nodev", "noexec"}),
}


@pytest.fixture(scope="module")
def box() -> Iterator[Machine]:
    """A machine that no test ends."""
    with Machine() as machine:
        yield machine


def shell(machine: Machine, script: str) -> str:
    return machine.run(["sh", "-c", script]).stdout.strip()


def peer(machine: Machine, what: str) -> str:
    """Return the pid of the server or the journal; "" when it does not run."""
    script = f"for p in $(cat /proc/1/task/1/children); do grep -qz 'aurae.{what}\\|{what}/__main__' /proc/$p/cmdline && echo $p; done; true"
    return shell(machine, script)


def test_every_mount_is_there_once_with_its_options(box: Machine):
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for line in shell(box, "cat /proc/self/mountinfo").splitlines():
        before, _, after = line.partition(" - ")
        words, more = before.split(), after.split()
        options = {*words[5].split(","), *more[2].split(",")}
        found.setdefault(words[4], []).append((more[0], options))
    for point, (kind, options) in MOUNTS.items():
        assert len(found.get(point, [])) == 1, f"{point}: {found.get(point)}"
        assert found[point][0][0] == kind
        assert options <= found[point][0][1], f"{point}: {found[point]}"


def test_a_machine_has_its_device_links_terminals_and_shared_memory(box: Machine):
    assert shell(box, "readlink /dev/fd /dev/stdin /dev/stdout /dev/stderr").split() == [
        "/proc/self/fd",
        *(f"/proc/self/fd/{number}" for number in range(3)),
    ]
    assert shell(box, "stat -c %a /dev/shm /tmp /run").split() == ["1777", "1777", "755"]
    made = "import os; a, b = os.openpty(); print(os.ttyname(b))"
    assert shell(box, f"python3 -c '{made}'").startswith("/dev/pts/")


def test_pid_1_speaks_on_the_console(box: Machine):
    fds = shell(box, "readlink /proc/1/fd/0 /proc/1/fd/1 /proc/1/fd/2").split()
    assert fds == ["/dev/console"] * 3


def test_the_loopback_interface_is_up_with_both_addresses(box: Machine):
    assert "inet 127.0.0.1/8" in shell(box, "ip addr show dev lo up")
    listens = "import socket; a = socket.create_server((h, 0)); socket.create_connection(a.getsockname()[:2]); print(a.getsockname()[0])"
    assert shell(box, f"python3 -c 'h = \"127.0.0.1\"; {listens}'") == "127.0.0.1"


def test_mounts_are_seen_in_namespaces_made_later(box: Machine):
    script = """\
mkdir -p /tmp/seen
unshare --mount --propagation unchanged sh -c 'until mountpoint -q /tmp/seen; do sleep 0.05; done; echo seen > /tmp/told' &
mount -t tmpfs probe /tmp/seen && wait && cat /tmp/told && umount /tmp/seen"""
    assert shell(box, script) == "seen"


def test_ctrl_alt_del_is_pid_1s_to_decide(box: Machine):
    assert shell(box, "cat /proc/sys/kernel/ctrl-alt-del") == "0"


def test_an_orphan_is_reaped(box: Machine):
    script = "(sh -c 'exec setsid sleep 0.2 </dev/null >/dev/null 2>&1 & echo $!')"
    pid = shell(box, script)
    assert pid.isdigit()
    until(lambda: shell(box, f"test -e /proc/{pid} && echo there; true") == "", "the orphan goes")
    # The other zombies of the machine go the same way.
    until(lambda: shell(box, "ps -eo stat= | grep -c ^Z; true") == "0", "no zombie is left")


@pytest.mark.parametrize("number", [1, 9, 10, 12, 13, 17, 19, 28, 34, 64])
def test_a_signal_without_meaning_changes_nothing(box: Machine, number: int):
    children = shell(box, "cat /proc/1/task/1/children").split()
    shell(box, f"kill -{number} 1")
    assert shell(box, "cat /proc/1/comm; awk '/^State/ {print $2}' /proc/1/status").split() == [
        "auraed-init",
        "S",
    ]
    assert children == shell(box, "cat /proc/1/task/1/children").split()


@pytest.mark.parametrize("what", ["server", "journal"])
def test_a_killed_peer_comes_back_and_workloads_go_on(box: Machine, what: str):
    box.run(["aer", "login", "--local"])
    name = f"lives-on-{what}"
    box.run(["aer", "run", "-d", "--name", name, "--", "sleep", "1000"])
    old = peer(box, what)
    assert old.isdigit()
    shell(box, f"kill -9 {old}")
    until(lambda: peer(box, what) not in ("", old), f"a new {what}", 30)
    until(lambda: box.run(["aer", "ps"], check=False).returncode == 0, "it answers", 30)
    assert name in box.run(["aer", "ps"]).stdout
    box.run(["aer", "stop", name])


def test_an_order_stops_workloads_first_and_then_ends_the_machine():
    with Machine() as machine:
        machine.run(["aer", "login", "--local"])
        machine.run(["aer", "run", "-d", "--name", "chatty", "--", "sh", "-c", CHATTY])
        machine.send(["kill", "-38", "1"])
        assert machine.wait_off() == "guest-shutdown"
        text = machine.console()
    said = [
        *("the workload has its stop signal", "the workload is done"),
        *("power off: ending every process", "power off: now", "reboot: Power down"),
    ]
    places = [text.find(words) for words in said]
    assert -1 not in places, text[-2000:]
    assert places == sorted(places)


def test_a_halted_machine_stays_on_and_does_nothing():
    with Machine() as machine:
        machine.send(["kill", "-37", "1"])
        until(lambda: "System halted" in machine.console(), "it halts", 60)
        assert machine.on


def test_a_second_order_ends_the_patience_with_workloads():
    with Machine(Shape(arguments="AURAE_STOP_TIMEOUT=1h")) as machine:
        machine.run(["aer", "login", "--local"])
        machine.run(["aer", "run", "-d", "--name", "stubborn", "--", "sh", "-c", STUBBORN])
        shell(machine, "kill -2 1")
        until(lambda: "init stops all workloads" in machine.console(), "it begins to stop", 30)
        machine.send(["kill", "-2", "1"])
        assert machine.wait_off() == "guest-reset"


def test_eight_orders_in_two_seconds_end_every_patience():
    with Machine(Shape(arguments="AURAE_STOP_TIMEOUT=1h")) as machine:
        # A server that is stopped keeps the orderly stop waiting to its limits.
        script = f"kill -STOP {peer(machine, 'server')}; for i in 1 2 3 4 5 6 7 8 9; do kill -2 1; sleep 0.02; done"
        machine.send(["sh", "-c", script])
        assert machine.wait_off() == "guest-reset"
        assert "server or journal did not end in time" not in machine.console()


def test_a_mistake_in_the_settings_is_told_and_orders_are_obeyed():
    machine = Machine(Shape(arguments=f"init={INITS}/bad_settings vm.then=off"))
    try:
        with pytest.raises(MachineFailed, match="the machine went off"):
            machine.start()
        assert machine.wait_off() == "guest-shutdown"
        text = machine.console()
    finally:
        machine.remove()
    assert "aurae.toml:1: nonsense: no such setting" in text
    assert "cannot start; tried again in 0.1 s" in text
    assert "the workload was asked to stop" in text
    assert "Kernel panic" not in text


def test_an_init_that_failed_is_followed_by_one_that_works_when_the_fault_is_mended():
    with Machine(Shape(arguments=f"init={INITS}/bad_package vm.then=mend")) as machine:
        text = machine.console()
        assert "RuntimeError: this file is broken; init/main.py:1" in text
        assert "init failed; started again in 1.0 s" in text
        assert shell(machine, "cat /proc/1/comm") == "auraed-init"
        machine.send(["kill", "-38", "1"])
        assert machine.wait_off() == "guest-shutdown"
