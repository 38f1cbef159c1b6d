"""splice(2): moves bytes between a pipe and a file inside the kernel, in one step.

The bytes leave the pipe exactly when they are in the file: a process killed in the middle has
neither lost nor doubled any. The C library is reached through `os`, which spares the journal
ctypes and half a megabyte.
"""

from __future__ import annotations

import os

FLAGS = os.SPLICE_F_MOVE | os.SPLICE_F_NONBLOCK


def splice(source: int, target: int, length: int) -> int:
    """Move at most `length` bytes at the descriptors' own positions; one of the two is a pipe.

    Returns how many were moved, 0 at the end of `source`. Raises BlockingIOError when a pipe is
    empty (or, as the target, full), and OSError as the file or terminal fails.
    """
    return os.splice(source, target, length, flags=FLAGS)
