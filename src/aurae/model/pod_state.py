"""How a pod stands: one word, made of how its containers stand."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.container_state import DOWN, ContainerState

if TYPE_CHECKING:
    from collections.abc import Sequence


class PodState(Enum):
    """How a pod stands; the values are the names in the API."""

    CREATED = "CREATED"
    STARTING = "STARTING"
    RUNNING = "RUNNING"
    DEGRADED = "DEGRADED"
    STOPPING = "STOPPING"
    EXITED = "EXITED"
    FAILED = "FAILED"


class Part(NamedTuple):
    """How one of its containers stands; `why` is of one that has failed or is not healthy."""

    name: str
    state: ContainerState
    wanted: bool
    healthy: bool = True
    why: str = ""


S, C = PodState, ContainerState
UP = frozenset({C.RUNNING, C.PAUSED})


def state_of(inits: Sequence[Part], mains: Sequence[Part]) -> tuple[PodState, str]:
    """Return how a pod stands whose containers stand so, and why, for people."""
    states = [part.state for part in mains]
    if C.STOPPING in states and not any(part.wanted for part in mains):
        return S.STOPPING, ""
    if all(state in DOWN for state in states):
        return _down(inits, mains)
    lacking = [part for part in mains if part.state not in UP or not part.healthy]
    if not lacking:
        return S.RUNNING, ""
    if any(part.state in UP for part in mains) and not _are_coming(lacking):
        return S.DEGRADED, _about(lacking[0])
    return S.STARTING, _about(_first_awaited(inits) or lacking[0])


def _down(inits: Sequence[Part], mains: Sequence[Part]) -> tuple[PodState, str]:
    failed = [part for part in (*mains, *inits) if part.state is C.FAILED]
    if failed:
        return S.FAILED, _about(failed[0])
    if any(part.state not in DOWN for part in inits) and any(part.wanted for part in mains):
        return S.STARTING, ""
    if all(part.state is C.CREATED for part in (*mains, *inits)):
        return S.CREATED, ""
    return S.EXITED, ""


def _are_coming(lacking: Sequence[Part]) -> bool:
    """Say whether those that are not up are on their way for the first time."""
    return all(part.state is C.STARTING for part in lacking)


def _first_awaited(inits: Sequence[Part]) -> Part | None:
    return next(
        (part for part in inits if part.state not in UP and part.state is not C.EXITED), None
    )


def _about(part: Part) -> str:
    word = part.state.value.lower() if part.healthy or part.state not in UP else "not healthy"
    return f"{part.name} is {word}" + (f": {part.why}" if part.why else "")
