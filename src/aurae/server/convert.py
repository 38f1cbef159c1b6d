"""Messages of the API to the model's words and back; nothing else speaks both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.protobuf.timestamp_pb2 import Timestamp

from aurae.model.bad_field import BadField
from aurae.model.cell import NODE
from aurae.model.cell_names import check_path
from aurae.model.lifecycle import Status
from aurae.model.names import full_name, shown_name, split_name
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.validation import check_duration
from aurae.model.workload import Kind, Workload
from aurae.proto import runtime_pb2

if TYPE_CHECKING:
    from datetime import datetime

    from google.protobuf.duration_pb2 import Duration

OUTPUT_DEFAULT = 64 * 1024
OUTPUT_LIMIT = 4 * 1024 * 1024
"""Bytes of each stream that an answer may carry."""

_NS = 1_000_000_000

_STATUS: dict[Status, runtime_pb2.Status.ValueType] = {
    status: runtime_pb2.Status.Value(f"STATUS_{status.value}") for status in Status
}
KIND: dict[Kind, runtime_pb2.Kind.ValueType] = {
    kind: runtime_pb2.Kind.Value(f"KIND_{kind.value}") for kind in Kind
}


def timestamp(nanoseconds: int | None) -> Timestamp | None:
    """Return a time; None, which a message takes for unset, for None."""
    if nanoseconds is None:
        return None
    return Timestamp(seconds=nanoseconds // _NS, nanos=nanoseconds % _NS)


def timestamp_of(moment: datetime) -> Timestamp:
    """Return an aware datetime as a message."""
    stamp = Timestamp()
    stamp.FromDatetime(moment)
    return stamp


def nanoseconds(action: str, field: str, stamp: Timestamp) -> int:
    """Return a time in nanoseconds; InvalidField when it is out of range."""
    if not 0 <= stamp.nanos < _NS or abs(stamp.seconds) > 2**33:
        raise InvalidField(action, field, "is not a time")
    return stamp.seconds * _NS + stamp.nanos


def seconds(action: str, field: str, duration: Duration) -> float:
    """Return a duration in seconds; InvalidField unless it is between 0 s and 1 h."""
    if abs(duration.nanos) >= _NS or duration.seconds * duration.nanos < 0:
        raise InvalidField(action, field, "is not a duration")
    value = duration.seconds + duration.nanos / _NS
    try:
        return check_duration(value)
    except BadValue as error:
        raise InvalidField(action, field, error.why) from None


def output_limit(action: str, asked: int) -> int:
    """Return how many bytes of each stream are wanted; InvalidField when they are too many."""
    if asked > OUTPUT_LIMIT:
        raise InvalidField(action, "output_limit", f"at most {OUTPUT_LIMIT} bytes are returned")
    return asked or OUTPUT_DEFAULT


def name(verb: str, text: str) -> tuple[str, str]:
    """Return the cell and the name in a request; InvalidField when no workload can have them."""
    try:
        return split_name(text)
    except BadValue as error:
        raise InvalidField(f"{verb} {shown_name(text)}", "name", error.why) from None


def cell(action: str, text: str) -> str:
    """Return the path of a cell, the node's when empty; InvalidField when no cell can have it."""
    if text in ("", NODE):
        return NODE
    try:
        return check_path(text)
    except BadField as error:
        raise InvalidField(action, "cell", f"is not the path of a cell: {error.rule}") from None


def start_action(message: runtime_pb2.WorkloadSpec) -> str:
    """Return what a refusal of a start says was asked for."""
    shown = shown_name(message.name)
    try:
        path = cell("", message.cell)
    except InvalidField:
        path = NODE
    return f"start {full_name(path, shown) if message.name else shown}"


def workload(item: Workload) -> runtime_pb2.Workload:
    """Return a workload as the API shows it."""
    return runtime_pb2.Workload(
        name=item.name,
        id=item.id,
        kind=KIND[item.kind],
        cell=item.cell,
        pid=item.pid,
        status=_STATUS[item.status],
        exit_code=item.exit_code,
        signal=item.signal,
        reason=item.reason,
        created_at=timestamp(item.created_ns),
        started_at=timestamp(item.started_ns),
        finished_at=timestamp(item.finished_ns),
        argv=item.argv,
        owner=item.owner,
        image=item.image,
    )
