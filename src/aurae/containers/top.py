"""The processes of a container, as it and as the host sees them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 4096
"""Processes of one container that are shown."""
NOBODY = 65534
"""What the kernel shows of a user that a user namespace has not (overflowuid)."""
LONGEST_COMMAND = 4096

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_UTIME, _STIME, _STARTTIME, _RSS = 11, 12, 19, 21
"""Fields of /proc/pid/stat behind the name (proc_pid_stat(5))."""


class Process(NamedTuple):
    """A process; `pid` and `parent` are the host's, `user` is that inside, `memory` bytes."""

    pid: int
    inner_pid: int
    parent: int
    user: int
    command: str
    started_ns: int
    cpu_us: int
    memory: int


def processes(pids: Iterable[int], boot_ns: int) -> list[Process]:
    """Return processes, oldest first; those that have gone meanwhile are left out.

    `boot_ns` is when the machine was started, CLOCK_REALTIME. Reads files: for a thread.
    """
    known = sorted(pids)[:MOST]
    members = set(known)
    found = [item for pid in known if (item := _look(pid, members, boot_ns)) is not None]
    return sorted(found, key=lambda item: (item.started_ns, item.pid))


def user_inside(uid_map: str, uid: int) -> int:
    """Return the user inside for one of the host, by the text of a `uid_map`."""
    for line in uid_map.splitlines():
        words = line.split()
        if len(words) == 3 and all(map(str.isdecimal, words)):
            inside, outside, count = map(int, words)
            if outside <= uid < outside + count:
                return inside + uid - outside
    return NOBODY


def _look(pid: int, members: set[int], boot_ns: int) -> Process | None:
    try:
        folder = os.open(f"/proc/{pid}", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return _read(pid, folder, members, boot_ns)
    except OSError:
        return None
    finally:
        os.close(folder)


def _read(pid: int, folder: int, members: set[int], boot_ns: int) -> Process:
    name, _, rest = _text(folder, "stat").partition("(")[2].rpartition(")")
    numbers = rest.split()
    status = dict(line.partition(":")[::2] for line in _text(folder, "status").splitlines())
    words = _text(folder, "cmdline", LONGEST_COMMAND).split("\0")
    parent = int(numbers[1])
    ticks = int(numbers[_UTIME]) + int(numbers[_STIME])
    return Process(
        pid=pid,
        inner_pid=int(status["NSpid"].split()[-1]),
        parent=parent if parent in members else 0,
        user=user_inside(_text(folder, "uid_map"), int(status["Uid"].split()[1])),
        command=" ".join(words).strip() or f"[{name}]",
        started_ns=boot_ns + int(numbers[_STARTTIME]) * 1_000_000_000 // _TICKS,
        cpu_us=ticks * 1_000_000 // _TICKS,
        memory=int(numbers[_RSS]) * _PAGE,
    )


def _text(folder: int, name: str, limit: int = 65536) -> str:
    fd = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=folder)
    try:
        return os.read(fd, limit).decode(errors="replace")
    finally:
        os.close(fd)
