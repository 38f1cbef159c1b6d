"""Checks what is asked of a rollout; every refusal names the field by its path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model import cell_names
from aurae.model.container import Network
from aurae.model.labels import check_count
from aurae.model.network_rules import check_ports
from aurae.model.pod_spec_rules import check_pod
from aurae.model.refusal import BadValue
from aurae.model.rollout import LABEL

if TYPE_CHECKING:
    from aurae.model.rollout import Rollout

MOST_REPLICAS = 100
LONGEST_NAME = 40
"""Of the last part: its pods have two numbers behind it, and a cell's component at most 63 characters."""
MOST_PORTS = 64


def check_rollout(rollout: Rollout) -> None:
    """BadValue when no rollout can be as this says."""
    above, _, last = rollout.name.rpartition("/")
    parts = [*above.split("/"), last] if above else [last]
    if not all(map(cell_names.is_component, parts)) or len(last) > LONGEST_NAME:
        rule = f"letters, digits and inner '-', at most {LONGEST_NAME} of them"
        raise BadValue("name", f"{rollout.name[:64]!r} is no name: {rule}")
    if LABEL in rollout.pod.labels:
        raise BadValue("pod.labels", f"{LABEL} is the rollout's to give")
    if rollout.pod.name:
        raise BadValue("pod.name", "is made from the rollout's")
    try:
        # Each pod is to have one label more.
        labels = {**rollout.pod.labels, LABEL: rollout.name}
        check_pod(replace(rollout.pod, name=rollout.name, labels=labels))
    except BadValue as error:
        raise BadValue(f"pod.{error.field}", error.why) from None
    if rollout.pod.enabled:
        raise BadValue("pod.enabled", "is the rollout's: its pods are always kept up")
    if rollout.replicas > MOST_REPLICAS:
        raise BadValue("replicas", f"is above {MOST_REPLICAS}")
    _check_ports(rollout)
    for field in ("max_surge", "max_unavailable"):
        if (getattr(rollout, field) or 0) > MOST_REPLICAS:
            raise BadValue(field, f"is above {MOST_REPLICAS}")
    if not rollout.surge and not rollout.lacking:
        raise BadValue("max_surge", "is 0, and max_unavailable as well: nothing could be replaced")


def _check_ports(rollout: Rollout) -> None:
    check_count("ports", rollout.ports, MOST_PORTS)
    check_ports(rollout.ports)
    if rollout.ports and rollout.pod.network is not Network.OWN:
        raise BadValue("ports", "need pods with a network of their own")
    if rollout.ports and rollout.pod.ports and rollout.replicas > 1:
        taken = {(port.host_port, port.protocol) for port in rollout.pod.ports if port.host_port}
        if taken:
            raise BadValue(
                "pod.ports", "has a fixed port of the host, which only one of them can have"
            )
