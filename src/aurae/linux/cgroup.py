"""Files of cgroup v2 (Documentation/admin-guide/cgroup-v2.rst), by directory descriptor or path."""

from __future__ import annotations

import os

OWN_LEAF = "_auraed"
"""Where the daemon itself lives below its root, when that is its own delegated cgroup: a cgroup
with children has no processes of its own."""


def write(directory: int, name: str, value: str) -> None:
    """Write `value` into the file `name` of a cgroup; raises OSError naming the file."""
    try:
        fd = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=directory)
        try:
            os.write(fd, value.encode())
        finally:
            os.close(fd)
    except OSError as error:
        raise OSError(error.errno, f"write: {os.strerror(error.errno or 0)}", name) from None


def read(directory: int, name: str) -> str:
    """Return the content of the file `name` of a cgroup; raises OSError."""
    fd = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=directory)
    chunks = []
    try:
        while chunk := os.read(fd, 65536):
            chunks.append(chunk)
    finally:
        os.close(fd)
    return b"".join(chunks).decode()


def kill(directory: int) -> None:
    """SIGKILL everything in a cgroup and below it at once (`cgroup.kill`, Linux 5.14)."""
    write(directory, "cgroup.kill", "1")


def populated(directory: int) -> bool:
    """Tell whether a process lives in a cgroup or below it (`cgroup.events`)."""
    return "populated 1" in read(directory, "cgroup.events")


def processes(directory: int) -> list[int]:
    """Return the pids in a cgroup itself, as this process' pid namespace sees them."""
    return [int(line) for line in read(directory, "cgroup.procs").split()]
