"""Cgroups of cells on a real kernel, whichever controllers it has."""

import asyncio
import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aurae.model.bad_field import BadField
from aurae.model.cell import Cpu, Device, Io, Limits, Memory
from aurae.model.cell_limits import CONTROLLERS, READ_FILES
from aurae.processes.group_files import GroupError
from aurae.processes.group_tree import PORTION
from aurae.processes.groups import Groups
from aurae.processes.leaf import Leaves
from tests.support.proc import cgroup_mount
from tests.support.until import until

pytestmark = pytest.mark.host
LIMIT = 10.0
SLEEP = "import signal; signal.pause()"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()"
HEEDING = (
    "import os, signal; signal.signal(signal.SIGTERM, lambda *_: os._exit(7))\n"
    "os.write(1, b'x'); signal.pause()\n"
)
FAMILY = "import os, signal\nif os.fork() == 0: os.fork()\nos.write(1, b'x')\nsignal.pause()\n"

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def groups() -> Iterator[Groups]:
    root = cgroup_mount() / f"aurae-test-{os.getpid()}-groups"
    root.mkdir()
    yield Groups(root)
    (root / "cgroup.kill").write_text("1")
    until(lambda: "populated 0" in (root / "cgroup.events").read_text(), "the root is empty")
    for folder, _, _ in os.walk(root, topdown=False):
        os.rmdir(folder)


@pytest.fixture
def start(groups: Groups) -> Iterator[Start]:
    """Start a process in a group, which is made unless it is there."""
    started = []

    def run(path: str, program: str = SLEEP) -> subprocess.Popen[bytes]:
        group = groups.root / path
        with contextlib.suppress(FileExistsError):
            group.mkdir()
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"open({str(group / 'cgroup.procs')!r}, 'w').write('0')\n{program}",
            ],
            stdout=subprocess.PIPE,
        )
        started.append(child)
        until(
            lambda: str(child.pid) in (group / "cgroup.procs").read_text().split(), "it is there"
        )
        return child

    yield run
    for child in started:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def read(child: subprocess.Popen[bytes], count: int) -> None:
    assert child.stdout is not None
    child.stdout.read(count)


def test_cells_are_directories_below_each_other(groups: Groups) -> None:
    groups.create("a")
    groups.create("a/b")
    assert (groups.root / "a/b/cgroup.procs").exists()
    assert groups.exists("a/b")
    assert not groups.exists("a/c")


def test_a_cell_is_made_once_unless_it_may_be_there(groups: Groups) -> None:
    groups.create("a")
    with pytest.raises(FileExistsError):
        groups.create("a")
    groups.create("a", exist_ok=True)


def test_a_cell_is_not_made_below_one_that_is_not_there(groups: Groups) -> None:
    with pytest.raises(FileNotFoundError):
        groups.create("a/b")
    assert not groups.exists("a")


@pytest.mark.parametrize("path", ["..", "../x", "a/../..", "_1", "a//b", "/a", "a\n"])
def test_what_is_no_name_of_a_cell_is_never_a_path(groups: Groups, path: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a cell"):
        groups.create(path)


def test_only_an_empty_cell_is_removed(groups: Groups, start: Start) -> None:
    groups.create("a")
    child = start("a/_1")
    with pytest.raises(OSError, match="busy"):
        groups.remove("a")
    child.kill()
    child.wait()
    (groups.root / "a/_1").rmdir()
    groups.remove("a")
    assert not groups.exists("a")


def test_what_has_gone_is_not_found(groups: Groups) -> None:
    for act in (
        groups.remove,
        groups.read,
        groups.usage,
        groups.kill,
        groups.processes,
        groups.thaw,
    ):
        with pytest.raises(FileNotFoundError):
            act("a")
    with pytest.raises(FileNotFoundError):
        groups.apply("a", Limits(memory=Memory(max=1)))
    with pytest.raises(FileNotFoundError):
        groups.signal("a", signal.SIGTERM)
    with pytest.raises(FileNotFoundError):
        asyncio.run(groups.freeze("a", LIMIT))
    assert asyncio.run(groups.wait_empty("a", LIMIT))


def test_frozen_processes_stand_still_until_thawed(groups: Groups, start: Start) -> None:
    groups.create("a")
    groups.create("a/b")
    # A signal without a handler would end it at once: the kernel makes SIGKILL of it.
    child = start("a/b/_1", HEEDING)
    read(child, 1)
    assert asyncio.run(groups.freeze("a", LIMIT))
    assert groups.read("a").frozen
    assert groups.read("a/b").frozen
    child.terminate()
    assert child.poll() is None
    groups.thaw("a")
    assert child.wait(LIMIT) == 7
    assert not groups.read("a/b").frozen


def test_a_cell_below_a_frozen_one_stays_frozen(groups: Groups, start: Start) -> None:
    groups.create("a")
    groups.create("a/b")
    start("a/b/_1")
    assert asyncio.run(groups.freeze("a", LIMIT))
    assert asyncio.run(groups.freeze("a/b", LIMIT))
    groups.thaw("a/b")
    assert groups.read("a/b").frozen
    groups.thaw("a")
    until(lambda: not groups.read("a/b").frozen, "it is thawed")


def test_an_empty_cell_can_be_frozen(groups: Groups) -> None:
    groups.create("a")
    assert asyncio.run(groups.freeze("a", LIMIT))


def test_a_kill_ends_everything_below_frozen_or_not(groups: Groups, start: Start) -> None:
    groups.create("a")
    groups.create("a/b")
    children = [start("a/_1", STUBBORN), start("a/b/_2", FAMILY)]
    read(children[1], 3)
    assert len(groups.processes("a")) == 4
    assert asyncio.run(groups.freeze("a/b", LIMIT))
    groups.kill("a")
    assert asyncio.run(groups.wait_empty("a", LIMIT))
    assert [child.wait() for child in children] == [-signal.SIGKILL] * 2
    assert groups.processes("a") == []


def test_waiting_for_an_empty_cell_ends_when_the_time_is_up(groups: Groups, start: Start) -> None:
    groups.create("a")
    start("a/_1")
    assert not asyncio.run(groups.wait_empty("a", 0.05))


def test_a_signal_reaches_every_process_once(groups: Groups, start: Start) -> None:
    groups.create("a")
    groups.create("a/b")
    groups.create("c")
    ignoring = start("a/_1", STUBBORN)
    read(ignoring, 1)
    family, other = start("a/b/_2", FAMILY), start("c/_3")
    read(family, 3)
    assert groups.signal("a", signal.SIGTERM) == 4
    assert family.wait(LIMIT) == -signal.SIGTERM
    assert ignoring.poll() is None
    assert other.poll() is None
    until(lambda: groups.processes("a") == [ignoring.pid], "the family has gone")


def test_a_signal_reaches_more_processes_than_there_are_descriptors(
    groups: Groups, start: Start
) -> None:
    groups.create("a")
    count = PORTION * 3 // 2
    crowd = (
        "import os, signal\n"
        f"if all(os.fork() for _ in range({count - 1})): os.write(1, b'x')\n"
        "signal.pause()\n"
    )
    child = start("a/_1", crowd)
    read(child, 1)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (PORTION + 64, limits[1]))
    try:
        assert groups.signal("a", signal.SIGTERM) == count
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert child.wait(LIMIT) == -signal.SIGTERM
    assert asyncio.run(groups.wait_empty("a", LIMIT))


def test_a_signal_reaches_groups_that_a_workload_has_made_in_its_leaf(
    groups: Groups, start: Start
) -> None:
    leaves = Leaves(groups.root)
    children = [start("_1"), start("_1/inside")]
    leaves.signal_all("_1", signal.SIGTERM)
    assert [child.wait(LIMIT) for child in children] == [-signal.SIGTERM] * 2
    leaves.signal_all("_2", signal.SIGTERM)


def test_a_signal_to_what_forks_all_the_time_comes_to_an_end(groups: Groups, start: Start) -> None:
    groups.create("a")
    busy = (
        "import os, signal\n"
        "signal.signal(signal.SIGUSR1, signal.SIG_IGN); signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "os.write(1, b'x')\n"
        "while True:\n"
        "    if os.fork() == 0: os._exit(0)\n"
    )
    read(start("a/_1", busy), 1)
    assert groups.signal("a", signal.SIGUSR1) >= 1


def test_what_is_not_ours_is_described_and_left_alone(groups: Groups, start: Start) -> None:
    groups.create("a")
    groups.create("a/b")
    groups.create("stranger")
    child = start("a")
    ours = start("a/b/_1")
    for path in ("a/x.slice", "a/b/_1/inside", "_12", "_auraed", "_twelve", "stranger/below"):
        (groups.root / path).mkdir()
    name = Path(f"/proc/{child.pid}/comm").read_text().strip()
    assert groups.foreign({"a", "a/b"}) == [
        "cgroup '_twelve'",
        "cgroup 'stranger'",
        f"process {child.pid} ({name}) in cgroup 'a' itself",
        "cgroup 'a/x.slice'",
    ]
    assert groups.foreign({"a", "a/b"}, "a/b") == []
    assert groups.residents("a") == [f"process {child.pid} ({name})"]
    assert groups.residents("a/b") == [f"process {ours.pid} ({name})"]
    assert groups.exists("stranger")
    assert child.poll() is None


def test_use_is_counted_whatever_the_machine_has(groups: Groups, start: Start) -> None:
    groups.create("a")
    read(start("a/_1", "print(sum(range(10**6)), flush=True); " + SLEEP), 1)
    used = groups.usage("a")
    assert used.cpu["usage_usec"] > 0
    assert used.processes == 1
    assert groups.usage("").processes == groups.usage("/").processes == 1


def test_controllers_are_those_that_cells_really_have(groups: Groups) -> None:
    refused = groups.prepare()
    has = (groups.root / "cgroup.controllers").read_text().split()
    assert groups.available() == set(has) & set(CONTROLLERS) - set(refused)
    groups.create("a")
    assert set((groups.root / "a/cgroup.controllers").read_text().split()) == groups.available()


def test_a_limit_without_its_controller_names_the_file(groups: Groups) -> None:
    groups.prepare()
    if "memory" in groups.available():
        pytest.skip("this machine's cgroup v2 has the memory controller")
    groups.create("a")
    with pytest.raises(GroupError) as refused:
        groups.apply("a", Limits(memory=Memory(max=1 << 30)))
    assert str(refused.value) == "memory.max: this kernel has no such file"
    with pytest.raises(GroupError, match=r"^cpu.weight: this kernel has no such file"):
        asyncio.run(groups.apply_async("a", Limits(cpu=Cpu(weight=5))))
    assert groups.read("a").limits == Limits()
    assert not any((groups.root / "a" / file).exists() for file in READ_FILES)


@pytest.mark.parametrize("node", ["/dev/null", "/dev/no-such-device", "/dev"])
def test_a_device_that_is_none_is_refused(groups: Groups, node: str) -> None:
    groups.create("a")
    wanted = Limits(io=Io(devices=(Device("8:0"), Device(node, read_bps=1))))
    with pytest.raises(BadField, match=r"^Field = cell.io.devices\[1\].device; Invalid$"):
        groups.apply("a", wanted)


def test_a_device_is_known_by_its_number_however_it_is_written(groups: Groups) -> None:
    groups.create("a")
    wanted = Limits(io=Io(devices=(Device("8:0"), Device("08:00"))))
    with pytest.raises(BadField, match=r"^Field = cell.io.devices\[1\].device; Invalid$"):
        groups.apply("a", wanted)


def test_groups_nested_deeper_than_a_path_is_long_are_no_hindrance(groups: Groups) -> None:
    groups.create("a")
    here = os.open(groups.root / "a", os.O_RDONLY)
    fds = [here]
    try:
        for name in ["_1", *(letter * 200 for letter in "abcdefghijklmnopqrstuvwxyz")]:
            os.mkdir(name, dir_fd=here)
            here = os.open(name, os.O_RDONLY, dir_fd=here)
            fds.append(here)
        assert groups.processes("a") == []
        assert groups.signal("a", signal.SIGTERM) == 0
        assert groups.foreign({"a"}) == []
    finally:
        for fd, name in zip(reversed(fds[:-1]), "zyxwvutsrqponmlkjihgfedcba", strict=False):
            os.close(fds.pop())
            os.rmdir(name * 200, dir_fd=fd)
        for fd in fds:
            os.close(fd)


@pytest.mark.parametrize("kind", ["apply", "apply_async"])
def test_a_refusal_is_an_os_error_that_names_its_file(groups: Groups, kind: str) -> None:
    groups.create("a")
    wanted = Limits(io=Io(devices=(Device("4095:0", read_bps=1),)))
    with pytest.raises(OSError, match=r"^io.max: ") as refused:
        groups.apply("a", wanted) if kind == "apply" else asyncio.run(
            groups.apply_async("a", wanted)
        )
    assert refused.value.filename == "io.max"
    assert groups.exists("a")
