"""Pods and rollouts that are asked for badly, or that somebody takes apart: refused clearly, and nothing is left."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import grpc
import pytest

from aurae.proto import cells_pb2, containers_pb2, images_pb2, pods_pb2, rollouts_pb2, runtime_pb2
from tests.support import networks
from tests.support import pods as podded
from tests.support.api import Api
from tests.support.containers import IMAGE, load
from tests.support.netns_daemon import HOST, NetnsDaemon
from tests.support.networks import Attachment, Port, says
from tests.support.pods import State, create, delete, get, inside, member, refused, start, up
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

pytestmark = [pytest.mark.host, pytest.mark.timeout(200)]
INVALID, TAKEN = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.ALREADY_EXISTS
UNREADY, MISSING = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.NOT_FOUND
MANY = 100 if os.environ.get("AURAE_TEST_POINTS") else 30
SERVES = ("/bin/sh", "-c", "hostname > /tmp/index.html; exec httpd -f -p [::]:80 -h /tmp")
NETS = [Attachment(network="default")]
NEVER = member("never", "/bin/false")


@pytest.fixture(scope="module")
def node() -> Iterator[NetnsDaemon]:
    """A daemon with a network of its own and the image of busybox."""
    with NetnsDaemon() as daemon:
        load(daemon)
        with Api(daemon.client_config) as connection:  # it keeps what the first network opens
            networks.create(connection, "first")
            networks.delete(connection, "first")
        yield daemon


@pytest.fixture
def api(node: NetnsDaemon) -> Iterator[Api]:
    """A connection; afterwards no pod is left, no cell, no port and no root."""
    with Api(node.client_config) as connection:
        yield connection
        for one in rollouts(connection):
            give_up(connection, one.name)
        for name in podded.names(connection):
            delete(connection, name)
        assert networks.ports(connection) == []
        for name in networks.names(connection):
            networks.delete(connection, name)
        listed = connection.call("CellService.List", cells_pb2.CellServiceListRequest()).cells
        assert list(listed) == []
    folder = node.state_dir / "containers"
    until(lambda: {path.name for path in folder.iterdir()} == {"trash"}, "no root is left")


def rollouts(api: Api) -> list[rollouts_pb2.RolloutState]:
    return list(api.call("RolloutService.List", rollouts_pb2.ListRolloutsRequest()).rollouts)


def give_up(api: Api, name: str) -> None:
    api.call("RolloutService.Delete", rollouts_pb2.DeleteRolloutRequest(name=name), 60)


def asked(name: str, *members: runtime_pb2.WorkloadSpec, **more: Any) -> pods_pb2.CreatePodRequest:
    return pods_pb2.CreatePodRequest(pod=podded.pod(name, *members, **more))


def rollout(**pod: Any) -> rollouts_pb2.ApplyRolloutRequest:
    made = pods_pb2.Pod(containers=[member("main")], **pod)
    wanted = rollouts_pb2.Rollout(name="web", replicas=1, pod=made)
    return rollouts_pb2.ApplyRolloutRequest(rollout=wanted)


def test_a_container_that_was_removed_is_missed(api: Api) -> None:
    up(api, "shop", member("one"), member("two"))
    api.call("RuntimeService.Stop", runtime_pb2.StopRequest(name="shop/two"))
    request = containers_pb2.DeleteContainerRequest(name="shop/two")
    api.call("ContainerService.Delete", request)
    found = get(api, "shop")
    assert (found.state, found.reason) == (State.STATE_DEGRADED, "two has been removed")
    code, text = refused(api, "PodService.Start", pods_pb2.StartPodRequest(name="shop"))
    assert (code, "two has been removed: delete the pod" in text) == (UNREADY, True)
    assert podded.stop(api, "shop").state == State.STATE_FAILED


def test_of_two_that_make_one_name_one_does_and_nothing_is_mixed(
    api: Api, node: NetnsDaemon
) -> None:
    def one(word: str) -> str | grpc.StatusCode:
        with Api(node.client_config) as connection:
            try:
                create(connection, "shop", member(word))
            except grpc.RpcError as error:
                return error.code()
            return word

    for _ in range(3):
        with ThreadPoolExecutor(4) as pool:
            answers = set(pool.map(one, ["a", "b", "c", "d"]))
        assert answers - {TAKEN} == {item.workload.name for item in get(api, "shop").containers}
        delete(api, "shop")


def test_of_many_that_delete_one_all_hear_that_it_has_gone(api: Api, node: NetnsDaemon) -> None:
    def one(_: int) -> grpc.StatusCode | None:
        with Api(node.client_config) as connection:
            try:
                delete(connection, "shop")
            except grpc.RpcError as error:
                return error.code()
            assert podded.names(connection) == []
            return None

    for _ in range(2):
        up(api, "shop", networks=NETS)
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(one, range(4))) <= {None, MISSING}
        create(api, "shop", networks=NETS)  # all of its name is free
        delete(api, "shop")


def test_a_port_that_is_taken_leaves_nothing(api: Api) -> None:
    port = [Port(port=80, host_port=8080)]
    create(api, "shop", networks=NETS, ports=port)
    code, text = refused(api, "PodService.Create", asked("other", networks=NETS, ports=port))
    assert (code, "8080" in text) == (TAKEN, True)
    assert podded.names(api) == ["shop"]
    delete(api, "shop")
    create(api, "other", networks=NETS, ports=port)


def test_one_whose_image_has_gone_is_refused_at_its_start(api: Api, node: NetnsDaemon) -> None:
    create(api, "shop")
    request = images_pb2.RemoveImageRequest(name=IMAGE)
    api.call("ImageService.Remove", request)
    try:
        code, text = refused(api, "PodService.Start", pods_pb2.StartPodRequest(name="shop"))
        assert (code, "cannot start shop: main: " in text) == (UNREADY, True)
    finally:
        load(node)
    assert start(api, "shop").state == State.STATE_RUNNING


@pytest.mark.parametrize("how", ["stop", "delete"])
def test_one_that_is_starting_can_be_ended(api: Api, node: NetnsDaemon, how: str) -> None:
    create(api, "shop", init_containers=[NEVER])

    def starts() -> tuple[grpc.StatusCode, str]:
        with Api(node.client_config) as connection:
            return refused(connection, "PodService.Start", pods_pb2.StartPodRequest(name="shop"))

    with ThreadPoolExecutor(1) as pool:
        started = pool.submit(starts)
        until(lambda: get(api, "shop").state == State.STATE_STARTING, "it is starting")
        getattr(podded, how)(api, "shop")
        code, text = started.result(60)
    assert (code, text.startswith("cannot start shop: main")) == (UNREADY, True), text
    if how == "stop":
        assert get(api, "shop").state in (State.STATE_EXITED, State.STATE_FAILED)


def test_one_that_lost_its_namespaces_is_connected_again(api: Api, node: NetnsDaemon) -> None:
    up(
        api, "shop", member("main", *SERVES), networks=NETS,
        ports=[Port(port=80, host_port=8080)], share_processes=True,
    )  # fmt: skip
    until(lambda: says(node, f"http://{HOST}:8080/").strip() == "shop", "it is reached")
    begun, network = _began(api), inside(api, "shop/main", "readlink /proc/self/ns/net").strip()
    (reaper,) = [
        int(pid)
        for pid in filter(str.isdigit, os.listdir("/proc"))
        if _link(f"/proc/{pid}/ns/net") == network and _name(pid) == "auraed-pod"
    ]
    os.kill(reaper, signal.SIGKILL)
    until(partial(_is_up_anew, api, begun), "it is up in new namespaces")
    until(lambda: says(node, f"http://{HOST}:8080/").strip() == "shop", "it is reached again")


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def _name(pid: str) -> str:
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return ""


def _began(api: Api) -> str:
    """Return when the first process in a pod began: numbers of namespaces are given out again."""
    return inside(api, "shop/main", "cut -d ' ' -f 22 /proc/1/stat").strip()


def _is_up_anew(api: Api, before: str) -> bool:
    try:
        return _began(api) != before
    except (grpc.RpcError, AssertionError):
        return False


def test_many_are_made_and_deleted_at_once(api: Api, node: NetnsDaemon) -> None:
    def one(number: int) -> int:
        with Api(node.client_config) as connection:
            found = up(connection, f"many-{number}", networks=NETS)
            delete(connection, f"many-{number}")
            return found.state

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(one, range(MANY))) == {State.STATE_RUNNING}
    assert podded.names(api) == []


def test_what_no_cell_can_have_no_pod_has(api: Api) -> None:
    for field, more in (
        ("labels", {"labels": {f"l{number}": "" for number in range(65)}}),
        ("labels", {"labels": {"": "x"}}),
        ("annotations", {"annotations": {"a": "x" * 70_000}}),
        ("labels", {"labels": {"io.aurae.rollout": "web"}}),
    ):
        code, text = refused(api, "PodService.Create", asked("shop", **more))
        assert (code, f"cannot create shop: {field}" in text) == (INVALID, True), text
        code, text = refused(api, "RolloutService.Apply", rollout(**more))
        assert (code, f"cannot apply web: pod.{field}" in text) == (INVALID, True), text
    # Of which there is room for the rollout's own.
    code, _ = refused(
        api, "RolloutService.Apply", rollout(labels={f"l{number}": "" for number in range(64)})
    )
    assert code is INVALID
    assert (podded.names(api), rollouts(api)) == ([], [])


def test_a_rollout_takes_no_pod_that_is_somebodys_own(api: Api) -> None:
    create(api, "web-1-1")
    request = rollout()
    request.no_block = True
    api.call("RolloutService.Apply", request)
    until(lambda: "a pod of that name" in rollouts(api)[0].reason, "it says why")
    assert get(api, "web-1-1").state == State.STATE_CREATED
    give_up(api, "web")
    assert podded.names(api) == ["web-1-1"]


def test_a_rollout_that_was_deleted_can_be_applied_at_once(api: Api) -> None:
    for _ in range(3):
        assert api.call("RolloutService.Apply", rollout(), 60).rollout.ready == 1
        give_up(api, "web")
        assert (podded.names(api), rollouts(api)) == ([], [])
