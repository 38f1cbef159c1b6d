"""Pods through the API: what their containers share, in which order they start, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.proto import cells_pb2, containers_pb2, pods_pb2, runtime_pb2, service_pb2
from tests.support import pods as podded
from tests.support.api import Api
from tests.support.containers import IMAGE, loaded, spec
from tests.support.pods import State, create, delete, get, inside, member, once, refused, up
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
INVALID, MISSING = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.NOT_FOUND
UNREADY, TAKEN = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.ALREADY_EXISTS
RUNNING = containers_pb2.ContainerState.STATE_RUNNING
READY = service_pb2.HealthCheck.EFFECT_READINESS
RESTART = service_pb2.Restart(policy=service_pb2.Restart.POLICY_ALWAYS)
ALWAYS = service_pb2.Service(restart=RESTART)


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with the image of busybox."""
    with loaded(shared_daemon, IMAGE):
        yield shared_daemon


@pytest.fixture
def api(node: Daemon) -> Iterator[Api]:
    """A connection; afterwards no pod is left, nor any root of a container."""
    with Api(node.client_config) as connection:
        yield connection
        for name in podded.names(connection):
            delete(connection, name)
    folder = node.state_dir / "containers"
    until(lambda: {path.name for path in folder.iterdir()} == {"trash"}, "no root is left")


def test_containers_share_network_host_name_and_ipc_and_no_processes(api: Api) -> None:
    two = member("two", "/bin/httpd", "-f", "-p", "127.0.0.1:8000", "-h", "/etc")
    found = up(api, "shop", member("one"), two, hostname="shop.example")
    assert found.state == State.STATE_RUNNING
    links = {
        name: inside(
            api,
            f"shop/{name}",
            "for n in net uts ipc user pid mnt; do readlink /proc/self/ns/$n; done",
        ).split()
        for name in ("one", "two")
    }
    assert links["one"][:4] == links["two"][:4]
    assert not set(links["one"][4:]) & set(links["two"][4:])
    assert inside(api, "shop/one", "hostname; cat /etc/hostname") == "shop.example\n" * 2
    inside(api, "shop/one", "echo here > /dev/shm/note")
    assert inside(api, "shop/two", "cat /dev/shm/note") == "here\n"
    asking = "until wget -qO- http://127.0.0.1:8000/hostname; do sleep 0.1; done"
    assert inside(api, "shop/one", asking).endswith("shop.example\n")


def test_one_sees_nothing_of_the_other_but_what_they_share(api: Api) -> None:
    up(api, "shop", member("one"), member("two"))
    inside(api, "shop/one", "echo secret > /srv/file")
    assert inside(api, "shop/two", "ls /srv; ps -o args= | grep -c '[t]rap'") == "1\n"


def test_processes_are_shared_when_that_is_asked(api: Api) -> None:
    up(api, "shop", member("one"), member("two"), share_processes=True)
    shown = inside(api, "shop/one", "ps -o pid=,args=")
    assert shown.count("trap 'exit 0' TERM") == 2
    assert "trap" not in inside(api, "shop/one", "cat /proc/1/cmdline | tr '\\0' ' '")


def test_init_containers_run_in_turn_and_a_sidecar_goes_on(api: Api) -> None:
    line = "date +%s%N > /dev/shm/{0}; sleep 0.2; echo {0} >> /dev/shm/order"
    found = up(
        api,
        "shop",
        member("main", "/bin/sh", "-c", f"echo main >> /dev/shm/order; {podded.SLEEP[2]}"),
        init_containers=[
            member("first", "/bin/sh", "-c", line.format("first")),
            member("proxy", service=ALWAYS),
            member("second", "/bin/sh", "-c", line.format("second")),
        ],
    )
    assert found.state == State.STATE_RUNNING
    assert inside(api, "shop/main", "cat /dev/shm/order") == "first\nsecond\nmain\n"
    states = {one.workload.name: one.state for one in found.init_containers}
    assert states["proxy"] == RUNNING
    # A restart of a container runs no init container again.
    api.call("RuntimeService.Restart", runtime_pb2.RestartRequest(name="shop/main"))
    assert inside(api, "shop/proxy", "cat /dev/shm/order") == "first\nsecond\nmain\nmain\n"
    stopped = podded.stop(api, "shop")
    assert stopped.state == State.STATE_EXITED
    assert podded.start(api, "shop").state == State.STATE_RUNNING
    assert inside(api, "shop/main", "grep -c first /dev/shm/order") == "2\n"


def test_an_init_container_that_fails_is_tried_again_until_it_succeeds(api: Api) -> None:
    script = "echo x >> /dev/shm/tries; [ $(wc -l < /dev/shm/tries) -ge 3 ]"
    found = up(api, "shop", init_containers=[member("try", "/bin/sh", "-c", script)])
    assert found.state == State.STATE_RUNNING
    assert inside(api, "shop/main", "wc -l < /dev/shm/tries") == "3\n"


def test_a_pod_is_up_when_its_containers_are_ready(api: Api) -> None:
    check = service_pb2.HealthCheck(
        command=service_pb2.Command(argv=["/bin/test", "-e", "/dev/shm/ready"]),
        effect=READY,
        interval=Duration(nanos=100_000_000),
    )
    slow = service_pb2.Service(health=[check], restart=RESTART)
    create(api, "shop", member("one"), member("two", service=slow))
    podded.start(api, "shop", wait=False)
    until(lambda: get(api, "shop").state == State.STATE_STARTING, "it is starting")
    until(lambda: get(api, "shop").containers[0].state == RUNNING, "one is up")
    assert get(api, "shop").reason
    inside(api, "shop/one", "touch /dev/shm/ready")
    until(lambda: get(api, "shop").state == State.STATE_RUNNING, "it is up")
    inside(api, "shop/one", "rm /dev/shm/ready")
    until(lambda: get(api, "shop").state == State.STATE_DEGRADED, "it is not ready any more")
    assert "two is not healthy" in get(api, "shop").reason


def test_what_was_started_is_stopped_when_one_does_not_come_up(api: Api) -> None:
    create(api, "shop", member("one"), member("two"), member("three", "/nope", service=once()))
    code, text = refused(api, "PodService.Start", pods_pb2.StartPodRequest(name="shop"))
    assert code is UNREADY
    assert "cannot start shop: three: execve /nope: No such file or directory" in text
    found = get(api, "shop")
    assert found.state == State.STATE_FAILED
    assert RUNNING not in {one.state for one in found.containers}
    request = pods_pb2.StartPodRequest(name="shop", keep=True)
    assert refused(api, "PodService.Start", request)[0] is UNREADY
    found = get(api, "shop")
    assert (found.state, "three is failed" in found.reason) == (State.STATE_DEGRADED, True)


def test_ends_are_told(api: Api) -> None:
    up(
        api,
        "shop",
        member("one", "/bin/sh", "-c", "sleep 0.2", service=once()),
        member("two", "/bin/sh", "-c", "sleep 0.3; exit 3", service=once()),
    )
    until(lambda: get(api, "shop").state == State.STATE_FAILED, "it has failed")
    assert "two is failed" in get(api, "shop").reason


def test_a_pod_is_a_cell_and_its_containers_are_found_in_it(api: Api) -> None:
    api.call(
        "CellService.Allocate", cells_pb2.CellServiceAllocateRequest(cell=cells_pb2.Cell(name="a"))
    )
    up(api, "a/shop", member("web"), labels={"app": "shop"})
    request = containers_pb2.ListContainersRequest(cell="a/shop")
    (found,) = api.call("ContainerService.List", request).containers
    assert (found.workload.cell, found.workload.name) == ("a/shop", "web")
    assert podded.names(api, cell="a") == podded.names(api, labels={"app": ""}) == ["a/shop"]
    assert podded.names(api, cell="b") == podded.names(api, labels={"app": "x"}) == []
    used = api.call("PodService.Stats", pods_pb2.PodStatsRequest(names=["a/shop"])).pods[0]
    assert (used.name, used.containers[0].name) == ("a/shop", "a/shop/web")
    assert used.usage.processes >= 1
    delete(api, "a/shop")
    api.call("CellService.Free", cells_pb2.CellServiceFreeRequest(cell_name="a"))


def test_a_freed_cell_takes_its_pod_along(api: Api) -> None:
    up(api, "shop")
    request = cells_pb2.CellServiceFreeRequest(cell_name="shop", timeout=Duration())
    api.call("CellService.Free", request)
    assert podded.names(api) == []
    assert refused(api, "PodService.Get", pods_pb2.GetPodRequest(name="shop"))[0] is MISSING


def test_what_cannot_be_leaves_nothing(api: Api) -> None:
    def one(made: pods_pb2.Pod) -> tuple[grpc.StatusCode, str]:
        return refused(api, "PodService.Create", pods_pb2.CreatePodRequest(pod=made))

    code, text = one(podded.pod("shop", member("web", image="nowhere:1")))
    assert (code, "pull it first" in text) == (MISSING, True)
    code, text = one(podded.pod("shop", member("web", hostname="x")))
    assert (code, "containers[0].container.hostname" in text) == (INVALID, True)
    code, text = one(podded.pod("shop", member("web", mounts=[{"target": "/proc/x"}])))
    assert (code, "cannot create web: container.mounts[0]" in text) == (INVALID, True)
    assert one(podded.pod("no/shop"))[0] is MISSING
    assert one(podded.pod("a b"))[0] is INVALID
    assert one(pods_pb2.Pod(name="shop"))[0] is INVALID
    create(api, "shop")
    assert one(podded.pod("shop"))[0] is TAKEN
    assert podded.names(api) == ["shop"]
    listed = api.call("CellService.List", cells_pb2.CellServiceListRequest()).cells
    assert "no" not in {node.cell.name for node in listed}


def test_a_pod_that_runs_is_not_deleted_unless_forced(api: Api) -> None:
    up(api, "shop")
    request = pods_pb2.DeletePodRequest(name="shop")
    code, text = refused(api, "PodService.Delete", request)
    assert (code, text) == (UNREADY, "cannot delete shop: it is running: stop it first")
    podded.stop(api, "shop")
    delete(api, "shop", force=False)
    assert podded.names(api) == []


def test_only_containers_start_in_a_pod(api: Api) -> None:
    up(api, "shop")
    wanted = runtime_pb2.WorkloadSpec(
        name="x", cell="shop", executable=runtime_pb2.Executable(argv=["true"])
    )
    request = runtime_pb2.StartRequest(workload=wanted)
    code, _ = refused(api, "RuntimeService.Start", request)
    assert code is UNREADY
    # One more container, to look around, is welcome.
    request = runtime_pb2.StartRequest(workload=spec("/bin/hostname", name="x", cell="shop"))
    api.call("RuntimeService.Start", request)
    api.wait("shop/x")
    assert api.output("shop/x", 1) == b"shop\n"


def test_secrets_are_not_shown_again(api: Api) -> None:
    secret = {"target": "/run/key", "secret": {"content": b"hush"}}
    create(api, "shop", member("web", mounts=[secret]), init_containers=[member("i", "true")])
    answer = api.call("PodService.Get", pods_pb2.GetPodRequest(name="shop"))
    assert b"hush" not in answer.SerializeToString()
    assert answer.spec.containers[0].container.mounts[0].target == "/run/key"
    assert answer.spec.init_containers[0].name == "i"


def test_watchers_hear_of_pods(api: Api) -> None:
    event = pods_pb2.WatchPodsResponse
    create(api, "before")
    watched = api.stream("PodService.Watch", pods_pb2.WatchPodsRequest())
    assert (item := next(watched)).event == event.EVENT_EXISTS
    assert item.pod.name == "before"
    assert next(watched).event == event.EVENT_SYNCED
    up(api, "shop")
    delete(api, "shop")
    heard = []
    for item in watched:
        heard.append((item.event, item.pod.state))
        if item.event == event.EVENT_DELETED:
            break
    events = [kind for kind, _ in heard]
    assert event.EVENT_CREATED in events
    assert (event.EVENT_CHANGED, State.STATE_RUNNING) in heard


def test_many_are_made_and_taken_away_at_once(api: Api) -> None:
    def one(number: int) -> int:
        found = up(api, f"many-{number}", member("one"), member("two"))
        delete(api, f"many-{number}")
        return found.state

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(one, range(20))) == {State.STATE_RUNNING}
    assert podded.names(api) == []


def test_a_pod_survives_the_server(node: Daemon, api: Api) -> None:
    up(api, "shop", member("one"), member("two"))
    before = inside(api, "shop/one", "readlink /proc/self/ns/net")
    node.kill_server()
    until(lambda: get(api, "shop").state == State.STATE_RUNNING, "it is there")
    assert inside(api, "shop/two", "readlink /proc/self/ns/net") == before
    api.call("RuntimeService.Restart", runtime_pb2.RestartRequest(name="shop/one"))
    assert inside(api, "shop/one", "readlink /proc/self/ns/net") == before
