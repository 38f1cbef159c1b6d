"""Rows of the table `pods`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aurae.model.pod import Pod, PodRecord, Stage
from aurae.state import record, workloads

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_SELECT = "SELECT id, spec, owner, created_ns, stage, cell FROM pods ORDER BY id"

_log = logging.getLogger("aurae.state")


def save(connection: sqlite3.Connection, item: PodRecord) -> None:
    """Write a pod whole."""
    workloads.raise_highest_id(connection, item.id)
    connection.execute(
        "INSERT OR REPLACE INTO pods VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            item.id,
            item.name,
            record.dump(item.pod),
            item.owner,
            item.created_ns,
            item.stage.value,
            item.cell,
        ),
    )


def save_many(connection: sqlite3.Connection, items: Iterable[PodRecord]) -> None:
    """Write several."""
    for item in items:
        save(connection, item)


def delete(connection: sqlite3.Connection, idents: Sequence[int]) -> None:
    """Remove rows."""
    connection.executemany("DELETE FROM pods WHERE id = ?", [(ident,) for ident in idents])


def everything(connection: sqlite3.Connection) -> list[PodRecord]:
    """Return all pods, oldest first; a row that cannot be read is told and left alone."""
    found = []
    for row in connection.execute(_SELECT):
        try:
            found.append(_pod(row))
        except (ValueError, KeyError, TypeError) as error:
            _log.error("cannot read pod %s: %s", row[0], error)
    return found


def highest_id(connection: sqlite3.Connection) -> int:
    """Return the highest id there is; 0 without pods."""
    (highest,) = connection.execute("SELECT max(id) FROM pods").fetchone()
    return int(highest or 0)


def _pod(row: Sequence[object]) -> PodRecord:
    ident, spec, owner, created, stage, cell = row
    return PodRecord(
        id=ident,  # type: ignore[arg-type]  # STRICT tables hold these very types
        pod=record.load(Pod, str(spec)),
        owner=str(owner),
        created_ns=created,  # type: ignore[arg-type]  # as above
        stage=Stage(stage),
        cell=cell,  # type: ignore[arg-type]  # as above
    )
