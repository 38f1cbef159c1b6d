"""Rows of the tables `volumes` and `volume_uses`: volumes, and the runs that have them mounted."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.volume import Volume
from aurae.state import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

_log = logging.getLogger("aurae.state")


def save(connection: sqlite3.Connection, item: Volume) -> None:
    """Write a volume, or what has changed of it."""
    save_many(connection, [item])


def save_many(connection: sqlite3.Connection, items: Iterable[Volume]) -> None:
    """Write several."""
    connection.executemany(
        "INSERT OR REPLACE INTO volumes (id, name, record) VALUES (?, ?, ?)",
        # One that goes has given its name free.
        [(item.id, item.id if item.doomed else item.name, record.dump(item)) for item in items],
    )


def delete(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Remove volumes, and who used them."""
    keys = [(ident,) for ident in ids]
    connection.executemany("DELETE FROM volumes WHERE id = ?", keys)
    connection.executemany("DELETE FROM volume_uses WHERE volume = ?", keys)


def everything(connection: sqlite3.Connection) -> list[Volume]:
    """Return all volumes."""
    return list(_all(connection))


def readable(connection: sqlite3.Connection) -> list[Volume]:
    """Return what a damaged file still gives."""
    found: list[Volume] = []
    with suppress(sqlite3.Error):  # what was found until then is what there is
        found.extend(_all(connection))
    return found


def save_use(connection: sqlite3.Connection, user: str, volumes: Iterable[str]) -> None:
    """Write which volumes a user has, and no others."""
    delete_uses(connection, [user])
    connection.executemany(
        "INSERT INTO volume_uses (volume, user) VALUES (?, ?)",
        [(volume, user) for volume in volumes],
    )


def delete_uses(connection: sqlite3.Connection, users: Iterable[str]) -> None:
    """Write that these have no volume any more."""
    connection.executemany("DELETE FROM volume_uses WHERE user = ?", [(user,) for user in users])


def uses(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return each volume in use with a user."""
    return list(connection.execute("SELECT volume, user FROM volume_uses"))


def _all(connection: sqlite3.Connection) -> Iterator[Volume]:
    for ident, text in connection.execute("SELECT id, record FROM volumes ORDER BY name"):
        try:
            yield record.load(Volume, text)
        except _UNREADABLE as error:
            _log.error("cannot read volume %s: %s", ident, error)
