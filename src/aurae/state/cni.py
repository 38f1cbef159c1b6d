"""Rows of the table `cni_members`: who is on networks of CNI plug-ins, and what DEL has to be told of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aurae.model.cni import Member
from aurae.state import record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

_log = logging.getLogger("aurae.state")


def save(connection: sqlite3.Connection, members: Iterable[Member]) -> None:
    """Write members."""
    connection.executemany(
        "INSERT OR REPLACE INTO cni_members VALUES (?, ?, ?)",
        [(one.endpoint.id, one.endpoint.key, record.dump(one)) for one in members],
    )


def delete(connection: sqlite3.Connection, idents: Iterable[int]) -> None:
    """Remove members by the ids of their endpoints."""
    connection.executemany("DELETE FROM cni_members WHERE id = ?", [(one,) for one in idents])


def everything(connection: sqlite3.Connection) -> list[Member]:
    """Return all members; one that cannot be read is told and left out."""
    found = []
    for ident, text in connection.execute("SELECT id, record FROM cni_members ORDER BY id"):
        try:
            found.append(record.load(Member, text))
        except _UNREADABLE as error:
            _log.error("cannot read member %s of a CNI network: %s", ident, error)
    return found
