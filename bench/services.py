"""Services beside systemd 257's, in one guest that systemd booted; what has no peer, here."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aurae.proto import runtime_pb2
from bench.client import Client
from bench.services_in_guest import Figures, ServiceClient, crashes, idle
from bench.stopwatch import milliseconds, quantile
from tests.support.daemon import Daemon
from tests.support.vm.image import PLACE
from tests.support.vm.machine import Machine
from tests.support.vm.qemu import Shape

LIMIT = 1500.0
STARTS = 100
PROGRAM = "/run/bench-ready"
PROFILES = ("none", "default", "strict")


def _ready() -> bytes:
    """Return the program that says it is ready, compiled."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "ready"
        source = Path(__file__).with_name("ready.c")
        subprocess.run(["cc", "-O2", "-static", "-s", "-o", made, source], check=True)
        return made.read_bytes()


def _measured(work: str) -> dict[str, Figures]:
    """Boot a guest, do one work of `bench.services_in_guest` there, and return what it says."""
    with Machine(Shape(init="systemd", memory="2G")) as machine:
        write = ["sh", "-c", f"cat > {PROGRAM} && chmod 755 {PROGRAM}"]
        machine.run(write, stdin=_ready())
        command = [f"{PLACE}/bin/python3", "-m", "bench.services_in_guest", PROGRAM, work]
        done = machine.run(command, LIMIT, cwd=f"{PLACE}/tree")
        sys.stderr.write(done.stderr)
        found: dict[str, Figures] = json.loads(done.stdout.splitlines()[-1])
        return found


def _share(figures: Figures) -> str:
    ours, theirs = figures["ours"], figures["systemd"]
    return f"{ours / theirs:.2f} ({milliseconds(ours)}, systemd {milliseconds(theirs)})"


def start_and_stop(daemon: Daemon) -> tuple[str, str]:
    """A start until it is ready and a stop, each with systemd's beside it."""
    found = _measured("start")
    return _share(found["start"]), _share(found["stop"])


def restart(daemon: Daemon) -> str:
    """A restart of what was killed, with systemd's beside it."""
    return _share(_measured("restart")["restart"])


def deep(daemon: Daemon) -> str:
    """A hundred services that require each other, with systemd's beside them."""
    return _share(_measured("deep")["deep"])


def crash_storm(daemon: Daemon) -> str:
    """The server's share of a processor while a hundred services crash; and both in the guest."""
    with Daemon() as fresh:
        here = crashes(fresh, ServiceClient(fresh))
    there = _measured("storm")["storm"]
    guest = f"server {there['server']:.0%}, systemd {there['systemd']:.0%}"
    told = f"{here['starts']:.0f} starts, init {here['init']:.1%}; in the VM {guest}"
    return f"{here['server']:.1%} ({told})"


def asleep(daemon: Daemon) -> str:
    """Wake-ups a second of the three with two hundred services."""
    with Daemon() as fresh:
        here = idle(fresh, ServiceClient(fresh))
    return ", ".join(f"{name} {count:.1f}" for name, count in here.items())


def sandboxes(daemon: Daemon) -> str:
    """`Start` of `/bin/true` until execve has succeeded, in each sandbox; they take turns."""
    client = Client(daemon)
    found: dict[str, list[float]] = {profile: [] for profile in PROFILES}
    for number in range(STARTS):
        for profile, times in found.items():
            name = f"sandbox-{profile}-{number}"
            executable = runtime_pb2.Executable(argv=["/bin/true"])
            executable.sandbox.profile = profile
            spec = runtime_pb2.WorkloadSpec(name=name, executable=executable)
            began = time.perf_counter()
            client.call("runtime.v0.RuntimeService/Start", runtime_pb2.StartRequest(workload=spec))
            times.append(time.perf_counter() - began)
            client.call("runtime.v0.RuntimeService/Wait", runtime_pb2.WaitRequest(name=name))
    told = (f"{name} {milliseconds(quantile(times, 0.5))}" for name, times in found.items())
    return ", ".join(told)
