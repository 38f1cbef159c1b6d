"""Reads files that a request names: as root, regular ones only, and no more than a limit.

Symbolic links are followed, as systemd does: keys often lie behind one. Whoever may write in a
folder of the path chooses what is read.
"""

from __future__ import annotations

import errno
import os
import stat


def read(path: str, limit: int) -> bytes:
    """Return the content of a regular file; OSError when there is none, or more than `limit` bytes.

    A FIFO or a device is not opened, so none can make us wait or has an effect; nor do those files
    that the kernel fills as something happens, such as its log.
    """
    found = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        mode = os.fstat(found).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "is no regular file")
        # The way to open the very file that was looked at.
        fd = os.open(f"/proc/self/fd/{found}", os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    finally:
        os.close(found)
    with open(fd, "rb") as file:
        content = file.read(limit + 1)
    if content is None:  # of a descriptor that does not block
        raise OSError(errno.EAGAIN, "has nothing to read now")
    if len(content) > limit:
        raise OSError(errno.EFBIG, f"has more than {limit} bytes")
    return content
