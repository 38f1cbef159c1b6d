"""Rows of the table `workloads`."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from aurae.model.lifecycle import Status
from aurae.model.workload import Kind, Workload

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FIXED = [
    "id",
    "name",
    "kind",
    "cell",
    "argv",
    "owner",
    "boot",
    "init",
    "created_ns",
    "terminal",
    "stop_signal",
    "stop_timeout",
]
_CHANGING = [
    "status",
    "pid",
    "exit_code",
    "signal",
    "reason",
    "started_ns",
    "finished_ns",
    "cpu_us",
]
_COLUMNS = ", ".join(_FIXED + _CHANGING)
_INSERT = f"INSERT INTO workloads ({_COLUMNS}) VALUES ({', '.join('?' * 20)})"  # noqa: S608  # names of ours
_UPDATE = f"UPDATE workloads SET {', '.join(f'{name} = ?' for name in _CHANGING)} WHERE id = ?"  # noqa: S608  # names of ours
_SELECT = f"SELECT {_COLUMNS} FROM workloads"  # noqa: S608  # names of ours


def insert(connection: sqlite3.Connection, workload: Workload) -> None:
    """Add a row."""
    connection.execute(_INSERT, (*_fixed(workload), *_changing(workload)))


def save(connection: sqlite3.Connection, workload: Workload) -> None:
    """Write what changes in the life of a workload; adds the row when it is missing."""
    done = connection.execute(_UPDATE, (*_changing(workload), workload.id))
    if done.rowcount == 0:
        insert(connection, workload)


def save_many(connection: sqlite3.Connection, items: Iterable[Workload]) -> None:
    """Write several."""
    for workload in items:
        save(connection, workload)


def newest(connection: sqlite3.Connection, name: str) -> Workload | None:
    """Return the latest workload of this name."""
    query = f"{_SELECT} WHERE name = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(query, (name,)).fetchone()
    return None if row is None else _workload(row)


def page(connection: sqlite3.Connection, after: int, limit: int) -> list[Workload]:
    """Return up to `limit` workloads with ids above `after`, oldest first."""
    query = f"{_SELECT} WHERE id > ? ORDER BY id LIMIT ?"
    return [_workload(row) for row in connection.execute(query, (after, limit))]


def unfinished(connection: sqlite3.Connection) -> list[Workload]:
    """Return the workloads whose end is not written, oldest first."""
    query = f"{_SELECT} WHERE finished_ns IS NULL ORDER BY id"
    return [_workload(row) for row in connection.execute(query)]


def with_ids(connection: sqlite3.Connection, idents: Iterable[int]) -> list[Workload]:
    """Return the workloads that have a row, among these ids."""
    found = []
    for ident in idents:
        row = connection.execute(f"{_SELECT} WHERE id = ?", (ident,)).fetchone()
        if row is not None:
            found.append(_workload(row))
    return found


def highest_id(connection: sqlite3.Connection) -> int:
    """Return the highest id that was ever used; 0 when none was."""
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'workloads'"
    row = connection.execute(query).fetchone()
    return 0 if row is None else int(row[0])


def raise_highest_id(connection: sqlite3.Connection, ident: int) -> None:
    """Let no id up to this one be used any more."""
    if ident <= highest_id(connection):
        return
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'workloads'")
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('workloads', ?)", (ident,))


def surplus(connection: sqlite3.Connection, keep: int, limit: int) -> list[int]:
    """Return ids of the oldest ended workloads beyond the `keep` newest ended ones."""
    query = "SELECT count(*) FROM workloads WHERE finished_ns IS NOT NULL"
    (ended,) = connection.execute(query).fetchone()
    query = "SELECT id FROM workloads WHERE finished_ns IS NOT NULL ORDER BY id LIMIT ?"
    excess = min(max(ended - keep, 0), limit)
    return [ident for (ident,) in connection.execute(query, (excess,))]


def delete(connection: sqlite3.Connection, idents: Sequence[int]) -> None:
    """Remove rows."""
    connection.executemany("DELETE FROM workloads WHERE id = ?", [(ident,) for ident in idents])


def readable(connection: sqlite3.Connection) -> dict[int, Workload]:
    """Return every row that a damaged file still gives, read from both ends."""
    found: dict[int, Workload] = {}
    for order in ("ASC", "DESC"):
        try:
            for row in connection.execute(f"{_SELECT} ORDER BY id {order}"):
                try:
                    found[row[0]] = _workload(row)
                except (ValueError, TypeError):
                    continue
        except sqlite3.Error:
            continue
    return found


def _fixed(workload: Workload) -> tuple[object, ...]:
    return (
        workload.id,
        workload.name,
        workload.kind.value,
        workload.cell,
        json.dumps(workload.argv),
        workload.owner,
        workload.boot,
        workload.init,
        workload.created_ns,
        int(workload.terminal),
        int(workload.stop_signal),
        workload.stop_timeout,
    )


def _changing(workload: Workload) -> tuple[object, ...]:
    return (
        workload.status.value,
        workload.pid,
        workload.exit_code,
        workload.signal,
        workload.reason,
        workload.started_ns,
        workload.finished_ns,
        workload.cpu_us,
    )


def _workload(row: Sequence[object]) -> Workload:
    values = dict(zip(_FIXED + _CHANGING, row, strict=True))
    values["kind"] = Kind(values["kind"])
    values["status"] = Status(values["status"])
    values["argv"] = tuple(json.loads(str(values["argv"])))
    values["terminal"] = bool(values["terminal"])
    return Workload(**values)  # type: ignore[arg-type]  # STRICT tables hold these very types
