"""Services when the machine goes off and comes up again, with the daemon's state on a disk."""

from tests.support.until import until
from tests.support.vm.machine import Machine
from tests.support.vm.qemu import Shape

LASTING = "init=/opt/aurae/tree/tests/vm/inits/lasting"
RESTART, POWER_OFF = "-39", "-38"
SERVICES = (
    ("db", "--enabled"),
    ("web", "--enabled", "--requires", "db"),
    ("edge", "--requires", "web"),
    ("lone",),
)


def define(machine: Machine, name: str, *options: str) -> None:
    """Make a service and start it; as it stops it writes a line on the disk and on the console."""
    said = f"echo {name} is told to stop | tee -a /mnt/marks >/dev/console"
    words = ["aer", "start", "--name", name, "--sandbox", "none", "--stop", said, *options]
    machine.run([*words, "--", "sleep", "100000"])


def state(machine: Machine, name: str) -> str:
    """Return what `aer is-active` says of a service."""
    return machine.run(["aer", "is-active", name], check=False).stdout.strip()


def told(text: str) -> list[str]:
    """Return which services were told to stop, in this order."""
    return [line.split()[0] for line in text.splitlines() if line.endswith(" is told to stop")]


def before(order: list[str], *names: str) -> bool:
    """Say whether these come in this order, each once."""
    return [name for name in order if name in names] == list(names)


def test_services_stop_before_what_they_need_and_those_that_are_enabled_come_up_with_the_machine():
    with Machine(Shape(reboot=True, arguments=LASTING)) as machine:
        machine.run(["aer", "login", "--local"])
        for service in SERVICES:
            define(machine, *service)
        assert state(machine, "edge") == "active"
        boot = machine.run(["cat", "/proc/sys/kernel/random/boot_id"]).stdout
        machine.send(["kill", RESTART, "1"])
        machine.wait_serving()
        assert machine.run(["cat", "/proc/sys/kernel/random/boot_id"]).stdout != boot
        order = told(machine.run(["cat", "/mnt/marks"]).stdout)
        print(f"told to stop, in this order, by the restart: {order}")
        assert sorted(order) == ["db", "edge", "lone", "web"]
        assert before(order, "edge", "web", "db")
        machine.run(["aer", "login", "--local"])
        until(lambda: state(machine, "web") == "active", "what is enabled comes up", 60)
        found = {name: state(machine, name) for name, *_ in SERVICES}
        print(f"after the restart: {found}")
        assert found == {"db": "active", "web": "active", "edge": "inactive", "lone": "inactive"}
        machine.send(["kill", POWER_OFF, "1"])
        assert machine.wait_off() == "guest-shutdown"
        again = told(machine.console())[len(order) :]
        print(f"told to stop, in this order, by the power-off: {again}")
        assert again == ["web", "db"]
