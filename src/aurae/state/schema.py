"""The tables of state.db and how older files become newer ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    import sqlite3

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE workloads (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            cell TEXT NOT NULL,
            argv TEXT NOT NULL,
            owner TEXT NOT NULL,
            boot TEXT NOT NULL,
            init INTEGER NOT NULL,
            created_ns INTEGER NOT NULL,
            terminal INTEGER NOT NULL,
            stop_signal INTEGER NOT NULL,
            stop_timeout REAL,
            status TEXT NOT NULL,
            pid INTEGER NOT NULL,
            exit_code INTEGER,
            signal INTEGER,
            reason TEXT NOT NULL,
            started_ns INTEGER,
            finished_ns INTEGER,
            cpu_us INTEGER
        ) STRICT""",
        "CREATE INDEX workloads_by_name ON workloads (name, id)",
        "CREATE INDEX workloads_live ON workloads (id) WHERE finished_ns IS NULL",
    ),
    (
        "ALTER TABLE workloads ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE workloads ADD COLUMN description TEXT NOT NULL DEFAULT ''",
        "DROP INDEX workloads_by_name",
        "CREATE INDEX workloads_by_name ON workloads (cell, name, id)",
        "CREATE INDEX workloads_held ON workloads (id) WHERE held = 1",
        """CREATE TABLE cells (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            spec TEXT NOT NULL,
            owner TEXT NOT NULL,
            boot TEXT NOT NULL,
            init INTEGER NOT NULL,
            created_ns INTEGER NOT NULL,
            status TEXT NOT NULL,
            frozen INTEGER NOT NULL,
            holder_pid INTEGER NOT NULL,
            holder_start INTEGER NOT NULL
        ) STRICT""",
    ),
    (
        "ALTER TABLE workloads ADD COLUMN service INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE workloads ADD COLUMN role TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE workloads ADD COLUMN invocation TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE workloads ADD COLUMN leftovers TEXT NOT NULL DEFAULT 'ASK'",
        "ALTER TABLE workloads ADD COLUMN core_dumped INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX workloads_by_service ON workloads (service, id) WHERE service > 0",
        """CREATE TABLE services (
            id INTEGER PRIMARY KEY,
            cell TEXT NOT NULL,
            name TEXT NOT NULL,
            spec TEXT NOT NULL,
            owner TEXT NOT NULL,
            created_ns INTEGER NOT NULL,
            standing TEXT NOT NULL,
            UNIQUE (cell, name)
        ) STRICT""",
    ),
    (
        "CREATE TABLE images (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT",
        "CREATE TABLE manifests (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT",
        "CREATE TABLE image_names (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT",
        """CREATE TABLE leases (
            id TEXT PRIMARY KEY,
            expires_ns INTEGER NOT NULL,
            digests TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE snapshots (
            id TEXT PRIMARY KEY,
            diff_id TEXT NOT NULL,
            parent TEXT NOT NULL,
            size INTEGER NOT NULL,
            inodes INTEGER NOT NULL,
            created_ns INTEGER NOT NULL
        ) STRICT""",
    ),
    (
        "ALTER TABLE workloads ADD COLUMN image TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE workloads ADD COLUMN root TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE roots (
            id TEXT PRIMARY KEY,
            image TEXT NOT NULL,
            asked TEXT NOT NULL,
            first_id INTEGER NOT NULL,
            created_ns INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE id_ranges (
            owner TEXT PRIMARY KEY,
            first_id INTEGER NOT NULL UNIQUE
        ) STRICT""",
    ),
    (
        """CREATE TABLE erofs (
            id TEXT NOT NULL,
            form TEXT NOT NULL,
            size INTEGER NOT NULL,
            digest TEXT NOT NULL,
            layer_ns INTEGER NOT NULL,
            created_ns INTEGER NOT NULL,
            PRIMARY KEY (id, form)
        ) STRICT""",
    ),
    (
        """CREATE TABLE networks (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            record TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE endpoints (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            place INTEGER NOT NULL,
            network INTEGER NOT NULL,
            record TEXT NOT NULL,
            UNIQUE (key, place)
        ) STRICT""",
        """CREATE TABLE freed_addresses (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            network INTEGER NOT NULL,
            address TEXT NOT NULL,
            UNIQUE (network, address)
        ) STRICT""",
        "CREATE INDEX freed_by_place ON freed_addresses (network, place)",
        """CREATE TABLE forwarding (
            path TEXT PRIMARY KEY,
            before TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE volumes (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            record TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE volume_uses (
            volume TEXT NOT NULL,
            user TEXT NOT NULL,
            PRIMARY KEY (volume, user)
        ) STRICT""",
    ),
    (
        """CREATE TABLE pods (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            spec TEXT NOT NULL,
            owner TEXT NOT NULL,
            created_ns INTEGER NOT NULL,
            stage TEXT NOT NULL,
            cell INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE rollouts (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            record TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE cni_members (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            record TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE vm_snapshots (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            record TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE vm_restores (
            machine TEXT PRIMARY KEY,
            record TEXT NOT NULL
        ) STRICT""",
    ),
)
"""Entry n takes a file from `user_version` n to n + 1. Entries are only ever appended."""


class NewerSchema(StateFailed):
    """The file was written by a newer daemon than this one."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the newest schema, each version in one transaction.

    NewerSchema when the file is ahead of this code; nothing is changed then.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise NewerSchema(
            f"state: the file has version {version}, this daemon knows {len(MIGRATIONS)}"
        )
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
