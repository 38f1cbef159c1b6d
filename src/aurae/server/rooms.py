"""The rooms that the services speak for: put together, taken over after a start, ended in order."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.cells.cells import Cells
from aurae.cells.connecting import Connecting as CellConnecting
from aurae.cells.means import Means as CellMeans
from aurae.containers.connecting import Connecting
from aurae.containers.filing import Filing
from aurae.containers.networking import Networking
from aurae.containers.volume_users import VolumeUsers
from aurae.model.workload import Kind
from aurae.pods.connecting import Connecting as PodConnecting
from aurae.pods.means import Means as PodMeans
from aurae.pods.pods import Pods
from aurae.pods.rollouts import Rollouts
from aurae.processes.groups import Groups
from aurae.processes.leaf import Leaves
from aurae.server.containing import adopt as adopt_containers
from aurae.server.containing import containers as room_of_containers
from aurae.server.containing import keys, preparer
from aurae.server.imaging import images as room_of_images
from aurae.server.networking import networks as room_of_networks
from aurae.server.vm_room import VmRoom
from aurae.server.voluming import adopt as adopt_volumes
from aurae.server.voluming import volumes as room_of_volumes
from aurae.services.means import Means as ServiceMeans
from aurae.services.services import Services
from aurae.state.boot import boot_id
from aurae.supervise.accounts import Accounts, is_number_known
from aurae.supervise.means import Limits, Means
from aurae.supervise.sessions import Sessions
from aurae.supervise.supervisor import Supervisor
from aurae.surroundings.places import Places
from aurae.surroundings.provider import Provider
from aurae.vms.guest_files import GuestFiles
from aurae.vms.watching import Watching as VmWatching

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.config.settings import Settings
    from aurae.processes.init import Init
    from aurae.state.store import Store
    from aurae.supervise.name_service import NameService
    from aurae.supervise.tasks import OwnedTasks


class Rooms:
    """All rooms of one server, the lower ones first."""

    def __init__(
        self,
        settings: Settings,
        init: Init,
        store: Store,
        tasks: OwnedTasks,
        names: NameService,
        surroundings: Provider,
    ) -> None:
        """Nothing is taken over before `adopt`."""
        means = _means(settings, init, store, tasks, names, surroundings)
        self.init, self.store = init, store
        self.images = room_of_images(settings, means)
        self.volumes, self.contents = room_of_volumes(settings, means, self.images.unpackers)
        self.networks = room_of_networks(settings, means)
        networking = Networking(self.networks)
        self._preparer = preparer(settings, means, self.images, self.volumes, networking)
        self._vms = VmRoom(settings, means, self.images, self.volumes, self.networks)
        self._means = means = replace(
            means,
            rooms={Kind.CONTAINER: self._preparer, Kind.VM: self._vms.preparer},
            guests={Kind.VM: self._vms.machines},
        )
        self.supervisor = Supervisor(means)
        self.cells = Cells(_cell_means(means, self.supervisor))
        self.services = Services(
            _service_means(settings, means, self.supervisor, self.cells, surroundings)
        )
        self.sessions = Sessions(means)
        self.containers = room_of_containers(means, self.supervisor, self.services)
        self.vms = self._vms.join(means, self.supervisor, self.services)
        self.vm_networking = self._vms.networking
        self.vm_devices = self._vms.devices
        self.vm_files = GuestFiles(self.images.unpackers, tasks)
        self.vm_watching = VmWatching(self.services, self.vms.kept, time.time_ns)
        self.filing = Filing(self._preparer, self.images, means.leaves, self.volumes.register)
        self.volume_users = VolumeUsers((self.containers, self.vms), self.volumes)
        self.connecting = Connecting(self.networks, self.services, tasks)
        self._cell_connecting = CellConnecting(self.cells, self.networks, init)
        next_id = means.register.next_id
        self.pods = Pods(
            PodMeans(
                cells=self.cells,
                services=self.services,
                containers=self.containers,
                connecting=PodConnecting(networking, self.networks, init),
                store=store,
                tasks=tasks,
                next_id=next_id,
                first_id=self._preparer.first_id,
            )
        )
        self.rollouts = Rollouts(self.pods, self.networks, store, tasks, next_id)

    async def adopt(self) -> None:
        """Take over what an earlier server has left, and go on with it. Raises StateFailed, OSError."""
        await self.volumes.open()
        await self.networks.open()
        await self._preparer.open()
        await self._vms.open()
        await self.pods.open()
        await self.cells.adopt()
        await self.supervisor.adopt()
        await self.services.adopt()
        await self.pods.adopt()
        await self.rollouts.adopt()
        await self.images.adopt()
        await adopt_containers(self._preparer, self._means, self.services)
        await self._vms.adopt(self._means, self.services)
        await adopt_volumes(self.volumes, self._means)
        await self.networks.adopt(
            keys(self._means, self.services) | self.pods.keys() | self._cell_connecting.keys()
        )
        self._means.tasks.begin(self.networks.watch())
        self._means.tasks.begin(self.vm_watching.run())
        self.cells.go_on()
        self.services.go_on()
        self.pods.go_on()
        self.rollouts.go_on()
        self.images.go_on()

    def refuse(self, why: str) -> None:
        """Begin nothing new any more."""
        self.supervisor.refuse(why)
        self.cells.refuse(why)
        self.images.refuse(why)

    async def end_everything(self, why: str) -> None:
        """Have all work come to its end, in order: the daemon is stopping."""
        self.cells.refuse(why)
        self.supervisor.refuse(why)
        self.cells.thaw_all()
        self.containers.thaw_all()
        await asyncio.gather(self.services.end_everything(), self.vms.end_all())
        self.supervisor.mark_stopping()

    async def settle(self, limit: float) -> None:
        """Write the last of it and clear away, within `limit` seconds for each: init has ended all that ran."""
        await self.supervisor.settle(limit)
        await self.cells.free_all(limit)
        await self.volumes.close()

    async def save_all(self) -> None:
        """Write everything again: the state was begun anew. Raises StateFailed."""
        await self.supervisor.save_all()
        await self.cells.save_all()
        await self.services.save_all()
        await self.pods.save_all()
        await self.rollouts.save_all()
        await self.images.save_all()
        await self.volumes.register.save_all()
        await self.networks.save_all()


def provider(settings: Settings, names: NameService) -> Provider:
    """Return what makes the surroundings of runs."""

    async def is_known(number: int) -> bool:
        return await names.ask(is_number_known, number)

    return Provider(
        settings.runtime_dir,
        Places(),
        is_known=is_known,
        own=(settings.state_dir, settings.log_dir),
    )


def _means(
    settings: Settings,
    init: Init,
    store: Store,
    tasks: OwnedTasks,
    names: NameService,
    surroundings: Provider,
) -> Means:
    return Means(
        init=init,
        leaves=Leaves(_cgroup_root(settings)),
        store=store,
        tasks=tasks,
        limits=Limits(
            stop_timeout=settings.stop_timeout,
            spawn_timeout=settings.spawn_timeout,
            history=settings.history,
            kill_orphans=settings.orphans == "kill",
        ),
        log_dir=settings.log_dir,
        boot=boot_id(),
        accounts=Accounts(names),
        surroundings=surroundings,
        hidden=tuple(map(str, (settings.runtime_dir, settings.state_dir, settings.log_dir))),
    )


def _cell_means(means: Means, supervisor: Supervisor) -> CellMeans:
    return CellMeans(
        init=means.init,
        groups=Groups(means.leaves.root),
        store=means.store,
        tasks=means.tasks,
        supervisor=supervisor,
        next_id=means.register.next_id,
        boot=means.boot,
    )


def _service_means(
    settings: Settings,
    means: Means,
    supervisor: Supervisor,
    cells: Cells,
    surroundings: Provider,
) -> ServiceMeans:
    folder = settings.runtime_dir / "notify"
    folder.mkdir(mode=0o711, exist_ok=True)
    init = means.init
    now = asyncio.get_running_loop().time()
    return ServiceMeans(
        supervisor=supervisor,
        cells=cells,
        init=init,
        leaves=means.leaves,
        store=means.store,
        tasks=means.tasks,
        surroundings=surroundings,
        accounts=means.accounts,
        next_id=means.register.next_id,
        is_stopping=lambda: init.stopping.is_set() or init.gone.is_set(),
        boot=means.boot,
        notify_dir=folder,
        stop_timeout=settings.stop_timeout,
        started=now - max(0.0, (means.clock() - init.started_ns) / 1e9),
    )


def _cgroup_root(settings: Settings) -> Path:
    if settings.cgroup_root is None:
        raise OSError("cannot find the workloads' cgroup: start the server through auraed")
    return settings.cgroup_root
