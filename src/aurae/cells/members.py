"""Who lives in a pod whose namespaces nobody keeps any more: the init that made them has gone.

Namespaces last as long as somebody is in them. Whoever is root in a pod may have gone on to others
of its own, so that who is asked has users as the pod's.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from aurae.cells.holders import reopen, start_time
from aurae.processes.main_process import map_of
from aurae.processes.pods import IDS

if TYPE_CHECKING:
    from aurae.model.cell import Cell
    from aurae.processes.groups import Groups


def somebody_in(cell: Cell, groups: Groups) -> int | None:
    """Return a pidfd of the oldest process that can tell a pod's namespaces; None for none. Raises OSError."""
    if cell.holder_pid:
        return reopen(cell.holder_pid, cell.holder_start)
    seen = [(start_time(pid), pid) for pid in groups.processes(cell.name)]
    for began, pid in sorted(seen):
        pidfd = reopen(pid, began)
        if pidfd is not None and _has_users_of(pid, cell):
            return pidfd
        if pidfd is not None:
            os.close(pidfd)
    return None


def _has_users_of(pid: int, cell: Cell) -> bool:
    pod = cell.spec.pod
    assert pod is not None
    with contextlib.suppress(OSError):
        found = map_of(pid)
        return not pod.first_id or found == (pod.first_id, IDS)
    return False
