"""Locks of open file descriptions (F_OFD_SETLK, fcntl_locking(2)): of a whole file, gone with its last descriptor.

Copies of the descriptor, inherited or sent, hold the lock as well. QEMU's own locks of disks are of this kind.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct

from aurae.linux import loop

FLOCK = struct.Struct("hhqqi4x")
"""struct flock: type, whence, start, length (0: to the end, wherever that is), pid."""


def take(fd: int, *, shared: bool = False) -> None:
    """Lock a file; `shared` with others who read it. Raises BlockingIOError when somebody else has it, OSError.

    `fd` is open for writing, or for reading where the lock is shared.
    """
    kind = fcntl.F_RDLCK if shared else fcntl.F_WRLCK
    try:
        fcntl.fcntl(fd, fcntl.F_OFD_SETLK, FLOCK.pack(kind, os.SEEK_SET, 0, 0, 0))
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            raise BlockingIOError(errno.EAGAIN, "it is in use") from None
        raise


def claim(fd: int, *, shared: bool = False) -> None:
    """Lock the file of a disk, also against those who know of no lock: one that is a loop device is not to be written.

    Raises BlockingIOError, OSError.
    """
    take(fd, shared=shared)
    there = None if shared else loop.find(fd)
    if there is not None:
        os.close(there[0])
        raise BlockingIOError(errno.EAGAIN, "it is a loop device")
