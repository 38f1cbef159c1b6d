"""A user namespace with the ids of a container, and none of its processes: made by a child that ends again."""

from __future__ import annotations

import os
import signal

from aurae.linux import clone, namespaces, process


def made(first: int, count: int) -> int:
    """Return a descriptor of a namespace in which ids 0 to `count` are those of the host from `first` on.

    Raises OSError.
    """
    pid, pidfd = clone.clone3(flags=namespaces.CLONE_NEWUSER)
    if pid == 0:
        _wait()
    try:
        line = b"0 %d %d" % (first, count)
        for name in ("uid_map", "gid_map"):
            fd = os.open(f"/proc/{pid}/{name}", os.O_WRONLY | os.O_CLOEXEC)
            try:
                os.write(fd, line)
            finally:
                os.close(fd)
        return os.open(f"/proc/{pid}/ns/user", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(pidfd)


def _wait() -> None:
    """Do nothing until the end; nothing may unwind into the parent's frames."""
    try:
        process.end_with_parent()
        while True:
            signal.pause()
    finally:
        os._exit(1)
