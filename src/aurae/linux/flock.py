"""flock(2): one holder of a file at a time, released by the kernel when the holder dies."""

from __future__ import annotations

import fcntl
import os


def lock(path: str, *, wait: bool = False) -> int:
    """Create the file `path` (mode 0600) if need be and lock it; return its descriptor, which holds the lock.

    Raises BlockingIOError at once when another process holds it, unless told to `wait`; OSError
    for other failures.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        os.close(fd)
        raise OSError(error.errno, "flock", path) from error
    return fd
