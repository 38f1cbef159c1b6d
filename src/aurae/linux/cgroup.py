"""Files of cgroup v2 (Documentation/admin-guide/cgroup-v2.rst), by directory descriptor or path."""

from __future__ import annotations

import errno
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


def controllers(directory: int) -> frozenset[str]:
    """Return the controllers that a cgroup has (`cgroup.controllers`)."""
    return frozenset(read(directory, "cgroup.controllers").split())


def passed_down(directory: int) -> frozenset[str]:
    """Return the controllers that the cgroups right below one have (`cgroup.subtree_control`)."""
    return frozenset(read(directory, "cgroup.subtree_control").split())


def pass_down(directory: int, names: frozenset[str]) -> dict[str, OSError]:
    """Give controllers to the cgroups right below one; returns those that refuse, and why.

    All at once first: the kernel takes all of a line or nothing. Then one by one, because a
    container may have fewer than it lists, and a process of real-time priority refuses `cpu`. But
    none where processes live (EBUSY): the kernel would still take `cpu`, and the cgroups below
    would then be for threads only.
    """
    missing = sorted(names - passed_down(directory))
    if not missing:
        return {}
    try:
        write(directory, "cgroup.subtree_control", " ".join(f"+{name}" for name in missing))
    except OSError as error:
        if error.errno == errno.EBUSY:
            return dict.fromkeys(missing, error)
        return _pass_down_each(directory, missing)
    return {}


def _pass_down_each(directory: int, names: list[str]) -> dict[str, OSError]:
    refused = {}
    for name in names:
        try:
            write(directory, "cgroup.subtree_control", f"+{name}")
        except OSError as error:
            refused[name] = error
    return refused


def set_frozen(directory: int, on: bool) -> None:
    """Stop a cgroup and all below it, or let it go on (`cgroup.freeze`, Linux 5.2)."""
    write(directory, "cgroup.freeze", "1" if on else "0")
