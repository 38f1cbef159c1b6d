"""What the room's files work with."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.services.news import News

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.cells.cells import Cells
    from aurae.processes.init import Init
    from aurae.processes.leaf import Leaves
    from aurae.state.store import Store
    from aurae.supervise.accounts import Accounts
    from aurae.supervise.supervisor import Supervisor
    from aurae.supervise.tasks import OwnedTasks
    from aurae.surroundings.provider import Provider


@dataclass(frozen=True, slots=True)
class Means:
    """The rooms below, the state, and what this room keeps in memory.

    `next_id` gives out numbers that nothing else has; `is_stopping` says that the daemon is; `boot` is the id of this boot; `notify_dir`
    holds the notification sockets; `stop_timeout` is the usual grace in seconds,
    `started` when the daemon started by CLOCK_MONOTONIC, in seconds. `clock` gives
    CLOCK_REALTIME nanoseconds and `chance` a number from 0 to 1.
    """

    supervisor: Supervisor
    cells: Cells
    init: Init
    leaves: Leaves
    store: Store
    tasks: OwnedTasks
    surroundings: Provider
    accounts: Accounts
    next_id: Callable[[], int]
    is_stopping: Callable[[], bool]
    boot: str
    notify_dir: Path
    stop_timeout: float = 10.0
    started: float = 0.0
    news: News = field(default_factory=News)
    clock: Callable[[], int] = time.time_ns
    chance: Callable[[], float] = random.random
