"""Cells with almost nothing: what starts there, and that they can be freed all the same."""

import time
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.cell_measures import MIB, clearing, disk_of, number
from tests.support.daemon import Daemon
from tests.support.proc import cgroup_processes
from tests.support.until import until

CROWD = """\
trap '' TERM
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    (trap '' TERM; while :; do :; done) &
done
while :; do :; done"""


@pytest.fixture
def cells(api: Api) -> Iterator[CellCalls]:
    with clearing(api) as cells:
        yield cells


@pytest.fixture
def root(shared_daemon: Daemon) -> Path:
    return shared_daemon.cgroup


@pytest.mark.parametrize("most", [0, 1, 4096, 65536, 1 << 18, 1 << 19, 1 << 20, 1<<21])
@pytest.mark.parametrize("what", ["max", "high"])
@pytest.mark.parametrize("iso", [False, True])
def test_memory(cells: CellCalls, root: Path, most: int, what: str, iso):
    begun = time.monotonic()
    try:
        cells.allocate("a", memory={what: most, "swap_max": 0}, isolate_process=iso)
    except grpc.RpcError as error:
        print("allocate", error.code(), error.details())
        return
    try:
        w = cells.call("Start", 60, cell_name="a", executable={"name": "x", "command": "true"})
        print("started", w.pid, time.monotonic() - begun)
        done = cells.api.wait("a/x")
        print(done.status, done.exit_code, done.signal, done.reason)
    except grpc.RpcError as error:
        print(error.code(), error.details())
    print(time.monotonic() - begun, (root/"a/memory.events").read_text().split())
    cells.free("a")
    print("freed", time.monotonic() - begun)
    assert cell_folders(root) == []


@pytest.mark.vm(own=True)
@pytest.mark.timeout(200)
def test_cpu(cells: CellCalls, root: Path):
    cells.allocate("a", cpu={"max": 1000, "period": 1_000_000})
    begun = time.monotonic()
    try:
        w = cells.call("Start", 100, cell_name="a", executable={"name": "x", "command": "true"})
        print("started", w.pid, time.monotonic() - begun)
    except grpc.RpcError as error:
        print(error.code(), error.details())
    print(time.monotonic() - begun)
    cells.free("a", 0, 60)
    print("freed", time.monotonic() - begun)


@pytest.mark.vm(own=True)
@pytest.mark.timeout(200)
def test_cpu_crowd(cells: CellCalls, root: Path):
    cells.allocate("a")
    cells.start("a", "x", CROWD)
    until(lambda: len(cgroup_processes(root / "a")) == 21, "all there", 60)
    cells.call("Update", cell={"name": "a", "cpu": {"max": 1000, "period": 1_000_000}})
    begun = time.monotonic()
    try:
        cells.free("a", 0, 100)
        print("freed", time.monotonic() - begun)
    except grpc.RpcError as error:
        print(time.monotonic() - begun, error.code(), error.details())
        begun = time.monotonic()
        cells.free("a", 0, 100)
        print("freed", time.monotonic() - begun)


@pytest.mark.vm(own=True)
@pytest.mark.timeout(200)
def test_cpu_crowd_freeze(cells: CellCalls, root: Path):
    cells.allocate("a")
    cells.start("a", "x", CROWD)
    until(lambda: len(cgroup_processes(root / "a")) == 21, "all there", 60)
    cells.call("Update", cell={"name": "a", "cpu": {"max": 1000, "period": 1_000_000}})
    begun = time.monotonic()
    try:
        cells.call("Freeze", cell_name="a")
        print("frozen", time.monotonic() - begun)
    except grpc.RpcError as error:
        print(time.monotonic() - begun, error.code(), error.details())
    begun = time.monotonic()
    cells.call("Update", cell={"name": "a", "cpu": {"max": 0}})


@pytest.mark.vm(own=True)
@pytest.mark.timeout(200)
def test_io(cells: CellCalls, root: Path):
    disk = disk_of("scratch")
    cells.allocate("a", io={"devices": [{"device": str(disk), "write_bps": 2}]})
    cells.start("a", "x", f"exec dd if=/dev/zero of={disk} bs=64k count=256 oflag=direct")
    def stuck():
        return any(Path(f"/proc/{pid}/wchan").read_text() != "0" and " D " in Path(f"/proc/{pid}/stat").read_text() for pid in cgroup_processes(root / "a"))
    until(stuck, "it waits", 30)
    begun = time.monotonic()
    try:
        cells.free("a", 0, 100)
        print("freed", time.monotonic() - begun)
    except grpc.RpcError as error:
        print(time.monotonic() - begun, error.code(), error.details())
        begun = time.monotonic()
        (root / "a/io.max").write_text(f"{disk.stat().st_rdev >> 8}:{disk.stat().st_rdev & 255} wbps=max")
        cells.free("a", 0, 100)
        print("freed", time.monotonic() - begun)
