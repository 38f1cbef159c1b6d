"""How rollouts are shown."""

from aurae.cli.document import enum_name
from aurae.cli.pods import state as pod_state
from aurae.cli.table import age, printable
from aurae.cli.workloads import since
from aurae.proto.rollouts_pb2 import Rollout, RolloutState

HEADING = ("NAME", "READY", "UPDATED", "OLD", "REVISION", "STATE", "CREATED", "REASON")


def state(rollout: RolloutState) -> str:
    """Return the state in a word."""
    return enum_name(RolloutState.State.DESCRIPTOR, rollout.state)


def row(rollout: RolloutState) -> tuple[str, ...]:
    """Return the cells of a table."""
    return (
        rollout.name,
        f"{rollout.ready}/{rollout.replicas}",
        str(rollout.updated),
        str(rollout.old),
        str(rollout.revision),
        state(rollout),
        f"{age(since(rollout.created_at))} ago",
        rollout.reason or "-",
    )


def progress(rollout: RolloutState) -> str:
    """Return how far it is, on a line."""
    counts = f"{rollout.ready} of {rollout.replicas} ready, {rollout.old} old"
    reason = f": {rollout.reason}" if rollout.reason else ""
    return f"{printable(rollout.name)}: {state(rollout)}, {counts}{printable(reason)}"


def details(rollout: RolloutState, spec: Rollout) -> list[tuple[str, str]]:
    """Return what is known of a rollout, names and values."""
    every = (*spec.pod.init_containers, *spec.pod.containers)
    return [
        ("name", rollout.name),
        ("state", state(rollout)),
        *([("reason", rollout.reason)] if rollout.reason else []),
        ("owner", rollout.owner),
        ("revision", str(rollout.revision)),
        ("ready", f"{rollout.ready} of {rollout.replicas}"),
        *((f"image of {one.name}", one.container.image) for one in every),
        *((f"pod {pod.name}", pod_state(pod)) for pod in rollout.pods),
        *((f"label {key}", rollout.labels[key]) for key in sorted(rollout.labels)),
    ]
