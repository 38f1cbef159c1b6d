"""What is set aside is there, and what a machine cannot do is refused."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.cell_measures import MIB, disk_of, number, text
from tests.support.daemon import Daemon

MACHINE = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
CPUS = len(os.sched_getaffinity(0)) * 1000


def update(name: str, **fields: object) -> dict[str, Any]:
    """Return the fields of an update."""
    return {"cell": {"name": name, **fields}}


def test_memory_is_promised_as_long_as_there_is_some(cells: CellCalls, root: Path):
    half = MACHINE // 2 & ~4095
    cells.allocate("a", memory={"min": half})
    assert number(root / "a", "memory.min") == half
    assert number(root, "memory.min") == half
    left = MACHINE - half
    assert cells.refused("Allocate", cell={"name": "b", "memory": {"min": left + 4096}}) == (
        "RESOURCE_EXHAUSTED",
        f"cannot allocate: memory.min: asked for {left + 4096} bytes, the machine has {left} left",
    )
    assert cell_folders(root) == ["a"]
    cells.allocate("b", memory={"min": MIB})
    assert number(root, "memory.min") == half + MIB
    cells.free("a")
    assert number(root, "memory.min") == MIB
    cells.free("b")
    assert number(root, "memory.min") == 0


def test_memory_of_cells_below_comes_out_of_the_cell_above(cells: CellCalls, root: Path):
    cells.allocate("a", memory={"min": 8 * MIB})
    cells.allocate("a/b", memory={"min": 6 * MIB})
    assert cells.refused("Allocate", cell={"name": "a/c", "memory": {"min": 3 * MIB}}) == (
        "RESOURCE_EXHAUSTED",
        f"cannot allocate: memory.min: asked for {3 * MIB} bytes, cell 'a' has {2 * MIB} left",
    )
    cells.allocate("a/c", memory={"min": 2 * MIB})
    assert cells.refused("Update", **update("a/c", memory={"min": 3 * MIB})) == (
        "RESOURCE_EXHAUSTED",
        f"cannot update: memory.min: asked for {3 * MIB} bytes, cell 'a' has {2 * MIB} left",
    )
    assert cells.refused("Update", **update("a", memory={"min": 7 * MIB})) == (
        "RESOURCE_EXHAUSTED",
        f"cannot update: memory.min: {8 * MIB} are set aside for the cells below it",
    )
    assert number(root / "a/c", "memory.min") == 2 * MIB
    assert number(root / "a", "memory.min") == 8 * MIB
    cells.call("Update", **update("a", memory={"min": 9 * MIB}))
    cells.call("Update", **update("a/c", memory={"min": 3 * MIB}))
    assert number(root / "a/c", "memory.min") == 3 * MIB
    assert number(root, "memory.min") == 9 * MIB


def test_cpus_are_promised_as_long_as_there_are_some(cells: CellCalls, root: Path):
    cells.allocate("a", cpu={"reserved": CPUS - 500})
    assert number(root / "a", "cpu.weight") == (CPUS - 500) // 10
    assert cells.refused("Allocate", cell={"name": "b", "cpu": {"reserved": 501}}) == (
        "RESOURCE_EXHAUSTED",
        "cannot allocate: cpu.reserved: asked for 501 thousandths, the machine has 500 left",
    )
    cells.allocate("b", cpu={"reserved": 500})
    assert cells.refused("Update", **update("b", cpu={"reserved": 501})) == (
        "RESOURCE_EXHAUSTED",
        "cannot update: cpu.reserved: asked for 501 thousandths, the machine has 500 left",
    )
    cells.call("Update", **update("a", cpu={"reserved": CPUS - 501}))
    cells.call("Update", **update("b", cpu={"reserved": 501}))
    assert number(root / "b", "cpu.weight") == 50
    assert cells.refused("Allocate", cell={"name": "b/c", "cpu": {"reserved": 502}}) == (
        "RESOURCE_EXHAUSTED",
        "cannot allocate: cpu.reserved: asked for 502 thousandths, cell 'b' has 501 left",
    )
    assert cell_folders(root) == ["a", "b"]


def test_limits_above_the_machine_limit_nothing_and_are_taken(cells: CellCalls, root: Path):
    cells.allocate("a", memory={"max": 1 << 40, "high": 1 << 40}, pids={"max": 4_194_304})
    assert text(root / "a", "memory.max") == str(1 << 40)
    assert text(root / "a", "pids.max") == "4194304"
    state = cells.get("a").state
    assert (state.memory.max, state.memory.high, state.pids.max) == (1 << 40, 1 << 40, 4_194_304)
    cells.start("a", "x", "true")
    assert cells.api.wait("a/x").exit_code == 0


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a CPU that is not there": (
        {"cpuset": {"cpus": "99"}},
        "cpuset.cpus: Numerical result out of range",
    ),
    "a memory node that is not there": (
        {"cpuset": {"mems": "7"}},
        "cpuset.mems: Invalid argument",
    ),
    "a device that is not there": (
        {"io": {"devices": [{"device": "4095:0", "read_bps": 1}]}},
        "io.max: No such device",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_the_kernel_refuses_makes_and_changes_nothing(
    cells: CellCalls, root: Path, shared_daemon: Daemon, name: str
):
    fields, why = BAD[name]
    assert cells.refused("Allocate", cell={"name": "a", **fields}) == (
        "FAILED_PRECONDITION",
        f"cannot allocate: {why}",
    )
    assert cell_folders(root) == []
    assert cells.names() == []
    cells.allocate("a", cpu={"max": 20_000}, memory={"max": 32 * MIB}, labels={"x": "1"})
    before, files = cells.get("a"), everything(root / "a")
    # What comes before the bad one is taken back, and what comes behind it is never there.
    more = {"cpu": {"max": 40_000}, "memory": {"max": 64 * MIB}, "pids": {"max": 7}}
    changes = update("a", **more, **fields, labels={"x": "2"})
    assert cells.refused("Update", **changes) == ("FAILED_PRECONDITION", f"cannot update: {why}")
    assert cells.get("a") == before
    assert everything(root / "a") == files


def everything(group: Path) -> dict[str, str]:
    """Return all limits in a cgroup's files."""
    names = [path.name for path in group.glob("*.m*") if path.stat().st_mode & 0o200]
    names += ["cpu.weight", "cpu.idle", "io.weight", "memory.low", "memory.high"]
    return {name: text(group, name) for name in names if name != "memory.reclaim"}


def test_a_path_that_is_no_disks_is_refused_by_its_field(cells: CellCalls, root: Path):
    for path in ("/dev/null", "/dev/no-such", f"{disk_of('scratch')}/x"):
        asked = {"name": "a", "io": {"devices": [{"device": path, "read_bps": 1}]}}
        assert cells.refused("Allocate", cell=asked) == (
            "FAILED_PRECONDITION",
            "Field = cell.io.devices[0].device; Invalid",
        )
    assert cell_folders(root) == []
