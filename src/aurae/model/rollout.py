"""Rollouts: a number of equal pods, and what is to be done next so that they are as asked.

Theory. `next_steps` looks at the pods as they are and says what to begin now: which to make, which to take off
and delete. It holds two bounds at every moment: never more pods than replicas and the surge, never fewer
ready ones than replicas less what may be unavailable, as far as that is ours to say.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.network import DEFAULT, Attachment, PublishedPort
from aurae.model.pod import Pod  # noqa: TC001  the fields' types are read at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL = "io.aurae.rollout"
"""Has a pod's rollout as its value."""
SURGE, UNAVAILABLE = 1, 0
DRAIN, DEADLINE = 5.0, 600.0


@dataclass(frozen=True, slots=True)
class Rollout:
    """What is asked of a rollout; durations are seconds, None is "not said"."""

    name: str
    pod: Pod
    replicas: int = 0
    ports: tuple[PublishedPort, ...] = ()
    max_surge: int | None = None
    max_unavailable: int | None = None
    min_ready: float = 0.0
    drain: float | None = None
    deadline: float | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def surge(self) -> int:
        """How many more pods there may be."""
        return SURGE if self.max_surge is None else self.max_surge

    @property
    def lacking(self) -> int:
        """How many fewer may be ready."""
        return UNAVAILABLE if self.max_unavailable is None else self.max_unavailable

    @property
    def drain_time(self) -> float:
        """How long a pod goes on when it is on no port any more."""
        return DRAIN if self.drain is None else self.drain

    @property
    def patience(self) -> float:
        """How long an update may make no progress."""
        return DEADLINE if self.deadline is None else self.deadline


@dataclass(frozen=True, slots=True)
class RolloutRecord:
    """One rollout: a row of the state database. `before` is the pod of the revision before, if any."""

    id: int
    rollout: Rollout
    owner: str
    created_ns: int
    changed_ns: int
    revision: int = 1
    before: Pod | None = None
    going: bool = False

    @property
    def name(self) -> str:
        """The name, with the cell that its pods are made in."""
        return self.rollout.name


class RolloutState(Enum):
    """How a rollout stands; the values are the names in the API."""

    PROGRESSING = "PROGRESSING"
    COMPLETE = "COMPLETE"
    STALLED = "STALLED"
    DELETING = "DELETING"


class Replica(NamedTuple):
    """One pod of a rollout: whether it counts as ready, is on its way up, or on its way out."""

    name: str
    revision: int
    number: int
    ready: bool
    coming: bool
    going: bool


class Steps(NamedTuple):
    """What to begin now: numbers of pods to make, and names of those to take off and delete."""

    make: tuple[int, ...]
    drop: tuple[str, ...]


def replica_pod(record: RolloutRecord, number: int) -> Pod:
    """Return what a pod of a rollout is."""
    rollout, pod = record.rollout, record.rollout.pod
    networks = pod.networks
    if rollout.ports and not networks:
        networks = (Attachment(DEFAULT),)
    name = replica_name(record.name, record.revision, number)
    labels = {**pod.labels, LABEL: record.name}
    return replace(pod, name=name, networks=networks, labels=labels)


def revision_of(record: RolloutRecord, name: str) -> tuple[int, int]:
    """Return revision and number of one of its pods; zeros for one that is none of them."""
    base, _, number = name.rpartition("-")
    base, _, revision = base.rpartition("-")
    if base != record.name or not (number.isdecimal() and revision.isdecimal()):
        return 0, 0
    return int(revision), int(number)


def replica_name(name: str, revision: int, number: int) -> str:
    """Return the name of a pod of a rollout."""
    return f"{name}-{revision}-{number}"


def next_steps(rollout: Rollout, revision: int, replicas: Sequence[Replica]) -> Steps:
    """Return what to begin now."""
    there = [one for one in replicas if not one.going]
    fresh = [one for one in there if one.revision == revision]
    old = [one for one in there if one.revision != revision]
    # One that is neither ready nor on its way has failed: it goes, and another one comes.
    broken = [one.name for one in fresh if not one.ready and not one.coming]
    surplus = sorted(fresh, key=lambda one: (one.ready, -one.number))
    surplus = [one for one in surplus if one.name not in broken][
        : max(len(fresh) - len(broken) - rollout.replicas, 0)
    ]
    drop = [*broken, *(one.name for one in surplus)]
    drop += _outdated(rollout, fresh, old, set(drop))
    staying = len(fresh) - len(broken) - len(surplus)
    # Those that are on their way out are still there, and count as long as they are.
    room = (
        rollout.replicas + rollout.surge - len([one for one in replicas if one.name not in broken])
    )
    taken = {one.number for one in replicas if one.revision == revision}
    free = (
        number
        for number in range(1, 2 * len(taken) + 2 * rollout.replicas + 2)
        if number not in taken
    )
    count = max(min(rollout.replicas - staying, room), 0)
    return Steps(tuple(number for number, _ in zip(free, range(count), strict=False)), tuple(drop))


def _outdated(
    rollout: Rollout, fresh: Sequence[Replica], old: Sequence[Replica], dropped: set[str]
) -> list[str]:
    """Return which pods of earlier revisions may go: those that are not ready, and as many others as are replaced."""
    useless = [one.name for one in old if not one.ready]
    ready = sum(one.ready and one.name not in dropped for one in (*fresh, *old))
    spare = max(ready - (rollout.replicas - rollout.lacking), 0)
    serving = sorted((one for one in old if one.ready), key=lambda one: (one.revision, one.number))
    return useless + [one.name for one in serving[:spare]]
