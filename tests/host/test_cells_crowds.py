"""Many cells: deep, wide, and more than there is room for."""

import os
import resource

import grpc

from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.daemon import Daemon
from tests.support.until import until

LEVELS = 32
ROOM = 12
"""Descriptors that init may open beside those that it has."""


def test_cells_are_nested_as_deep_as_they_may_be(api: Api, shared_daemon: Daemon) -> None:
    cells = CellCalls(api)
    names = ["/".join(f"c{level}" for level in range(count)) for count in range(1, LEVELS + 1)]
    for number, name in enumerate(names):
        cells.allocate(name, isolate_process=number % 8 == 0)
    assert cells.refused("Allocate", cell={"name": f"{names[-1]}/x"}) == (
        "FAILED_PRECONDITION",
        f"Field = cell.name; Maximum = {LEVELS} levels",
    )
    started = cells.start(names[-1], "x", "exec sleep 100")
    assert 0 < started.pid < 10
    assert cells.names() == names
    cells.free(names[0])
    assert cell_folders(shared_daemon.cgroup) == []


def test_more_isolated_cells_than_there_are_descriptors(daemon: Daemon) -> None:
    used = len(os.listdir(f"/proc/{daemon.pid}/fd"))
    before = resource.prlimit(daemon.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(daemon.pid, resource.RLIMIT_NOFILE, (used + ROOM, before[1]))
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        made: list[str] = []
        refused = None
        while refused is None and len(made) <= ROOM:
            try:
                made.append(cells.allocate(f"c{len(made)}", isolate_process=True).cell_name)
            except grpc.RpcError as error:
                refused = error
        assert refused is not None
        assert refused.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, refused.details()
        assert "Too many open files" in refused.details()
        assert len(made) >= ROOM // 3
        assert sorted(cells.names()) == sorted(made) == cell_folders(daemon.cgroup)
        cells.free(made.pop())

        def fits() -> bool:
            try:
                cells.allocate("again", isolate_process=True)
            except grpc.RpcError:
                return False
            return True

        until(fits, "what was freed can be had again")
        for name in cells.names():
            cells.free(name)
        assert cell_folders(daemon.cgroup) == []
