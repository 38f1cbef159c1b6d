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
from typing import TYPE_CHECKING, NamedTuple

from isal import isal_zlib

from aurae.surroundings import trash
from aurae.surroundings.staging import OPEN, STAGING, Staging, synced
from aurae.vms import pages
from aurae.vms.pages import Damaged, Layer
from aurae.vms.splitting import MOST_STATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.model.vm_snapshot import VmSnapshot
    from aurae.vms.splitting import Split

MEMORY, PAGES, STATE = "memory", "pages", "state"
NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
MOST_PAGES = 64 << 20
"""Bytes of a list of pages."""


class Kept(NamedTuple):
    """What is on the disk: bytes that it takes, and checksums of pages and of the state."""

    size: int
    checksum: int
    state_checksum: int


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
        return layer(self.path(snapshot.id), snapshot.fittings.memory, snapshot.checksum)


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


def keep(staged: Path, memory: int, found: Split) -> Kept:
    """Have a memory that was written and the state that goes with it be on the disk; blocks. Raises OSError."""
    write(staged / PAGES, pages.dump(found.runs))
    write(staged / STATE, found.state)
    os.fsync(memory)
    synced(staged)
    checksum = pages.checksum(memory, found.runs)
    return Kept(size(staged), checksum, isal_zlib.crc32(found.state))


def check_state(folder: Path, checksum: int) -> None:
    """Raise Damaged unless a state is what was saved; blocks. Raises OSError."""
    if isal_zlib.crc32(read(folder / STATE, MOST_STATE)) != checksum:
        raise Damaged("its state is not what was saved")


def layer(folder: Path, size: int, checksum: int) -> Layer:
    """Return the memory of a folder; blocks. Raises Damaged, OSError."""
    return Layer(folder / MEMORY, pages.load(read(folder / PAGES, MOST_PAGES), size), checksum)


def size(folder: Path) -> int:
    """Return how many bytes of the disk the files of a folder take; blocks. Raises OSError."""
    return sum(entry.stat(follow_symlinks=False).st_blocks * 512 for entry in os.scandir(folder))
