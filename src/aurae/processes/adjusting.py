"""Changing what the kernel can change in processes that run: limits, priority, OOM score.

None of these calls takes a pidfd. A process is held by one meanwhile, so that its number is not
given to another one that would be changed in its stead, unless it ends and is reaped in between.
"""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.wire.steps_process import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aurae.model.workload import Executable


def adjust(pids: Iterable[int], executable: Executable, fields: Iterable[str]) -> list[str]:
    """Give processes what a specification says of some of `FIELDS`; returns those that were refused."""
    refused = []
    held = list(pids)
    for field in fields:
        try:
            for pid in held:
                _change(pid, executable, FIELDS[field])
        except (OSError, ValueError):
            refused.append(field)
    return refused


def _change(pid: int, executable: Executable, change: Callable[[int, Executable], None]) -> None:
    """Change one process; nothing is done when it has gone."""
    with suppress(ProcessLookupError, FileNotFoundError):
        fd = os.pidfd_open(pid)
        try:
            change(pid, executable)
        finally:
            os.close(fd)


def _rlimits(pid: int, executable: Executable) -> None:
    for name, limit in executable.rlimits.items():
        soft, hard = (
            resource.RLIM_INFINITY if value is None else value
            for value in (limit.soft, limit.hard)
        )
        resource.prlimit(pid, LIMITS.index(name), (soft, hard))


def _nice(pid: int, executable: Executable) -> None:
    # Each thread has its own, and what is made later inherits it.
    for thread in os.listdir(f"/proc/{pid}/task"):
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, int(thread), executable.nice or 0)


def _oom_score(pid: int, executable: Executable) -> None:
    with open(f"/proc/{pid}/oom_score_adj", "w", encoding="ascii") as file:
        file.write(str(executable.oom_score_adjust or 0))


FIELDS: dict[str, Callable[[int, Executable], None]] = {
    "executable.rlimits": _rlimits,
    "executable.nice": _nice,
    "executable.oom_score_adjust": _oom_score,
}
"""What can be changed, by its path in WorkloadSpec."""
