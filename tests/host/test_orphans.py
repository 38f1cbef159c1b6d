"""kill -9 of init itself, with workloads running: the next auraed finds them, and never doubles one."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import grpc

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import alive, mentioning
from tests.support.refusals import refusal
from tests.support.until import until

LOOP = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done"
"""Runs until it is told to end; never writes again, since nobody reads what an orphan writes."""


def kill_init(daemon: Daemon) -> None:
    """Kill init and wait until server and journal have followed it."""
    assert daemon.process is not None
    daemon.process.kill()
    daemon.process.wait(60)
    until(
        lambda: not [pid for pid in mentioning(str(daemon.folder)) if alive(pid)],
        "server and journal end with init",
    )


def start(api: Api, name: str) -> runtime_pb2.Workload:
    """Start a workload and wait until it is ready."""
    workload = api.start("sh", "-c", LOOP, name=name)
    until(lambda: b"ready" in api.output(name, 1), f"{name} is ready")
    return workload


def test_the_next_auraed_lists_orphans_and_starts_none_twice(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        before = {name: start(api, name) for name in ("one", "two")}
        api.start("sh", "-c", "exit 4", name="ended")
        api.wait("ended")
    kill_init(daemon)
    assert all(alive(workload.pid) for workload in before.values())
    daemon.start()
    with Api(daemon.client_config) as api:
        assert api.running() == {name: workload.pid for name, workload in before.items()}
        for name, workload in before.items():
            orphan = api.get(name)
            assert (orphan.status, orphan.id) == (runtime_pb2.STATUS_ORPHANED, workload.id)
            assert refusal(partial(api.start, "true", name=name)) == (
                grpc.StatusCode.ALREADY_EXISTS,
                f"cannot start {name}: a workload of that name is orphaned",
            )
            assert api.output(name, 1) == b"ready\n"
        assert api.get("ended").exit_code == 4

        told = daemon.aer("wait", "one", "--timeout", "100ms", check=False)
        assert (told.returncode, told.stderr) == (
            1,
            "aer: cannot wait for one any longer: it is orphaned\n",
        )
        stopped = api.stop("one")
        assert (stopped.status, stopped.HasField("exit_code")) == (runtime_pb2.STATUS_LOST, False)
        assert not alive(before["one"].pid)
        assert alive(before["two"].pid)
        assert api.start("sleep", "600", name="one").id > before["two"].id


def test_an_orphan_that_ends_is_lost_and_its_name_free(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        orphan = start(api, "web")
    kill_init(daemon)
    daemon.start()
    with Api(daemon.client_config) as api:
        assert api.get("web").status == runtime_pb2.STATUS_ORPHANED
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(daemon.aer, "wait", "web", check=False)
            os.kill(orphan.pid, signal.SIGKILL)
            told = waiting.result()
        assert (told.returncode, told.stdout) == (1, "web: lost\n")
        ended = api.wait("web")
        assert ended.status == runtime_pb2.STATUS_LOST
        assert "its exit status is not known" in ended.reason
        again = api.start("sh", "-c", "exit 5", name="web")
        assert (again.id > orphan.id, api.wait("web").exit_code) == (True, 5)


def test_what_ended_while_no_daemon_ran_is_lost(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        workload = start(api, "web")
    kill_init(daemon)
    os.kill(workload.pid, signal.SIGKILL)
    until(lambda: not alive(workload.pid), "the workload has ended")
    daemon.start()
    with Api(daemon.client_config) as api:
        found = api.get("web")
        assert (found.status, found.id) == (runtime_pb2.STATUS_LOST, workload.id)
        assert api.running() == {}


def test_orphans_are_killed_where_the_settings_say_so(
    make_daemon: Callable[..., Daemon],
) -> None:
    daemon = make_daemon(orphans="kill")
    with Api(daemon.client_config) as api:
        pids = [start(api, name).pid for name in ("one", "two")]
    kill_init(daemon)
    assert all(alive(pid) for pid in pids)
    daemon.start()
    until(lambda: not any(alive(pid) for pid in pids), "the orphans are killed")
    with Api(daemon.client_config) as api:
        for name in ("one", "two"):
            assert api.wait(name).status == runtime_pb2.STATUS_LOST
        assert api.running() == {}


def test_a_daemon_that_stops_ends_orphans_too(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        pid = start(api, "web").pid
    kill_init(daemon)
    daemon.start()
    assert daemon.stop() == 0
    assert not alive(pid)
    daemon.check_nothing_left()
    daemon.start()
    with Api(daemon.client_config) as api:
        assert api.get("web").status == runtime_pb2.STATUS_LOST
