"""Callers who meet: of two that want one thing one gets it, and nothing is left over."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import grpc
import pytest

from aurae.proto import cells_pb2
from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.daemon import Daemon
from tests.support.until import until

CALLERS = 8


@pytest.fixture
def cells(api: Api) -> CellCalls:
    """CellService of the shared daemon."""
    return CellCalls(api)


def together(*calls: Callable[[], object]) -> list[str]:
    """Make calls at the same moment; returns OK, or the status code's name, of each."""
    begin = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        begin.wait(60)
        try:
            call()
        except grpc.RpcError as error:
            return str(error.code().name)
        return "OK"

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_all_who_want_a_name_one_gets_it(cells: CellCalls, shared_daemon: Daemon) -> None:
    for _ in range(10):
        outcome = together(*[partial(cells.allocate, "a", isolate_process=True)] * CALLERS)
        assert sorted(outcome) == ["ALREADY_EXISTS"] * (CALLERS - 1) + ["OK"]
        assert cell_folders(shared_daemon.cgroup) == ["a"]
        outcome = together(*[partial(cells.free, "a")] * CALLERS)
        assert set(outcome) <= {"OK", "NOT_FOUND"}
        assert "OK" in outcome
        assert cell_folders(shared_daemon.cgroup) == []


def test_a_start_during_a_free_leaves_nothing(cells: CellCalls, shared_daemon: Daemon) -> None:
    for round_ in range(10):
        cells.allocate("a")
        cells.allocate("a/b", isolate_process=True)
        starts = [
            partial(cells.start, name, f"x{number}", "exec sleep 100")
            for number in range(4)
            for name in ("a", "a/b")
        ]
        outcome = together(partial(cells.free, "a", timeout=round_ % 2), *starts)
        assert outcome[0] == "OK"
        assert set(outcome) <= {"OK", "FAILED_PRECONDITION", "NOT_FOUND"}
        assert cells.names() == []
        assert cell_folders(shared_daemon.cgroup) == []
        assert cells.call("Stats").workloads == 0


def test_an_allocation_below_a_cell_that_is_freed_leaves_nothing(
    cells: CellCalls, shared_daemon: Daemon
) -> None:
    for _ in range(10):
        cells.allocate("a")
        below = [partial(cells.allocate, f"a/b{number}") for number in range(CALLERS)]
        outcome = together(partial(cells.free, "a"), *below)
        assert outcome[0] == "OK"
        assert set(outcome) <= {"OK", "FAILED_PRECONDITION", "NOT_FOUND"}
        assert cells.names() == []
        assert cell_folders(shared_daemon.cgroup) == []


def test_frees_of_a_cell_and_of_one_below_it_meet(cells: CellCalls, shared_daemon: Daemon) -> None:
    for _ in range(10):
        for name in ("a", "a/b", "a/b/c"):
            cells.allocate(name)
            cells.start(name, "x", "exec sleep 100")
        names = ["a", "a/b", "a/b/c"] * 2
        outcome = together(*[partial(cells.free, name) for name in names])
        assert set(outcome) <= {"OK", "NOT_FOUND"}
        assert cell_folders(shared_daemon.cgroup) == []
        assert cells.names() == []


def test_a_free_with_less_grace_hurries_the_one_under_way(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.start("a", "x", "trap '' TERM; echo ready; while :; do sleep 0.1; done")
    until(lambda: cells.api.output("a/x", 1), "it is ready")
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(cells.free, "a", 600)
        until(lambda: cells.get("a").state.status == cells_pb2.CELL_STATUS_FREEING, "it is freed")
        cells.free("a", timeout=0)
        slow.result(10)
    assert cells.names() == []


def test_updates_of_one_cell_do_not_undo_each_other(cells: CellCalls) -> None:
    cells.allocate("a")
    changes = [cells_pb2.Cell(name="a", labels={f"x{number}": "1"}) for number in range(CALLERS)]
    outcome = together(*[partial(cells.call, "Update", cell=change) for change in changes])
    assert set(outcome) == {"OK"}
    assert len(cells.get("a").cell.labels) == CALLERS
    cells.free("a")


def test_freezes_thaws_and_kills_meet(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.start("a", "x", "exec sleep 100")
    calls = ["Freeze", "Thaw", "Kill", "Get", "Freeze", "Thaw"]
    assert set(together(*[partial(cells.call, name, cell_name="a") for name in calls])) == {"OK"}
    cells.free("a")


def test_a_caller_who_leaves_changes_nothing(cells: CellCalls, shared_daemon: Daemon) -> None:
    outcome: set[str] = set()
    for patience in (0.0005, 0.001, 0.002, 0.004):
        request = cells_pb2.CellServiceAllocateRequest(
            cell=cells_pb2.Cell(name="a", isolate_process=True)
        )
        try:
            cells.api.call("CellService.Allocate", request, patience)
        except grpc.RpcError as error:
            outcome.add(error.code().name)
        # It is there wholly or not at all, and a free waits for an allocation that is under way.
        outcome |= set(together(partial(cells.free, "a")))
        assert cells.names() == cell_folders(shared_daemon.cgroup) == []
    assert outcome <= {"DEADLINE_EXCEEDED", "OK", "NOT_FOUND"}


def test_the_server_is_killed_while_cells_come_and_go(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api, ThreadPoolExecutor() as pool:
        cells = CellCalls(api)
        stop = threading.Event()

        def come_and_go(name: str) -> None:
            while not stop.is_set():
                for call in (
                    partial(cells.allocate, name, isolate_process=True),
                    partial(cells.start, name, "x", "exec sleep 100"),
                    partial(cells.free, name),
                ):
                    with suppress(grpc.RpcError):
                        call()

        busy = [pool.submit(come_and_go, name) for name in ("a", "b")]
        for _ in range(3):
            daemon.kill_server()
            until(lambda: cells.call("List") is not None, "it answers")
        stop.set()
        for future in busy:
            future.result(60)
        until(
            lambda: set(cells.names()) == set(cell_folders(daemon.cgroup)),
            "what is listed is there, and nothing else",
        )
        for name in cells.names():
            cells.free(name, timeout=0)
        assert cell_folders(daemon.cgroup) == []
        until(lambda: cells.call("Stats").workloads == 0, "no workload is left")
