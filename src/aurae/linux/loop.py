"""Loop devices: a file as a block device, for as long as something uses it (loop(4))."""

from __future__ import annotations

import errno
import fcntl
import os
import struct

CONTROL = "/dev/loop-control"
LOOP_CTL_GET_FREE = 0x4C82
LOOP_CONFIGURE = 0x4C0A  # Linux 5.8
LO_FLAGS_READ_ONLY, LO_FLAGS_AUTOCLEAR, LO_FLAGS_DIRECT_IO = 1, 4, 16
CONFIG = struct.Struct("=2I 5Q 4I 64x 64x 32x 16x 64x")
"""struct loop_config: file, block size, struct loop_info64 of which the flags matter, what is reserved."""
TRIES = 64
"""Somebody else may take the device that was free."""


def attach(file: int) -> tuple[int, str]:
    """Have a file be a read-only block device; returns its descriptor and its path.

    The device is free again when nothing has it open or mounted any more. The page cache of the file is
    bypassed where the file system below can do that. Raises OSError naming the device.
    """
    control = os.open(CONTROL, os.O_RDWR | os.O_CLOEXEC)
    try:
        for _ in range(TRIES):
            path = f"/dev/loop{fcntl.ioctl(control, LOOP_CTL_GET_FREE)}"
            device = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                fcntl.ioctl(device, LOOP_CONFIGURE, _config(file))
            except OSError as error:
                os.close(device)
                if error.errno != errno.EBUSY:
                    raise OSError(error.errno, f"LOOP_CONFIGURE: {error.strerror}", path) from None
            else:
                return device, path
    finally:
        os.close(control)
    raise OSError(errno.EBUSY, "no loop device is free", CONTROL)


def _config(file: int) -> bytes:
    flags = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR | LO_FLAGS_DIRECT_IO
    return CONFIG.pack(file, 0, *[0] * 5, 0, 0, 0, flags)
