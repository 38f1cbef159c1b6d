"""Workloads that want the whole machine: only their own cell suffers."""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.cell_measures import MIB, number, text
from tests.support.daemon import Daemon
from tests.support.proc import alive, cgroup_processes, children
from tests.support.until import until

PYTHON = "exec /usr/bin/python3 -IS -c"
BOMB = "exec tail /dev/zero"
"""Takes all memory: there is no end of line to be seen."""

FORKS = f"""{PYTHON} '
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    try:
        os.fork()
    except OSError:
        time.sleep(0.01)
'"""
"""Becomes as many as it may, and each of them goes on trying."""

RUNS_AWAY = f"""{PYTHON} '
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork():
    while True:
        signal.pause()
while True:
    if os.fork():
        os._exit(0)
'"""
"""Is another process each time one looks."""


def test_a_memory_bomb_ends_itself_and_nothing_else(
    cells: CellCalls, root: Path, shared_daemon: Daemon
):
    before = shared_daemon.pids()
    cells.allocate("good", memory={"max": 32 * MIB})
    good = cells.start("good", "x", "exec sleep 1000").host_pid
    cells.allocate("bad", memory={"max": 32 * MIB, "swap_max": 0})
    beside = cells.start("bad", "x", "exec sleep 1000").host_pid
    cells.start("bad", "bomb", BOMB)
    ended = cells.api.wait("bad/bomb")
    assert ended.status == runtime_pb2.STATUS_EXITED
    assert ended.signal == signal.SIGKILL
    assert ended.reason == "oom-kill: ended by SIGKILL"
    stats = cells.call("Stats", cell_name="bad").memory
    print(f"oom_kill {stats.oom_kill_events}, peak {stats.peak} of {32 * MIB} bytes")
    assert stats.oom_kill_events == number(root / "bad", "memory.events", "oom_kill") == 1
    assert stats.oom_events >= 1
    assert 24 * MIB < stats.peak <= 32 * MIB
    assert alive(beside)
    assert alive(good)
    assert cells.call("Stats", cell_name="good").memory.oom_kill_events == 0
    assert shared_daemon.pids() == before


def test_the_oom_killer_ends_the_whole_cell_if_that_was_asked(cells: CellCalls, root: Path):
    cells.allocate("a", memory={"max": 32 * MIB, "swap_max": 0, "oom_group": True})
    cells.allocate("b")
    other = cells.start("b", "x", "exec sleep 1000").host_pid
    sleeper = cells.start("a", "sleeper", "exec sleep 1000").host_pid
    cells.start("a", "bomb", "tail /dev/zero; exec sleep 1000")
    for name in ("a/bomb", "a/sleeper"):
        ended = cells.api.wait(name)
        assert ended.signal == signal.SIGKILL
        assert ended.reason == "oom-kill: ended by SIGKILL"
    assert not alive(sleeper)
    assert alive(other)
    # The kernel counts the one that it has chosen twice: alone, and with the cell.
    kills = number(root / "a", "memory.events", "oom_kill")
    assert cells.call("Stats", cell_name="a").memory.oom_kill_events == kills >= 3
    assert number(root / "a", "memory.events", "oom_group_kill") == 1
    assert cgroup_processes(root / "a") == []


def test_a_main_process_outlives_a_child_that_is_killed_for_memory(cells: CellCalls):
    cells.allocate("a", memory={"max": 32 * MIB, "swap_max": 0})
    cells.start("a", "x", "tail /dev/zero 2>/dev/null; echo $?; exit 3")
    ended = cells.api.wait("a/x")
    assert ended.exit_code == 3
    assert not ended.reason.startswith("oom-kill")
    assert cells.api.output("a/x", 1).split()[-1] == b"137"


def test_a_fork_bomb_meets_its_limit_and_is_freed(cells: CellCalls, root: Path):
    cells.allocate("good")
    cells.allocate("bad", pids={"max": 20})
    cells.start("bad", "bomb", FORKS)
    until(lambda: number(root / "bad", "pids.events", "max") > 20, "it meets the limit", 60)
    stats = cells.call("Stats", cell_name="bad")
    print(f"pids.peak {stats.pids.peak}, refused forks {stats.pids.max_events}")
    assert stats.pids.max_events > 20
    assert stats.pids.peak == stats.processes == 20
    cells.start("good", "x", "true")
    assert cells.api.wait("good/x").exit_code == 0
    cells.free("bad", 0.5)
    assert cell_folders(root) == ["good"]


def test_a_workload_that_forks_without_end_is_freed(cells: CellCalls, root: Path):
    cells.allocate("a")
    main = cells.start("a", "x", RUNS_AWAY).host_pid

    def others() -> set[int]:
        return set(cgroup_processes(root / "a")) - {main}

    first = until(others, "it forks", 60)
    until(lambda: others() - first, "it forks again", 60)
    cells.free("a", 0.5)
    assert cell_folders(root) == []
    assert not alive(main)


def test_processes_of_a_cell_count_in_the_cell_above(cells: CellCalls, root: Path):
    cells.allocate("a", pids={"max": 5})
    cells.allocate("a/b", pids={"max": 100})
    cells.start("a/b", "bomb", FORKS)
    until(lambda: number(root / "a", "pids.events", "max") > 0, "it meets the limit", 60)
    assert cells.call("Stats", cell_name="a").pids.peak == 5
    assert len(cgroup_processes(root / "a")) == 5
    assert cells.get("a/b").state.pids.max == 100
    # The limit holds for a start as well.
    code, said = cells.refused("Start", cell_name="a", executable={"name": "y", "command": "true"})
    print(said)
    assert code == "RESOURCE_EXHAUSTED"
    assert said.startswith("cannot start: ")


def test_a_holder_is_outside_the_limits_of_its_cell(
    cells: CellCalls, root: Path, shared_daemon: Daemon
):
    before = set(children(shared_daemon.pid))
    cells.allocate("a", isolate_process=True, isolate_network=True, memory={"swap_max": 0})
    (holder,) = set(children(shared_daemon.pid)) - before
    first = cells.start("a", "x", "exec sleep 1000")
    assert first.pid != first.host_pid
    assert holder not in cgroup_processes(root)
    assert text(Path(f"/proc/{holder}"), "cgroup") == text(Path("/proc/1"), "cgroup")
    cells.call("Update", cell={"name": "a", "memory": {"max": MIB}})
    cells.start("a", "bomb", BOMB)
    assert cells.api.wait("a/bomb").reason == "oom-kill: ended by SIGKILL"
    assert alive(holder)
    cells.call("Update", cell={"name": "a", "memory": {"max": 64 * MIB}})
    after = cells.start("a", "after", "exec sleep 1000").host_pid
    spaces = [Path(f"/proc/{pid}/ns/pid").readlink() for pid in (holder, first.host_pid, after)]
    assert len(set(spaces)) == 1


def test_two_clients_make_and_free_many_cells_at_once(
    cells: CellCalls, root: Path, shared_daemon: Daemon
):
    names = [f"c{index}" for index in range(64)]
    limits = {"memory": {"max": 32 * MIB}, "cpu": {"max": 20_000}, "pids": {"max": 9}}
    with Api(shared_daemon.client_config) as other, ThreadPoolExecutor(64) as pool:
        clients = [cells, CellCalls(other)]

        def both(what: str) -> None:
            def one(index: int) -> object:
                client, name = clients[index % 2], names[index]
                if what == "allocate":
                    return client.allocate(name, **limits)
                if what == "start":
                    return client.start(name, "x", "exec sleep 1000")
                client.free(name, 0, 60)
                return None

            list(pool.map(one, range(64)))

        both("allocate")
        assert sorted(cells.names()) == cell_folders(root) == sorted(names)
        assert {text(root / name, "memory.max") for name in names} == {str(32 * MIB)}
        both("start")
        stats = cells.call("Stats")
        assert (stats.processes, stats.workloads) == (64, 64)
        assert stats.pids.current == 64
        both("free")
    assert cells.names() == cell_folders(root) == []
