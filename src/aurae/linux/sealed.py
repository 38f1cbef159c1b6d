"""Memory files of a fixed size (memfd_create(2), F_ADD_SEALS of fcntl(2))."""

from __future__ import annotations

import fcntl
import os

FIXED = fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL


def fixed(name: str, size: int) -> int:
    """Return a new one of so many zero bytes, which stays as large as it is. Raises OSError."""
    fd = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(fd, size)
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, FIXED)
    except OSError:
        os.close(fd)
        raise
    return fd


def is_fixed(fd: int) -> bool:
    """Say whether a descriptor is of such a file."""
    try:
        return fcntl.fcntl(fd, fcntl.F_GET_SEALS) & FIXED == FIXED
    except OSError:  # no memory file
        return False
