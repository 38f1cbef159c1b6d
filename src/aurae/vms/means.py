"""What the room's files work with to start a machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.images.images import Images
    from aurae.processes.leaf import Leaves
    from aurae.vms.accelerator import Accelerators
    from aurae.vms.beginnings import Beginnings
    from aurae.vms.disks import Disks
    from aurae.vms.folders import Folders
    from aurae.vms.ids import Ids
    from aurae.vms.networking import Networking
    from aurae.vms.scratch import Scratch
    from aurae.vms.shares import Shares


@dataclass(frozen=True, slots=True)
class Means:
    """The rooms below, and what this room keeps.

    `accelerators` tell what runs guests here. `jail` is the folder of jails' roots; `kernel` and `modules` those of
    machines that name none, None for what there is. `memory` is how much this host has, in bytes; `stop_timeout` the usual
    grace in seconds; `host_id` what this host is called by nobody else.
    `beginnings` finds templates; None where every machine boots.
    """

    images: Images
    folders: Folders
    ids: Ids
    networking: Networking
    disks: Disks
    scratch: Scratch
    shares: Shares
    leaves: Leaves
    accelerators: Accelerators
    jail: Path
    kernel: Path | None
    modules: Path | None
    memory: int
    stop_timeout: float
    host_id: str
    beginnings: Beginnings | None = None
