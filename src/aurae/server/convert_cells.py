"""Messages of CellService to the model's words and back."""

from __future__ import annotations

import signal
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from aurae.model.bad_field import BadField, check_range, invalid, required
from aurae.model.cell import (
    Cell,
    CellSpec,
    CellStatus,
    CellUsage,
    Cpu,
    Cpuset,
    Device,
    Io,
    Limits,
    Memory,
    Pids,
)
from aurae.model.cell_names import check_path
from aurae.model.cell_rules import check_counts
from aurae.model.command import LONGEST_LINE
from aurae.model.labels import check_count
from aurae.model.names import check_executable_name
from aurae.model.network import Attachment, PublishedPort
from aurae.model.network_rules import MOST_ATTACHMENTS, MOST_PORTS
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.validation import LONGEST_DURATION, named_signal
from aurae.model.workload import Executable, WorkloadSpec
from aurae.proto import cells_pb2 as api
from aurae.server import records
from aurae.server.convert import timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from google.protobuf.duration_pb2 import Duration
    from google.protobuf.message import Message

    from aurae.cells.looking import View
    from aurae.cells.watching import News

_NS = 1_000_000_000
_LARGEST_ID = 2**32 - 2
"""Most that a uid or gid can be: the kernel takes 2**32 - 1 for "leave it as it is" (chown(2))."""

_STATUS = {status: api.CellStatus.Value(f"CELL_STATUS_{status.value}") for status in CellStatus}
_CONTROLLERS = {"cpu": Cpu, "cpuset": Cpuset, "memory": Memory, "pids": Pids}
_MESSAGES: Mapping[str, type[Message]] = {
    "cpu": api.CpuController,
    "cpuset": api.CpusetController,
    "memory": api.MemoryController,
    "pids": api.PidsController,
}
_EVENTS = {
    "low_events": "low",
    "high_events": "high",
    "max_events": "max",
    "oom_events": "oom",
    "oom_kill_events": "oom_kill",
}
_MEMORY = ("current", "peak", "swap_current", "anon", "file", "kernel")
_IO = {"read_bytes": "rbytes", "write_bytes": "wbytes", "reads": "rios", "writes": "wios"}

T = TypeVar("T")


def cell_spec(message: api.Cell) -> CellSpec:
    """Return what is asked of a cell, unchecked but for how much it is; BadField.

    A request holds millions of empty devices, and the server does nothing else while it turns them
    into the model's words.
    """
    check_counts(len(message.io.devices), len(message.labels), len(message.annotations))
    return CellSpec(
        name=message.name,
        limits=_limits(message),
        isolate_process=message.isolate_process,
        isolate_network=message.isolate_network,
        networks=_records("networks", Attachment, message.networks, MOST_ATTACHMENTS),
        ports=_records("ports", PublishedPort, message.ports, MOST_PORTS),
        labels=dict(message.labels),
        annotations=dict(message.annotations),
    )


def _records(field: str, kind: type[T], messages: Sequence[Message], most: int) -> tuple[T, ...]:
    """Return what a list of messages tells. Raises InvalidField."""
    try:
        check_count(field, messages, most)
        found = []
        for index, message in enumerate(messages):
            try:
                found.append(records.read(kind, message))
            except BadValue as error:
                raise BadValue(f"{field}[{index}].{error.field}", error.why) from None
    except BadValue as error:
        raise InvalidField("allocate", f"cell.{error.field}", error.why) from None
    return tuple(found)


def _limits(message: api.Cell) -> Limits:
    found: dict[str, object] = {
        name: _given(getattr(message, name), kind)
        for name, kind in _CONTROLLERS.items()
        if message.HasField(name)  # type: ignore[arg-type]  # one of its fields
    }
    if message.HasField("io"):
        devices = tuple(
            _given(device, Device, device=device.device) for device in message.io.devices
        )
        weight = message.io.weight if message.io.HasField("weight") else None
        found["io"] = Io(weight, devices)
    return Limits(**found)  # type: ignore[arg-type]  # each of its own kind


def _given(message: object, kind: type[T], **known: object) -> T:
    """Return the fields that are set in a message of optional ones."""
    names = [item.name for item in fields(kind) if item.name not in known]  # type: ignore[arg-type]
    given = {name: getattr(message, name) for name in names if message.HasField(name)}  # type: ignore[attr-defined]
    return kind(**known, **given)


def grace(message: Duration) -> float:
    """Return a timeout in seconds; BadField unless it is between 0 s and 1 h."""
    if abs(message.nanos) >= _NS or message.seconds * message.nanos < 0:
        raise invalid("timeout")
    value = message.seconds + message.nanos / _NS
    if value < 0:
        raise BadField("timeout", "Minimum = 0 seconds")
    if value > LONGEST_DURATION:
        raise BadField("timeout", f"Maximum = {LONGEST_DURATION:g} seconds")
    return value


def cell_or_node(message: api.CellServiceStartRequest | api.CellServiceStopRequest) -> str:
    """Return the cell of a request; empty for the node, when the field is not there at all."""
    return check_path(message.cell_name, "cell_name") if message.HasField("cell_name") else ""


def executable_name(name: str, field: str) -> str:
    """Return an executable's name; BadField when there can be none such."""
    if not name:
        raise required(field)
    try:
        return check_executable_name(name)
    except BadValue:
        raise invalid(field) from None


def executable(message: api.CellServiceStartRequest, own_group: int) -> WorkloadSpec:
    """Return what is asked to run; BadField. `own_group` is the group when only a uid is given."""
    if not message.HasField("executable"):
        raise required("executable")
    asked = message.executable
    name = executable_name(asked.name, "executable.name")
    if not asked.command:
        raise required("executable.command")
    if "\0" in asked.command:
        raise invalid("executable.command")
    check_range("executable.command", len(asked.command.encode()), 1, LONGEST_LINE, "byte")
    if not asked.description.isprintable():
        raise invalid("executable.description")
    check_range("executable.description", len(asked.description.encode()), 0, 4096, "byte")
    user = group = ""
    if message.HasField("uid"):
        check_range("uid", message.uid, 0, _LARGEST_ID)
        user, group = str(message.uid), str(own_group)
    if message.HasField("gid"):
        check_range("gid", message.gid, 0, _LARGEST_ID)
        group = str(message.gid)
    argv = ("/bin/sh", "-c", asked.command)
    return WorkloadSpec(name, Executable(argv=argv, user=user, group=group))


def signal_of(name: str) -> int:
    """Return the number of any signal that can be sent; SIGKILL for no name, BadField for none."""
    if not name:
        return signal.SIGKILL
    try:
        return named_signal(name)
    except BadValue:
        raise invalid("signal") from None


def cell(spec: CellSpec) -> api.Cell:
    """Return what was asked of a cell, as it was asked."""
    message = api.Cell(
        name=spec.name,
        isolate_process=spec.isolate_process,
        isolate_network=spec.isolate_network,
        labels=spec.labels,
        annotations=spec.annotations,
        **_controllers(spec.limits),  # type: ignore[arg-type]  # each of its own kind
    )
    for attachment in spec.networks:
        records.write(attachment, message.networks.add())
    for port in spec.ports:
        records.write(port, message.ports.add())
    return message


def _controllers(limits: Limits) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, kind in _MESSAGES.items():
        part = getattr(limits, name)
        if part is not None:
            found[name] = kind(**_set(part))
    if limits.io is not None:
        devices = [_device(device) for device in limits.io.devices]
        found["io"] = api.IoController(weight=limits.io.weight, devices=devices)
    return found


def _device(device: Device) -> api.IoDevice:
    return api.IoDevice(**_set(device))  # type: ignore[arg-type]  # each of its own kind


def _set(part: object) -> dict[str, object]:
    names = [item.name for item in fields(part)]  # type: ignore[arg-type]  # a dataclass of the model
    return {name: value for name in names if (value := getattr(part, name)) is not None}


def node(view: View) -> api.CellGraphNode:
    """Return a cell with what is below it."""
    item = view.cell
    state = api.CellState(
        status=_STATUS[item.status],
        frozen=view.frozen,
        created_at=timestamp(item.created_ns),
        owner=item.owner,
        workloads=view.workloads,
        cgroup=item.name,
    )
    if view.kernel is not None:
        kernel = api.CellState(
            effective_cpus=view.kernel.effective_cpus,
            effective_mems=view.kernel.effective_mems,
            **_controllers(view.kernel.limits),  # type: ignore[arg-type]  # each of its own kind
        )
        state.MergeFrom(kernel)
    children = [node(below) for below in view.children]
    return api.CellGraphNode(cell=cell(item.spec), children=children, state=state)


def stats(
    name: str, time_ns: int, usage: CellUsage, workloads: int
) -> api.CellServiceStatsResponse:
    """Return what a cell uses."""
    names = [item.name for item in api.CpuStats.DESCRIPTOR.fields]
    memory = pids = None
    if usage.memory is not None:
        known = {field: usage.memory.get(field, 0) for field in _MEMORY}
        known.update(_taken(_EVENTS, usage.memory))
        memory = api.MemoryStats(**known)
    if usage.pids is not None:
        counts = {"current": "current", "peak": "peak", "max_events": "max"}
        pids = api.PidsStats(**_taken(counts, usage.pids))
    return api.CellServiceStatsResponse(
        cell_name=name,
        time=timestamp(time_ns),
        cpu=api.CpuStats(**{field: usage.cpu.get(field, 0) for field in names}),
        memory=memory,
        pids=pids,
        io=[api.IoStats(device=name, **_taken(_IO, usage.io[name])) for name in sorted(usage.io)],
        processes=usage.processes,
        workloads=workloads,
    )


def _taken(names: Mapping[str, str], found: Mapping[str, int]) -> dict[str, int]:
    return {field: found.get(word, 0) for field, word in names.items()}


def event(news: News) -> api.CellServiceWatchResponse:
    """Return one thing that happened."""
    return api.CellServiceWatchResponse(
        event=api.CellEvent.Value(f"CELL_EVENT_{news.what.value}"),
        time=timestamp(news.time_ns),
        cell=None if news.spec is None else cell(news.spec),
    )


def allocated(item: Cell) -> api.CellServiceAllocateResponse:
    """Return the answer to Allocate."""
    return api.CellServiceAllocateResponse(cell_name=item.name, cgroup_v2=True)
