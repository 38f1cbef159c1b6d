"""Loop devices: a file as a block device, for as long as something uses it (loop(4))."""

from __future__ import annotations

import errno
import fcntl
import os
import struct

CONTROL = "/dev/loop-control"
LOOP_CTL_GET_FREE = 0x4C82
LOOP_CONFIGURE = 0x4C0A  # Linux 5.8
LOOP_GET_STATUS64, LOOP_SET_CAPACITY = 0x4C05, 0x4C07
STATUS_SIZE = 232
LO_FLAGS_READ_ONLY, LO_FLAGS_AUTOCLEAR, LO_FLAGS_DIRECT_IO = 1, 4, 16
CONFIG = struct.Struct("=2I 5Q 4I 64x 64x 32x 16x 64x")
"""struct loop_config: file, block size, struct loop_info64 of which the flags matter, what is reserved."""
TRIES = 64
"""Somebody else may take the device that was free."""


def attach(file: int, *, writable: bool = False) -> tuple[int, str]:
    """Have a file be a block device, as a rule a read-only one; returns its descriptor and its path.

    The device is free again when nothing has it open or mounted any more. The page cache of the file is
    bypassed where the file system below can do that. Raises OSError naming the device.
    """
    control = os.open(CONTROL, os.O_RDWR | os.O_CLOEXEC)
    try:
        for _ in range(TRIES):
            path = f"/dev/loop{fcntl.ioctl(control, LOOP_CTL_GET_FREE)}"
            device = os.open(path, (os.O_RDWR if writable else os.O_RDONLY) | os.O_CLOEXEC)
            try:
                fcntl.ioctl(device, LOOP_CONFIGURE, _config(file, writable=writable))
            except OSError as error:
                os.close(device)
                if error.errno != errno.EBUSY:
                    raise OSError(error.errno, f"LOOP_CONFIGURE: {error.strerror}", path) from None
            else:
                return device, path
    finally:
        os.close(control)
    raise OSError(errno.EBUSY, "no loop device is free", CONTROL)


def find(file: int) -> tuple[int, str] | None:
    """Return the descriptor and the path of the device that a file is already; None where it is none.

    A file that is two devices at once, both mounted, is soon damaged.
    """
    state = os.fstat(file)
    for name in os.listdir("/sys/block"):
        if not name.startswith("loop") or not os.path.exists(f"/sys/block/{name}/loop"):
            continue
        path = f"/dev/{name}"
        try:
            device = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue  # it has just gone
        try:
            status = fcntl.ioctl(device, LOOP_GET_STATUS64, bytes(STATUS_SIZE))
            if struct.unpack_from("=QQ", status) == (_encoded(state.st_dev), state.st_ino):
                found, device = device, -1
                return found, path
        except OSError:
            continue  # likewise
        finally:
            if device >= 0:
                os.close(device)
    return None


def resized(device: int) -> None:
    """Have a device notice that its file is of another size. Raises OSError."""
    fcntl.ioctl(device, LOOP_SET_CAPACITY, 0)


def _encoded(device: int) -> int:
    """Return a device's number as the kernel writes it in 64 bits."""
    major, minor = os.major(device), os.minor(device)
    return minor & 0xFF | major << 8 | (minor & ~0xFF) << 12


def _config(file: int, *, writable: bool) -> bytes:
    flags = LO_FLAGS_AUTOCLEAR | LO_FLAGS_DIRECT_IO | (0 if writable else LO_FLAGS_READ_ONLY)
    return CONFIG.pack(file, 0, *[0] * 5, 0, 0, 0, flags)
