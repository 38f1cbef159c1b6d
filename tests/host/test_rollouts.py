"""Rollouts through the API: equal pods behind a port, replaced without a failed request, and kept up."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.proto import pods_pb2, rollouts_pb2, runtime_pb2, service_pb2
from tests.support import networks
from tests.support import pods as podded
from tests.support.api import Api
from tests.support.containers import IMAGE, load, spec
from tests.support.netns_daemon import HOST, HOST6, NetnsDaemon, within
from tests.support.networks import Port, says
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.host
State = rollouts_pb2.RolloutState
SECOND = Duration(seconds=1)
ASKING = """
import http.client, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
seen, failed, first = {}, 0, ""
try:
    while True:
        try:
            link = http.client.HTTPConnection(sys.argv[1], 8080, timeout=5)
            link.request("GET", "/")
            answer = link.getresponse()
            text = answer.read().decode().strip().partition(" ")[0]
            if answer.status != 200:
                raise OSError(answer.status)
            seen[text] = seen.get(text, 0) + 1
        except OSError as error:
            failed += 1
            first = first or repr(error)
        finally:
            link.close()
        time.sleep(0.002)
finally:
    print(failed, sum(seen.values()), first, *sorted(seen), flush=True)
"""


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
    """A connection; afterwards no rollout is left, no pod, and no port."""
    with Api(node.client_config) as connection:
        yield connection
        for one in listed(connection):
            delete(connection, one.name)
        assert podded.names(connection) == []
        assert networks.ports(connection) == []
        for name in networks.names(connection):
            networks.delete(connection, name)


def saying(text: str, **service: Any) -> runtime_pb2.WorkloadSpec:
    """Return a container that says a word and its host's name to whoever asks, once it is ready."""
    script = (
        f"mkdir -p /tmp/www; echo {text} $(hostname) > /tmp/www/index.html; "
        "httpd -p [::]:80 -h /tmp/www; trap 'exit 0' TERM; while :; do sleep 600 & wait; done"
    )
    check = service_pb2.HealthCheck(
        tcp=service_pb2.TcpProbe(port=80),
        effect=service_pb2.HealthCheck.EFFECT_READINESS,
        interval=Duration(nanos=100_000_000),
    )
    restart = service_pb2.Restart(policy=service_pb2.Restart.POLICY_ALWAYS)
    made = service_pb2.Service(restart=restart, health=[check], **service)
    return spec("/bin/sh", "-c", script, name="web", service=made)


def rollout(text: str, replicas: int = 2, **more: Any) -> rollouts_pb2.Rollout:
    """Return what a rollout is asked to be: pods that say a word at port 8080."""
    pod = pods_pb2.Pod(containers=[saying(text)])
    usual: dict[str, Any] = {"ports": [Port(port=80, host_port=8080)], "drain": SECOND}
    return rollouts_pb2.Rollout(name="web", replicas=replicas, **({"pod": pod} | usual | more))


def apply(api: Api, wanted: rollouts_pb2.Rollout, *, wait: bool = True) -> State:
    """Make a rollout, or change it."""
    request = rollouts_pb2.ApplyRolloutRequest(rollout=wanted, no_block=not wait)
    found: State = api.call("RolloutService.Apply", request, 90).rollout
    return found


def get(api: Api) -> State:
    """Return the rollout as it is."""
    found: State = api.call(
        "RolloutService.Get", rollouts_pb2.GetRolloutRequest(name="web")
    ).rollout
    return found


def listed(api: Api) -> list[State]:
    """Return all rollouts."""
    return list(api.call("RolloutService.List", rollouts_pb2.ListRolloutsRequest()).rollouts)


def delete(api: Api, name: str) -> None:
    """Forget a rollout."""
    api.call("RolloutService.Delete", rollouts_pb2.DeleteRolloutRequest(name=name), 60)


def settled(api: Api) -> bool:
    """Say whether all pods are as asked."""
    return get(api).state == State.STATE_COMPLETE


@contextmanager
def asked(node: NetnsDaemon, host: str) -> Iterator[list[str]]:
    """Have a client ask all the time from outside; what it has seen is in the list afterwards."""
    words = within(node.outer.pid, sys.executable, "-c", ASKING, host)
    seen: list[str] = []
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as client:
        try:
            yield seen
        finally:
            client.terminate()
            assert client.stdout is not None
            seen += client.stdout.read().split()


def test_a_port_leads_to_all_pods_in_turn(api: Api, node: NetnsDaemon) -> None:
    found = apply(api, rollout("one", 3))
    assert (found.state, found.revision, found.ready) == (State.STATE_COMPLETE, 1, 3)
    assert podded.names(api) == ["web-1-1", "web-1-2", "web-1-3"]
    for host in (HOST, f"[{HOST6}]"):
        answers = {says(node, f"http://{host}:8080/") for _ in range(9)}
        assert answers == {f"one web-1-{number}" for number in (1, 2, 3)}
    assert apply(api, rollout("one", 1)).revision == 1
    assert len(podded.names(api)) == 1


@pytest.mark.parametrize("host", [HOST, HOST6])
def test_an_update_fails_no_request(api: Api, node: NetnsDaemon, host: str) -> None:
    apply(api, rollout("one"))
    with asked(node, host) as seen:
        until(lambda: says(node, f"http://{HOST}:8080/").startswith("one"), "it says one")
        found = apply(api, rollout("two"))
        assert (found.state, found.revision, found.old) == (State.STATE_COMPLETE, 2, 0)
        until(lambda: says(node, f"http://{HOST}:8080/").startswith("two"), "it says two")
    failed, answered, *rest = seen
    assert failed == "0", rest
    assert int(answered) > 10
    assert rest[-2:] == ["one", "two"]
    assert podded.names(api) == ["web-2-1", "web-2-2"]


def test_an_update_goes_on_after_the_server_was_killed(api: Api, node: NetnsDaemon) -> None:
    apply(api, rollout("one"))
    with asked(node, HOST) as seen:
        apply(api, rollout("two"), wait=False)
        until(lambda: get(api).updated > 0, "a new pod is on its way")
        node.kill_server()
        until(lambda: settled(api), "all pods are as asked", limit=60)
        until(lambda: says(node, f"http://{HOST}:8080/").startswith("two"), "it says two")
    assert seen[0] == "0", seen
    assert podded.names(api) == ["web-2-1", "web-2-2"]


def test_what_does_not_come_up_takes_nothing_away_and_is_undone(
    api: Api, node: NetnsDaemon
) -> None:
    apply(api, rollout("one"))
    never = pods_pb2.Pod(containers=[saying("two")])
    process = never.containers[0].container.process
    process.argv[2], process.stop_timeout.nanos = "exec sleep 600", 300_000_000
    with pytest.raises(grpc.RpcError) as caught:
        apply(api, rollout("two", pod=never, deadline=Duration(seconds=6)))
    assert caught.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    assert "no progress" in (caught.value.details() or "")
    found = get(api)
    assert (found.state, found.old) == (State.STATE_STALLED, 2)
    assert says(node, f"http://{HOST}:8080/").startswith("one")
    request = rollouts_pb2.UndoRolloutRequest(name="web")
    found = api.call("RolloutService.Undo", request, 60).rollout
    assert (found.state, found.revision) == (State.STATE_COMPLETE, 3)
    assert says(node, f"http://{HOST}:8080/").startswith("one web-3-")


def test_a_pod_that_goes_is_made_again(api: Api) -> None:
    apply(api, rollout("one"))
    podded.delete(api, "web-1-1")
    until(lambda: podded.names(api) == ["web-1-1", "web-1-2"] and settled(api), "it is back")
    once = service_pb2.Restart(policy=service_pb2.Restart.POLICY_NO)
    dying = pods_pb2.Pod(
        containers=[
            spec(
                *("/bin/sh", "-c", "sleep 0.3; exit 1"),
                name="x",
                service=service_pb2.Service(restart=once),
            )
        ]
    )
    apply(api, rollouts_pb2.Rollout(name="web", replicas=1, pod=dying), wait=False)
    numbers = set()
    watched = api.stream("RolloutService.Watch", rollouts_pb2.WatchRolloutRequest(name="web"))
    for change in watched:
        numbers |= {pod.id for pod in change.rollout.pods if pod.name.startswith("web-2-")}
        if len(numbers) > 1:
            break


def test_watchers_see_the_end(api: Api) -> None:
    apply(api, rollout("one", 1))
    watched = api.stream("RolloutService.Watch", rollouts_pb2.WatchRolloutRequest(name="web"))
    assert next(watched).rollout.ready == 1
    delete(api, "web")
    *_, last = watched
    assert (last.deleted, last.rollout.name) == (True, "web")
    assert listed(api) == []


def test_what_cannot_be_is_refused(api: Api) -> None:
    def one(**more: Any) -> tuple[grpc.StatusCode, str]:
        with pytest.raises(grpc.RpcError) as caught:
            apply(api, rollout("one", **more))
        return caught.value.code(), caught.value.details() or ""

    invalid = grpc.StatusCode.INVALID_ARGUMENT
    assert one(max_surge=0) == (
        invalid,
        "cannot apply web: max_surge: is 0, and max_unavailable as well: nothing could be replaced",
    )
    assert one(replicas=1000)[0] is invalid
    assert one(pod=pods_pb2.Pod(name="x"))[0] is invalid
    missing = pods_pb2.Pod(containers=[spec("true", name="x", image="nowhere:1")])
    assert one(pod=missing)[0] is grpc.StatusCode.NOT_FOUND
    assert one(pod=missing)[1].endswith("pull it first")
    assert IMAGE not in one(pod=missing)[1]
    request = rollouts_pb2.UndoRolloutRequest(name="web")
    with pytest.raises(grpc.RpcError) as caught:
        api.call("RolloutService.Undo", request)
    assert caught.value.code() is grpc.StatusCode.NOT_FOUND
    assert listed(api) == []
