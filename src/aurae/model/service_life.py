"""The life of a service: which phase follows which, and nothing else.

Theory. A service is a name that stays; each attempt to have it up is a run of its own. A start
waits for what it requires, then activates: conditions, commands before, the main process, commands
after. From whatever phase an attempt ends in, it is deactivated first, so that nothing of it is left
when the next one begins. After that it is down, has failed, or waits for its next attempt.

Rule: everything that decides about a phase is in TRANSITIONS. An event without an entry is
illegal there; `after` raises and the caller changes nothing.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Phase(Enum):
    """What a service is doing; the values are the names in the API."""

    INACTIVE = "INACTIVE"
    WAITING = "WAITING"
    ACTIVATING = "ACTIVATING"
    ACTIVE = "ACTIVE"
    RELOADING = "RELOADING"
    DEACTIVATING = "DEACTIVATING"
    BACKOFF = "BACKOFF"
    FAILED = "FAILED"


class Change(Enum):
    """What can happen to a service; the values are the words of diagrams and of errors."""

    START = "started"  # somebody wants it up
    CLEAR = "clear to start"  # all that it waits for is there
    UP = "up"
    RELOAD = "reloaded"
    END = "ended"  # by itself, by a limit, or because somebody wants it down
    PAUSE = "to be tried again"
    DOWN = "down"
    FAIL = "failed"
    RESET = "reset"


P, C = Phase, Change

TRANSITIONS: Mapping[Phase, Mapping[Change, Phase]] = MappingProxyType(
    {
        P.INACTIVE: {C.START: P.WAITING, C.RESET: P.INACTIVE},
        P.FAILED: {C.START: P.WAITING, C.RESET: P.INACTIVE},
        P.BACKOFF: {C.START: P.WAITING, C.DOWN: P.INACTIVE, C.FAIL: P.FAILED, C.RESET: P.BACKOFF},
        P.WAITING: {C.CLEAR: P.ACTIVATING, C.DOWN: P.INACTIVE, C.FAIL: P.FAILED},
        P.ACTIVATING: {C.UP: P.ACTIVE, C.END: P.DEACTIVATING},
        P.ACTIVE: {C.RELOAD: P.RELOADING, C.END: P.DEACTIVATING},
        P.RELOADING: {C.UP: P.ACTIVE, C.END: P.DEACTIVATING},
        P.DEACTIVATING: {
            C.DOWN: P.INACTIVE,
            C.FAIL: P.FAILED,
            C.PAUSE: P.BACKOFF,
            C.START: P.WAITING,  # a restart was asked for, or it is bound to one that comes back
        },
    }
)

UP = frozenset({Phase.ACTIVE, Phase.RELOADING})
"""Phases in which others may rely on it."""

AT_REST = frozenset({Phase.INACTIVE, Phase.FAILED})
"""Phases in which nothing happens by itself."""


def after(phase: Phase, change: Change) -> Phase:
    """Return the phase that follows; ValueError when the change cannot happen in this phase."""
    try:
        return TRANSITIONS[phase][change]
    except KeyError:
        raise ValueError(f"a service that is {phase.value} cannot be {change.value}") from None


def diagram() -> str:
    """Return the table as a Mermaid state diagram, for the docs."""
    lines = ["stateDiagram-v2", f"    [*] --> {P.INACTIVE.value}"]
    for phase, row in TRANSITIONS.items():
        lines += [
            f"    {phase.value} --> {to.value}: {change.value}" for change, to in row.items()
        ]
    return "\n".join(lines) + "\n"
