"""How containers are shown."""

import shlex
from typing import TYPE_CHECKING

from aurae.cli import workloads
from aurae.cli.document import enum_name
from aurae.cli.networks import host_side, inner_side
from aurae.cli.table import age
from aurae.cli.workloads import since
from aurae.proto.containers_pb2 import ContainerState
from aurae.proto.runtime_pb2 import VirtualMachine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.proto.runtime_pb2 import Container, Workload, WorkloadSpec
    from aurae.proto.vms_pb2 import VirtualMachineSummary

HEADING = ("NAME", "IMAGE", "COMMAND", "CREATED", "STATE", "PID", "PORTS")
DOWN = (
    ContainerState.STATE_CREATED, ContainerState.STATE_EXITED, ContainerState.STATE_FAILED,
)  # fmt: skip
LONGEST_COMMAND = 32


def full_name(container: ContainerState) -> str:
    """Return the name that requests call a container by."""
    return workloads.full_name(container.workload)


def state(container: "ContainerState | VirtualMachineSummary") -> str:
    """Return the state in words: `running (healthy)`, `exited (0)`."""
    word = enum_name(ContainerState.State.DESCRIPTOR, container.state)
    workload = container.workload
    if container.state in (ContainerState.STATE_EXITED, ContainerState.STATE_FAILED):
        code = workloads.exit_code(workload)
        return word if code is None else f"{word} ({code})"
    checks = workload.service.health
    if container.state == ContainerState.STATE_RUNNING and checks:
        return f"{word} ({'healthy' if all(check.healthy for check in checks) else 'unhealthy'})"
    return word


def row(container: ContainerState, ports: str) -> tuple[str, ...]:
    """Return the cells of a table; `ports` are those that are published."""
    workload = container.workload
    return (
        full_name(container),
        container.image,
        command(workload),
        f"{age(since(workload.created_at))} ago",
        state(container),
        str(workload.pid or "-") if container.state not in DOWN else "-",
        ports or "-",
    )


def command(workload: "Workload") -> str:
    """Return the command of a workload, cut where it is long."""
    text = shlex.join(workload.argv)
    return text if len(text) <= LONGEST_COMMAND else f"{text[: LONGEST_COMMAND - 1]}…"


def details(container: ContainerState, spec: "WorkloadSpec") -> list[tuple[str, str]]:
    """Return what is known of a container, names and values."""
    workload, asked = container.workload, spec.container
    reason = workload.service.reason or workload.reason
    return [
        ("name", full_name(container)),
        ("state", state(container)),
        *([("reason", reason)] if reason else []),
        ("image", container.image),
        ("image id", workload.image),
        ("command", shlex.join(workload.argv)),
        ("pid", str(workload.pid or "")),
        ("owner", workload.owner),
        ("kept", "yes" if container.kept else "no: it goes with its end"),
        ("restart", restart(spec)),
        *networks(asked),
        ("users", _word(asked, "user_namespace")),
        ("read-only", "yes" if asked.read_only else "no"),
        *([("privileged", "yes")] if asked.privileged else []),
        *(("mount", f"{mount.WhichOneof('source')} at {mount.target}") for mount in asked.mounts),
        *(("device", device.path) for device in asked.devices),
        *((f"label {key}", container.labels[key]) for key in sorted(container.labels)),
    ]


def networks(asked: "Container | VirtualMachine") -> "Iterator[tuple[str, str]]":
    """Yield the networks and the published ports of a container or a machine, names and values."""
    if not asked.networks:
        yield "network", "default" if asked.ports else _no_network(asked)
    for one in asked.networks:
        yield "network", one.network
    for port in asked.ports:
        yield "port", f"{inner_side(port)} from {host_side(port)}"


def _no_network(asked: "Container | VirtualMachine") -> str:
    if isinstance(asked, VirtualMachine):
        return "none"
    return f"that of {asked.network_of}" if asked.network_of else _word(asked, "network")


def restart(spec: "WorkloadSpec") -> str:
    """Return the restart policy in words."""
    found = spec.service.restart
    return enum_name(type(found).Policy.DESCRIPTOR, found.policy) if found.policy else "no"


def _word(container: object, field: str) -> str:
    from aurae.proto.runtime_pb2 import Container

    assert isinstance(container, Container)
    kind = Container.DESCRIPTOR.fields_by_name[field].enum_type
    assert kind is not None
    number = getattr(container, field)
    return enum_name(kind, number) if number else "own"
