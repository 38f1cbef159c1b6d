"""Limits outlive the server, and init's own renewal: what was asked for is what the kernel has."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.api import Api
from tests.support.cell_calls import CellCalls, flat
from tests.support.cell_measures import (
    HOG,
    MIB,
    Measure,
    clearing,
    cpu_share,
    disk_of,
    text,
    wait_busy,
)
from tests.support.daemon import Daemon
from tests.support.proc import alive

LIMITS = {
    "cpu": {"max": 20_000, "burst": 5_000, "weight": 300},
    "cpuset": {"cpus": "1", "mems": "0"},
    "memory": {"min": 2 * MIB, "low": 4 * MIB, "high": 60 * MIB, "max": 64 * MIB, "swap_max": 0},
    "pids": {"max": 33},
}
FILES = (
    *("cpu.max", "cpu.max.burst", "cpu.weight", "cpuset.cpus", "cpuset.mems", "memory.min"),
    *("memory.low", "memory.high", "memory.max", "memory.swap.max", "pids.max", "io.max"),
)


@pytest.fixture(autouse=True)
def _no_cell_is_left(shared_daemon: Daemon) -> Iterator[None]:
    yield
    with Api(shared_daemon.client_config) as api, clearing(api):
        pass


@pytest.mark.parametrize("how", ["the server is killed", "everything is replaced"])
def test_limits_stay_and_hold_when(shared_daemon: Daemon, note: Measure, how: str):
    daemon = shared_daemon
    group = daemon.cgroup / "a"
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        disk = {"device": str(disk_of("scratch")), "write_bps": 3 * MIB}
        cells.allocate("a", **LIMITS, io={"devices": [disk]})
        cells.allocate("a/b", isolate_process=True, memory={"max": 8 * MIB})
        hog = cells.start("a", "hog", HOG).host_pid
        sleeper = cells.start("a/b", "x", "exec sleep 1000").host_pid
        wait_busy(group)
        before, files = cells.get("a"), files_of(group)
        below = cells.get("a/b")
    renew(daemon, how)()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        assert cells.get("a") == before
        assert cells.get("a/b") == below
        assert files_of(group) == files
        assert alive(hog)
        assert alive(sleeper)
        share = cpu_share(group)
        note(f"per cent of a CPU under cpu.max 20 % after {how}", share)
        assert 18 <= share <= 22
        cells.call("Update", cell={"name": "a", "cpu": {"max": 40_000}})
        assert text(group, "cpu.max") == "40000 100000"


def renew(daemon: Daemon, how: str) -> Callable[[], object]:
    """Return what makes the server a new one."""
    if how == "the server is killed":
        return daemon.kill_server
    return lambda: daemon.run("auraed", "reexec", "--timeout", "100s", limit=120)


def files_of(group: Path) -> dict[str, str]:
    """Return the limits that the kernel has."""
    return {name: text(group, name) for name in FILES}


def test_a_change_that_was_cut_short_is_made_as_it_was_asked_for(shared_daemon: Daemon):
    group = shared_daemon.cgroup / "a"
    with Api(shared_daemon.client_config) as api:
        CellCalls(api).allocate("a", **LIMITS)
        before = files_of(group)
    # As a server leaves them that dies between two writes.
    for name, wrong in (
        ("cpu.max", "max"),
        ("memory.max", "max"),
        ("pids.max", "7"),
        ("cpuset.cpus", "0"),
    ):
        (group / name).write_text(wrong)
    assert files_of(group) != before
    shared_daemon.kill_server()
    with Api(shared_daemon.client_config) as api:
        assert [node.cell.name for node in flat(CellCalls(api).call("List").cells)] == ["a"]
        assert files_of(group) == before


def test_what_is_frozen_stays_so_without_the_server(shared_daemon: Daemon):
    group = shared_daemon.cgroup / "a"
    with Api(shared_daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a")
        cells.start("a", "hog", HOG)
        wait_busy(group)
        cells.call("Freeze", cell_name="a")
    shared_daemon.kill_server()
    with Api(shared_daemon.client_config) as api:
        cells = CellCalls(api)
        assert cells.get("a").state.frozen
        assert cpu_share(group, 1.0) == 0
        cells.call("Thaw", cell_name="a")
        assert cpu_share(group, 1.0) > 50
