"""What the room's files work with."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.supervise.accounts import Accounts
from aurae.supervise.name_service import NameService
from aurae.supervise.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.processes.init import Init
    from aurae.processes.leaf import Leaves
    from aurae.state.store import Store
    from aurae.supervise.contained import Containers
    from aurae.supervise.tasks import OwnedTasks
    from aurae.surroundings.provider import Provider


@dataclass(frozen=True, slots=True)
class Limits:
    """Settings of this room; times are seconds.

    `history` is how many ended workloads are remembered; `kill_orphans` whether workloads that
    outlived their init are killed.
    """

    stop_timeout: float = 10.0
    spawn_timeout: float = 30.0
    history: int = 10_000
    kill_orphans: bool = False


@dataclass(frozen=True, slots=True)
class Means:
    """Init, the leaves, the state and what this room keeps in memory.

    `boot` is the id of this boot; `log_dir` holds a folder `<id>` for each workload; `clock` gives
    CLOCK_REALTIME in nanoseconds. Without `surroundings` nothing is made for a run.
    `hidden` are the daemon's own folders, which no sandbox shows. Without `containers` none is
    started.
    """

    init: Init
    leaves: Leaves
    store: Store
    tasks: OwnedTasks
    limits: Limits
    log_dir: Path
    boot: str
    surroundings: Provider | None = None
    hidden: tuple[str, ...] = ()
    containers: Containers | None = None
    register: Register = field(default_factory=Register)
    accounts: Accounts = field(default_factory=lambda: Accounts(NameService()))
    clock: Callable[[], int] = time.time_ns
