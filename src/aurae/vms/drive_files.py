"""Files and block devices of the host that become disks: found, looked at, opened and locked for a machine.

Theory. The rules are those of a container's binds: links on the way are the host's, and followed; what belongs to
the daemon is nobody's disk. A disk that is written has one user, also among those who know nothing of us: the lock is of the kind
that QEMU takes, a block device is opened as a mount would, and a file that is a loop device is refused. The lock goes
with the last copy of the descriptor, which is QEMU's own.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from aurae.linux import range_lock
from aurae.model.vm import DiskFormat
from aurae.spawn.steps import Explained
from aurae.spawn.volumes import HOLDS, Withheld
from aurae.vms.inspecting import Unfit, qcow2_size, raw_size
from aurae.wire.codec import encoded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class DriveFile(NamedTuple):
    """An open disk: its descriptor, whether that is a block device, and the bytes that the guest sees."""

    fd: int
    is_device: bool
    size: int


def place_of(path: str, own: Sequence[Path]) -> int:
    """Return an O_PATH descriptor of what is at a path of the host; `own` are folders of the daemon.

    Raises Unfit for what belongs to the daemon or holds what does, OSError.
    """
    if not path.startswith("/") or "\0" in path:
        raise Unfit("its path is not absolute")
    withheld = Withheld()
    withheld.add(encoded(str(folder)) for folder in own)
    place = -1
    try:
        withheld.refuse(os.path.realpath(encoded(path)))
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        holds = bool(withheld.within(place, recursive=True))
    except BaseException as error:
        if place >= 0:
            os.close(place)
        if isinstance(error, Explained):
            raise Unfit(error.strerror or str(error)) from None
        raise
    if holds:
        os.close(place)
        raise Unfit(HOLDS)
    return place


def opened(path: str, form: DiskFormat, own: Sequence[Path], *, read_only: bool) -> DriveFile:
    """Open and lock a disk; blocks. Raises Unfit, OSError (BlockingIOError where somebody uses it)."""
    place = place_of(path, own)
    try:
        mode = os.fstat(place).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISBLK(mode)):
            raise Unfit("it is neither a file nor a block device")
        return reopened(place, form, read_only=read_only)
    finally:
        os.close(place)


def reopened(place: int, form: DiskFormat, *, read_only: bool) -> DriveFile:
    """Do as `opened` with a file or block device that an O_PATH descriptor is of."""
    is_device = stat.S_ISBLK(os.fstat(place).st_mode)
    how = os.O_RDONLY if read_only else os.O_RDWR
    exclusive = os.O_EXCL if is_device and not read_only else 0
    # A device without a medium must not hold us up.
    path = f"/proc/self/fd/{place}"
    fd = os.open(path, how | exclusive | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    try:
        os.set_blocking(fd, True)
        range_lock.claim(fd, shared=read_only)
        return DriveFile(fd, is_device, size_of(fd, form))
    except BaseException:
        os.close(fd)
        raise


def size_of(fd: int, form: DiskFormat) -> int:
    """Return how many bytes a disk has; blocks. Raises Unfit, OSError."""
    if form is DiskFormat.QCOW2:
        return qcow2_size(fd)
    return raw_size(os.lseek(fd, 0, os.SEEK_END))


def why_not(error: OSError) -> str:
    """Say why a disk cannot be had."""
    if isinstance(error, BlockingIOError) or error.errno in (errno.EBUSY, errno.ETXTBSY):
        return "somebody uses it"
    if error.errno == errno.EROFS:
        return "it is on a read-only file system: use it with read_only"
    return error.strerror or str(error)
