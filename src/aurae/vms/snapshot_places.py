"""Where snapshots are, and what is made of what a server left that was killed.

In the folder of all snapshots:

    <id>/memory             pages of memory at their addresses
    <id>/pages              which pages these are
    <id>/state              processors and devices, as QEMU wrote them
    <id>/disk-<id>          a disk that was copied
    staging/<id>            a snapshot that is being made
    trash/<id>-...          one that is being removed

Theory. As for volumes: a snapshot is made in `staging` and is on the disk before its row is written; then it comes to
its place. Its row says that it is to go before it does. So what lies in `staging` when a server starts is whole where it
has a row, and else half made.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aurae.surroundings import trash
from aurae.surroundings.staging import OPEN, STAGING, Staging
from aurae.vms.pages import Layer, load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.model.vm_snapshot import VmSnapshot

MEMORY, PAGES, STATE = "memory", "pages", "state"
NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
MOST_PAGES = 64 << 20
"""Bytes of a list of pages."""


class SnapshotPlaces(Staging):
    """The folder of all snapshots. Methods raise OSError."""

    def path(self, ident: str) -> Path:
        """Return the folder of a snapshot."""
        return self.folder / ident

    def sort(self, snapshots: Sequence[VmSnapshot]) -> list[str]:
        """Finish what an earlier server has begun; returns the ids of what is gone."""
        gone = []
        for snapshot in snapshots:
            if snapshot.doomed:
                self.trash.take(self.path(snapshot.id))
            elif self.is_staged(snapshot.id):
                self.publish(snapshot.id)
            if not (self.path(snapshot.id) / STATE).is_file():
                gone.append(snapshot.id)
        known = {snapshot.id for snapshot in snapshots} - set(gone)
        self.clear()
        for name in set(os.listdir(self.folder)) - {STAGING, trash.NAME} - known:
            self.trash.take(self.folder / name)
        return gone

    def layer(self, snapshot: VmSnapshot) -> Layer:
        """Return the memory of a snapshot; blocks. Raises Damaged too."""
        folder = self.path(snapshot.id)
        runs = load(read(folder / PAGES, MOST_PAGES), snapshot.fittings.memory)
        return Layer(folder / MEMORY, runs, snapshot.checksum)


def disk(ident: str) -> str:
    """Return the name of the file of a disk that was copied."""
    return f"disk-{ident}"


def read(path: Path, most: int) -> bytes:
    """Return what is in a file; blocks. Raises OSError."""
    with open(os.open(path, OPEN), "rb") as file:
        return file.read(most)


def write(path: Path, data: bytes) -> None:
    """Make a file, on the disk when this returns; blocks. Raises OSError."""
    with open(os.open(path, NEW, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def size(folder: Path) -> int:
    """Return how many bytes of the disk the files of a folder take; blocks. Raises OSError."""
    return sum(entry.stat(follow_symlinks=False).st_blocks * 512 for entry in os.scandir(folder))
