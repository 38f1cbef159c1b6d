"""Where volumes are on the disk. All of it blocks: it is for threads.

    <id>/data                   the files of a volume without a limit
    <id>/disk.ext4, <id>/mount  one with a limit, and where it is mounted while it is used: its files are `mount/data`
    staging/<id>                a volume that is being made
    trash/<id>-...              one that is being removed

Theory. A volume is made in `staging`, then its row is written, then it comes to its place. Its row says that it is to
go before it does, and goes last. So what lies in `staging` when a server starts is whole where it has a row, and else
half made. A folder in its place without a row is from a state that was lost: it stays, since it is somebody's data.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from aurae.model.volume import Backing
from aurae.surroundings import trash
from aurae.surroundings.staging import STAGING, Staging

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.model.volume import Volume, VolumeSpec

DATA, DISK, MOUNT = "data", "disk.ext4", "mount"
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
TOP_MODE = 0o755


class Sorted(NamedTuple):
    """What became of rows at a start: ids of those that go, and folders that nobody knows."""

    gone: list[str]
    strangers: list[str]


class Places(Staging):
    """The folder of all volumes. Methods raise OSError."""

    def path(self, volume: Volume) -> Path:
        """Return the folder of a volume."""
        return self.folder / volume.id

    def disk(self, volume: Volume) -> Path:
        """Return the file that a volume with a limit is in."""
        return self.path(volume) / DISK

    def mount(self, volume: Volume) -> Path:
        """Return where a volume with a limit is mounted."""
        return self.path(volume) / MOUNT

    def top(self, volume: Volume) -> Path:
        """Return the folder that is mounted in containers; of a volume with a limit while it is mounted."""
        if volume.backing is Backing.FOLDER:
            return self.path(volume) / DATA
        return self.mount(volume) / DATA

    def is_missing(self, volume: Volume) -> bool:
        """Say whether somebody has removed the files of a volume."""
        what = DATA if volume.backing is Backing.FOLDER else DISK
        return not (self.path(volume) / what).exists()

    def sort(self, volumes: Sequence[Volume]) -> Sorted:
        """Finish what an earlier server has begun; for the start, before anything is made."""
        gone = []
        for volume in volumes:
            if volume.doomed:
                self.trash.take(self.path(volume))
                gone.append(volume.id)
            elif self.is_staged(volume.id):
                self.publish(volume.id)
        self.clear()
        known = {STAGING, trash.NAME, *(volume.id for volume in volumes)}
        return Sorted(gone, sorted(set(os.listdir(self.folder)) - known))


def make_top(staged: Path, volume: Volume) -> Path:
    """Make the top folder of a volume; of one with a limit where it is to be mounted, to be copied from there."""
    spec, folder = volume.spec, staged
    if volume.backing is not Backing.FOLDER:
        folder = staged / MOUNT
        folder.mkdir(mode=0o755)
    path = folder / DATA
    path.mkdir(mode=0o700)
    fd = os.open(path, FOLDER)
    try:
        os.fchown(fd, spec.uid or 0, spec.gid or 0)
        os.fchmod(fd, TOP_MODE if spec.mode is None else spec.mode)
        os.fsync(fd)
    finally:
        os.close(fd)
    return path


def settle_top(path: Path, spec: VolumeSpec) -> None:
    """Give the top folder what was asked for, whatever it has taken over from an image."""
    fd = os.open(path, FOLDER)
    try:
        if spec.uid is not None or spec.gid is not None:
            os.fchown(
                fd, -1 if spec.uid is None else spec.uid, -1 if spec.gid is None else spec.gid
            )
        if spec.mode is not None and stat.S_IMODE(os.fstat(fd).st_mode) != spec.mode:
            os.fchmod(fd, spec.mode)
    finally:
        os.close(fd)
