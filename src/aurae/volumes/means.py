"""What the room's files work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.images.unpackers import Unpackers
    from aurae.processes.tools import Tools
    from aurae.state.store import Store
    from aurae.supervise.tasks import OwnedTasks


@dataclass(frozen=True, slots=True)
class Means:
    """`clock` gives CLOCK_REALTIME in nanoseconds; of the disk `kept` bytes stay free."""

    folder: Path
    store: Store
    tasks: OwnedTasks
    unpackers: Unpackers
    tools: Tools
    clock: Callable[[], int]
    kept: int = 0
