"""What the room of virtual machines is made of, and what it takes over."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.model.lifecycle import Status
from aurae.model.workload import Kind
from aurae.processes.tools import Tools
from aurae.server.containing import keys
from aurae.supervise.ending import KILL_LIMIT
from aurae.surroundings.subordinate import FILES, Span
from aurae.vms.accelerator import Accelerators
from aurae.vms.beginnings import Beginnings
from aurae.vms.booth import Booth
from aurae.vms.command_line import QEMU
from aurae.vms.devices import Devices
from aurae.vms.disks import Disks
from aurae.vms.emulator import Emulator
from aurae.vms.folders import ROOM, Folders
from aurae.vms.ids import Ids
from aurae.vms.machines import Machines
from aurae.vms.means import Means as VmMeans
from aurae.vms.memories import Memories
from aurae.vms.metadata import Metadata
from aurae.vms.networking import Networking
from aurae.vms.preparing import Preparer, host_memory, root_of_jails
from aurae.vms.scratch import Scratch
from aurae.vms.shares import Shares
from aurae.vms.templates import TemplateMeans, Templates
from aurae.vms.vms import Vms

if TYPE_CHECKING:
    from aurae.config.settings import Settings
    from aurae.images.images import Images
    from aurae.networks.all_networks import AllNetworks
    from aurae.services.services import Services
    from aurae.supervise.means import Means
    from aurae.supervise.supervisor import Supervisor
    from aurae.volumes.volumes import Volumes

MOST_MEMORY = 512 << 20
"""Bytes of memory of templates that stay in the host's memory while no machine begins with them."""
MACHINE_ID = Path("/etc/machine-id")
BEGUN = frozenset({Status.RUNNING, Status.STOPPING, Status.ORPHANED})


class VmRoom:
    """The room: what prepares machines, those that run, and the front."""

    def __init__(
        self,
        settings: Settings,
        means: Means,
        images: Images,
        volumes: Volumes,
        networks: AllNetworks,
    ) -> None:
        """Nothing is read yet, and nobody can be asked before `join`."""
        folders = Folders(settings.state_dir, settings.runtime_dir, means.tasks.begin)
        own = (settings.state_dir, settings.runtime_dir, settings.log_dir, settings.registry_dir)
        tools = Tools(means.init, means.register.next_id, means.tasks.begin)
        scratch = Scratch(settings.state_dir / ROOM / "scratch", tools, settings.disk_reserve)
        first, last = map(int, settings.vm_ids.split("-"))
        self.metadata = Metadata(folders.kept)
        self.machines = Machines(folders, means.tasks, means.leaves)
        self.networking = Networking(networks, self.metadata)
        disks = Disks(images, volumes, scratch, own)
        self.devices = Devices(disks)
        accelerators = Accelerators(tools, Path(QEMU), settings.state_dir / ROOM)
        ids = Ids(Span(first, last), map(Path, FILES))
        jails = settings.state_dir / ROOM / "jail"
        self._emulator = Emulator(tools, Path(QEMU))
        self._templates = Templates(
            TemplateMeans(
                settings.state_dir / ROOM / "templates",
                means.tasks,
                Memories(MOST_MEMORY),
                time.time_ns,
                is_on=settings.vm_templates == "on",
                kept=settings.disk_reserve,
            )
        )
        booth = Booth(
            means.init,
            means.leaves,
            means.register.next_id,
            accelerators,
            ids,
            folders.runtime,
            partial(root_of_jails, jails, Path(QEMU)),
        )
        self.preparer = Preparer(
            VmMeans(
                images=images,
                folders=folders,
                ids=ids,
                networking=self.networking,
                disks=disks,
                scratch=scratch,
                shares=Shares(
                    means.init,
                    means.register.next_id,
                    volumes,
                    settings.state_dir / ROOM / "share",
                    own,
                ),
                leaves=means.leaves,
                accelerators=accelerators,
                beginnings=Beginnings(self._templates, booth, self._emulator, accelerators),
                jail=jails,
                kernel=settings.vm_kernel,
                modules=settings.vm_modules,
                memory=host_memory(),
                stop_timeout=means.limits.stop_timeout,
                host_id=f"{_machine()} {settings.state_dir}",
            ),
            self.machines,
        )

    async def open(self) -> None:
        """Take over what lies on the disk. Raises StateFailed, OSError."""
        await self.preparer.open()
        await self._templates.open()

    def join(self, means: Means, supervisor: Supervisor, services: Services) -> Vms:
        """Return the front, which rooms above have made possible."""

        async def kill(ident: int, why: str) -> None:
            await supervisor.kill_for(ident, why, KILL_LIMIT)

        self.machines.kill = kill
        return Vms(services, supervisor, self.machines, means.tasks, means.register.next_id)

    async def adopt(self, means: Means, services: Services) -> None:
        """Take over what machines have that run; after runs and services were. Raises StateFailed, OSError."""
        await self.preparer.adopt(keys(means, services))
        begun = [
            run.workload
            for run in means.register
            if run.workload.kind is Kind.VM and run.workload.status in BEGUN
        ]
        await self.networking.adopt(workload.root for workload in begun)
        for workload in begun:
            self.machines.adopt(workload)


def _machine() -> str:
    with suppress(OSError):
        return MACHINE_ID.read_text(encoding="ascii", errors="replace").strip()
    return ""
