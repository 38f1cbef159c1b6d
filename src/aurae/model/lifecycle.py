"""The life of a workload: which status follows which, and nothing else.

Theory. A workload is one run. It is STARTING once its row is on disk, and leaves that status when
execve(2) has answered. From then on init alone knows how it ends, so EXITED needs init's word. When
init has gone, the cgroup leaf tells whether anything still runs: ORPHANED while it does, LOST when
not. EXITED, FAILED and LOST are final; another run of the same name is another workload.

Rule: everything that decides about a status is in TRANSITIONS. An event without an entry is
illegal there; `after` raises and the caller changes nothing.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status(Enum):
    """What a workload is doing; the values are the names in the API."""

    STARTING = "STARTING"
    RUNNING = "RUNNING"
    STOPPING = "STOPPING"
    EXITED = "EXITED"
    FAILED = "FAILED"
    ORPHANED = "ORPHANED"
    LOST = "LOST"


class Event(Enum):
    """What can happen to a workload; the values are the words of diagrams and of errors."""

    SPAWNED = "spawned"  # execve(2) succeeded
    REFUSED = "refused"  # it never ran: a step before execve(2) failed, or init never saw it
    STOP = "stop"  # somebody asked for its end
    EXITED = "exited"  # init reaped the main process
    ORPHAN = "orphaned"  # init has gone and the leaf is populated
    VANISH = "vanished"  # init has gone and the leaf is empty or was never seen


S, E = Status, Event

TRANSITIONS: Mapping[Status, Mapping[Event, Status]] = MappingProxyType(
    {
        S.STARTING: {
            E.SPAWNED: S.RUNNING,
            E.REFUSED: S.FAILED,
            E.EXITED: S.EXITED,  # found after a restart: it ran and ended in between
            E.ORPHAN: S.ORPHANED,
            E.VANISH: S.LOST,
        },
        S.RUNNING: {
            E.STOP: S.STOPPING,
            E.EXITED: S.EXITED,
            E.ORPHAN: S.ORPHANED,
            E.VANISH: S.LOST,
        },
        S.STOPPING: {
            E.STOP: S.STOPPING,  # a second stop joins the first
            E.EXITED: S.EXITED,
            E.ORPHAN: S.ORPHANED,
            E.VANISH: S.LOST,
        },
        S.ORPHANED: {
            E.STOP: S.ORPHANED,  # it is signalled and killed; still nobody sees how it ends
            E.ORPHAN: S.ORPHANED,  # found again by the next server
            E.VANISH: S.LOST,
        },
        S.EXITED: {},
        S.FAILED: {},
        S.LOST: {},
    }
)

ENDED = frozenset(status for status, row in TRANSITIONS.items() if not row)
"""Final statuses."""


def after(status: Status, event: Event) -> Status:
    """Return the status that follows; ValueError when the event cannot happen in this status."""
    try:
        return TRANSITIONS[status][event]
    except KeyError:
        raise ValueError(f"a workload that is {status.value} cannot be {event.value}") from None


def diagram() -> str:
    """Return the table as a Mermaid state diagram, for the docs."""
    lines = ["stateDiagram-v2", f"    [*] --> {S.STARTING.value}"]
    for status, row in TRANSITIONS.items():
        lines += [f"    {status.value} --> {to.value}: {event.value}" for event, to in row.items()]
        if status in ENDED:
            lines.append(f"    {status.value} --> [*]")
    return "\n".join(lines) + "\n"
