"""What an Edit changes, and what of it holds at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.refusal import InvalidField
from aurae.processes.adjusting import FIELDS
from aurae.server.convert_spec import secrets_of, spec, spec_message

if TYPE_CHECKING:
    from collections.abc import Callable

    from google.protobuf.message import Message

    from aurae.model.workload import WorkloadSpec
    from aurae.proto import runtime_pb2 as api
    from aurae.services.life import Life

AT_ONCE = (
    *("service.description", "service.restart", "service.reload", "service.stop"),
    *("service.stop_post", "service.reload_signal", "service.command_timeout"),
    *("service.start_timeout", "service.watchdog_signal", "service.enabled", "service.requires"),
    *("service.wants", "service.after", "service.before", "service.binds_to", "service.part_of"),
    *("service.requisite", "service.conflicts", "service.upholds", "service.on_failure"),
    *("service.on_success", "service.timer", "service.fd_store_preserve"),
    *("container.labels", "container.annotations", "container.limits"),
    *("vm.labels", "vm.annotations", "vm.limits"),
)
"""Fields whose change a running service takes up by itself. Those of processes.adjusting are
changed in its processes; all others are taken up by the next start."""

LIMITS = ("container.limits", "vm.limits")
"""What the leaf of what runs gets before the answer."""

PROCESS = "container.process."
"""What stands there instead of `executable.`"""

FIXED = ("name", "cell")

KINDS = frozenset({"executable", "container", "vm"})

MOST_FIELDS = 256
"""Paths in one request: there are fewer fields than that."""


@dataclass(frozen=True)
class Edited:
    """A specification with changes: which hold at once, and which with the next start."""

    spec: WorkloadSpec
    applied: list[str]
    pending: list[str]


def edited(
    life: Life, request: api.EditRequest, adjust: Callable[[WorkloadSpec, list[str]], list[str]]
) -> Edited:
    """Return what the service is to be; InvalidField for a field that there is not.

    `adjust` checks it, changes what the kernel can change in its processes, and returns the paths
    for which the kernel refused that.
    """
    action = f"edit {life.name}"
    if not request.fields:
        raise InvalidField(action, "fields", "is empty: name what to change")
    if len(request.fields) > MOST_FIELDS:
        raise InvalidField(action, "fields", f"has more than {MOST_FIELDS} entries")
    whole = spec_message(life.record.spec, life.record.cell)
    for index, path in enumerate(request.fields):
        if path.partition(".")[0] in (*FIXED, *_other_kinds(whole)):
            raise InvalidField(action, f"fields[{index}]", f"{path} cannot be changed")
        try:
            _copy(path.split("."), request.workload, whole)
        except KeyError:
            why = f"{path[:80]!r} is no field of WorkloadSpec"
            raise InvalidField(action, f"fields[{index}]", why) from None
    changed = secrets_of(spec(whole, action), life.record.spec)
    adjusted = {path: name for path in request.fields if (name := _adjusted(path)) in FIELDS}
    refused = adjust(changed, list(adjusted.values()))
    down = life.record.at_rest
    applied = [
        path
        for path in request.fields
        if down or path.startswith(AT_ONCE) or (path in adjusted and adjusted[path] not in refused)
    ]
    return Edited(changed, applied, [path for path in request.fields if path not in applied])


def _other_kinds(whole: api.WorkloadSpec) -> frozenset[str]:
    """Return the fields of the kinds that a service is not, and does not become."""
    return KINDS - {whole.WhichOneof("kind") or ""}


def _adjusted(path: str) -> str:
    """Return what a field is called where it changes processes that run."""
    return f"executable.{path.removeprefix(PROCESS)}" if path.startswith(PROCESS) else path


def _copy(path: list[str], source: Message, target: Message) -> None:
    """Copy the field at a path; KeyError when there is none."""
    name = path[0]
    field = source.DESCRIPTOR.fields_by_name[name]
    if len(path) > 1:
        if field.message_type is None or field.is_repeated:
            raise KeyError(name)
        getattr(target, name).SetInParent()
        _copy(path[1:], getattr(source, name), getattr(target, name))
        return
    target.ClearField(name)
    if field.is_repeated:
        getattr(target, name).MergeFrom(getattr(source, name))
    elif field.message_type is not None:
        if source.HasField(name):
            getattr(target, name).CopyFrom(getattr(source, name))
    elif not field.has_presence or source.HasField(name):
        setattr(target, name, getattr(source, name))
