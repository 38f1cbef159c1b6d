"""What the room's files work with."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.supervise.accounts import Accounts
from aurae.supervise.name_service import NameService
from aurae.supervise.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aurae.model.workload import Kind, Workload
    from aurae.processes.init import Init
    from aurae.processes.leaf import Leaves
    from aurae.state.store import Store
    from aurae.supervise.guests import Guests
    from aurae.supervise.rooms import Room
    from aurae.supervise.tasks import OwnedTasks
    from aurae.surroundings.provider import Provider


@dataclass(frozen=True, slots=True)
class Limits:
    """Settings of this room; times are seconds.

    `begin_timeout` is for what a kind has to do after execve(2); `history` is how many ended workloads are remembered; `kill_orphans` whether workloads that
    outlived their init are killed.
    """

    stop_timeout: float = 10.0
    spawn_timeout: float = 30.0
    begin_timeout: float = 120.0
    history: int = 10_000
    kill_orphans: bool = False


@dataclass(frozen=True, slots=True)
class Means:
    """Init, the leaves, the state and what this room keeps in memory.

    `boot` is the id of this boot; `log_dir` holds a folder `<id>` for each workload; `clock` gives
    CLOCK_REALTIME in nanoseconds. Without `surroundings` nothing is made for a run.
    `hidden` are the daemon's own folders, which no sandbox shows. A kind without one of `rooms` is not
    started, but for executables, which need none; kinds with `guests` are machines.
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
    rooms: Mapping[Kind, Room] = field(default_factory=dict)
    guests: Mapping[Kind, Guests] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    accounts: Accounts = field(default_factory=lambda: Accounts(NameService()))
    clock: Callable[[], int] = time.time_ns

    def is_paused(self, workload: Workload) -> bool:
        """Say whether a container or a machine stands still because somebody has asked for that."""
        guests = self.guests.get(workload.kind)
        if guests is not None:
            return guests.is_paused(workload)
        return self.leaves.is_frozen(workload.leaf)
