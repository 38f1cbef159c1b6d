"""Trees of cgroups: who lives in them, and what in them is not ours.

Workloads of root may make and remove groups in their leaves at any moment, so a directory that
goes away during a walk is no error. Nor is one whose path is longer than the kernel takes.
"""

import contextlib
import errno
import os
import re
import signal
from collections.abc import Iterator

from aurae.linux import cgroup
from aurae.linux.cgroup import OWN_LEAF
from aurae.processes.group_files import opened

LEAF = re.compile(r"_([0-9]{1,17})\Z")
"""Only names of ids that leave room for more: a workload of root may make any folder here."""

MOST_ROUNDS = 16
"""Looks for new processes while a signal is sent; a fork bomb would never let it end."""

PORTION = 256
"""Most processes that are held by a pidfd at a time: descriptors are scarce."""

_GONE = frozenset({errno.ENOENT, errno.ENODEV, errno.ENAMETOOLONG, errno.EOPNOTSUPP})
"""EOPNOTSUPP is a threaded group's: its processes are listed in the group above."""


def processes(top: str) -> list[int]:
    """Return the pids in a group and below it. FileNotFoundError when it has gone."""
    os.stat(top)
    return [pid for path in _walk(top) for pid in _pids(path)]


def send(top: str, number: int) -> int:
    """Send a signal to every process in a group and below it; return how many got it.

    Each process is held by a pidfd and must still be in the group then, so that a pid used anew
    is never hit. Those that are forked meanwhile are found by looking again.
    """
    os.stat(top)
    done: set[int] = set()
    for _ in range(MOST_ROUNDS):
        is_quiet = True
        for path in _walk(top):
            fresh = [pid for pid in _pids(path) if pid not in done]
            for first in range(0, len(fresh), PORTION):
                is_quiet = False
                done |= _send(path, fresh[first : first + PORTION], number)
        if is_quiet:
            break
    return len(done)


def foreign(root: str, known: set[str], start: str) -> list[str]:
    """Describe what is not ours in a cell and below it, or in the whole tree when `start` is empty.

    That is each directory which is neither a leaf nor one of the `known` cells, and each process
    that sits in a cell's own directory.
    """
    found = []
    waiting = [start]
    while waiting:
        above = waiting.pop()
        shown = f"cgroup {above!r} itself" if above else "the root cgroup itself"
        found += [f"{described(pid)} in {shown}" for pid in _pids(f"{root}/{above}")]
        for name in sorted(_names(f"{root}/{above}")):
            path = f"{above}/{name}".lstrip("/")
            if path in known:
                waiting.append(path)
            elif not LEAF.match(name) and path != OWN_LEAF:
                found.append(f"cgroup {path!r}")
    return found


def residents(top: str) -> list[str]:
    """Describe the processes in a cell itself and in its leaves, but not in cells below it."""
    leaves = [f"{top}/{name}" for name in sorted(_names(top)) if LEAF.match(name)]
    paths = [top, *(path for leaf in leaves for path in _walk(leaf))]
    return [described(pid) for path in paths for pid in _pids(path)]


def described(pid: int) -> str:
    """Return how people are told of a process: `process 12 (sleep)`."""
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            name = file.read().rstrip("\n")
    except OSError:
        return f"process {pid}"
    return f"process {pid} ({name if name.isprintable() else repr(name)})"


def _walk(top: str) -> Iterator[str]:
    """Give the paths of a group and of all below it."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        yield path
        waiting += [f"{path}/{name}" for name in _names(path)]


def _names(path: str) -> list[str]:
    try:
        with os.scandir(path) as items:
            return [item.name for item in items if item.is_dir(follow_symlinks=False)]
    except OSError as error:
        if error.errno not in _GONE:
            raise
        return []


def _pids(path: str) -> list[int]:
    """Return the pids in one group; 0 is a process outside our PID namespace, and left out."""
    try:
        with opened(path) as folder:
            return [pid for pid in cgroup.processes(folder) if pid > 0]
    except OSError as error:
        if error.errno not in _GONE:
            raise
        return []


def _send(path: str, pids: list[int], number: int) -> set[int]:
    """Send a signal to those of the processes that are in this group; return which got it."""
    reached = set()
    with contextlib.ExitStack() as closing:
        held: dict[int, int] = {}
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                held[pid] = os.pidfd_open(pid)
                closing.callback(os.close, held[pid])
        for pid in held.keys() & _pids(path):
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(held[pid], number)
                reached.add(pid)
    return reached
