"""What the kernel tells of a process held by a pidfd, without the race of its number."""

from __future__ import annotations

import errno
import os
import select

PF_EXITING = 4


def pids(pidfd: int) -> list[int]:
    """Return the pids of a process from this pid namespace inwards; empty when it was reaped.

    From fdinfo (proc_pid_fdinfo(5)). Raises OSError; EINVAL when `pidfd` is none.
    """
    fd = os.open(f"/proc/self/fdinfo/{pidfd}", os.O_RDONLY | os.O_CLOEXEC)
    try:
        text = os.read(fd, 4096).decode()
    finally:
        os.close(fd)
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name == "NSpid":
            return [int(word) for word in value.split() if int(word) > 0]
    raise OSError(errno.EINVAL, f"descriptor {pidfd} is no pidfd")


def ended(pidfd: int) -> bool:
    """Tell whether the process has ended, or is on its way out and takes no child any more."""
    ready = select.poll()
    ready.register(pidfd, select.POLLIN)
    if ready.poll(0):
        return True
    found = pids(pidfd)
    try:
        fd = os.open(f"/proc/{found[0]}/stat", os.O_RDONLY | os.O_CLOEXEC)
    except (IndexError, OSError):
        return True
    try:
        # The name in parentheses may hold anything; six numbers lie between it and the flags.
        words = os.read(fd, 4096).rpartition(b")")[2].split()
    except OSError:
        return True
    finally:
        os.close(fd)
    return bool(int(words[6]) & PF_EXITING)
