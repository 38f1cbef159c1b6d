"""Messages of PodService to the model's words and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.labels import check_count
from aurae.model.names import shown_name
from aurae.model.pod import Pod
from aurae.model.pod_spec_rules import MOST_CONTAINERS, MOST_INITS
from aurae.model.pod_state import PodState
from aurae.model.refusal import BadValue, InvalidField
from aurae.pods.watching import Event
from aurae.proto import pods_pb2 as api
from aurae.proto import runtime_pb2
from aurae.server import convert, convert_spec, records
from aurae.server.convert import timestamp
from aurae.server.errors import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aurae.model.cell import CellUsage, Limits
    from aurae.model.workload import WorkloadSpec
    from aurae.pods.found import FoundPod
    from aurae.pods.watching import Item
    from aurae.proto import containers_pb2

PAGE = 1000
"""Most pods in one answer."""

STATE: dict[PodState, api.PodState.State.ValueType] = {
    state: api.PodState.State.Value(f"STATE_{state.value}") for state in PodState
}
EVENT: dict[Event, api.WatchPodsResponse.Event.ValueType] = {
    event: api.WatchPodsResponse.Event.Value(f"EVENT_{event.value}") for event in Event
}


def pod(message: api.Pod, action: str = "") -> Pod:
    """Return what is asked of a pod; InvalidField for a field that cannot be read."""
    action = action or f"create {shown_name(message.name)}"
    try:
        check_count("init_containers", message.init_containers, MOST_INITS)
        check_count("containers", message.containers, MOST_CONTAINERS)
        given: dict[str, object] = {
            "name": message.name,
            "init_containers": _specs(action, "init_containers", message.init_containers),
            "containers": _specs(action, "containers", message.containers),
        }
        return records.read(Pod, message, given)
    except BadValue as error:
        raise InvalidField(action, f"pod.{error.field}", error.why) from None


def pod_message(item: Pod) -> api.Pod:
    """Return what was asked of a pod as the API shows it: secrets are left out."""
    message = api.Pod()
    records.write(replace(item, init_containers=(), containers=()), message)
    for field, specs in (
        ("init_containers", item.init_containers),
        ("containers", item.containers),
    ):
        target = getattr(message, field)
        target.extend(convert_spec.spec_message(spec, "") for spec in specs)
    return message


def state(
    found: FoundPod,
    inits: Iterable[containers_pb2.ContainerState],
    mains: Iterable[containers_pb2.ContainerState],
) -> api.PodState:
    """Return a pod as the API shows it."""
    record = found.record
    return api.PodState(
        name=record.name,
        id=record.cell,
        state=STATE[found.state],
        reason=found.why,
        owner=record.owner,
        created_at=timestamp(record.created_ns),
        labels=record.pod.labels,
        init_containers=inits,
        containers=mains,
    )


def page(request: api.ListPodsRequest) -> tuple[str, int]:
    """Return the cell and the size of a page that a request asks for."""
    action = "list pods"
    if request.page_size > PAGE:
        raise InvalidField(action, "page_size", f"is above {PAGE}")
    return convert.cell(action, request.cell), request.page_size or PAGE


def names(texts: Iterable[str]) -> list[str]:
    """Return the names that are asked for, each once."""
    found = list(dict.fromkeys(texts))
    if len(found) > PAGE:
        raise InvalidField("measure pods", "names", f"has more than {PAGE} entries")
    return found


def usage(found: CellUsage, limits: Limits | None) -> runtime_pb2.Usage:
    """Return what a pod uses, as far as the kernel measures it, and what it may."""
    message = runtime_pb2.Usage(cpu_us=found.cpu.get("usage_usec"), processes=found.processes)
    if found.memory is not None:
        message.memory_bytes = found.memory.get("current", 0)
        message.memory_peak_bytes = found.memory.get("peak", 0)
    if found.io:
        message.read_bytes = sum(device.get("rbytes", 0) for device in found.io.values())
        message.written_bytes = sum(device.get("wbytes", 0) for device in found.io.values())
    if limits is not None and limits.memory is not None and limits.memory.max:
        message.memory_limit_bytes = limits.memory.max
    if limits is not None and limits.pids is not None and limits.pids.max:
        message.processes_limit = limits.pids.max
    return message


def event(item: Item, shown: api.PodState | None) -> api.WatchPodsResponse:
    """Return what has happened."""
    return api.WatchPodsResponse(event=EVENT[item.event], time=timestamp(item.time_ns), pod=shown)


def _specs(
    action: str, field: str, messages: Sequence[runtime_pb2.WorkloadSpec]
) -> tuple[WorkloadSpec, ...]:
    found = []
    for index, message in enumerate(messages):
        with inside(f"pod.{field}[{index}]"):
            if message.cell:
                raise InvalidField(action, "cell", "is the pod's own")
            found.append(convert_spec.spec(message, action))
    return tuple(found)
