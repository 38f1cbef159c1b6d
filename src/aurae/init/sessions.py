"""Sessions: what runs beside a workload for a client of the server, and ends with that server."""

from __future__ import annotations

from aurae.init.hearing import send
from aurae.linux.signals import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.init.loop import Loop
    from aurae.init.table import Entry, Table

GRACE = 1.0
"""Seconds that a session has after SIGHUP."""


def end(loop: Loop, table: Table) -> None:
    """End all sessions: the server that had their streams has gone."""
    for entry in table.sessions():
        if entry.ended:
            table.acknowledge(entry)
        elif not entry.acknowledged:
            table.abandon(entry)
            _signal(entry, signal.SIGHUP)
            _signal(entry, signal.SIGCONT)
            loop.after(GRACE, lambda entry=entry: _signal(entry, signal.SIGKILL))  # type: ignore[misc]


def end_abandoned(table: Table) -> None:
    """End at once what a re-execution found on its way to its end."""
    for entry in table.sessions():
        if entry.acknowledged:
            _signal(entry, signal.SIGKILL)


def _signal(entry: Entry, number: int) -> None:
    if entry.pidfd >= 0:
        send(entry.pidfd, number)
