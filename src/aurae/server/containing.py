"""What the room of containers is made of, and what it takes over."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.containers.committing import go_on
from aurae.containers.containers import Containers
from aurae.containers.ids import IdRanges
from aurae.containers.preparing import Preparer
from aurae.containers.roots import Roots
from aurae.model.workload import Kind
from aurae.services.outfit import key_of
from aurae.supervise.ending import surroundings_key
from aurae.surroundings.subordinate import FILES, Span

if TYPE_CHECKING:
    from aurae.config.settings import Settings
    from aurae.containers.networking import Networking
    from aurae.images.images import Images
    from aurae.services.services import Services
    from aurae.supervise.means import Means
    from aurae.supervise.supervisor import Supervisor
    from aurae.volumes.volumes import Volumes

_log = logging.getLogger("aurae.containers")


def preparer(
    settings: Settings, means: Means, images: Images, volumes: Volumes, networking: Networking
) -> Preparer:
    """Return what prepares containers; it has read nothing yet."""
    folder = settings.state_dir / "containers"
    roots = Roots(folder, means.store, means.tasks.begin)
    first, last = map(int, settings.container_ids.split("-"))
    ids = IdRanges(means.store, Span(first, last), map(Path, FILES))
    own = (settings.state_dir, settings.runtime_dir, settings.log_dir, settings.registry_dir)
    return Preparer(images, roots, ids, means.init.pid, time.time_ns, own, volumes, networking)


def containers(means: Means, supervisor: Supervisor, services: Services) -> Containers:
    """Return the front of the room."""
    next_id = means.register.next_id
    return Containers(services, supervisor, means.leaves, means.tasks, next_id)


def keys(means: Means, services: Services) -> set[str]:
    """Return what roots, machines and addresses may be kept under; after runs and services were taken over."""
    runs = {run.workload.root for run in means.register if run.workload.root}
    # Of a start that is not on the disk yet nobody knows more than its id.
    runs |= {surroundings_key(ident) for ident in means.init.table}
    everything = services.everything()
    kept = {key_of(one) for one in everything if one.spec.kind is not Kind.EXECUTABLE}
    return runs | kept


async def adopt(found: Preparer, means: Means, services: Services) -> None:
    """Take over the roots of what runs; after runs and services were. Raises StateFailed, OSError."""
    await found.adopt(keys(means, services))
    for run in means.register:
        workload = run.workload
        if workload.root and not workload.ended:
            try:
                go_on(means.leaves.root / workload.leaf, found.folder(workload.root))
            except OSError as error:
                _log.error("cannot let %s go on: %s", workload.full_name, error)
