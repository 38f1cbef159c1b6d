"""Messages of RolloutService to the model's words and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.labels import check_count
from aurae.model.names import shown_name
from aurae.model.refusal import BadValue, InvalidField
from aurae.model.rollout import Rollout, RolloutState
from aurae.model.rollout_rules import MOST_PORTS
from aurae.proto import rollouts_pb2 as api
from aurae.server import convert_pods, records
from aurae.server.convert import timestamp
from aurae.server.errors import inside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.pods.rolling import Rolling
    from aurae.proto import pods_pb2

STATE: dict[RolloutState, api.RolloutState.State.ValueType] = {
    state: api.RolloutState.State.Value(f"STATE_{state.value}") for state in RolloutState
}


def rollout(message: api.Rollout) -> Rollout:
    """Return what is asked of a rollout; InvalidField for a field that cannot be read."""
    action = f"apply {shown_name(message.name)}"
    with inside("rollout"):
        pod = convert_pods.pod(message.pod, action)
    try:
        check_count("ports", message.ports, MOST_PORTS)
        return records.read(Rollout, message, {"pod": pod})
    except BadValue as error:
        raise InvalidField(action, f"rollout.{error.field}", error.why) from None


def rollout_message(item: Rollout) -> api.Rollout:
    """Return what was asked of a rollout as the API shows it: secrets are left out."""
    message = api.Rollout()
    records.write(replace(item, pod=replace(item.pod, init_containers=(), containers=())), message)
    message.pod.CopyFrom(convert_pods.pod_message(item.pod))
    return message


def state(found: Rolling, pods: Iterable[pods_pb2.PodState]) -> api.RolloutState:
    """Return a rollout as the API shows it."""
    record = found.record
    updated, ready, old = found.counts()
    return api.RolloutState(
        name=record.name,
        state=STATE[found.state],
        reason=found.reason,
        owner=record.owner,
        revision=record.revision,
        replicas=record.rollout.replicas,
        updated=updated,
        ready=ready,
        old=old,
        created_at=timestamp(record.created_ns),
        changed_at=timestamp(record.changed_ns),
        labels=record.rollout.labels,
        pods=pods,
    )
