"""Numbers of processes in other pid namespaces."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aurae.linux import pidfd

if TYPE_CHECKING:
    from collections.abc import Iterable


def meant(number: int, sender: int, members: Iterable[int]) -> int:
    """Return a pidfd of the process that the sender, itself a pidfd, knows by `number`.

    In a pid namespace of its own that is one of `members`, pids in ours. The caller closes it.
    Raises ProcessLookupError when there is none.
    """
    names = pidfd.pids(sender) if sender >= 0 else []
    if len(names) < 2:  # our own namespace, or nobody knows any more
        return os.pidfd_open(number)
    home = _namespace(names[0])
    for member in members:
        found = _held(member, number, len(names))
        if found >= 0 and home and _namespace(member) == home and pidfd.pids(found):
            return found
        if found >= 0:
            os.close(found)
    raise ProcessLookupError


def _held(member: int, number: int, depth: int) -> int:
    """Return a pidfd of a member whose innermost number, that many namespaces down, is `number`, else -1."""
    try:
        fd = os.pidfd_open(member)
    except OSError:
        return -1
    names = pidfd.pids(fd)
    if len(names) == depth and names[-1] == number:
        return fd
    os.close(fd)
    return -1


def _namespace(pid: int) -> tuple[int, int] | None:
    try:
        found = os.stat(f"/proc/{pid}/ns/pid")
    except OSError:
        return None
    return found.st_dev, found.st_ino
