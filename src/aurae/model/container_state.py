"""How a container stands: one word, made of what is known of its service or of its run."""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from aurae.model.lifecycle import Status
from aurae.model.service_life import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping


class ContainerState(Enum):
    """How a container stands; the values are the names in the API."""

    CREATED = "CREATED"
    STARTING = "STARTING"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    STOPPING = "STOPPING"
    RESTARTING = "RESTARTING"
    EXITED = "EXITED"
    FAILED = "FAILED"


S = ContainerState

OF_PHASE: Mapping[Phase, ContainerState] = MappingProxyType(
    {
        Phase.INACTIVE: S.EXITED,
        Phase.WAITING: S.STARTING,
        Phase.ACTIVATING: S.STARTING,
        Phase.ACTIVE: S.RUNNING,
        Phase.RELOADING: S.RUNNING,
        Phase.DEACTIVATING: S.STOPPING,
        Phase.BACKOFF: S.RESTARTING,
        Phase.FAILED: S.FAILED,
    }
)
OF_STATUS: Mapping[Status, ContainerState] = MappingProxyType(
    {
        Status.STARTING: S.STARTING,
        Status.RUNNING: S.RUNNING,
        Status.STOPPING: S.STOPPING,
        Status.EXITED: S.EXITED,
        Status.FAILED: S.FAILED,
        Status.ORPHANED: S.RUNNING,
        Status.LOST: S.FAILED,
    }
)
DOWN = frozenset({S.CREATED, S.EXITED, S.FAILED})
"""States in which nothing of it runs, and nothing will by itself."""


def of_service(phase: Phase, starts: int, *, frozen: bool, ended: bool = False) -> ContainerState:
    """Return how a container stands that is kept; `starts` is how often it was started.

    `ended`: its newest run has, as that of a service which stays up after it.
    """
    if phase is Phase.INACTIVE and not starts:
        return S.CREATED
    if phase is Phase.ACTIVE and ended:
        return S.EXITED
    return _paused(OF_PHASE[phase], frozen=frozen)


def of_run(status: Status, *, frozen: bool) -> ContainerState:
    """Return how a container stands that is one run."""
    return _paused(OF_STATUS[status], frozen=frozen)


def _paused(state: ContainerState, *, frozen: bool) -> ContainerState:
    return S.PAUSED if frozen and state is S.RUNNING else state
