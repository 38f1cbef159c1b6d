"""Rows of the tables `vm_snapshots` and `vm_restores`: saved machines, and those that go on from one at their next start."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aurae.model.vm_snapshot import Restore, VmSnapshot
from aurae.state import record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

_log = logging.getLogger("aurae.state")


def save(connection: sqlite3.Connection, item: VmSnapshot) -> None:
    """Write a snapshot, or what has changed of it."""
    connection.execute(
        "INSERT OR REPLACE INTO vm_snapshots (id, name, record) VALUES (?, ?, ?)",
        # One that goes has given its name free.
        (item.id, item.id if item.doomed else item.name, record.dump(item)),
    )


def delete(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Remove snapshots."""
    connection.executemany("DELETE FROM vm_snapshots WHERE id = ?", [(ident,) for ident in ids])


def everything(connection: sqlite3.Connection) -> list[VmSnapshot]:
    """Return all snapshots."""
    found = []
    for ident, text in connection.execute("SELECT id, record FROM vm_snapshots ORDER BY name"):
        try:
            found.append(record.load(VmSnapshot, text))
        except _UNREADABLE as error:
            _log.error("cannot read snapshot %s: %s", ident, error)
    return found


def save_restore(connection: sqlite3.Connection, machine: str, restore: Restore) -> None:
    """Write that a machine goes on from a snapshot when it starts next."""
    connection.execute(
        "INSERT OR REPLACE INTO vm_restores (machine, record) VALUES (?, ?)",
        (machine, record.dump(restore)),
    )


def delete_restores(connection: sqlite3.Connection, machines: Iterable[str]) -> None:
    """Write that machines do not."""
    connection.executemany(
        "DELETE FROM vm_restores WHERE machine = ?", [(machine,) for machine in machines]
    )


def restores(connection: sqlite3.Connection) -> dict[str, Restore]:
    """Return from which snapshot each of these machines goes on."""
    found = {}
    for machine, text in connection.execute("SELECT machine, record FROM vm_restores"):
        try:
            found[machine] = record.load(Restore, text)
        except _UNREADABLE as error:
            _log.error("cannot read what machine %s goes on from: %s", machine, error)
    return found
