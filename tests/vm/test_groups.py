"""Cgroups of cells with every controller of a real kernel: what is written is what is read back."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aurae.cli.boot import pass_down
from aurae.model.cell import Cpu, Cpuset, Device, Io, Limits, Memory, Pids
from aurae.model.cell_limits import CONTROLLERS, READ_FILES
from aurae.processes.group_files import GroupError
from aurae.processes.groups import Groups
from tests.support.until import until

MOUNT = Path("/sys/fs/cgroup")
MIB = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")
WAIT = 30.0

FRESH = Limits(
    cpu=Cpu(weight=100, idle=False),
    cpuset=Cpuset(),
    memory=Memory(oom_group=False),
    pids=Pids(),
    io=Io(weight=100),
)
"""What a cell of which nothing was asked has."""


@pytest.fixture
def groups() -> Iterator[Groups]:
    pass_down(MOUNT)
    root = MOUNT / f"aurae-test-{os.getpid()}"
    root.mkdir()
    groups = Groups(root)
    assert groups.prepare() == {}
    groups.create("a")
    yield groups
    groups.kill("")
    assert asyncio.run(groups.wait_empty("", WAIT))
    for folder, _, _ in os.walk(root, topdown=False):
        os.rmdir(folder)


@pytest.fixture
def disk() -> Path:
    """The node of a disk that may be written on, and has weights."""
    disk = disk_of("scratch")
    # Without the kernel's model of what a disk can do, it has none.
    (MOUNT / "io.cost.qos").write_text(f"{number(disk)} enable=1")
    return disk


def disk_of(serial: str) -> Path:
    for file in Path("/sys/block").glob("*/serial"):
        if file.read_text().strip() == serial:
            return Path("/dev", file.parent.name)
    raise LookupError(f"there is no disk with the serial number {serial}")


def number(disk: Path) -> str:
    made = disk.stat().st_rdev
    return f"{os.major(made)}:{os.minor(made)}"


def run(groups: Groups, path: str, program: str) -> subprocess.CompletedProcess[bytes]:
    """Run a Python program in a leaf of a cell."""
    leaf = groups.root / path / "_1"
    leaf.mkdir(exist_ok=True)
    enter = f"open({str(leaf / 'cgroup.procs')!r}, 'w').write('0')\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", enter + program],
        capture_output=True,
        timeout=WAIT,
        check=False,
    )
    until(lambda: not groups.processes(path), "the leaf is empty")
    return done


def text(groups: Groups, file: str) -> str:
    return (groups.root / "a" / file).read_text().strip()


def change(groups: Groups, limits: Limits, path: str = "a") -> Limits:
    asyncio.run(groups.apply_async(path, limits))
    return groups.read(path).limits


def everything(disk: Path) -> Limits:
    return Limits(
        cpu=Cpu(weight=250, max=50_000, period=200_000, burst=40_000, idle=False),
        cpuset=Cpuset(cpus="0-1", mems="0"),
        memory=Memory(
            min=4 * MIB, low=8 * MIB, high=200 * MIB, max=256 * MIB, swap_max=MIB, oom_group=True
        ),
        pids=Pids(max=77),
        io=Io(
            weight=333,
            devices=(
                Device(
                    str(disk),
                    weight=444,
                    read_bps=MIB,
                    write_bps=2 * MIB,
                    read_iops=100,
                    write_iops=200,
                ),
            ),
        ),
    )


def numbered(limits: Limits, disk: Path) -> Limits:
    """Return limits with the disk called by its number, as the kernel has it."""
    made = disk.stat().st_rdev
    assert limits.io is not None
    devices = tuple(
        replace(device, device=f"{os.major(made)}:{os.minor(made)}")
        for device in limits.io.devices
    )
    return replace(limits, io=replace(limits.io, devices=devices))


def test_pid_1_passes_every_controller_down(groups: Groups) -> None:
    assert set(CONTROLLERS) <= set((MOUNT / "cgroup.subtree_control").read_text().split())
    assert groups.available() == set(CONTROLLERS)
    assert set((groups.root / "a/cgroup.controllers").read_text().split()) == set(CONTROLLERS)


def test_pid_1_of_a_container_moves_into_a_leaf_to_pass_controllers_down(groups: Groups) -> None:
    leaf = groups.root / "a/_1"
    program = (
        "from pathlib import Path; from aurae.cli.boot import pass_down\n"
        f"pass_down(Path({str(leaf)!r})); print(open('/proc/self/cgroup').read())"
    )
    done = run(groups, "a", program)
    assert done.stdout.decode().strip().endswith("/a/_1/_auraed"), done.stderr.decode()
    assert set((leaf / "cgroup.subtree_control").read_text().split()) == set(CONTROLLERS)


def test_no_controller_is_passed_down_where_processes_live(groups: Groups) -> None:
    """A group with processes takes `cpu` alone, and its leaves could then hold threads only."""
    (groups.root / "b").mkdir()
    child = subprocess.Popen(["sleep", "1000"])
    try:
        (groups.root / "b/cgroup.procs").write_text(str(child.pid))
        assert set(Groups(groups.root / "b").prepare()) == set(CONTROLLERS)
        assert Groups(groups.root / "b").available() == set()
        groups.create("b", exist_ok=True)
        (groups.root / "b/_1").mkdir()
        (groups.root / "b/_1/cgroup.procs").write_text(str(child.pid))
        groups.create("b", exist_ok=True)
        assert Groups(groups.root / "b").available() == set(CONTROLLERS)
    finally:
        child.kill()
        child.wait()


def test_every_file_that_we_know_of_is_there(groups: Groups) -> None:
    assert [file for file in READ_FILES if not (groups.root / "a" / file).exists()] == []


def test_a_new_cell_has_no_limits(groups: Groups) -> None:
    state = groups.read("a")
    assert state.limits == FRESH
    assert (
        state.effective_cpus == (groups.root / "cpuset.cpus.effective").read_text().strip() != ""
    )
    assert state.effective_mems == "0"
    assert not state.frozen


def test_everything_at_once_is_read_back_and_lifted(groups: Groups, disk: Path) -> None:
    wanted = everything(disk)
    groups.apply("a", wanted)
    assert groups.read("a").limits == numbered(wanted, disk)
    assert text(groups, "cpu.max") == "50000 200000"
    assert text(groups, "memory.high") == str(200 * MIB)
    assert change(groups, Limits()) == FRESH


def test_everything_at_once_is_changed_live(groups: Groups, disk: Path) -> None:
    assert change(groups, everything(disk)) == numbered(everything(disk), disk)
    less = Limits(cpu=Cpu(max=20_000), memory=Memory(max=64 * MIB), io=Io(weight=7))
    assert change(groups, less) == Limits(
        cpu=Cpu(weight=100, max=20_000, period=100_000, idle=False),
        cpuset=Cpuset(),
        memory=Memory(max=64 * MIB, oom_group=False),
        pids=Pids(),
        io=Io(weight=7),
    )
    assert change(groups, everything(disk)) == numbered(everything(disk), disk)


def test_memory_is_rounded_down_to_pages(groups: Groups) -> None:
    limits = change(groups, Limits(memory=Memory(high=10 * MIB + 1, max=20 * MIB + PAGE - 1)))
    assert limits.memory == Memory(high=10 * MIB, max=20 * MIB, oom_group=False)


def test_more_memory_than_the_machine_has_is_a_limit_all_the_same(groups: Groups) -> None:
    limits = change(groups, Limits(memory=Memory(max=1 << 50, min=1 << 50)))
    assert limits.memory == Memory(max=1 << 50, min=1 << 50, oom_group=False)


def test_the_largest_number_is_no_limit(groups: Groups) -> None:
    limits = change(groups, Limits(memory=Memory(max=2**63 - 1)))
    assert limits.memory is not None
    assert limits.memory.max is None


def test_zero_is_no_limit_where_upstream_has_it_so(groups: Groups) -> None:
    assert change(groups, Limits(cpu=Cpu(max=0), memory=Memory(max=0, high=0))) == FRESH


def test_no_swap_at_all_is_a_limit(groups: Groups) -> None:
    limits = change(groups, Limits(memory=Memory(swap_max=0)))
    assert limits.memory == Memory(swap_max=0, oom_group=False)


@pytest.mark.parametrize("most", [1000, 50_000, (1 << 44) - 1])
def test_the_kernel_takes_the_whole_range_of_cpu_max(groups: Groups, most: int) -> None:
    limits = change(groups, Limits(cpu=Cpu(max=most, period=1_000_000)))
    assert limits.cpu == Cpu(weight=100, max=most, period=1_000_000, idle=False)


@pytest.mark.parametrize("wrong", [Cpu(max=999), Cpu(max=1 << 44), Cpu(max=5000, period=999)])
def test_the_kernel_refuses_what_we_refuse(groups: Groups, wrong: Cpu) -> None:
    with pytest.raises(GroupError, match=r"^cpu.max: Invalid argument$"):
        groups.apply("a", Limits(cpu=wrong))


def test_a_quota_can_go_below_the_burst_that_was_there(groups: Groups) -> None:
    change(groups, Limits(cpu=Cpu(max=50_000, burst=50_000)))
    limits = change(groups, Limits(cpu=Cpu(max=10_000, burst=9_000)))
    assert limits.cpu == Cpu(weight=100, max=10_000, period=100_000, burst=9_000, idle=False)


def test_idle_comes_and_goes_with_the_weight(groups: Groups) -> None:
    assert change(groups, Limits(cpu=Cpu(weight=500))).cpu == Cpu(weight=500, idle=False)
    assert change(groups, Limits(cpu=Cpu(idle=True))).cpu == Cpu(idle=True)
    assert change(groups, Limits(cpu=Cpu(reserved=3000))).cpu == Cpu(weight=300, idle=False)
    assert change(groups, Limits(cpu=Cpu(idle=True))).cpu == Cpu(idle=True)
    assert change(groups, Limits()).cpu == Cpu(weight=100, idle=False)


def test_the_most_processes_are_what_the_kernel_counts(groups: Groups) -> None:
    assert change(groups, Limits(pids=Pids(4_194_304))).pids == Pids(4_194_304)
    with pytest.raises(GroupError, match=r"^pids.max: Invalid argument$"):
        groups.apply("a", Limits(pids=Pids(4_194_305)))


def test_a_list_of_cpus_is_shown_as_the_kernel_has_it(groups: Groups) -> None:
    groups.apply("a", Limits(cpuset=Cpuset(cpus="0,1,", mems="0")))
    state = groups.read("a")
    assert state.limits.cpuset == Cpuset("0-1", "0")
    groups.create("a/b")
    groups.apply("a/b", Limits(cpuset=Cpuset(cpus="1")))
    assert groups.read("a/b").effective_cpus == "1"
    assert change(groups, Limits(), "a/b").cpuset == Cpuset()
    assert groups.read("a/b").effective_cpus == "0-1"


@pytest.mark.parametrize("cpus", ["3-1", "999999", "999999999", "x"])
def test_cpus_that_cannot_be_are_the_kernels_refusal(groups: Groups, cpus: str) -> None:
    with pytest.raises(GroupError, match=r"^cpuset.cpus: "):
        groups.apply("a", Limits(cpuset=Cpuset(cpus=cpus)))


def test_a_device_that_is_not_there_is_the_kernels_refusal(groups: Groups) -> None:
    with pytest.raises(GroupError, match=r"^io.max: No such device$"):
        groups.apply("a", Limits(io=Io(devices=(Device("4095:0", read_bps=1),))))


def test_a_device_without_weights_is_the_kernels_refusal(groups: Groups) -> None:
    disk = disk_of("root")
    with pytest.raises(GroupError, match=r"^io.weight: no weights for this device until"):
        groups.apply("a", Limits(io=Io(devices=(Device(str(disk), weight=5),))))


def test_limits_of_a_device_are_lifted_one_by_one(groups: Groups, disk: Path) -> None:
    name = str(disk)
    both = Io(weight=100, devices=(Device(name, weight=9, write_bps=MIB),))
    assert change(groups, Limits(io=both)) == numbered(replace(FRESH, io=both), disk)
    rates = Io(weight=100, devices=(Device(name, read_iops=5),))
    assert change(groups, Limits(io=rates)) == numbered(replace(FRESH, io=rates), disk)
    assert change(groups, Limits(io=Io(devices=(Device(name),)))) == FRESH


def test_a_refused_change_leaves_everything_as_it_was(groups: Groups, disk: Path) -> None:
    before = change(groups, everything(disk))
    wrong = Limits(
        cpu=Cpu(idle=True),
        memory=Memory(max=MIB * 512),
        io=Io(devices=(Device("4095:0", write_bps=1),)),
    )
    with pytest.raises(GroupError, match=r"^io.max: No such device$"):
        change(groups, wrong)
    assert groups.read("a").limits == before


def test_a_cell_that_goes_away_is_not_found(groups: Groups) -> None:
    groups.create("b")
    folder = os.open(groups.root / "b", os.O_RDONLY)
    try:
        groups.remove("b")
        with pytest.raises(FileNotFoundError):
            groups.apply("b", Limits(memory=Memory(max=MIB)))
    finally:
        os.close(folder)


def test_the_memory_limit_ends_a_process_and_is_counted(groups: Groups) -> None:
    groups.apply("a", Limits(memory=Memory(max=32 * MIB, swap_max=0)))
    done = run(groups, "a", f"x = b'x' * {64 * MIB}")
    assert done.returncode == -signal.SIGKILL
    memory = groups.usage("a").memory
    assert memory is not None
    assert memory["oom_kill"] >= 1
    assert 24 * MIB < memory["peak"] <= 32 * MIB
    assert {
        "current",
        "swap_current",
        "anon",
        "file",
        "kernel",
        "low",
        "high",
        "max",
        "oom",
    } < set(memory)


def test_the_limit_of_processes_refuses_forks_and_is_counted(groups: Groups) -> None:
    groups.apply("a", Limits(pids=Pids(1)))
    done = run(groups, "a", "import os\ntry: os.fork()\nexcept BlockingIOError: os._exit(7)")
    assert done.returncode == 7
    pids = groups.usage("a").pids
    assert pids is not None
    assert pids["max"] == 1
    assert pids["peak"] == 1


def test_the_limit_of_cpu_time_slows_down_and_is_counted(groups: Groups) -> None:
    groups.apply("a", Limits(cpu=Cpu(max=10_000)))
    assert (
        run(
            groups,
            "a",
            "import time\nend = time.process_time() + 0.15\nwhile time.process_time() < end: pass",
        ).returncode
        == 0
    )
    used = groups.usage("a").cpu
    assert used["usage_usec"] >= 150_000
    assert used["nr_throttled"] > 0
    assert used["throttled_usec"] > 0


def test_cpus_of_a_cell_are_the_only_ones_its_processes_have(groups: Groups) -> None:
    groups.apply("a", Limits(cpuset=Cpuset(cpus="1")))
    done = run(groups, "a", "import os; print(*os.sched_getaffinity(0))")
    assert done.stdout == b"1\n"


def test_what_is_written_to_a_disk_is_counted(groups: Groups, disk: Path) -> None:
    groups.apply("a", Limits(io=Io(devices=(Device(str(disk), write_bps=8 * MIB),))))
    program = (
        f"import os; fd = os.open({str(disk)!r}, os.O_WRONLY)\n"
        f"os.write(fd, bytes({MIB})); os.fsync(fd)"
    )
    assert run(groups, "a", program).returncode == 0
    assert groups.usage("a").io[number(disk)]["wbytes"] >= MIB
