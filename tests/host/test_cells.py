"""Cells of a whole daemon: made, shown, used, changed and freed."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aurae.proto import cells_pb2, runtime_pb2, system_pb2
from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.daemon import Daemon
from tests.support.proc import alive
from tests.support.until import until

STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.1; done"


@pytest.fixture
def cells(api: Api) -> Iterator[CellCalls]:
    """CellService of the shared daemon; what a test leaves is freed."""
    calls = CellCalls(api)
    yield calls
    for name in calls.names():
        if "/" not in name:
            calls.free(name, timeout=0)


def said(cells: CellCalls, name: str) -> str:
    """Return what an executable has written, once it has written a line."""
    return until(lambda: cells.api.output(name, 1), f"{name} writes").decode()


def problems(cells: CellCalls) -> list[str]:
    """Return what SystemService.Status tells of."""
    return list(cells.api.call("SystemService.Status", system_pb2.StatusRequest()).problems)


def test_a_cell_is_made_shown_and_freed(cells: CellCalls, shared_daemon: Daemon) -> None:
    answer = cells.allocate("a", labels={"tier": "web"}, annotations={"note": "x y"})
    assert (answer.cell_name, answer.cgroup_v2) == ("a", True)
    cells.allocate("a/b")
    assert cell_folders(shared_daemon.cgroup) == ["a", "a/b"]
    node = cells.get("a")
    assert dict(node.cell.labels) == {"tier": "web"}
    assert dict(node.cell.annotations) == {"note": "x y"}
    assert node.state.status == cells_pb2.CELL_STATUS_ALLOCATED
    assert node.state.owner.startswith("spiffe://")
    assert node.state.created_at.seconds > 1_700_000_000
    assert [child.cell.name for child in node.children] == ["a/b"]
    cells.free("a")
    assert cell_folders(shared_daemon.cgroup) == []
    assert cells.names() == []


def test_list_finds_labels_and_leads_there(cells: CellCalls) -> None:
    for name, labels in {"a": {}, "a/b": {"x": "1"}, "a/c": {"x": "2"}, "d": {"y": "1"}}.items():
        cells.allocate(name, labels=labels)
    assert cells.names() == ["a", "a/b", "a/c", "d"]
    (found,) = cells.call("List", labels={"x": "1"}).cells
    assert found.cell.name == "a"
    assert [child.cell.name for child in found.children] == ["a/b"]
    assert list(cells.call("List", labels={"x": "3"}).cells) == []


def test_an_executable_runs_in_a_leaf_of_its_cell(cells: CellCalls) -> None:
    cells.allocate("a")
    started = cells.start("a", "x", "cat /proc/self/cgroup; exec sleep 100")
    assert started.pid == started.host_pid
    line = said(cells, "a/x").splitlines()[-1]
    assert line == "0::/", "a cgroup namespace of its own begins at its leaf"
    unified = Path(f"/proc/{started.host_pid}/cgroup").read_text().splitlines()[-1]
    assert unified.endswith(f"/a/_{started.id}")
    assert list(cells.get("a").state.workloads) == ["x"]
    assert cells.api.get("a/x").cell == "a"


def test_an_isolated_cell_has_processes_and_a_network_of_its_own(cells: CellCalls) -> None:
    cells.allocate("iso", isolate_process=True, isolate_network=True)
    looks = "hostname; echo /proc/[0-9]*; cut -d: -f1 /proc/net/dev | tail -n +3"
    command = f'all=$({looks}); echo "$all"; exec sleep 100'  # in one piece
    started = cells.start("iso", "x", command)
    assert started.pid < 10 < started.host_pid
    hostname, processes, *devices = said(cells, "iso/x").splitlines()
    assert hostname == "iso"
    assert processes.split()[0] == "/proc/1"
    assert len(processes.split()) <= 5
    assert [device.strip() for device in devices] == ["lo"]


def test_isolation_is_passed_on_to_cells_below(cells: CellCalls) -> None:
    cells.allocate("a", isolate_process=True)
    cells.allocate("a/b")
    cells.allocate("a/c", isolate_process=True)
    found = {
        name: os.readlink(f"/proc/{cells.start(name, 'x', 'sleep 100').host_pid}/ns/pid")
        for name in ("a", "a/b", "a/c")
    }
    assert found["a"] == found["a/b"]
    assert len({*found.values(), os.readlink("/proc/self/ns/pid")}) == 3


def test_any_workload_can_run_in_a_cell(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.allocate("a/b")
    spec = runtime_pb2.WorkloadSpec(
        name="web", cell="a/b", executable=runtime_pb2.Executable(argv=["sleep", "100"])
    )
    cells.api.call("RuntimeService.Start", runtime_pb2.StartRequest(workload=spec))
    assert cells.api.get("a/b/web").status == runtime_pb2.STATUS_RUNNING
    cells.api.start("sleep", "100", name="web")
    assert cells.api.get("web").cell == "/"
    cells.api.stop("web")
    cells.free("a")
    with pytest.raises(Exception, match="cell 'a/b' not found"):
        cells.api.call("RuntimeService.Start", runtime_pb2.StartRequest(workload=spec))


def test_free_ends_what_does_not_want_to(cells: CellCalls, shared_daemon: Daemon) -> None:
    cells.allocate("a")
    cells.allocate("a/b", isolate_process=True)
    pids = [cells.start(name, "x", STUBBORN).host_pid for name in ("a", "a/b")]
    for name in ("a/x", "a/b/x"):
        said(cells, name)
    cells.free("a", timeout=0.1)
    assert not any(map(alive, pids))
    assert cell_folders(shared_daemon.cgroup) == []


def test_free_ends_what_forks_without_end(cells: CellCalls) -> None:
    cells.allocate("a")
    bomb = "f() { echo x; (f &); (f &) ; sleep 0.3; }; trap '' TERM; f"
    cells.start("a", "x", bomb)
    said(cells, "a/x")
    cells.free("a", timeout=0)
    assert cells.names() == []


def test_freeze_stops_work_and_thaw_lets_it_go_on(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.allocate("a/b")
    cells.start("a/b", "x", "while :; do echo x; sleep 0.01; done")
    said(cells, "a/b/x")
    cells.call("Freeze", cell_name="a")
    before = cells.api.output("a/b/x", 1)
    assert cells.get("a/b").state.frozen
    assert cells.refused(
        "Start", cell_name="a/b", executable={"name": "y", "command": "true"}
    ) == (
        "FAILED_PRECONDITION",
        "cannot start: cell 'a' is frozen",
    )
    assert cells.api.output("a/b/x", 1) == before
    cells.call("Thaw", cell_name="a")
    until(lambda: len(cells.api.output("a/b/x", 1)) > len(before), "it goes on")
    assert not cells.get("a/b").state.frozen


def test_a_frozen_cell_can_be_freed(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.start("a", "x", "sleep 100")
    cells.call("Freeze", cell_name="a")
    cells.free("a")
    assert cells.names() == []


def test_kill_reaches_every_process(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.allocate("a/b")
    cells.start("a", "x", "trap 'echo hup; exit 3' HUP; echo ready; while :; do sleep 0.01; done")
    cells.start("a/b", "y", "trap '' HUP; echo ready; exec sleep 100")
    for name in ("a/x", "a/b/y"):
        said(cells, name)
    assert cells.call("Kill", cell_name="a", signal="HUP").processes >= 2
    assert cells.api.wait("a/x").exit_code in (3, 129)
    assert cells.api.get("a/b/y").status == runtime_pb2.STATUS_RUNNING
    assert cells.call("Kill", cell_name="a").processes == 1
    assert cells.api.wait("a/b/y").signal == signal.SIGKILL
    assert cells.names() == ["a", "a/b"]


def test_stats_count_what_is_below(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.allocate("a/b")
    cells.start("a", "x", "exec sleep 100")
    cells.start("a/b", "y", "exec sleep 100")
    found = cells.call("Stats", cell_name="a")
    assert (found.cell_name, found.processes, found.workloads) == ("a", 2, 2)
    assert found.cpu.usage_usec > 0
    assert cells.call("Stats", cell_name="a/b").processes == 1
    assert cells.call("Stats").processes >= 2


def test_watch_tells_what_exists_and_what_happens(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.allocate("other")
    news = cells.watch("a")

    def following(count: int) -> list[tuple[str, str]]:
        taken = [next(news) for _ in range(count)]
        return [(cells_pb2.CellEvent.Name(item.event)[11:], item.cell.name) for item in taken]

    assert following(2) == [("EXISTS", "a"), ("SYNCED", "")]
    cells.allocate("a/b")
    cells.call("Update", cell=cells_pb2.Cell(name="a", labels={"x": "1"}))
    cells.call("Freeze", cell_name="a")
    cells.call("Thaw", cell_name="a")
    cells.call("Kill", cell_name="a")
    cells.free("other")
    cells.free("a")
    assert following(9) == [
        *[
            ("ALLOCATED", "a/b"),
            ("UPDATED", "a"),
            ("FROZEN", "a"),
            ("THAWED", "a"),
            ("KILLED", "a"),
        ],
        *[("FREEING", "a"), ("FREEING", "a/b"), ("FREED", "a/b"), ("FREED", "a")],
    ]
    news.cancel()


def test_update_adds_and_takes_back(cells: CellCalls) -> None:
    cells.allocate("a", labels={"x": "1", "y": "2"}, annotations={"n": "1"})
    changes = cells_pb2.Cell(name="a", labels={"z": "3"})
    node = cells.call("Update", cell=changes, clear=["labels.x", "annotations"]).cell
    assert dict(node.cell.labels) == {"y": "2", "z": "3"}
    assert dict(node.cell.annotations) == {}
    assert cells.refused("Update", cell=cells_pb2.Cell(name="a", isolate_network=True)) == (
        "FAILED_PRECONDITION",
        "cannot update: isolate_network of cell 'a' cannot be changed: free it first",
    )
    assert cells.refused("Update", cell=cells_pb2.Cell(name="a"), clear=["nope"]) == (
        "FAILED_PRECONDITION",
        "Field = clear[0]; Invalid",
    )


def test_a_vanished_cgroup_is_noticed_and_forgotten(
    cells: CellCalls, shared_daemon: Daemon
) -> None:
    for ask in ("Get", "Start", "Update", "Free"):
        cells.allocate("a")
        cells.allocate("a/b", isolate_process=True)
        for name in ("a/b", "a"):
            (shared_daemon.cgroup / name).rmdir()
        special: dict[str, dict[str, Any]] = {
            "Start": {"cell_name": "a", "executable": {"name": "x", "command": "true"}},
            "Update": {"cell": {"name": "a", "labels": {"x": "1"}}},
        }
        fields = special.get(ask, {"cell_name": "a"})
        code, text = cells.refused(ask, **fields)
        assert (code, text) == (
            "NOT_FOUND",
            f"cannot {ask.lower()}: cgroup 'a' not found on host",
        )
        assert cells.names() == []
        assert cells.refused(ask, **fields)[1] == f"cannot {ask.lower()}: cell 'a' not found"


def test_a_name_whose_cgroup_vanished_is_free(cells: CellCalls, shared_daemon: Daemon) -> None:
    cells.allocate("a")
    (shared_daemon.cgroup / "a").rmdir()
    cells.allocate("a")
    assert cells.names() == ["a"]


def test_what_is_not_ours_is_told_and_not_touched(cells: CellCalls, shared_daemon: Daemon) -> None:
    cells.allocate("a")
    pid = cells.start("a", "x", "exec sleep 100").host_pid
    foreign = shared_daemon.cgroup / "a/foreign"
    foreign.mkdir()
    assert problems(cells) == ["cgroup 'a/foreign'"]
    assert cells.refused("Allocate", cell={"name": "a/foreign"}) == (
        "FAILED_PRECONDITION",
        "cannot allocate: cgroup 'a/foreign' exists on host, but is not controlled by auraed",
    )
    assert cells.refused("Free", cell_name="a") == (
        "FAILED_PRECONDITION",
        "cannot free: cell 'a' holds cgroup 'a/foreign': not auraed's",
    )
    assert alive(pid)
    assert foreign.is_dir()
    foreign.rmdir()
    assert problems(cells) == []
    cells.free("a")


def test_a_foreign_process_in_a_cell_is_told(cells: CellCalls, shared_daemon: Daemon) -> None:
    cells.allocate("a")
    pid = cells.start(None, "x", "exec sleep 100").host_pid
    (shared_daemon.cgroup / "a/cgroup.procs").write_text(str(pid))
    assert problems(cells) == [f"process {pid} (sleep) in cgroup 'a' itself"]
    code, text = cells.refused("Free", cell_name="a")
    assert code == "FAILED_PRECONDITION"
    assert f"process {pid} (sleep)" in text
    assert alive(pid)
    cells.stop(None, "x")


def test_a_holder_that_died_is_made_anew(cells: CellCalls) -> None:
    cells.allocate("a", isolate_process=True)
    cells.start("a", "x", "exec sleep 100")
    entry = cells.api.get("a/x")
    namespace = os.readlink(f"/proc/{entry.pid}/ns/pid")
    holder = _holder_of(namespace, but=entry.pid)
    # While it is open the kernel gives its number to no other.
    with Path(f"/proc/{entry.pid}/ns/pid").open("rb"):
        os.kill(holder, signal.SIGKILL)
        assert cells.api.wait("a/x").signal == signal.SIGKILL
        until(lambda: not alive(holder), "the holder ends")
        pid = cells.start("a", "y", "exec sleep 100").host_pid
        assert os.readlink(f"/proc/{pid}/ns/pid") != namespace


def _holder_of(namespace: str, but: int) -> int:
    found = [
        int(name)
        for name in os.listdir("/proc")
        if name.isdigit() and int(name) != but and _link(f"/proc/{name}/ns/pid") == namespace
    ]
    assert len(found) == 1
    return found[0]


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def test_a_limit_that_cannot_be_held_is_refused(
    make_daemon: Callable[..., Daemon], cells: CellCalls, shared_daemon: Daemon
) -> None:
    if (shared_daemon.cgroup / "cgroup.controllers").read_text().strip():
        pytest.skip("this machine has controllers")
    why = (
        "cannot {}: memory.max needs the memory controller, which this machine's cgroup v2 has not"
    )
    limits = {"max": 1 << 30}
    assert cells.refused("Allocate", cell={"name": "m", "memory": limits}) == (
        "FAILED_PRECONDITION",
        why.format("allocate"),
    )
    assert cells.names() == []
    cells.allocate("m")
    assert cells.refused("Update", cell={"name": "m", "memory": limits}) == (
        "FAILED_PRECONDITION",
        why.format("update"),
    )
    assert not cells.get("m").cell.HasField("memory")
