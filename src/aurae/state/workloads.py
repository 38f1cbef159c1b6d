"""Rows of the table `workloads`."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from aurae.model.cell import NODE
from aurae.model.lifecycle import Status
from aurae.model.workload import Kind, Leftovers, Workload

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
    "description",
    "service",
    "role",
    "invocation",
    "image",
    "root",
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
    "held",
    "leftovers",
    "core_dumped",
]
_COLUMNS = ", ".join(_FIXED + _CHANGING)
_INSERT = f"INSERT INTO workloads ({_COLUMNS}) VALUES ({', '.join('?' * 29)})"  # noqa: S608  # names of ours
_UPDATE = f"UPDATE workloads SET {', '.join(f'{name} = ?' for name in _CHANGING)} WHERE id = ?"  # noqa: S608  # names of ours
_SELECT = f"SELECT {_COLUMNS} FROM workloads"  # noqa: S608  # names of ours
_BELOW = "(cell = ? OR cell > ? || '/' AND cell < ? || '0')"
"""`0` follows `/`, so these are a cell and those whose paths begin with its own."""

_LATER = {
    "held": "0",
    "description": "''",
    "service": "0",
    "role": "''",
    "invocation": "''",
    "leftovers": "'ASK'",
    "core_dumped": "0",
    "image": "''",
    "root": "''",
}
"""Columns that the first version had not, and their values there."""


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


def newest(connection: sqlite3.Connection, cell: str, name: str) -> Workload | None:
    """Return the latest workload of this name in this cell."""
    query = f"{_SELECT} WHERE cell = ? AND name = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(query, (cell, name)).fetchone()
    return None if row is None else _workload(row)


def page(
    connection: sqlite3.Connection, after: int, limit: int, cell: str = NODE
) -> list[Workload]:
    """Return up to `limit` workloads in a cell and below with ids above `after`, oldest first."""
    if cell == NODE:
        query = f"{_SELECT} WHERE id > ? ORDER BY id LIMIT ?"
        return [_workload(row) for row in connection.execute(query, (after, limit))]
    query = f"{_SELECT} WHERE id > ? AND {_BELOW} ORDER BY id LIMIT ?"
    return [_workload(row) for row in connection.execute(query, (after, cell, cell, cell, limit))]


def held(connection: sqlite3.Connection) -> list[Workload]:
    """Return the ended workloads that keep their names, oldest first."""
    query = f"{_SELECT} WHERE held = 1 AND finished_ns IS NOT NULL ORDER BY id"
    return [_workload(row) for row in connection.execute(query)]


def release(connection: sqlite3.Connection, workload: Workload) -> None:
    """Let neither this workload keep its name any more, nor an earlier one of that name."""
    query = "UPDATE workloads SET held = 0 WHERE cell = ? AND name = ? AND id <= ? AND held = 1"
    connection.execute(query, (workload.cell, workload.name, workload.id))


def release_all(connection: sqlite3.Connection, cell: str) -> None:
    """Let nothing in a cell and below keep its name any more."""
    if cell == NODE:
        connection.execute("UPDATE workloads SET held = 0 WHERE held = 1")
        return
    query = f"UPDATE workloads SET held = 0 WHERE held = 1 AND {_BELOW}"  # noqa: S608  # names of ours
    connection.execute(query, (cell, cell, cell))


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


def of_invocation(connection: sqlite3.Connection, service: int, invocation: str) -> list[Workload]:
    """Return the runs of one start of a service, oldest first."""
    query = f"{_SELECT} WHERE service = ? AND invocation = ? ORDER BY id"
    return [_workload(row) for row in connection.execute(query, (service, invocation))]


def of_service(connection: sqlite3.Connection, service: int, limit: int) -> list[Workload]:
    """Return the newest runs of a service, at most `limit`, oldest first."""
    query = f"{_SELECT} WHERE service = ? ORDER BY id DESC LIMIT ?"
    return [_workload(row) for row in connection.execute(query, (service, limit))][::-1]


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
    """Return ids of the oldest ended workloads beyond the `keep` newest ended ones.

    Those that keep their names are none of them, and do not count.
    """
    query = "SELECT count(*) FROM workloads WHERE finished_ns IS NOT NULL AND held = 0"
    (ended,) = connection.execute(query).fetchone()
    query = (
        "SELECT id FROM workloads WHERE finished_ns IS NOT NULL AND held = 0 ORDER BY id LIMIT ?"
    )
    excess = min(max(ended - keep, 0), limit)
    return [ident for (ident,) in connection.execute(query, (excess,))]


def delete(connection: sqlite3.Connection, idents: Sequence[int]) -> None:
    """Remove rows."""
    connection.executemany("DELETE FROM workloads WHERE id = ?", [(ident,) for ident in idents])


def readable(connection: sqlite3.Connection) -> dict[int, Workload]:
    """Return every row that a damaged file of any version still gives, read from both ends."""
    found: dict[int, Workload] = {}
    there = {row[1] for row in connection.execute("PRAGMA table_info(workloads)")}
    names = [
        name if name in there else f"{_LATER.get(name, 'NULL')} AS {name}"
        for name in _FIXED + _CHANGING
    ]
    query = f"SELECT {', '.join(names)} FROM workloads"  # noqa: S608  # names of ours
    for order in ("ASC", "DESC"):
        try:
            for row in connection.execute(f"{query} ORDER BY id {order}"):
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
        workload.description,
        workload.service,
        workload.role,
        workload.invocation,
        workload.image,
        workload.root,
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
        int(workload.held),
        workload.leftovers.value,
        int(workload.core_dumped),
    )


def _workload(row: Sequence[object]) -> Workload:
    values = dict(zip(_FIXED + _CHANGING, row, strict=True))
    values["kind"] = Kind(values["kind"])
    values["status"] = Status(values["status"])
    values["argv"] = tuple(json.loads(str(values["argv"])))
    values["terminal"] = bool(values["terminal"])
    values["held"] = bool(values["held"])
    values["core_dumped"] = bool(values["core_dumped"])
    values["leftovers"] = Leftovers(values["leftovers"])
    return Workload(**values)  # type: ignore[arg-type]  # STRICT tables hold these very types
