"""Rows of the table `cells`."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, TypeVar

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
from aurae.model.network import Attachment, PublishedPort
from aurae.model.pod_namespaces import PodNamespaces
from aurae.state import record, workloads

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

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What comes of a row that is not as this version writes it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that tells of no cell, and `why`."""

    id: int
    name: str
    boot: str
    why: str


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
    return sort_out(connection)[0]


def sort_out(connection: sqlite3.Connection) -> tuple[list[Cell], list[Unreadable]]:
    """Return all cells, those above before those below them, and the rows that tell of none.

    A cell below one that cannot be read is as good as unreadable: nothing is known of what is
    above it.
    """
    found: list[Cell] = []
    lost: dict[str, Unreadable] = {}
    for row in connection.execute(f"{_SELECT} ORDER BY name"):
        ident, name, boot = row[0], row[1], row[4]
        above = name.rpartition("/")[0]
        if above in lost:
            lost[name] = Unreadable(ident, name, boot, f"that of cell '{above}' cannot be read")
            continue
        try:
            found.append(_cell(row))
        except UNREADABLE as error:
            lost[name] = Unreadable(ident, name, boot, f"{type(error).__name__}: {error}")
    return found, list(lost.values())


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
                except UNREADABLE:
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
    said: dict[str, object] = {
        "limits": limits,
        "isolate_process": spec.isolate_process,
        "isolate_network": spec.isolate_network,
        "labels": dict(spec.labels),
        "annotations": dict(spec.annotations),
    }
    for key in ("networks", "ports"):
        if items := getattr(spec, key):
            said[key] = [json.loads(record.dump(item)) for item in items]
    if spec.pod is not None:
        said["pod"] = json.loads(record.dump(spec.pod))
    return json.dumps(said, separators=(",", ":"))


def _spec(name: str, text: str) -> CellSpec:
    """Return what a row says; what a later version has written besides is left out."""
    said = json.loads(text)
    limits = said["limits"]
    made = Limits(
        cpu=_known(Cpu, limits["cpu"]) if "cpu" in limits else None,
        cpuset=_known(Cpuset, limits["cpuset"]) if "cpuset" in limits else None,
        memory=_known(Memory, limits["memory"]) if "memory" in limits else None,
        pids=_known(Pids, limits["pids"]) if "pids" in limits else None,
        io=_io(limits["io"]) if "io" in limits else None,
    )
    pod = record.load(PodNamespaces, json.dumps(said["pod"])) if "pod" in said else None
    more = {
        key: tuple(record.load(kind, json.dumps(item)) for item in said.get(key, ()))
        for key, kind in (("networks", Attachment), ("ports", PublishedPort))
    }
    return _known(CellSpec, {**said, **more, "name": name, "limits": made, "pod": pod})


def _io(said: Mapping[str, object]) -> Io:
    devices: list[Mapping[str, object]] = said.get("devices", [])  # type: ignore[assignment]  # ours
    made = tuple(_known(Device, device) for device in devices)
    return Io(said.get("weight"), made)  # type: ignore[arg-type]  # as it was written


def _known(kind: type[T], said: Mapping[str, object]) -> T:
    names = {item.name for item in fields(kind)}  # type: ignore[arg-type]  # a dataclass of the model
    return kind(**{name: value for name, value in said.items() if name in names})
