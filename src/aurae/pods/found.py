"""One pod as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aurae.model.labels import has_all
from aurae.model.pod import Stage
from aurae.model.pod_state import Part, PodState, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aurae.model.pod import PodRecord
    from aurae.services.found import Found


@dataclass(frozen=True, slots=True)
class FoundPod:
    """A pod, and its containers in their order; one that somebody has removed is not among them."""

    record: PodRecord
    inits: Sequence[Found]
    mains: Sequence[Found]
    state: PodState
    why: str

    @property
    def is_down(self) -> bool:
        """Whether nothing of it runs, and nothing will by itself."""
        return self.state in (PodState.CREATED, PodState.EXITED, PodState.FAILED)

    def has_labels(self, labels: Mapping[str, str]) -> bool:
        """Say whether it has all of these labels; an empty value is any."""
        return has_all(self.record.pod.labels, labels)


def found_pod(record: PodRecord, inits: Sequence[Found], mains: Sequence[Found]) -> FoundPod:
    """Return a pod as its containers have it."""
    state, why = state_of([_part(one) for one in inits], [_part(one) for one in mains])
    found = FoundPod(record, inits, mains, state, why)
    lost = missing(found)
    if lost and record.stage is Stage.MADE:
        word = PodState.FAILED if found.is_down else PodState.DEGRADED
        return replace(found, state=word, why=f"{lost[0]} has been removed")
    return found


def missing(found: FoundPod) -> list[str]:
    """Return the names of the containers that somebody has removed."""
    there = {one.name for one in (*found.inits, *found.mains)}
    pod = found.record.pod
    return [one.name for one in (*pod.init_containers, *pod.containers) if one.name not in there]


def _part(found: Found) -> Part:
    life = found.life
    if life is None:
        return Part(found.name, found.state, wanted=False)
    standing = life.record.standing
    # Of one that this server has not looked at yet, its phase says that it has passed.
    looked = [item for item in life.checks if item.looked_ns is not None]
    unhealthy = [item.health.text for item in looked if not item.is_ready]
    why = unhealthy[0] if unhealthy else standing.reason
    return Part(found.name, found.state, standing.wanted, healthy=not unhealthy, why=why)
