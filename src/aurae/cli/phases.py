"""How the state of a service is put in words."""

from typing import TYPE_CHECKING

from aurae.cli.document import enum_name
from aurae.cli.workloads import status
from aurae.proto import runtime_pb2, service_pb2

if TYPE_CHECKING:
    from aurae.proto.runtime_pb2 import Workload
    from aurae.proto.service_pb2 import ServiceState

UP = frozenset((service_pb2.PHASE_ACTIVE, service_pb2.PHASE_RELOADING))
"""Phases of a service that is up."""
SETTLED = UP | {service_pb2.PHASE_INACTIVE, service_pb2.PHASE_FAILED}
"""Phases that a service does not leave by itself."""
HIDDEN_STEPS = frozenset(("", "main", "run", "running"))


def phase(state: "ServiceState") -> str:
    """Return the phase as one word, such as `active`."""
    return enum_name(service_pb2.Phase.DESCRIPTOR, state.phase)


def standing(workload: "Workload") -> str:
    """Return how a workload is: the phase of a service and how it last ended, else the status."""
    if not workload.HasField("service"):
        return status(workload)
    state = workload.service
    word = phase(state)
    if state.phase in UP:
        return word
    detail = state.result if state.phase == service_pb2.PHASE_FAILED else step(state)
    return f"{word} ({detail})" if detail else word


def step(state: "ServiceState") -> str:
    """Return what a service does in its phase, if there is a word for it."""
    text = state.step.replace("_", " ")
    return "" if text in HIDDEN_STEPS or text == phase(state) else text


def is_up(workload: "Workload") -> bool:
    """Say whether a service is up, or another workload runs."""
    if workload.HasField("service"):
        return workload.service.phase in UP
    return workload.status in {runtime_pb2.STATUS_RUNNING, runtime_pb2.STATUS_STOPPING}


def has_failed(workload: "Workload") -> bool:
    """Say whether a service has failed, or another workload never ran."""
    if workload.HasField("service"):
        return workload.service.phase == service_pb2.PHASE_FAILED
    return workload.status == runtime_pb2.STATUS_FAILED


def why(workload: "Workload") -> str:
    """Return the reason of the state in words, empty when there is none."""
    return workload.service.reason if workload.HasField("service") else workload.reason
