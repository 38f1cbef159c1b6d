"""Cells beside systemd's units, in one guest: `python -m bench.in_guest` prints figures as JSON.

It runs in the test VM, booted with systemd as PID 1. Both sides keep an open connection; both
limits are the same; the loops take turns, so that a slow phase of the machine meets both.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from aurae.proto import cells_pb2, discovery_pb2, runtime_pb2
from bench.client import IN_FLIGHT, Client, switches, took
from bench.sd_bus import Systemd
from bench.stopwatch import quantile
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import cgroup_processes, children, memory

ROUNDS = 25
GROUPS = 100
SLEEPERS = 1000
ISOLATED = 20
LIMIT = 64 * 1024 * 1024
IDLE = 5.0

T = TypeVar("T", contravariant=True)


class Many(Protocol[T]):
    """What is done to several groups at once."""

    def __call__(self, *names: T) -> None:
        """Do it to these."""


class CellClient(Client):
    """Calls about cells."""

    def allocate(self, *names: str, isolated: bool = False) -> None:
        """Make cells with a limit of memory."""
        requests = (
            cells_pb2.CellServiceAllocateRequest(
                cell=cells_pb2.Cell(
                    name=name,
                    memory=cells_pb2.MemoryController(max=LIMIT),
                    isolate_process=isolated,
                    isolate_network=isolated,
                )
            )
            for name in names
        )
        self.calls("cells.v0.CellService/Allocate", requests)

    def free(self, *names: str) -> None:
        """Free cells."""
        requests = (cells_pb2.CellServiceFreeRequest(cell_name=name) for name in names)
        self.calls("cells.v0.CellService/Free", requests)

    def start_in_each(self, cells: Sequence[str], *argv: str) -> None:
        """Start the same executable in each of some cells."""
        executable = runtime_pb2.Executable(argv=argv)
        specs = (runtime_pb2.WorkloadSpec(cell=cell, executable=executable) for cell in cells)
        requests = (runtime_pb2.StartRequest(workload=spec) for spec in specs)
        self.calls("runtime.v0.RuntimeService/Start", requests)

    def start(self, cell: str, *argv: str, wait: int | None = None) -> None:
        """Start an executable in a cell and wait for its end."""
        spec = runtime_pb2.WorkloadSpec(cell=cell, executable=runtime_pb2.Executable(argv=argv))
        request = runtime_pb2.StartRequest(workload=spec)
        if wait:
            request.wait.seconds = wait
        self.call("runtime.v0.RuntimeService/Start", request)


def one_run(client: CellClient, systemd: Systemd) -> dict[str, float]:
    """Return seconds, medians: a program run under a limit of memory, until nothing of it is left."""
    ours: list[float] = []
    unit: list[float] = []
    command: list[float] = []
    told = ["systemd-run", "--wait", "--collect", "--quiet", "-p", f"MemoryMax={LIMIT}", "true"]

    def in_cell() -> None:
        client.allocate("bench")
        client.start("bench", "/bin/true", wait=30)
        client.free("bench")

    for number in range(-2, ROUNDS):
        name = f"bench-run-{number + 2}.service".encode()
        rounds = (
            (ours, took(in_cell)),
            (unit, took(partial(systemd.run, name, b"/bin/true", LIMIT))),
            (command, took(lambda: subprocess.run(told, check=True))),
        )
        for times, seconds in rounds:
            if number >= 0:
                times.append(seconds)
    with Api(DAEMON.client_config) as api:
        answer = api.call("RuntimeService.List", runtime_pb2.ListRequest(all=True))
        ended = sum(item.status == runtime_pb2.STATUS_EXITED for item in answer.workloads)
        assert ended == ROUNDS + 2, f"{ended} of {ROUNDS + 2} runs have ended well"
    aer = [took(lambda: _aer_run(client)) for _ in range(5)]
    return {
        "cell": quantile(ours, 0.5),
        "unit": quantile(unit, 0.5),
        "systemd-run": quantile(command, 0.5),
        "aer run": quantile(aer, 0.5),
    }


def _aer_run(client: CellClient) -> None:
    client.allocate("bench")
    DAEMON.aer("run", "--cell", "bench", "true", limit=120)
    client.free("bench")


def many(client: CellClient, systemd: Systemd) -> dict[str, float]:
    """Return the seconds for a hundred groups made and removed, with a limit each.

    One after the other, and as many in flight on either side as `IN_FLIGHT` says.
    """
    names = [f"many{number}" for number in range(GROUPS)]
    slices = [f"bench{number}.slice".encode() for number in range(GROUPS)]

    make_slices = partial(systemd.slices, LIMIT)
    works = {
        "cells": partial(_both, client.allocate, client.free, names, 1),
        "slices": partial(_both, make_slices, systemd.stop, slices, 1),
        "cells together": partial(_both, client.allocate, client.free, names, IN_FLIGHT),
        "slices together": partial(_both, make_slices, systemd.stop, slices, IN_FLIGHT),
    }
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(3):
        for name, work in works.items():
            found[name].append(took(work))
    return {name: quantile(times, 0.5) for name, times in found.items()}


def _standing() -> int:
    """Return how many cells and slices of ours there are."""
    groups = Path("/sys/fs/cgroup")
    return len([*DAEMON.cgroup.glob("many*"), *groups.glob("bench*.slice")])


def _both(make: Many[T], remove: Many[T], names: Sequence[T], together: int) -> None:
    """Make all groups, then remove all, so many at once."""
    for work in (make, remove):
        for at in range(0, len(names), together):
            work(*names[at : at + together])
        print(_standing(), end=" ", file=sys.stderr)


def crowd() -> dict[str, object]:
    """Return bytes for each of a thousand cells with a sleeper, List's times, wake-ups in 5 s."""
    with Daemon() as fresh, Api(fresh.client_config) as api:
        client = CellClient(fresh)
        client.allocate("first")
        client.start("first", "sleep", "36000")
        before = {name: memory(pid) for name, pid in fresh.pids().items()}
        names = [f"s{number}" for number in range(SLEEPERS)]
        client.allocate(*names)
        client.start_in_each(names, "sleep", "36000")
        grown = {
            name: (memory(pid) - before[name]) / SLEEPERS for name, pid in fresh.pids().items()
        }
        sleeping = len(cgroup_processes(fresh.cgroup))
        assert sleeping == SLEEPERS + 1, f"{sleeping} sleepers run"
        nothing = partial(api.call, "DiscoveryService.Discover", discovery_pb2.DiscoverRequest())
        everything = partial(api.call, "CellService.List", cells_pb2.CellServiceListRequest())
        empties = [took(nothing) for _ in range(12)]
        first, *lists = [took(everything) for _ in range(25)]
        time.sleep(2)  # what the calls above have begun is over
        slept = {name: switches(pid) for name, pid in fresh.pids().items()}
        time.sleep(IDLE)
        woken = {name: switches(pid) - slept[name] for name, pid in fresh.pids().items()}
        known = set(children(fresh.pid))
        for number in range(ISOLATED):
            client.allocate(f"i{number}", isolated=True)
        holders = [memory(pid, "Private_Dirty") for pid in children(fresh.pid) if pid not in known]
        began = time.perf_counter()
        client.free("first")
        return {
            "grown": grown,
            "first_list": first,
            "list": quantile(lists, 0.5),
            "empty": quantile(empties, 0.5),
            "woken": woken,
            "holder": sum(holders) / len(holders),
            "free": time.perf_counter() - began,
        }


DAEMON = Daemon()


def main() -> None:
    """Measure everything, or what the words name."""
    wanted = sys.argv[1:] or ["run", "many", "crowd"]
    found: dict[str, object] = {}
    if "crowd" in wanted:
        found["crowd"] = crowd()
    with DAEMON, Systemd() as systemd:
        client = CellClient(DAEMON)
        if "run" in wanted:
            found["run"] = one_run(client, systemd)
        if "many" in wanted:
            found["many"] = many(client, systemd)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
