"""Cells beside systemd 257, in a guest that systemd booted; each figure has a boot of its own."""

import json
import sys
from typing import TypedDict, cast

from bench.stopwatch import milliseconds
from tests.support.daemon import Daemon
from tests.support.vm.image import PLACE
from tests.support.vm.machine import Machine
from tests.support.vm.qemu import Shape

LIMIT = 1500.0


class Crowd(TypedDict):
    """Of a thousand cells: bytes for each by process, seconds, wake-ups in 5 s, bytes."""

    grown: dict[str, float]
    first_list: float
    list: float
    empty: float
    woken: dict[str, int]
    holder: float


class Measured(TypedDict, total=False):
    """What `bench.in_guest` prints; seconds by name where nothing else is said."""

    run: dict[str, float]
    many: dict[str, float]
    crowd: Crowd


def _measured(work: str) -> Measured:
    """Boot a guest, do one work of `bench.in_guest` there, and return what it says."""
    with Machine(Shape(init="systemd", memory="3G")) as machine:
        command = [f"{PLACE}/bin/python3", "-m", "bench.in_guest", work]
        done = machine.run(command, LIMIT, cwd=f"{PLACE}/tree")
        sys.stderr.write(done.stderr)
        return cast("Measured", json.loads(done.stdout.splitlines()[-1]))


def one_run(daemon: Daemon) -> tuple[str, str]:
    """A cell, a program in it and its end, beside systemd-run and StartTransientUnit."""
    run = _measured("run")["run"]
    ours, unit, command = run["cell"], run["unit"], run["systemd-run"]
    told = f"{milliseconds(ours)}, systemd-run {milliseconds(command)}"
    return (
        f"{ours / command:.2f} ({told}; `aer run` {milliseconds(run['aer run'])})",
        f"{ours / unit:.2f} (StartTransientUnit {milliseconds(unit)})",
    )


def many(daemon: Daemon) -> tuple[str, str]:
    """A hundred cells made and freed, beside a hundred transient slices: in turn, 16 in flight."""
    found = _measured("many")["many"]

    def share(how: str) -> str:
        cells, slices = found[f"cells{how}"], found[f"slices{how}"]
        return f"{cells / slices:.2f} ({cells:.2f} s, slices {slices:.2f} s)"

    return share(""), share(" together")


def crowd(daemon: Daemon) -> tuple[str, str, str, str]:
    """Memory, List and wake-ups of a thousand cells; the memory of a holder."""
    found = _measured("crowd")["crowd"]
    grown = found["grown"]
    parts = ", ".join(f"{name} {size / 1000:.1f}" for name, size in grown.items())
    woken = found["woken"]
    return (
        f"{sum(grown.values()) / 1000:.1f} kB ({parts})",
        f"{milliseconds(found['list'])}, the first {milliseconds(found['first_list'])};"
        f" an empty call {milliseconds(found['empty'])}",
        f"init {woken['init']}, server {woken['server'] / 5:.1f} a second",
        f"{found['holder'] / 1000:.0f} kB",
    )
