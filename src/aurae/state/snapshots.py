"""Rows of the table `snapshots`: unpacked layers that are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.image import Snapshot

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_COLUMNS = "id, diff_id, parent, size, inodes, created_ns"


def save(connection: sqlite3.Connection, items: Iterable[Snapshot]) -> None:
    """Write several; each row says that the folder is whole and on the disk."""
    connection.executemany(
        f"INSERT OR REPLACE INTO snapshots ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608  # ours
        [
            (item.chain_id, item.diff_id, item.parent, item.size, item.inodes, item.created_ns)
            for item in items
        ],
    )


def delete(connection: sqlite3.Connection, chain_ids: Iterable[str]) -> None:
    """Remove rows; before their folders are."""
    connection.executemany(
        "DELETE FROM snapshots WHERE id = ?", [(chain_id,) for chain_id in chain_ids]
    )


def everything(connection: sqlite3.Connection) -> dict[str, Snapshot]:
    """Return all snapshots by chain id."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM snapshots")  # noqa: S608  # ours
    return {row[0]: Snapshot(*row) for row in rows}
