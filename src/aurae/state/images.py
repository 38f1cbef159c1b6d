"""Rows of the tables of images: `images`, `manifests`, `image_names` and `leases`."""

from __future__ import annotations

import json
import logging
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from aurae.model.image import Image, KeptManifest, KeptName, Lease
from aurae.state import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")

_TABLES = ("images", "manifests", "image_names", "leases")
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

_log = logging.getLogger("aurae.state")


@dataclass(slots=True)
class Rows:
    """What the tables hold, by id, digest and name."""

    images: dict[str, Image] = field(default_factory=dict)
    manifests: dict[str, KeptManifest] = field(default_factory=dict)
    names: dict[str, KeptName] = field(default_factory=dict)
    leases: dict[str, Lease] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.images) + len(self.manifests) + len(self.names) + len(self.leases)


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction writes and removes."""

    images: Sequence[Image] = ()
    manifests: Sequence[KeptManifest] = ()
    names: Sequence[KeptName] = ()
    leases: Sequence[Lease] = ()
    no_images: Sequence[str] = ()
    no_manifests: Sequence[str] = ()
    no_names: Sequence[str] = ()
    no_leases: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it does nothing."""
        written = (self.images, self.manifests, self.names, self.leases)
        gone = (self.no_images, self.no_manifests, self.no_names, self.no_leases)
        return not any(written + gone)


def apply(connection: sqlite3.Connection, change: Change) -> None:
    """Write a change; rows of what it names are replaced."""
    for item in change.images:
        _put(connection, "images", item.id, item)
    for manifest in change.manifests:
        _put(connection, "manifests", manifest.digest, manifest)
    for name in change.names:
        _put(connection, "image_names", name.name, name)
    connection.executemany(
        "INSERT OR REPLACE INTO leases VALUES (?, ?, ?)",
        [(lease.id, lease.expires_ns, json.dumps(lease.digests)) for lease in change.leases],
    )
    gone = (change.no_images, change.no_manifests, change.no_names, change.no_leases)
    for table, keys in zip(_TABLES, gone, strict=True):
        connection.executemany(
            f"DELETE FROM {table} WHERE id = ?",  # noqa: S608  # names of ours
            [(key,) for key in keys],
        )


def save_all(connection: sqlite3.Connection, rows: Rows) -> None:
    """Write everything."""
    everything = Change(
        images=list(rows.images.values()),
        manifests=list(rows.manifests.values()),
        names=list(rows.names.values()),
        leases=list(rows.leases.values()),
    )
    apply(connection, everything)


def everything(connection: sqlite3.Connection) -> Rows:
    """Return all rows; one that cannot be read is told and left out."""
    return Rows(
        images=dict(_all(connection, "images", Image)),
        manifests=dict(_all(connection, "manifests", KeptManifest)),
        names=dict(_all(connection, "image_names", KeptName)),
        leases=dict(_leases(connection)),
    )


def readable(connection: sqlite3.Connection) -> Rows:
    """Return what a damaged file still gives."""
    rows = Rows()

    def take(into: dict[str, T], found: Callable[[], Iterable[tuple[str, T]]]) -> None:
        try:
            into.update(found())
        except sqlite3.Error:
            return  # what was found until here is what there is

    take(rows.images, lambda: _all(connection, "images", Image))
    take(rows.manifests, lambda: _all(connection, "manifests", KeptManifest))
    take(rows.names, lambda: _all(connection, "image_names", KeptName))
    take(rows.leases, lambda: _leases(connection))
    return rows


def _put(connection: sqlite3.Connection, table: str, key: str, item: object) -> None:
    connection.execute(
        f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",  # noqa: S608  # names of ours
        (key, record.dump(item)),
    )


def _all(connection: sqlite3.Connection, table: str, kind: type[T]) -> Iterator[tuple[str, T]]:
    for key, text in connection.execute(f"SELECT id, record FROM {table}"):  # noqa: S608  # ours
        try:
            yield key, record.load(kind, text)
        except _UNREADABLE as error:
            _log.error("cannot read %s of %s: %s", key, table, error)


def _leases(connection: sqlite3.Connection) -> Iterator[tuple[str, Lease]]:
    for key, expires, text in connection.execute("SELECT id, expires_ns, digests FROM leases"):
        try:
            yield key, Lease(key, expires, tuple(map(str, json.loads(text))))
        except _UNREADABLE as error:
            _log.error("cannot read lease %s: %s", key, error)
