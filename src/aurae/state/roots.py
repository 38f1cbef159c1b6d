"""Rows of the tables `roots` and `id_ranges`: what containers stand on, and whose ids are whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.root import KeptRoot

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_COLUMNS = "id, image, asked, first_id, created_ns"


def save(connection: sqlite3.Connection, item: KeptRoot) -> None:
    """Write the root of a container that is kept."""
    connection.execute(
        f"INSERT OR REPLACE INTO roots ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608  # ours
        (item.key, item.image, item.asked, item.first_id, item.created_ns),
    )


def delete(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Remove rows; before their folders are."""
    connection.executemany("DELETE FROM roots WHERE id = ?", [(key,) for key in keys])


def everything(connection: sqlite3.Connection) -> dict[str, KeptRoot]:
    """Return all roots by key."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM roots")  # noqa: S608  # ours
    return {row[0]: KeptRoot(*row) for row in rows}


def save_range(connection: sqlite3.Connection, owner: str, first: int) -> None:
    """Write that a range of ids belongs to an owner."""
    connection.execute(
        "INSERT OR REPLACE INTO id_ranges (owner, first_id) VALUES (?, ?)", (owner, first)
    )


def ranges(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the first id of each owner's range."""
    return dict(connection.execute("SELECT owner, first_id FROM id_ranges"))
