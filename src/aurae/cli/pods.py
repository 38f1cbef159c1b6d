"""How pods are shown."""

from aurae.cli import containers
from aurae.cli.document import enum_name
from aurae.cli.table import age, printable
from aurae.cli.workloads import since
from aurae.proto.containers_pb2 import ContainerState
from aurae.proto.pods_pb2 import Pod, PodState

HEADING = ("NAME", "READY", "STATE", "RESTARTS", "CREATED", "REASON")


def state(pod: PodState) -> str:
    """Return the state in a word."""
    return enum_name(PodState.State.DESCRIPTOR, pod.state)


def row(pod: PodState) -> tuple[str, ...]:
    """Return the cells of a table."""
    ready = sum(_is_ready(one) for one in pod.containers)
    every = (*pod.init_containers, *pod.containers)
    restarts = sum(max(one.workload.service.starts - 1, 0) for one in every)
    return (
        pod.name,
        f"{ready}/{len(pod.containers)}",
        state(pod),
        str(restarts),
        f"{age(since(pod.created_at))} ago",
        pod.reason or "-",
    )


def details(pod: PodState, spec: Pod) -> list[tuple[str, str]]:
    """Return what is known of a pod, names and values."""
    return [
        ("name", pod.name),
        ("state", state(pod)),
        *([("reason", pod.reason)] if pod.reason else []),
        ("owner", pod.owner),
        ("host name", spec.hostname or pod.name.rpartition("/")[2]),
        ("processes", "shared" if spec.share_processes else "of each container alone"),
        ("enabled", "yes" if spec.enabled else "no"),
        *((f"init {_short(one)}", _about(one)) for one in pod.init_containers),
        *((f"container {_short(one)}", _about(one)) for one in pod.containers),
        *((f"label {key}", pod.labels[key]) for key in sorted(pod.labels)),
    ]


def _is_ready(container: ContainerState) -> bool:
    checks = container.workload.service.health
    return container.state == ContainerState.STATE_RUNNING and all(one.healthy for one in checks)


def _short(container: ContainerState) -> str:
    return printable(container.workload.name)


def _about(container: ContainerState) -> str:
    return f"{container.image}, {containers.state(container)}"
