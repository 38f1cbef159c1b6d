"""Pods of busybox containers, through the API."""

from typing import Any

import grpc

from aurae.proto import pods_pb2, runtime_pb2, service_pb2
from tests.support import containers
from tests.support.api import Api

State = pods_pb2.PodState
SOON = {"nanos": 300_000_000}
"""The grace of a first process that has no ear for its signal."""
SLEEP = ("/bin/sh", "-c", "trap 'exit 0' TERM; while :; do sleep 600 & wait; done")
"""Runs until it is asked to end."""


def member(
    name: str,
    *argv: str,
    process: dict[str, Any] | None = None,
    service: service_pb2.Service | None = None,
    **container: Any,
) -> runtime_pb2.WorkloadSpec:
    """Return a container of a pod; without a command it runs until it is stopped."""
    process = {"stop_timeout": SOON} | (process or {})
    return containers.spec(
        *(argv or SLEEP), name=name, process=process, service=service, **container
    )


def once(**more: Any) -> service_pb2.Service:
    """Return a service that is not started again."""
    restart = service_pb2.Restart(policy=service_pb2.Restart.POLICY_NO)
    return service_pb2.Service(restart=restart, **more)


def pod(name: str, *members: runtime_pb2.WorkloadSpec, **more: Any) -> pods_pb2.Pod:
    """Return what a pod is asked to be; of one container, when none is given."""
    return pods_pb2.Pod(name=name, containers=members or (member("main"),), **more)


def create(api: Api, *given: Any, **more: Any) -> State:
    """Make a pod, which stays down."""
    request = pods_pb2.CreatePodRequest(pod=pod(*given, **more))
    made: State = api.call("PodService.Create", request).pod
    return made


def start(api: Api, name: str, *, keep: bool = False, wait: bool = True) -> State:
    """Start a pod."""
    request = pods_pb2.StartPodRequest(name=name, keep=keep, no_block=not wait)
    found: State = api.call("PodService.Start", request, 60).pod
    return found


def up(api: Api, *given: Any, **more: Any) -> State:
    """Make a pod and start it."""
    return start(api, create(api, *given, **more).name)


def get(api: Api, name: str) -> State:
    """Return a pod as it is."""
    found: State = api.call("PodService.Get", pods_pb2.GetPodRequest(name=name)).pod
    return found


def stop(api: Api, name: str) -> State:
    """Stop a pod."""
    found: State = api.call("PodService.Stop", pods_pb2.StopPodRequest(name=name), 60).pod
    return found


def delete(api: Api, name: str, *, force: bool = True) -> None:
    """Take a pod away."""
    api.call("PodService.Delete", pods_pb2.DeletePodRequest(name=name, force=force), 60)


def names(api: Api, **more: Any) -> list[str]:
    """Return the names of all pods."""
    found = api.call("PodService.List", pods_pb2.ListPodsRequest(**more)).pods
    return [one.name for one in found]


def refused(api: Api, rpc: str, request: Any) -> tuple[grpc.StatusCode, str]:
    """Ask for what is refused; return the code and the text."""
    try:
        answer = api.call(rpc, request, 60)
    except grpc.RpcError as error:
        return error.code(), error.details() or ""
    raise AssertionError(f"it was not refused: {answer}")


def inside(api: Api, full_name: str, script: str) -> str:
    """Run a line that ends well in a running container and return what it wrote."""
    begin = runtime_pb2.ExecStart(name=full_name, argv=["/bin/sh", "-ec", script], no_stdin=True)
    output = b""
    ended = None
    for answer in api.talk("RuntimeService.Exec", iter([runtime_pb2.ExecRequest(start=begin)])):
        output += answer.stdout + answer.stderr
        if answer.HasField("ended"):
            ended = answer.ended
    assert ended is not None
    assert ended.exit_code == 0, (script, ended, output)
    return output.decode()
