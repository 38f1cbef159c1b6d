"""Opens state.db, and puts a damaged one aside.

A damaged file is never repaired in place: it is kept as `state.db.corrupt-<time>` with its WAL, and
a new file takes what can still be read from a copy of it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.state import workloads
from aurae.state.failures import is_corrupt
from aurae.state.schema import migrate

if TYPE_CHECKING:
    from aurae.model.workload import Workload

FILE = "state.db"
_PARTS = ("", "-wal", "-shm")


def open_for_writing(folder: Path) -> tuple[sqlite3.Connection, str]:
    """Open or create the file; returns the connection and what was wrong with the old file, or "".

    Raises sqlite3.Error when the disk does not let us, NewerSchema when a newer daemon wrote it.
    """
    path = folder / FILE
    damage = _damage(path)
    if not damage:
        return _connect(path), ""
    return replace_damaged(folder, damage)


def replace_damaged(folder: Path, damage: str) -> tuple[sqlite3.Connection, str]:
    """Put the file aside and begin a new one with what can be read from the old one."""
    aside = _move_aside(folder)
    connection = _connect(folder / FILE)
    kept = _salvage(aside, connection)
    problem = (
        f"state.db was damaged ({damage}): it is kept as {aside.name}, {kept} rows were saved"
    )
    return connection, problem


def open_for_reading(folder: Path) -> sqlite3.Connection:
    """Open the file for queries; raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=5
    )
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connect(path: Path) -> sqlite3.Connection:
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
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version:
                connection.execute("SELECT id FROM workloads LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        if is_corrupt(error) or "no such table" in str(error):
            return str(error)
        raise
    return "" if verdict == "ok" else str(verdict).partition("\n")[0]


def _move_aside(folder: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = folder / f"{FILE}.corrupt-{stamp}"
    for part in reversed(_PARTS):
        old = folder / (FILE + part)
        if old.exists():
            old.rename(folder / (aside.name + part))
    return aside


def _salvage(aside: Path, into: sqlite3.Connection) -> int:
    """Copy the rows that can be read; the damaged file itself is not opened, so it stays evidence."""
    found: dict[int, Workload] = {}
    highest = 0
    with tempfile.TemporaryDirectory(prefix="salvage-", dir=aside.parent) as scratch:
        try:
            for part in _PARTS[:2]:
                source = aside.with_name(aside.name + part)
                if source.exists():
                    shutil.copyfile(source, Path(scratch, FILE + part))
            with closing(sqlite3.connect(Path(scratch, FILE))) as connection:
                found = workloads.readable(connection)
                highest = workloads.highest_id(connection)
        except (sqlite3.Error, OSError):
            pass  # what was found until here is what there is
    into.execute("BEGIN IMMEDIATE")
    for workload in found.values():
        workloads.save(into, workload)
    workloads.raise_highest_id(into, highest)
    into.execute("COMMIT")
    return len(found)
