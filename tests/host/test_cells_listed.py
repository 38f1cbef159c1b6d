"""List, which keeps what it has encoded, shows every change at once."""

import signal
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from aurae.cells.looking import Looks
from aurae.model.cell import CellSpec
from aurae.model.workload import Executable, WorkloadSpec
from aurae.proto import cells_pb2, runtime_pb2
from tests.support.api import Api
from tests.support.cell_calls import CellCalls, flat
from tests.support.celled import cell_world
from tests.support.daemon import Daemon
from tests.support.supervised import OWNER
from tests.support.until import eventually, until

FROM_KERNEL = ("cpu", "cpuset", "memory", "pids", "io", "effective_cpus", "effective_mems")
"""What only Get reads."""

STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
FREEING = cells_pb2.CELL_STATUS_FREEING


@pytest.fixture
def cells(api: Api) -> Iterator[CellCalls]:
    """CellService of the shared daemon; what a test leaves is freed."""
    calls = CellCalls(api)
    yield calls
    for name in calls.names():
        if "/" not in name:
            calls.free(name, timeout=0)


def listed(cells: CellCalls) -> dict[str, cells_pb2.CellGraphNode]:
    """Return what List shows, by path."""
    return {node.cell.name: node for node in flat(cells.call("List").cells)}


def gotten(cells: CellCalls, name: str) -> cells_pb2.CellGraphNode:
    """Return what Get shows of a cell without what it read from the kernel."""
    node: cells_pb2.CellGraphNode = cells.get(name)
    for field in FROM_KERNEL:
        node.state.ClearField(field)  # type: ignore[arg-type]  # its fields
    return node


def agreed(cells: CellCalls) -> dict[str, cells_pb2.CellGraphNode]:
    """Return what List shows, once and again, and Get as well."""
    found = listed(cells)
    for name, node in found.items():
        assert node == gotten(cells, name)
    assert listed(cells) == found
    return found


def living(cells: CellCalls) -> list[str]:
    """Return the workloads that List shows in `a`."""
    return list(listed(cells)["a"].state.workloads)


def test_every_change_is_listed_at_once(cells: CellCalls) -> None:
    assert listed(cells) == {}
    cells.allocate("a", labels={"x": "1"})
    born = agreed(cells)["a"].state.created_at
    cells.allocate("a/b")
    assert set(agreed(cells)) == {"a", "a/b"}

    cells.call("Update", cell=cells_pb2.Cell(name="a", labels={"y": "2"}, annotations={"z": "3"}))
    assert dict(agreed(cells)["a"].cell.labels) == {"x": "1", "y": "2"}
    cells.call("Update", cell=cells_pb2.Cell(name="a"), clear=["labels.x"])
    found = agreed(cells)["a"].cell
    assert (dict(found.labels), dict(found.annotations)) == ({"y": "2"}, {"z": "3"})

    cells.call("Freeze", cell_name="a")
    assert all(node.state.frozen for node in agreed(cells).values())
    cells.call("Thaw", cell_name="a")
    assert not any(node.state.frozen for node in agreed(cells).values())
    cells.call("Freeze", cell_name="a/b")
    assert [node.state.frozen for node in agreed(cells).values()] == [False, True]
    cells.call("Thaw", cell_name="a/b")

    cells.free("a/b")
    assert set(agreed(cells)) == {"a"}
    cells.free("a")
    cells.allocate("a")
    again = agreed(cells)["a"]
    assert dict(again.cell.labels) == {}
    assert again.state.created_at.ToNanoseconds() > born.ToNanoseconds()


def test_workloads_are_listed_while_they_live(cells: CellCalls) -> None:
    cells.allocate("a")
    assert living(cells) == []
    cells.start("a", "x", "exec sleep 100")
    assert living(cells) == ["x"]
    executable = runtime_pb2.Executable(argv=["sleep", "100"])
    for name, cell in (("y", "a"), ("elsewhere", "")):
        spec = runtime_pb2.WorkloadSpec(name=name, cell=cell, executable=executable)
        cells.api.call("RuntimeService.Start", runtime_pb2.StartRequest(workload=spec))
    assert living(cells) == ["x", "y"]
    cells.stop("a", "x")
    assert living(cells) == ["y"]
    cells.api.stop("a/y")
    assert living(cells) == []
    cells.api.stop("elsewhere")
    cells.start("a", "short", "exit 3")
    until(lambda: living(cells) == [], "it ends by itself")
    cells.start("a", "killed", "exec sleep 100")
    assert living(cells) == ["killed"]
    cells.call("Kill", cell_name="a")
    until(lambda: living(cells) == [], "it is killed")
    agreed(cells)


def test_a_cell_that_is_being_freed_is_listed_as_such(cells: CellCalls) -> None:
    cells.allocate("a")
    cells.start("a", "deaf", STUBBORN)
    until(lambda: cells.api.output("a/deaf", 1), "it is deaf")
    assert listed(cells)["a"].state.status != FREEING
    with ThreadPoolExecutor(1) as thread:
        patient = thread.submit(cells.free, "a", timeout=60, limit=90)
        until(lambda: listed(cells)["a"].state.status == FREEING, "it is being freed")
        agreed(cells)
        cells.free("a", timeout=0)
        patient.result()
    assert listed(cells) == {}


@pytest.mark.asyncio
async def test_trees_are_kept_until_something_changes() -> None:
    async with cell_world() as node:
        cells = node.cells

        async def pod() -> None:
            await cells.start("a", WorkloadSpec("x", Executable(("/bin/sleep", "100"))), OWNER)

        def changed(old: object) -> bool:
            return cells.trees({}) is not old

        seen = cells.trees({})
        changes: list[Callable[[], Awaitable[object]]] = [
            lambda: cells.allocate(CellSpec("a"), OWNER),
            lambda: cells.allocate(CellSpec("a/b"), OWNER),
            pod,
            lambda: cells.update(CellSpec("a/b", labels={"x": "1"}), ()),
            lambda: cells.freeze("a"),
            lambda: cells.thaw("a"),
            lambda: cells.kill("a", signal.SIGKILL),
            lambda: cells.free("a/b", 0),
            lambda: cells.free("a", 0),
        ]
        for change in changes:
            await change()
            await eventually(partial(changed, seen), "the change")
            seen = cells.trees({})
            assert cells.trees({}) is seen
            assert seen == Looks(cells._means, cells._looks._vanishing).trees({})
        assert seen == ()


def test_another_server_lists_the_same(make_daemon: Callable[..., Daemon]) -> None:
    daemon = make_daemon()
    daemon.login()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a", labels={"x": "1"})
        cells.start("a", "x", "exec sleep 100")
        before = listed(cells)
        daemon.kill_server()
        assert listed(cells) == before
