"""Limits of cells, measured: what the kernel counts is what was asked for."""

from pathlib import Path

from tests.support.cell_calls import CellCalls
from tests.support.cell_measures import (
    HOG,
    MIB,
    Measure,
    cpu_share,
    cpu_used,
    device_number,
    disk_of,
    number,
    rate,
    rates,
    text,
    wait_busy,
)
from tests.support.until import until

FORTY = "head -c 40M /dev/zero | tail -c 40M >/dev/null && echo fits || echo killed"
"""Needs 40 MiB of memory at once."""

WORKING = f"while :; do {FORTY}; sleep 0.1; done 2>/dev/null"


def test_a_cpu_hog_gets_its_cells_share_and_update_doubles_it_live(
    cells: CellCalls, root: Path, note: Measure
):
    cells.allocate("a", cpu={"max": 20_000, "period": 100_000})
    pid = cells.start("a", "hog", HOG).host_pid
    wait_busy(root / "a")
    first = cpu_share(root / "a")
    note("per cent of a CPU under cpu.max 20 %", first)
    assert 18 <= first <= 22
    cells.call("Update", cell={"name": "a", "cpu": {"max": 40_000}})
    second = cpu_share(root / "a")
    note("per cent of a CPU under cpu.max 40 %", second)
    assert 36 <= second <= 44
    assert text(root / "a", "cpu.max") == "40000 100000"
    assert cells.api.get("a/hog").pid == pid
    stats = cells.call("Stats", cell_name="a").cpu
    assert stats.nr_throttled > 0
    assert stats.throttled_usec > 0


def test_update_raises_the_memory_of_what_runs(cells: CellCalls, root: Path):
    cells.allocate("a", memory={"max": 32 * MIB, "swap_max": 0})
    pid = cells.start("a", "work", WORKING).host_pid
    until(lambda: b"killed" in cells.api.output("a/work", 1), "32 MiB are too little", 60)
    assert b"fits" not in cells.api.output("a/work", 1)
    kills = cells.call("Stats", cell_name="a").memory.oom_kill_events
    assert kills >= 1
    cells.call("Update", cell={"name": "a", "memory": {"max": 64 * MIB}})
    assert text(root / "a", "memory.max") == str(64 * MIB)
    until(lambda: b"fits" in cells.api.output("a/work", 1), "64 MiB are enough", 60)
    assert cells.api.get("a/work").pid == pid


def test_what_is_frozen_does_no_work_until_it_is_thawed(
    cells: CellCalls, root: Path, note: Measure
):
    cells.allocate("a")
    cells.allocate("a/b")
    cells.start("a/b", "hog", HOG)
    wait_busy(root / "a/b")
    cells.call("Freeze", cell_name="a")
    before = cpu_used(root / "a")
    cold = rate(lambda: cpu_used(root / "a"), 1.0)
    note("microseconds a second that a frozen cell works", cold)
    assert cpu_used(root / "a") == before
    assert number(root / "a", "cgroup.events", "frozen") == 1
    for cell in ("a", "a/b"):
        assert cells.get(cell).state.frozen
        assert cells.refused(
            "Start", cell_name=cell, executable={"name": "x", "command": "true"}
        ) == ("FAILED_PRECONDITION", "cannot start: cell 'a' is frozen")
    cells.call("Thaw", cell_name="a")
    warm = cpu_share(root / "a", 1.0)
    note("per cent of a CPU after Thaw", warm)
    assert warm > 50
    cells.start("a/b", "x", "true")
    assert cells.api.wait("a/b/x").exit_code == 0


def test_every_control_is_read_back_as_the_kernel_has_it(cells: CellCalls, root: Path):
    disk = disk_of("scratch")
    device = device_number(disk)
    (root.parent / "io.cost.qos").write_text(f"{device} enable=1")
    memory = {"min": 4, "low": 8, "high": 200, "max": 256, "swap_max": 1}
    rates = {"read_bps": MIB, "write_bps": 2 * MIB, "read_iops": 100, "write_iops": 200}
    cells.allocate(
        "a",
        cpu={"weight": 250, "max": 50_000, "period": 200_000, "burst": 40_000},
        cpuset={"cpus": "0,1", "mems": "0"},
        # The kernel takes whole pages.
        memory={**{name: size * MIB + 1 for name, size in memory.items()}, "oom_group": True},
        pids={"max": 77},
        io={"weight": 333, "devices": [{"device": str(disk), "weight": 444, **rates}]},
    )
    state = cells.get("a").state
    cpu = state.cpu
    assert (cpu.weight, cpu.max, cpu.period, cpu.burst) == (250, 50_000, 200_000, 40_000)
    assert not cpu.idle
    assert (state.cpuset.cpus, state.cpuset.mems) == ("0-1", "0")
    assert (state.effective_cpus, state.effective_mems) == ("0-1", "0")
    assert {name: getattr(state.memory, name) for name in memory} == {
        name: size * MIB for name, size in memory.items()
    }
    assert state.memory.oom_group
    assert state.pids.max == 77
    assert state.io.weight == 333
    (found,) = state.io.devices
    assert (found.device, found.weight) == (device, 444)
    assert {name: getattr(found, name) for name in rates} == rates
    assert {file: text(root / "a", file) for file in FILES} == {
        **FILES,
        "io.weight": f"default 333\n{device} 444",
        "io.max": f"{device} rbps={MIB} wbps={2 * MIB} riops=100 wiops=200",
    }


FILES = {
    "cpu.weight": "250",
    "cpu.max": "50000 200000",
    "cpu.max.burst": "40000",
    "cpu.idle": "0",
    "cpuset.cpus": "0-1",
    "cpuset.mems": "0",
    "memory.min": str(4 * MIB),
    "memory.low": str(8 * MIB),
    "memory.high": str(200 * MIB),
    "memory.max": str(256 * MIB),
    "memory.swap.max": str(MIB),
    "memory.oom.group": "1",
    "pids.max": "77",
    "io.weight": "",
    "io.max": "",
}


def test_a_cell_may_run_only_when_nothing_else_does(cells: CellCalls, root: Path, note: Measure):
    cells.allocate("a", cpuset={"cpus": "1"})
    cells.allocate("a/busy")
    cells.allocate("a/idle", cpu={"idle": True})
    state = cells.get("a/idle").state
    assert state.cpu.idle
    assert not state.cpu.HasField("weight")
    assert text(root / "a/idle", "cpu.idle") == "1"
    cells.start("a/idle", "hog", HOG)
    wait_busy(root / "a/idle")
    cells.start("a/busy", "hog", HOG)
    wait_busy(root / "a/busy")
    busy, idle = rates([lambda: cpu_used(root / "a/busy"), lambda: cpu_used(root / "a/idle")])
    note("times as much work as the idle cell beside it", busy / max(idle, 1))
    assert busy > 10 * idle


def test_a_limit_on_a_cell_holds_for_all_below_it(cells: CellCalls, root: Path, note: Measure):
    cells.allocate("a", cpu={"max": 20_000})
    for cell in ("a/b", "a/c"):
        cells.allocate(cell)
        cells.start(cell, "hog", HOG)
        wait_busy(root / cell)
    share = cpu_share(root / "a")
    note("per cent of a CPU of two hogs in two cells of one with 20 %", share)
    assert 18 <= share <= 22


def test_what_is_reserved_is_what_cells_get_of_a_cpu(cells: CellCalls, root: Path, note: Measure):
    # Both on one CPU, or there would be nothing to share.
    cells.allocate("a", cpu={"reserved": 800}, cpuset={"cpus": "1"})
    groups = []
    for cell, reserved in (("a/large", 600), ("a/small", 200)):
        cells.allocate(cell, cpu={"reserved": reserved})
        assert cells.get(cell).state.cpu.weight == reserved // 10
        cells.start(cell, "hog", HOG)
        groups.append(root / cell)
        wait_busy(root / cell)
    large, small = rates([lambda: cpu_used(groups[0]), lambda: cpu_used(groups[1])])
    note("times as much work with 600 reserved as with 200", large / small)
    assert 2.4 <= large / small <= 3.6


def test_a_disk_is_written_no_faster_than_allowed(cells: CellCalls, root: Path, note: Measure):
    disk = disk_of("scratch")
    device = device_number(disk)
    cells.allocate("a", io={"devices": [{"device": device, "write_bps": MIB}]})
    writing = f"while :; do dd if=/dev/zero of={disk} bs=64k count=256 oflag=direct; done"
    cells.start("a", "writer", writing)

    def written() -> int:
        found = cells.call("Stats", cell_name="a").io
        return sum(item.write_bytes for item in found if item.device == device)

    until(lambda: written() > MIB, "it writes", 60)
    speed = rate(written) / MIB
    note("MiB a second under write_bps of 1 MiB", speed)
    assert 0.7 <= speed <= 1.3
