"""Cells with almost nothing: what starts there is told, and they are freed all the same."""

import re
from pathlib import Path

import pytest

from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.cell_measures import MIB, disk_of, number, text
from tests.support.proc import cgroup_processes
from tests.support.until import until

CROWD = """\
trap '' TERM
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    while :; do :; done &
done
while :; do :; done"""
THOUSANDTH = {"max": 1000, "period": 1_000_000}


@pytest.mark.parametrize("isolated", [False, True])
@pytest.mark.parametrize(
    ("most", "why"),
    [
        # Not enough for the directory of a workload.
        (4096, r"cannot start: /sys/fs/cgroup/aurae/a/_\d+: Cannot allocate memory"),
        # Not enough for a copy of init that becomes the workload.
        (262_144, r"cannot start: oom-kill: ended before execve"),
    ],
)
def test_a_start_that_memory_forbids_says_so(
    cells: CellCalls, root: Path, most: int, why: str, isolated: bool
):
    cells.allocate("a", memory={"max": most, "swap_max": 0}, isolate_process=isolated)
    code, said = cells.refused("Start", cell_name="a", executable={"name": "x", "command": "true"})
    assert code == "RESOURCE_EXHAUSTED"
    assert re.fullmatch(why, said)
    assert [path.name for path in (root / "a").iterdir() if path.is_dir()] == []
    cells.call("Update", cell={"name": "a", "memory": {"max": 2 * MIB}})
    cells.start("a", "x", "true")
    assert cells.api.wait("a/x").exit_code == 0


@pytest.mark.timeout(200)
def test_a_cell_whose_processes_have_no_time_to_die_is_freed(cells: CellCalls, root: Path):
    cells.allocate("a")
    cells.allocate("a/b")
    cells.start("a/b", "x", CROWD)
    until(lambda: len(cgroup_processes(root / "a")) == 21, "all of them run", 60)
    # A thousandth of a CPU for 21 hogs, from above.
    cells.call("Update", cell={"name": "a", "cpu": THOUSANDTH})
    assert text(root / "a", "cpu.max") == "1000 1000000"
    cells.free("a", 0, 90)
    assert cell_folders(root) == []


@pytest.mark.timeout(200)
def test_a_cell_that_waits_for_a_disk_cannot_be_frozen_and_is_freed(cells: CellCalls, root: Path):
    disk = disk_of("scratch")
    cells.allocate("a", io={"devices": [{"device": str(disk), "write_bps": 2}]})
    # Two bytes a second: each of these writes takes nine hours.
    pid = cells.start("a", "x", f"exec dd if=/dev/zero of={disk} bs=64k oflag=direct").host_pid
    until(lambda: waits(pid), "it waits for the disk", 30)
    assert cells.refused("Freeze", cell_name="a") == (
        "DEADLINE_EXCEEDED",
        "cannot freeze: cell 'a' does not stand still",
    )
    assert number(root / "a", "cgroup.freeze") == 0
    assert not cells.get("a").state.frozen
    cells.free("a", 0, 90)
    assert cell_folders(root) == []


def waits(pid: int) -> bool:
    """Say whether a process has handed a write to its disk, and cannot be interrupted (`D`)."""
    counts = Path(f"/proc/{pid}/io").read_text().split()
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return int(counts[counts.index("write_bytes:") + 1]) > 0 and state == "D"
