"""Rows of the table `erofs`: erofs images of unpacked layers that are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.image import ErofsFile, LayerForm

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_COLUMNS = "id, form, size, digest, layer_ns, created_ns"


def save(connection: sqlite3.Connection, item: ErofsFile) -> None:
    """Write one; its row says that the file is whole and on the disk."""
    connection.execute(
        f"INSERT OR REPLACE INTO erofs ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608  # ours
        (
            *(item.chain_id, item.form.value, item.size),
            *(item.digest, item.layer_ns, item.created_ns),
        ),
    )


def delete(connection: sqlite3.Connection, items: Iterable[ErofsFile]) -> None:
    """Remove rows."""
    connection.executemany(
        "DELETE FROM erofs WHERE id = ? AND form = ?",
        [(item.chain_id, item.form.value) for item in items],
    )


def everything(connection: sqlite3.Connection) -> list[ErofsFile]:
    """Return all of them."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM erofs")  # noqa: S608  # ours
    return [ErofsFile(row[0], LayerForm(row[1]), *row[2:]) for row in rows]
