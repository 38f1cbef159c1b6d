"""The server's life: attach, open, adopt, serve; then refuse, drain, cancel, release."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from typing import TYPE_CHECKING, NoReturn

from grpclib.health.check import ServiceStatus
from grpclib.health.service import OVERALL, Health
from grpclib.reflection.service import ServerReflection

from aurae.identity.authority import open_authority
from aurae.processes.init import Init
from aurae.server.access import Access, Members
from aurae.server.cells import CellService
from aurae.server.containers import ContainerService
from aurae.server.discovery import Discovery
from aurae.server.errors import translate
from aurae.server.identity import Identity
from aurae.server.images import ImageService
from aurae.server.listener import Listener
from aurae.server.login import LoginService
from aurae.server.networks import NetworkService
from aurae.server.pods import PodService
from aurae.server.rollouts import RolloutService
from aurae.server.rooms import Rooms, provider
from aurae.server.runtime import Runtime
from aurae.server.system import System
from aurae.server.vms import VmService
from aurae.server.volumes import VolumeService
from aurae.state.failures import StateFailed
from aurae.state.store import Store
from aurae.supervise.inputs import Inputs
from aurae.supervise.name_service import NameService
from aurae.supervise.tasks import OwnedTasks

if TYPE_CHECKING:
    from grpclib._typing import ICheckable, IServable

    from aurae.config.settings import Settings
    from aurae.identity.authority import Authority
    from aurae.surroundings.provider import Provider

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


async def _serve(
    settings: Settings,
    init: Init,
    store: Store,
    authority: Authority,
    stop: asyncio.Event,
    rebuilt: asyncio.Event,
) -> None:
    names = NameService()
    surroundings = provider(settings, names)
    try:
        await surroundings.open()
        async with asyncio.TaskGroup() as group:
            rooms = Rooms(settings, init, store, OwnedTasks(group), names, surroundings)
            group.create_task(_note_gone(init, stop))
            group.create_task(_note_stopping(rooms))
            group.create_task(_save_after_damage(rooms, rebuilt))
            await rooms.adopt()
            health = ServiceStatus()
            health.set(True)
            listener = _listener(settings, authority, rooms, health, names)
            await listener.open(group)
            init.serving(orders=True)
            _log.info("serving on %s", settings.socket)
            gc.freeze()  # what is here now stays; the collector need not look at it again
            await stop.wait()
            rooms.refuse("the daemon is stopping")
            health.set(False)
            await listener.drain(DRAIN_WITHOUT_INIT if init.gone.is_set() else DRAIN_LIMIT)
            if init.stopping.is_set():
                await rooms.settle(SETTLE_LIMIT)
                await _close(surroundings)
            _end()
    except* _Stop:
        _log.info("the server ends")
    finally:
        surroundings.leave()
        names.close()


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
    rooms: Rooms,
    status: ServiceStatus,
    names: NameService,
) -> Listener:
    init, store = rooms.init, rooms.store

    def healthy() -> bool:
        return not (init.gone.is_set() or init.stopping.is_set() or store.failure)

    inputs = Inputs(rooms.init)
    runtime = Runtime(rooms.supervisor, rooms.cells, rooms.services, rooms.sessions, inputs)
    of_containers = ContainerService(rooms.containers, rooms.filing, runtime, rooms.volume_users)
    of_pods = PodService(rooms.pods, rooms.containers, rooms.filing, of_containers.shown)
    services: list[IServable] = [
        Discovery(healthy),
        Identity(settings.node_name, authority.spiffe_id),
        CellService(rooms.cells),
        ImageService(rooms.images),
        runtime,
        of_containers,
        of_pods,
        RolloutService(rooms.rollouts, rooms.filing, of_pods.shown),
        VmService(
            rooms.vms,
            rooms.vm_watching,
            rooms.images,
            rooms.vm_networking,
            rooms.vm_files,
            rooms.vm_devices,
            runtime,
        ),
        VolumeService(rooms.volumes, rooms.contents, rooms.volume_users),
        NetworkService(rooms.networks, rooms.containers, rooms.connecting),
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


async def _note_gone(init: Init, stop: asyncio.Event) -> None:
    await init.run()
    _log.warning("init has gone")
    stop.set()


async def _note_stopping(rooms: Rooms) -> None:
    await rooms.init.stopping.wait()
    _log.info("init stops all workloads")
    await rooms.end_everything("the daemon is stopping")
    rooms.init.ordered()


async def _save_after_damage(rooms: Rooms, rebuilt: asyncio.Event) -> None:
    while True:
        await rebuilt.wait()
        rebuilt.clear()
        try:
            await rooms.save_all()
        except StateFailed as error:
            _log.error("cannot write again all that is known: %s", error)
