"""Rows of the table `services`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aurae.model.service_record import ServiceRecord, Standing
from aurae.model.workload import WorkloadSpec
from aurae.state import record, workloads

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_SELECT = "SELECT id, cell, spec, owner, created_ns, standing FROM services ORDER BY id"

_log = logging.getLogger("aurae.state")


def save(connection: sqlite3.Connection, item: ServiceRecord) -> None:
    """Write a service whole."""
    workloads.raise_highest_id(connection, item.id)
    connection.execute(
        "INSERT OR REPLACE INTO services VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            item.id,
            item.cell,
            item.name,
            record.dump(item.spec),
            item.owner,
            item.created_ns,
            record.dump(item.standing),
        ),
    )


def save_many(connection: sqlite3.Connection, items: Iterable[ServiceRecord]) -> None:
    """Write several."""
    for item in items:
        save(connection, item)


def save_standing(connection: sqlite3.Connection, item: ServiceRecord) -> None:
    """Write where a service stands; its specification is as it was."""
    text = record.dump(item.standing)
    connection.execute("UPDATE services SET standing = ? WHERE id = ?", (text, item.id))


def save_changed(connection: sqlite3.Connection, item: ServiceRecord) -> None:
    """Write another specification and where it stands; nothing for a service that was removed."""
    connection.execute(
        "UPDATE services SET spec = ?, standing = ? WHERE id = ?",
        (record.dump(item.spec), record.dump(item.standing), item.id),
    )


def delete(connection: sqlite3.Connection, idents: Sequence[int]) -> None:
    """Remove rows."""
    connection.executemany("DELETE FROM services WHERE id = ?", [(ident,) for ident in idents])


def everything(connection: sqlite3.Connection) -> list[ServiceRecord]:
    """Return all services, oldest first; a row that cannot be read is told and left alone."""
    found = []
    for row in connection.execute(_SELECT):
        try:
            found.append(_service(row))
        except (ValueError, KeyError, TypeError) as error:
            _log.error("cannot read service %s: %s", row[0], error)
    return found


def highest_id(connection: sqlite3.Connection) -> int:
    """Return the highest id there is; 0 without services."""
    (highest,) = connection.execute("SELECT max(id) FROM services").fetchone()
    return int(highest or 0)


def _service(row: Sequence[object]) -> ServiceRecord:
    ident, cell, spec, owner, created, standing = row
    return ServiceRecord(
        id=ident,  # type: ignore[arg-type]  # STRICT tables hold these very types
        cell=str(cell),
        spec=record.load(WorkloadSpec, str(spec)),
        owner=str(owner),
        created_ns=created,  # type: ignore[arg-type]  # as above
        standing=record.load(Standing, str(standing)),
    )
