"""What the room's files work with."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.cells.register import Register
from aurae.cells.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.model.cell import Cell
    from aurae.processes.groups import Groups
    from aurae.processes.init import Init
    from aurae.state.store import Store
    from aurae.supervise.supervisor import Supervisor
    from aurae.supervise.tasks import OwnedTasks


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each phase of a change may take, in seconds.

    `start` is for starts and allocations that were under way when their cell is freed, `kill` for
    processes after cgroup.kill, `holder` for a holder after SIGKILL or until it answers, `remove`
    for a directory that the kernel still calls busy, `freeze` until a frozen cell stands still.
    """

    start: float = 35.0
    kill: float = 10.0
    holder: float = 5.0
    remove: float = 2.0
    freeze: float = 10.0


@dataclass(frozen=True, slots=True)
class Means:
    """Init, the groups, the state, the workloads, and what this room keeps in memory.

    `boot` is the id of this boot; `next_id` gives out ids, one series for cells and workloads;
    `clock` is CLOCK_REALTIME in nanoseconds. `held` are told when namespaces of a cell have been made, and
    what they raise undoes that.
    """

    init: Init
    groups: Groups
    store: Store
    tasks: OwnedTasks
    supervisor: Supervisor
    next_id: Callable[[], int]
    boot: str
    patience: Patience = field(default_factory=Patience)
    register: Register = field(default_factory=Register)
    watching: Watching = field(default_factory=lambda: Watching(time.time_ns))
    clock: Callable[[], int] = time.time_ns
    held: list[Callable[[Cell], Awaitable[None]]] = field(default_factory=list)
    forgotten: list[Callable[[Cell], Awaitable[None]]] = field(default_factory=list)
