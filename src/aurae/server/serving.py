"""The server's life: attach, open, adopt, serve; then refuse, drain, cancel, release."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from grpclib.health.check import ServiceStatus
from grpclib.health.service import OVERALL, Health
from grpclib.reflection.service import ServerReflection

from aurae.cells.cells import Cells
from aurae.cells.means import Means as CellMeans
from aurae.containers.filing import Filing
from aurae.identity.authority import open_authority
from aurae.processes.groups import Groups
from aurae.processes.init import Init
from aurae.processes.leaf import Leaves
from aurae.server.access import Access, Members
from aurae.server.cells import CellService
from aurae.server.containers import ContainerService
from aurae.server.containing import adopt as adopt_containers
from aurae.server.containing import containers as room_of_containers
from aurae.server.containing import preparer
from aurae.server.discovery import Discovery
from aurae.server.errors import translate
from aurae.server.identity import Identity
from aurae.server.images import ImageService
from aurae.server.imaging import images as room_of_images
from aurae.server.listener import Listener
from aurae.server.login import LoginService
from aurae.server.runtime import Runtime
from aurae.server.system import System
from aurae.services.means import Means as ServiceMeans
from aurae.services.services import Services
from aurae.state.boot import boot_id
from aurae.state.failures import StateFailed
from aurae.state.store import Store
from aurae.supervise.accounts import Accounts, is_number_known
from aurae.supervise.inputs import Inputs
from aurae.supervise.means import Limits, Means
from aurae.supervise.name_service import NameService
from aurae.supervise.sessions import Sessions
from aurae.supervise.supervisor import Supervisor
from aurae.supervise.tasks import OwnedTasks
from aurae.surroundings.places import Places
from aurae.surroundings.provider import Provider

if TYPE_CHECKING:
    from pathlib import Path

    from grpclib._typing import ICheckable, IServable

    from aurae.config.settings import Settings
    from aurae.containers.containers import Containers
    from aurae.identity.authority import Authority
    from aurae.images.images import Images

DRAIN_LIMIT = 5.0
"""Seconds that open calls have when the server is asked to end."""

DRAIN_WITHOUT_INIT = 0.5
"""Seconds that they have when init has gone and nothing can be done for them any more."""

SETTLE_LIMIT = 2.0
"""Seconds for the last rows and leaves when the daemon stops; init has killed all that was left."""

_log = logging.getLogger("aurae.server")


class _Stop(Exception):
    """Ends the task group."""


def _end() -> NoReturn:
    raise _Stop


async def serve(settings: Settings, init_fd: int) -> None:
    """Serve until SIGTERM, SIGINT or the end of init.

    Raises InitGone, TimeoutError, StateFailed, CannotLoadCa, CannotListen and OSError when it
    cannot begin.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    init = await Init.attach(init_fd)
    rebuilt = asyncio.Event()
    store = await Store.open(settings.state_dir, rebuilt.set)
    try:
        authority = open_authority(
            settings.state_dir / "pki",
            trust_domain=settings.trust_domain,
            node_name=settings.node_name,
            dns_names=settings.dns_names,
            svid_ttl=settings.svid_ttl,
            client_ttl=settings.client_ttl,
        )
        try:
            await _serve(settings, init, store, authority, stop, rebuilt)
        finally:
            authority.close()
    finally:
        await store.close()


class _Rooms(NamedTuple):
    """What the services speak for."""

    init: Init
    store: Store
    supervisor: Supervisor
    cells: Cells
    services: Services
    sessions: Sessions
    images: Images
    containers: Containers
    filing: Filing


async def _serve(
    settings: Settings,
    init: Init,
    store: Store,
    authority: Authority,
    stop: asyncio.Event,
    rebuilt: asyncio.Event,
) -> None:
    names = NameService()
    surroundings = _surroundings(settings, names)
    try:
        await surroundings.open()
        async with asyncio.TaskGroup() as group:
            means = _means(settings, init, store, OwnedTasks(group), names, surroundings)
            images = room_of_images(settings, means)
            prepares = preparer(settings, means, images)
            means = replace(means, containers=prepares)
            supervisor = Supervisor(means)
            cells = Cells(_cell_means(means, supervisor))
            services = Services(_service_means(settings, means, supervisor, cells, surroundings))
            containers = room_of_containers(means, supervisor, services)
            group.create_task(_note_gone(init, stop))
            group.create_task(_note_stopping(init, supervisor, cells, services, containers))
            group.create_task(_save_after_damage(supervisor, cells, services, images, rebuilt))
            await prepares.open()
            await cells.adopt()
            await supervisor.adopt()
            await services.adopt()
            await images.adopt()
            await adopt_containers(prepares, means, services)
            cells.go_on()
            services.go_on()
            images.go_on()
            health = ServiceStatus()
            health.set(True)
            rooms = _Rooms(
                init,
                store,
                supervisor,
                cells,
                services,
                Sessions(means),
                images,
                containers,
                Filing(prepares, images, means.leaves),
            )
            listener = _listener(settings, authority, rooms, health, names)
            await listener.open(group)
            init.serving(orders=True)
            _log.info("serving on %s", settings.socket)
            gc.freeze()  # what is here now stays; the collector need not look at it again
            await stop.wait()
            supervisor.refuse("the daemon is stopping")
            cells.refuse("the daemon is stopping")
            images.refuse("the daemon is stopping")
            health.set(False)
            await listener.drain(DRAIN_WITHOUT_INIT if init.gone.is_set() else DRAIN_LIMIT)
            if init.stopping.is_set():
                await supervisor.settle(SETTLE_LIMIT)
                await cells.free_all(SETTLE_LIMIT)
                await _close(surroundings)
            _end()
    except* _Stop:
        _log.info("the server ends")
    finally:
        surroundings.leave()
        names.close()


def _surroundings(settings: Settings, names: NameService) -> Provider:
    async def is_known(number: int) -> bool:
        return await names.ask(is_number_known, number)

    return Provider(
        settings.runtime_dir,
        Places(),
        is_known=is_known,
        own=(settings.state_dir, settings.log_dir),
    )


async def _close(surroundings: Provider) -> None:
    """Clear away what was made for runs; init has killed all of them."""
    try:
        async with asyncio.timeout(SETTLE_LIMIT):
            await surroundings.close()
    except TimeoutError:
        _log.error("the next start clears away what was made for %s", surroundings.keys())


def _listener(
    settings: Settings,
    authority: Authority,
    rooms: _Rooms,
    status: ServiceStatus,
    names: NameService,
) -> Listener:
    init, store = rooms.init, rooms.store

    def healthy() -> bool:
        return not (init.gone.is_set() or init.stopping.is_set() or store.failure)

    inputs = Inputs(rooms.init)
    runtime = Runtime(rooms.supervisor, rooms.cells, rooms.services, rooms.sessions, inputs)
    services: list[IServable] = [
        Discovery(healthy),
        Identity(settings.node_name, authority.spiffe_id),
        CellService(rooms.cells),
        ImageService(rooms.images),
        runtime,
        ContainerService(rooms.containers, rooms.filing, runtime),
        System(init, store, rooms.supervisor, rooms.cells, settings.node_name),
    ]
    checks: dict[ICheckable, list[ServiceStatus]] = {OVERALL: [status]}
    checks.update((service, [status]) for service in services)
    health = Health(checks)
    members = Members(os.geteuid(), settings.group, names)
    access = Access(members, settings.trust_domain, settings.node_name, settings.group)
    return Listener(
        ServerReflection.extend([*services, health]),
        [LoginService(authority, settings.group, names)],
        settings,
        authority,
        access.authorize,
        translate,
        names=names,
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


async def _note_gone(init: Init, stop: asyncio.Event) -> None:
    await init.run()
    _log.warning("init has gone")
    stop.set()


async def _note_stopping(
    init: Init, supervisor: Supervisor, cells: Cells, services: Services, containers: Containers
) -> None:
    await init.stopping.wait()
    _log.info("init stops all workloads")
    cells.refuse("the daemon is stopping")
    supervisor.refuse("the daemon is stopping")
    cells.thaw_all()
    containers.thaw_all()
    await services.end_everything()
    supervisor.mark_stopping()
    init.ordered()


async def _save_after_damage(
    supervisor: Supervisor,
    cells: Cells,
    services: Services,
    images: Images,
    rebuilt: asyncio.Event,
) -> None:
    while True:
        await rebuilt.wait()
        rebuilt.clear()
        try:
            await supervisor.save_all()
            await cells.save_all()
            await services.save_all()
            await images.save_all()
        except StateFailed as error:
            _log.error("cannot write the workloads, cells, services and images: %s", error)
