"""Rows of the table `cells`."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from typing import TYPE_CHECKING

from aurae.model.cell import (
    Cell,
    CellSpec,
    CellStatus,
    Cpu,
    Cpuset,
    Device,
    Io,
    Limits,
    Memory,
    Pids,
)
from aurae.state import workloads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NAMES = [
    "id",
    "name",
    "spec",
    "owner",
    "boot",
    "init",
    "created_ns",
    "status",
    "frozen",
    "holder_pid",
    "holder_start",
]
_COLUMNS = ", ".join(_NAMES)
_INSERT = f"INSERT INTO cells ({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608  # names of ours
_UPDATE = "ON CONFLICT (id) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in _NAMES[2:]
)
_SELECT = f"SELECT {_COLUMNS} FROM cells"  # noqa: S608  # names of ours


def insert(connection: sqlite3.Connection, cell: Cell) -> None:
    """Add a row. Its id is in one series with those of workloads, and is never used again."""
    connection.execute(_INSERT, _row(cell))
    workloads.raise_highest_id(connection, cell.id)


def save(connection: sqlite3.Connection, cell: Cell) -> None:
    """Write a cell as it is now; adds the row when it is missing."""
    connection.execute(f"{_INSERT} {_UPDATE}", _row(cell))
    workloads.raise_highest_id(connection, cell.id)


def save_many(connection: sqlite3.Connection, items: Iterable[Cell]) -> None:
    """Write several."""
    for cell in items:
        save(connection, cell)


def delete(connection: sqlite3.Connection, idents: Iterable[int]) -> None:
    """Remove rows."""
    connection.executemany("DELETE FROM cells WHERE id = ?", [(ident,) for ident in idents])


def all_cells(connection: sqlite3.Connection) -> list[Cell]:
    """Return all cells, those above before those below them."""
    return [_cell(row) for row in connection.execute(f"{_SELECT} ORDER BY name")]


def names(connection: sqlite3.Connection) -> set[str]:
    """Return the paths of all cells."""
    return {name for (name,) in connection.execute("SELECT name FROM cells")}


def highest_id(connection: sqlite3.Connection) -> int:
    """Return the highest id of a cell; 0 when there is none."""
    (highest,) = connection.execute("SELECT max(id) FROM cells").fetchone()
    return highest or 0


def readable(connection: sqlite3.Connection) -> list[Cell]:
    """Return every row that a damaged file still gives, read from both ends."""
    found: dict[int, Cell] = {}
    for order in ("ASC", "DESC"):
        try:
            for row in connection.execute(f"{_SELECT} ORDER BY id {order}"):
                try:
                    found[row[0]] = _cell(row)
                except (ValueError, TypeError, KeyError, AttributeError):
                    continue
        except sqlite3.Error:
            continue
    by_name = {cell.name: cell for cell in found.values()}
    return list(by_name.values())


def _row(cell: Cell) -> tuple[object, ...]:
    return (
        cell.id,
        cell.name,
        _spec_text(cell.spec),
        cell.owner,
        cell.boot,
        cell.init,
        cell.created_ns,
        cell.status.value,
        int(cell.frozen),
        cell.holder_pid,
        cell.holder_start,
    )


def _cell(row: Sequence[object]) -> Cell:
    values = dict(zip(_NAMES, row, strict=True))
    values["spec"] = _spec(str(values.pop("name")), str(values["spec"]))
    values["status"] = CellStatus(values["status"])
    values["frozen"] = bool(values["frozen"])
    return Cell(**values)  # type: ignore[arg-type]  # STRICT tables hold these very types


def _spec_text(spec: CellSpec) -> str:
    """Return what is asked of a cell, without its name, as JSON; only what was said is in it."""
    limits = {
        name: {key: value for key, value in asked.items() if value is not None}
        for name, asked in asdict(spec.limits).items()
        if asked is not None
    }
    said = {
        "limits": limits,
        "isolate_process": spec.isolate_process,
        "isolate_network": spec.isolate_network,
        "labels": dict(spec.labels),
        "annotations": dict(spec.annotations),
    }
    return json.dumps(said, separators=(",", ":"))


def _spec(name: str, text: str) -> CellSpec:
    said = json.loads(text)
    limits = said["limits"]
    said["limits"] = Limits(
        cpu=Cpu(**limits["cpu"]) if "cpu" in limits else None,
        cpuset=Cpuset(**limits["cpuset"]) if "cpuset" in limits else None,
        memory=Memory(**limits["memory"]) if "memory" in limits else None,
        pids=Pids(**limits["pids"]) if "pids" in limits else None,
        io=_io(limits["io"]) if "io" in limits else None,
    )
    return CellSpec(name=name, **said)


def _io(said: Mapping[str, object]) -> Io:
    devices: list[Mapping[str, object]] = said.get("devices", [])  # type: ignore[assignment]  # ours
    made = [Device(**device) for device in devices]  # type: ignore[arg-type]  # as it was written
    return Io(said.get("weight"), tuple(made))  # type: ignore[arg-type]  # as it was written
