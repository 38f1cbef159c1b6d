"""What the room of volumes is made of, and what it takes over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aurae.processes.tools import Tools
from aurae.volumes.contents import Contents
from aurae.volumes.means import Means as VolumeMeans
from aurae.volumes.volumes import Volumes

if TYPE_CHECKING:
    from aurae.config.settings import Settings
    from aurae.images.unpackers import Unpackers
    from aurae.supervise.means import Means


def volumes(settings: Settings, means: Means, unpackers: Unpackers) -> tuple[Volumes, Contents]:
    """Return the front of the room, and what is in volumes; nothing is read yet."""
    made = VolumeMeans(
        folder=settings.state_dir / "volumes",
        store=means.store,
        tasks=means.tasks,
        unpackers=unpackers,
        tools=Tools(means.init, means.register.next_id, means.tasks.begin),
        clock=time.time_ns,
        kept=settings.disk_reserve,
    )
    found = Volumes(made)
    return found, Contents(found, made)


async def adopt(found: Volumes, means: Means) -> None:
    """Leave volumes to the runs that are there; after those were taken over. Raises StateFailed."""
    # Of a start that is not on the disk yet nobody knows more than its id.
    runs = {run.workload.id for run in means.register} | set(means.init.table)
    await found.adopt({str(ident) for ident in runs})
