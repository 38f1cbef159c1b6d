"""FIFREEZE and FITHAW (ioctl_fsfreeze): writing to a file system waits; and how large an ext4 is."""

from __future__ import annotations

import errno
import fcntl
import os
import struct

FIFREEZE, FITHAW = 0xC0045877, 0xC0045878
EXT4_IOC_RESIZE_FS = 0x40086610
NUMBER = struct.Struct("=Q")


def freeze(fd: int) -> None:
    """Have all writing to the file system of a file wait, what was written be on the disk. Raises OSError.

    EBUSY where it is frozen already.
    """
    fcntl.ioctl(fd, FIFREEZE, 0)


def thaw(fd: int) -> None:
    """Have writing go on; nothing where it does. Raises OSError."""
    try:
        fcntl.ioctl(fd, FITHAW, 0)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise


def grow_ext4(fd: int, blocks: int) -> None:
    """Have a mounted ext4 use so many blocks of its device. Raises OSError: EPERM without CAP_SYS_RESOURCE."""
    try:
        fcntl.ioctl(fd, EXT4_IOC_RESIZE_FS, NUMBER.pack(blocks))
    except OSError as error:
        raise OSError(
            error.errno, f"EXT4_IOC_RESIZE_FS: {os.strerror(error.errno or 0)}"
        ) from None
