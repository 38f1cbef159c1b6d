"""Descriptors that are sent to init: copies that outlive a cancelled caller, and pipes."""

import contextlib
import os
from collections.abc import Iterable, Iterator


def copies(originals: Iterable[int]) -> list[int]:
    """Return a duplicate of each descriptor; OSError, and none, when there is no room for all."""
    found: list[int] = []
    try:
        found.extend(os.dup(fd) for fd in originals)
    except OSError:
        for fd in found:
            os.close(fd)
        raise
    return found


@contextlib.contextmanager
def pipe() -> Iterator[tuple[int, int]]:
    """Give both ends of a pipe, closed by execve and at the end."""
    ends = os.pipe2(os.O_CLOEXEC)
    try:
        yield ends
    finally:
        for fd in ends:
            os.close(fd)
