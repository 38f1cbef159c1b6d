"""What the room's files work with."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.pods.register import Register

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.cells.cells import Cells
    from aurae.containers.containers import Containers
    from aurae.pods.connecting import Connecting
    from aurae.services.services import Services
    from aurae.state.store import Store
    from aurae.supervise.tasks import OwnedTasks


@dataclass(frozen=True, slots=True)
class Means:
    """The rooms that pods stand on; `next_id` gives out numbers that nothing else has.

    `first_id(owner, action)` returns where the ids of an owner begin, and may raise Refusal. `clock` gives CLOCK_REALTIME in nanoseconds.
    """

    cells: Cells
    services: Services
    containers: Containers
    connecting: Connecting
    store: Store
    tasks: OwnedTasks
    next_id: Callable[[], int]
    first_id: Callable[[str, str], Awaitable[int]]
    register: Register = field(default_factory=Register)
    clock: Callable[[], int] = time.time_ns
