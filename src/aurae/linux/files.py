"""What is behind a descriptor that somebody else has opened, without asking its file system."""

from __future__ import annotations

import ctypes
import fcntl
import os
import stat
import struct

from aurae.linux.libc import libc, oserror

AT_EMPTY_PATH = 0x1000
AT_STATX_DONT_SYNC = 0x4000
STATX_TYPE = 1
F_GET_SEALS = 1034
DISKS = ("bcachefs", "btrfs", "erofs", "ext2", "ext3", "ext4", "f2fs", "squashfs", "vfat", "xfs")
KERNEL = (
    "bpf",
    "cgroup2",
    "debugfs",
    "devtmpfs",
    "proc",
    "securityfs",
    "sysfs",
    "tmpfs",
    "tracefs",
)
ANSWERING = frozenset({*DISKS, *KERNEL, "overlay"})
"""File systems that nobody else, no other process or machine, has to answer for."""


_BUFFER = ctypes.c_char * 256
_MODE, _DEVICE = struct.Struct("=28xH"), struct.Struct("=136xII")
"""struct statx: where mode, and major and minor of the device, stand."""

libc.statx.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p)


def known(fd: int) -> tuple[int, str]:
    """Return the mode and the device, "major:minor", as the kernel has them (statx(2)).

    Nothing is asked of a remote or hung file system (AT_STATX_DONT_SYNC). Raises OSError.
    """
    found = _BUFFER()
    flags = AT_EMPTY_PATH | AT_STATX_DONT_SYNC
    if libc.statx(fd, b"", flags, STATX_TYPE, ctypes.byref(found)) != 0:
        oserror("statx")
    major, minor = _DEVICE.unpack_from(found)
    return _MODE.unpack_from(found)[0], f"{major}:{minor}"


def kind(fd: int) -> str:
    """Return the type of the file system that a file is on, empty where no mount shows it. Raises OSError."""
    return _kind(known(fd)[1])


def can_be_closed_at_once(fd: int) -> bool:
    """Tell whether the close of any copy ends soon: each asks a file system, the last one or not.

    A file must be in memory or on a disk of this machine; what is no file has nobody to ask, but a
    terminal or another device may let us wait.
    """
    try:
        mode, device = known(fd)
    except OSError:
        return False
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode):
        return _is_in_memory(fd) or device in _unmounted() or _kind(device) in ANSWERING
    return not stat.S_ISBLK(mode)


def _is_in_memory(fd: int) -> bool:
    """Tell whether it is a file of memfd_create(2), tmpfs or hugetlbfs: others have no seals."""
    try:
        fcntl.fcntl(fd, F_GET_SEALS)
    except OSError:
        return False
    return True


def _unmounted() -> set[str]:
    """Return the devices of the kernel's own file systems that are mounted nowhere."""
    own = os.pidfd_open(os.getpid())
    try:
        found = [os.fstat(own).st_dev, os.stat("/proc/self/ns/net").st_dev]
    finally:
        os.close(own)
    return {f"{os.major(device)}:{os.minor(device)}" for device in found}


def _kind(device: str) -> str:
    """Return the type of the mounted file system with this device, none when no mount shows it."""
    with open("/proc/self/mountinfo", "rb") as mounts:
        for line in mounts:
            fields, _, source = line.partition(b" - ")
            if fields.split()[2] == device.encode():
                return os.fsdecode(source.split()[0])
    return ""
