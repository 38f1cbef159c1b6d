"""Opens state.db, and puts a damaged one aside.

A damaged file is never repaired in place: it is kept as `state.db.corrupt-<time>` with its WAL, and
a new file takes what can still be read from a copy of it.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.state import cells, images, networks, volumes, workloads
from aurae.state.failures import is_corrupt
from aurae.state.schema import MIGRATIONS, migrate

if TYPE_CHECKING:
    from aurae.model.cell import Cell
    from aurae.model.volume import Volume
    from aurae.model.workload import Workload

FILE = "state.db"
BESIDE = "state.db.new"
"""A new file while it is made. It is whole when there is no state.db."""
_PARTS = ("", "-wal", "-shm")

_ALONE = "PRAGMA locking_mode = EXCLUSIVE"
"""Has SQLite keep the index of the WAL in memory, so that a full disk can be read."""

Report = Callable[[str], None]


def open_for_writing(folder: Path, report: Report) -> sqlite3.Connection:
    """Open or create the file; `report` is told what was wrong with a damaged one.

    Raises sqlite3.Error and OSError when the disk does not
    let us, NewerSchema when a newer daemon wrote it.
    """
    path, beside = folder / FILE, folder / BESIDE
    if not path.exists() and beside.exists() and not _damage(beside):
        # A damaged file was put aside, and then there was no time for the second rename.
        report("state.db was damaged: what could be read of it is in a new file")
        return _put_in_place(folder)
    damage = _damage(path)
    if not damage:
        return _connect(path)
    return replace_damaged(folder, damage, report)


def replace_damaged(folder: Path, damage: str, report: Report) -> sqlite3.Connection:
    """Put the file aside and go on with a new one that has what can be read from the old one.

    The old file stays where it is until the new one is whole, so that a disk that is full now is
    only an error (sqlite3.Error, OSError): the next open tries again.
    """
    report(f"state.db is damaged ({damage}), and is not replaced yet")
    try:
        kept = _build(folder)
    except BaseException:
        _drop_beside(folder)
        raise
    aside = _move_aside(folder)
    report(f"state.db was damaged ({damage}): it is kept as {aside.name}, {kept} rows were saved")
    return _put_in_place(folder)


def open_for_reading(folder: Path) -> sqlite3.Connection:
    """Open the file for queries; raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=5
    )
    connection.execute("PRAGMA query_only = ON")
    return connection


def _close_to_others(path: Path) -> None:
    """Make the file if need be, for its owner only: it holds what nobody else may read."""
    try:
        # An existing one is never opened here: closing it would give back locks of other connections.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        for part in _PARTS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + part).chmod(0o600)


def _connect(path: Path) -> sqlite3.Connection:
    _close_to_others(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a commit is on the disk when it returns, also after a loss of power.
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _damage(path: Path) -> str:
    """Say what is wrong with the file; empty when it is sound or not there."""
    try:
        if path.stat().st_size == 0:
            return "it is empty"
    except FileNotFoundError:
        return ""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
            connection.execute(_ALONE)
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version:
                connection.execute("SELECT id FROM workloads LIMIT 1").fetchone()
            if 1 < version <= len(MIGRATIONS):
                connection.execute("SELECT id FROM cells LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        if is_corrupt(error) or "no such table" in str(error):
            return str(error)
        raise
    return "" if verdict == "ok" else str(verdict).partition("\n")[0]


def _move_aside(folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = folder / f"{FILE}.corrupt-{stamp}"
    for part in _PARTS:
        old = folder / (FILE + part)
        if old.exists():
            old.rename(folder / (aside.name + part))
    return aside


def _put_in_place(folder: Path) -> sqlite3.Connection:
    _move_aside(folder)  # a WAL that was left behind would be read into the new file
    (folder / BESIDE).rename(folder / FILE)
    return _connect(folder / FILE)


def _build(folder: Path) -> int:
    """Make a new file with the rows that can be read; returns how many they are.

    It has no WAL, so that renaming it is one step.
    """
    _drop_beside(folder)
    found, kept, pulled, linked, named, highest = _readable(folder)
    with closing(sqlite3.connect(folder / BESIDE, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection)
        connection.execute("BEGIN IMMEDIATE")
        for workload in found.values():
            workloads.save(connection, workload)
        cells.save_many(connection, kept)
        images.save_all(connection, pulled)
        networks.save_all(connection, linked)
        volumes.save_many(connection, named)
        workloads.raise_highest_id(connection, highest)
        connection.execute("COMMIT")
    return len(found) + len(kept) + pulled.count + linked.count + len(named)


def _drop_beside(folder: Path) -> None:
    for part in ("", "-journal"):
        (folder / (BESIDE + part)).unlink(missing_ok=True)


def _readable(
    folder: Path,
) -> tuple[dict[int, Workload], list[Cell], images.Rows, networks.Rows, list[Volume], int]:
    """Return the workloads, cells, images, networks and volumes that can be read, and the highest id.

    A copy is read; the damaged file itself is not opened, so it stays evidence.
    """
    found: dict[int, Workload] = {}
    kept: list[Cell] = []
    pulled = images.Rows()
    linked = networks.Rows()
    named: list[Volume] = []
    highest = 0
    with tempfile.TemporaryDirectory(prefix="salvage-", dir=folder) as scratch:
        try:
            for part in _PARTS[:2]:
                source = folder / (FILE + part)
                if source.exists():
                    shutil.copyfile(source, Path(scratch, FILE + part))
            with closing(sqlite3.connect(Path(scratch, FILE))) as connection:
                connection.execute(_ALONE)
                found = workloads.readable(connection)
                kept = cells.readable(connection)
                pulled = images.readable(connection)
                linked = networks.readable(connection)
                named = volumes.readable(connection)
                highest = workloads.highest_id(connection)
        except sqlite3.Error:
            pass  # what was found until here is what there is
        except OSError as error:
            if error.errno != errno.EIO:
                raise
    return found, kept, pulled, linked, named, highest
