"""Cells outlive the server and init, and go with an orderly stop and with the boot."""

import os
import signal
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from aurae.proto import cells_pb2, runtime_pb2, system_pb2
from tests.host.test_orphans import kill_init
from tests.support.api import Api
from tests.support.cell_calls import CellCalls, cell_folders
from tests.support.daemon import Daemon
from tests.support.hung_fuse import hung_folder
from tests.support.proc import alive, children
from tests.support.until import until


def rows(daemon: Daemon) -> list[tuple[str, str]]:
    """Return name and status of every row."""
    with closing(sqlite3.connect(daemon.state_dir / "state.db")) as connection:
        return list(connection.execute("SELECT name, status FROM cells ORDER BY name"))


def test_cells_and_names_outlive_the_server(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a", labels={"x": "1"})
        cells.allocate("a/b", isolate_process=True, isolate_network=True)
        pid = cells.start("a/b", "x", "exec sleep 100").host_pid
        cells.start("a", "ended", "true")
        api.wait("a/ended")
        cells.call("Freeze", cell_name="a/b")
        before = cells.get("a")
        daemon.kill_server()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        assert cells.get("a") == before
        assert cells.refused(
            "Start", cell_name="a", executable={"name": "ended", "command": "x"}
        ) == (
            "ALREADY_EXISTS",
            "cannot start: executable 'ended' exists",
        )
        cells.call("Thaw", cell_name="a/b")
        other = cells.start("a/b", "y", "exec sleep 100").host_pid
        assert os.readlink(f"/proc/{pid}/ns/pid") == os.readlink(f"/proc/{other}/ns/pid")
        cells.free("a")
        assert not alive(pid)
        assert cell_folders(daemon.cgroup) == []
    assert rows(daemon) == []


def test_a_cell_whose_making_was_cut_short_is_made(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a")
        cells.allocate("a/b", isolate_process=True)
        # As a server leaves it that dies right after the commit.
        for name in ("a/b", "a"):
            (daemon.cgroup / name).rmdir()
        daemon.kill_server()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        assert cell_folders(daemon.cgroup) == ["a", "a/b"]
        assert cells.start("a/b", "x", "exec sleep 100").pid > 0
        cells.free("a")


def test_a_free_that_was_cut_short_goes_on(make_daemon: Callable[..., Daemon]) -> None:
    daemon = make_daemon(stop_timeout="2s")
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a")
        cells.allocate("a/b")
        pid = cells.start(
            "a/b", "x", "trap '' TERM; echo ready; while :; do sleep 0.1; done"
        ).host_pid
        until(lambda: api.output("a/b/x", 1), "it is ready")
        request = cells_pb2.CellServiceFreeRequest(cell_name="a")
        with pytest.raises(Exception, match="DEADLINE_EXCEEDED"):
            api.call("CellService.Free", request, 0.3)
        assert cells.get("a").state.status == cells_pb2.CELL_STATUS_FREEING
        assert cells.refused("Start", cell_name="a", executable={"name": "y", "command": "x"}) == (
            "FAILED_PRECONDITION",
            "cannot start: cell 'a' is being freed",
        )
        assert cells.refused("Allocate", cell={"name": "a/c"}) == (
            "FAILED_PRECONDITION",
            "cannot allocate: cell 'a' is being freed",
        )
        daemon.kill_server()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        until(lambda: cells.names() == [], "the next server frees it", 30)
    assert not alive(pid)
    assert cell_folders(daemon.cgroup) == []


def test_cells_and_their_holders_outlive_init(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a", isolate_process=True)
        pid = cells.start("a", "x", "exec sleep 100").host_pid
        namespace = os.readlink(f"/proc/{pid}/ns/pid")
    kill_init(daemon)
    daemon.start()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        assert api.get("a/x").status == runtime_pb2.STATUS_ORPHANED
        other = cells.start("a", "y", "exec sleep 100").host_pid
        assert os.readlink(f"/proc/{other}/ns/pid") == namespace
        with ThreadPoolExecutor() as pool:
            freed = pool.submit(cells.free, "a")
            # An orphan is ours to reap, as PID 1 would; before that its namespace does not end.
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
            freed.result(30)
    assert not alive(pid)
    assert not alive(other)


def test_an_orderly_stop_leaves_no_cell(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a", isolate_process=True)
        cells.allocate("a/b", isolate_process=True)
        cells.start("a/b", "x", "exec sleep 100")
    assert daemon.stop() == 0
    assert cell_folders(daemon.cgroup) == []
    assert rows(daemon) == []
    daemon.start()
    with Api(daemon.client_config) as api:
        assert CellCalls(api).names() == []


def test_another_boot_knows_no_cell_of_this_one(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        CellCalls(api).allocate("a")
    kill_init(daemon)
    (daemon.cgroup / "a").rmdir()
    with closing(sqlite3.connect(daemon.state_dir / "state.db")) as connection, connection:
        connection.execute("UPDATE cells SET boot = 'another'")
    daemon.start()
    with Api(daemon.client_config) as api:
        assert CellCalls(api).names() == []
    assert cell_folders(daemon.cgroup) == []
    assert rows(daemon) == []


def test_a_cell_that_cannot_be_restored_is_told_and_harms_no_other(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        for name in ("a", "b"):
            CellCalls(api).allocate(name)
    kill_init(daemon)
    with closing(sqlite3.connect(daemon.state_dir / "state.db")) as connection, connection:
        # A device that was unplugged meanwhile.
        spec = '{"limits":{"io":{"devices":[{"device":"/dev/no-such-device","read_bps":1}]}}}'
        connection.execute("UPDATE cells SET spec = json_patch(spec, ?) WHERE name = 'a'", [spec])
    daemon.start()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        status = api.call("SystemService.Status", system_pb2.StatusRequest())
        assert list(status.problems) == [
            "cell 'a' cannot be restored: Field = cell.io.devices[0].device; Invalid"
        ]
        assert cells.names() == ["a", "b"]
        cells.start("b", "x", "true")
        cells.free("a")
        status = api.call("SystemService.Status", system_pb2.StatusRequest())
        assert list(status.problems) == []
        cells.free("b")


def test_a_free_that_is_stuck_says_what_is_left(daemon: Daemon, tmp_path: Path) -> None:
    hung = tmp_path / "hung"
    hung.mkdir()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("a")
        cells.allocate("a/b")
        with hung_folder(hung) as taken:
            pid = cells.start("a/b", "x", f"exec stat {hung}/x").host_pid
            os.read(taken, 1)
            code, text = cells.refused("Free", cell_name="a", timeout={"nanos": 1000})
            assert code == "DEADLINE_EXCEEDED"
            assert text == f"cannot free: cell 'a': process {pid} (stat) in a/b"
            assert rows(daemon) == [("a", "FREEING"), ("a/b", "FREEING")]
            assert cells.refused("Allocate", cell={"name": "a"})[1] == (
                "cannot allocate: cell 'a' is being freed"
            )
        until(lambda: not alive(pid), "the file system lets go of it")
        cells.free("a", timeout=0)
        assert cells.names() == []


def test_no_process_is_left_below_init(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        before = set(children(daemon.pid))
        cells.allocate("a", isolate_process=True, isolate_network=True)
        cells.allocate("a/b", isolate_process=True)
        holders = set(children(daemon.pid)) - before
        assert len(holders) == 2
        # A holder that somebody stops is ended all the same.
        for pid in holders:
            os.kill(pid, signal.SIGSTOP)
        cells.free("a")
        assert set(children(daemon.pid)) == before


def test_an_unreadable_row_costs_its_own_cell_only(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        cells.allocate("bad", isolate_process=True)
        cells.allocate("good")
        pid = cells.start("bad", "x", "exec sleep 100").host_pid
        with closing(sqlite3.connect(daemon.state_dir / "state.db")) as connection:
            connection.execute("UPDATE cells SET spec = '{' WHERE name = 'bad'")
            connection.commit()
        daemon.kill_server()
    with Api(daemon.client_config) as api:
        cells = CellCalls(api)
        assert [tree.cell.name for tree in cells.call("List").cells] == ["good"]
        found = api.call("SystemService.Status", system_pb2.StatusRequest()).problems
        row = "cell 'bad' cannot be restored: its row is unreadable: "
        assert [text for text in found if text.startswith(row)]
        assert "cgroup 'bad'" in found
        assert alive(pid)
        assert cells.refused("Free", cell_name="bad") == (
            "FAILED_PRECONDITION",
            "cannot free: cgroup 'bad' exists on host, but is not controlled by auraed",
        )
