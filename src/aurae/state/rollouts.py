"""Rows of the table `rollouts`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aurae.model.rollout import RolloutRecord
from aurae.state import record, workloads

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_log = logging.getLogger("aurae.state")


def save(connection: sqlite3.Connection, item: RolloutRecord) -> None:
    """Write a rollout whole."""
    workloads.raise_highest_id(connection, item.id)
    connection.execute(
        "INSERT OR REPLACE INTO rollouts VALUES (?, ?, ?)", (item.id, item.name, record.dump(item))
    )


def save_many(connection: sqlite3.Connection, items: Iterable[RolloutRecord]) -> None:
    """Write several."""
    for item in items:
        save(connection, item)


def delete(connection: sqlite3.Connection, idents: Sequence[int]) -> None:
    """Remove rows."""
    connection.executemany("DELETE FROM rollouts WHERE id = ?", [(ident,) for ident in idents])


def everything(connection: sqlite3.Connection) -> list[RolloutRecord]:
    """Return all rollouts, oldest first; a row that cannot be read is told and left alone."""
    found = []
    for ident, text in connection.execute("SELECT id, record FROM rollouts ORDER BY id"):
        try:
            found.append(record.load(RolloutRecord, text))
        except (ValueError, KeyError, TypeError) as error:
            _log.error("cannot read rollout %s: %s", ident, error)
    return found
