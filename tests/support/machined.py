"""A node with virtual machines on a real init, whose server dies at any step that it makes (`celled`).

Guests are real, and boot from a root that was made before; they have no disk to write on, and no network.
"""

import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from aurae.model.lifecycle import Status
from aurae.model.service import Service
from aurae.model.vm import MIB, Vm
from aurae.model.workload import Executable, Kind, WorkloadSpec
from aurae.server.containing import keys
from aurae.supervise.means import Limits, Means
from aurae.supervise.run import Run
from aurae.surroundings.subordinate import Span
from aurae.vms.accelerator import Accelerators, Found
from aurae.vms.clock_rate import tsc_khz
from aurae.vms.disks import ROOT, Disks, Furnishing, Furniture
from aurae.vms.folders import Folders
from aurae.vms.guest_orders import Root, Upper
from aurae.vms.hardware import Accelerator, Disk, Engine, Nic
from aurae.vms.ids import Ids
from aurae.vms.images import FILE_SYSTEM
from aurae.vms.machines import Machines
from aurae.vms.means import Means as VmMeans
from aurae.vms.networking import Networked, Networking
from aurae.vms.preparing import Preparer, host_memory
from aurae.vms.scratch import Scratch
from aurae.vms.shares import Shares
from tests.support.celled import living_world
from tests.support.contained import IMAGE, ContainerWorld
from tests.support.guests import busybox_root, kernel_folder

IDS = Span(1_879_048_192, 1_879_048_192 + 4095)
WAITS = "trap 'exit 5' TERM; echo up; while :; do sleep 0.05; done"


class MachineWorld(ContainerWorld):
    """One node with machines."""

    machines: Machines
    machine_preparer: Preparer

    @override
    def spec(self, name: str, service: Service, *more: str) -> WorkloadSpec:
        return replace(self.box(name, *more), service=service)

    @override
    def box(self, name: str, *more: str) -> WorkloadSpec:
        """Return a machine that runs a script."""
        executable = Executable(
            ("/bin/sh", "-c", "; ".join(more or (WAITS,))), working_directory=""
        )
        return WorkloadSpec(name, executable, vm=Vm(IMAGE, memory=128 * MIB, heartbeat=0))

    @override
    def _equipped(self, means: Means) -> Means:
        means = super()._equipped(means)
        folder = self.process.folder
        folders = Folders(folder, folder / "run", means.tasks.begin)
        (folder / "run").mkdir(exist_ok=True)
        (folder / "vms").mkdir(exist_ok=True)
        kernel = kernel_folder()
        self.machines = Machines(folders, means.tasks, means.leaves)
        self.machine_preparer = Preparer(
            VmMeans(
                images=self.images,
                folders=folders,
                ids=Ids(IDS, ()),
                networking=NoNetworks(),
                disks=RootOnly(folder / "root.erofs"),
                scratch=NoScratch(),
                shares=Shares(means.init, means.register.next_id, None, folder / "vms" / "share"),
                leaves=means.leaves,
                accelerators=Translated(),
                jail=folder / "vms" / "jail",
                kernel=kernel / "vmlinuz",
                modules=kernel / "modules",
                memory=host_memory(),
                stop_timeout=means.limits.stop_timeout,
                host_id="test",
            ),
            self.machines,
        )
        rooms = {**means.rooms, Kind.VM: self.machine_preparer}
        return replace(means, rooms=rooms, guests={Kind.VM: self.machines})

    @override
    async def _adopt(self) -> None:
        await self.machine_preparer.open()
        await super()._adopt()

    @override
    async def _adopt_more(self) -> None:
        await super()._adopt_more()
        await self.machine_preparer.adopt(keys(self.means, self.services))
        for run in self.means.register:
            if run.workload.kind is Kind.VM and run.workload.status is not Status.STARTING:
                self.machines.adopt(run.workload)

    @override
    def _let_go(self) -> None:
        super()._let_go()
        for ident in [*self.machines._known, *self.machines._words]:
            self.machines.forget(ident)

    @override
    async def _disagreements(self) -> list[str]:
        folders = self.machine_preparer._means.folders
        lives = self.services.lives("/")
        runs = [run.workload for run in self.means.register if run.workload.root]
        keys_of_runs = {run.root for run in runs if not run.service}
        kept = {path.name for path in folders.state.iterdir()} - {"trash"}
        of_services = {f"service-{life.record.id}" for life in lives}
        sockets = {path.name for path in folders.runtime.iterdir()}
        pairs: dict[str, tuple[object, object]] = {
            "folders and runs": (sorted(kept - of_services), sorted(keys_of_runs)),
            "sockets and runs": (sorted(sockets), sorted(run.root for run in runs)),
            "what is removed": (list((folders.state / "trash").iterdir()), []),
            "images and folders": (sorted(self.machine_preparer._kept), sorted(kept)),
            "ids and folders": (sorted(self.machine_preparer._means.ids._known), sorted(kept)),
        }
        found = [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]
        return [*await super()._disagreements(), *found]

    @override
    def _more_users(self) -> list[str]:
        return sorted(self.machine_preparer._kept)

    def has_said(self, run: Run, text: bytes) -> bool:
        """Say whether a run has written something."""
        folder = self.supervisor.log_folder(run.workload)
        return any(text in path.read_bytes() for path in folder.rglob("*") if path.is_file())


class RootOnly(Disks):
    """Every machine has the same root, and writes in its memory."""

    def __init__(self, image: Path) -> None:
        self._image = image

    @override
    async def furnish(self, wanted: Furnishing, action: str) -> Furniture:
        furniture = Furniture(root=Root(ROOT, FILE_SYSTEM), upper=Upper())
        fd = os.open(self._image, os.O_RDONLY | os.O_CLOEXEC)
        furniture.add(Disk(ROOT, fd, read_only=True), os.fstat(fd).st_size)
        return furniture

    @override
    async def leave(self, user: str) -> None: ...


class NoScratch(Scratch):
    """There are no disks to write on."""

    def __init__(self) -> None: ...

    @override
    def open(self) -> None: ...


class NoNetworks(Networking):
    """No machine is on a network."""

    def __init__(self) -> None: ...

    @override
    async def reserve(self, key: str, owner: str, name: str, vm: Vm, action: str) -> Networked:
        return Networked()

    @override
    async def connect(self, key: str, action: str) -> tuple[Nic, ...]:
        return ()

    @override
    async def disconnect(self, key: str) -> None: ...

    @override
    async def release(self, key: str) -> None: ...


class Translated(Accelerators):
    """What runs guests is known."""

    def __init__(self) -> None: ...

    @override
    async def find(self) -> Found:
        return Found(Engine(Accelerator.TCG, await tsc_khz()), "a test says so")


@contextlib.asynccontextmanager
async def machine_world() -> AsyncIterator[MachineWorld]:
    """Begin a node with machines, and clear it away at the end."""
    async with living_world(MachineWorld, Limits(stop_timeout=20.0)) as node:
        busybox_root(node.process.folder)
        await node.have_image()
        yield node
