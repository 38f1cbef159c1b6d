"""A container's start, as far as it is the server's: what its image says, its root, its plan.

Theory. A root is made when its first run is about to start. From then on the image is in use, under
the root's key, so that nothing removes its layers. What a run was started in is written beside its root:
a session in it, asked for after a restart of the server, gets the same filters.
"""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.cells.leaf_limits import renew_limits, set_limits
from aurae.containers import entering
from aurae.containers.idmaps import Idmaps
from aurae.containers.ids import SIZE
from aurae.containers.looking import look
from aurae.containers.networking import Networked
from aurae.containers.plan import Ingredients, container_plan
from aurae.containers.roots import Root
from aurae.containers.uses import Uses
from aurae.containers.volume_mounts import VolumeMounts
from aurae.images import shifting
from aurae.model import container_sandbox, image_process
from aurae.model.container_exposure import exposure_of
from aurae.model.pod_rules import as_member, check_member
from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField
from aurae.model.root import KeptRoot, Standing
from aurae.model.surroundings import Surroundings
from aurae.processes import devices
from aurae.processes.asking import Contained
from aurae.processes.main_process import map_of
from aurae.processes.plan import describe_plan
from aurae.processes.pods import kinds_of
from aurae.supervise.ending import RUN_KEY, surroundings_key
from aurae.supervise.rooms import Prepared
from aurae.wire import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from aurae.containers.ids import IdRanges
    from aurae.containers.networking import Networking
    from aurae.containers.roots import Roots
    from aurae.images.images import Images
    from aurae.model.container import Container
    from aurae.model.exposure import Row
    from aurae.model.image import Image
    from aurae.model.image_config import RunConfig
    from aurae.model.sandbox import Resolved
    from aurae.model.service_record import ServiceRecord
    from aurae.model.session import SessionSpec
    from aurae.model.workload import Workload, WorkloadSpec
    from aurae.supervise.order import Order
    from aurae.volumes.volumes import Volumes

ANSWERING = 0.005
"""Seconds from the end of a run to the removal of its root."""
MOST_CONFIGS = 64
LIMITS = "container.limits"


class Preparer:
    """Prepares containers."""

    def __init__(
        self,
        images: Images,
        roots: Roots,
        ids: IdRanges,
        parent: int,
        clock: Callable[[], int],
        own: Sequence[Path] = (),
        volumes: Volumes | None = None,
        networking: Networking | None = None,
    ) -> None:
        """`parent` is the pid of init, `clock` gives CLOCK_REALTIME in nanoseconds.

        `own` are folders of the daemon, from which no container has volumes. Without `networking` no
        container is on networks.
        """
        self._own = tuple(own)
        self._networking = networking
        self._parent = parent
        self._images = images
        self._roots = roots
        self._ids = ids
        self._clock = clock
        self._idmaps = Idmaps(images.unpackers)
        self._volumes = VolumeMounts(volumes, images.unpackers)
        self._configs: dict[str, RunConfig] = {}
        self._beginning: dict[str, entering.Begun] = {}
        self.uses = Uses()

    async def first_id(self, owner: str, action: str) -> int:
        """Return where the ids of an owner's containers begin on the host. Raises Refusal, StateFailed."""
        return await self._ids.of(owner, action)

    async def stand(self, order: Order, action: str) -> Standing:
        """Find out what a container stands on. Raises Refusal, BadValue."""
        _check_member(order, action)
        image, config = await self._image(order, action)
        process = image_process.resolve(
            action, config, order.spec.executable, _container(order), {}, {}
        )
        return Standing(image.id, process.argv, process.stop_signal)

    async def prepare(
        self, workload: Workload, order: Order, around: Surroundings, action: str
    ) -> Prepared:
        """Make the root of a container and the plan of its start. Raises Refusal, OSError.

        From then on the root is in use by the run, until `discard`.
        """
        _check_member(order, action)
        await self.uses.start(workload.root, workload.id, action)
        networked = await self._reserve(workload, order, action)
        try:
            made = await self._ingredients(workload.root, workload.name, order, around, action)
            content = made.content._replace(
                addresses=networked.addresses, servers=networked.servers
            )
            made = replace(made, content=content)
            plan = await self._plan(made, workload.id, order.owner, action)
        except BaseException:
            if workload.root.startswith(RUN_KEY):
                await self._release(workload.root)
            raise
        return Prepared(plan, made.contained, made.resolved, networked.has_some)

    async def _plan(self, made: Ingredients, ident: int, owner: str, action: str) -> bytes:
        """Make the root of a run, and return its plan."""
        root = made.root
        before = self._roots.kept.get(root.key)
        if before is not None and before.image != root.image:
            await self._drop(root.key)  # what was written lay over other layers
        self._images.use(root.image, root.key)
        try:
            volumes = await self._volumes.take(ident, made.container, owner, action)
            self._make(root)
            if made.kept and root.key not in self._roots.kept:
                await self._keep(root, made.container.image)
            shown = await self._mounted_images(made, action)
            root = await self._mapped(root, action)
            tops = await self._volumes.fill(made.container, root, volumes, action)
            made = replace(made, root=root, volumes=tops, images=shown)
            plan = container_plan(made)
            process = made.process
            begun = entering.Begun(made.resolved, process.env, process.working_directory)
            self._beginning[root.key] = begun
        except BaseException:
            await self._volumes.leave(ident)
            if root.key not in self._roots.kept:
                await self._leave(root.key, root.image)
            raise
        return plan

    def has_root(self, key: str) -> bool:
        """Say whether a root is there."""
        return key in self._roots.kept or self.folder(key).exists()

    def folder(self, key: str) -> Path:
        """Return the folder of a root."""
        return self._roots.path(key)

    async def root_of(self, record: ServiceRecord, key: str, action: str) -> Root:
        """Return the root of a container that is kept; that of one that never ran is made.

        Raises Refusal, StateFailed, OSError.
        """
        kept = self._roots.kept.get(key)
        if kept is not None:
            found = self._root(key, self._images.standing(action, kept.image), kept.first_id)
            return await self._mapped(found, action)
        container = record.spec.container
        assert container is not None
        image = self._images.standing(action, container.image)
        first = await self._ids.of(record.owner, action) if container.has_own_users else 0
        root = self._root(key, image, first)
        self._images.use(root.image, key)
        self._make(root)
        await self._keep(root, container.image)
        return await self._mapped(root, action)

    def root_of_run(self, run: Workload, action: str) -> Root:
        """Return the root of a single run. Raises Refusal, OSError."""
        if run.ended or not run.pid:
            raise FailedPrecondition(action, "it does not run, and its root goes with its end")
        image = self._images.standing(action, run.image)
        return self._root(run.root, image, map_of(run.pid).root)

    def remember(self, workload: Workload, sandbox: Resolved | None) -> None:
        """Write what a run is started in, for sessions in it. Raises OSError."""
        begun = self._beginning.pop(workload.root, None)
        if begun is not None and sandbox is not None:
            entering.remember(self._roots.path(workload.root), replace(begun, sandbox=sandbox))

    async def connect(self, workload: Workload, child: int) -> None:
        """Connect a container to its networks; nothing when its first process has ended meanwhile.

        Raises Refusal, StateFailed, OSError.
        """
        assert self._networking is not None
        with suppress(ProcessLookupError):  # init tells why
            await self._networking.connect(workload.root, child, f"start {workload.full_name}")

    async def _reserve(self, workload: Workload, order: Order, action: str) -> Networked:
        container = _container(order)
        if self._networking is None:
            if container.attachments:
                raise FailedPrecondition(action, "networks are not available here")
            return Networked()
        if order.network_of:
            return self._networking.told(order.network_key)
        key, name = workload.root, workload.full_name
        return await self._networking.reserve(key, order.owner, name, container, action)

    async def _release(self, key: str) -> None:
        if self._networking is not None:
            await self._networking.release(key)

    def limit(self, leaf: int, order: Order) -> None:
        """Set the limits of a container's leaf. Raises Refusal, OSError."""
        set_limits(leaf, _container(order).limits, f"start {order.spec.name}", LIMITS)

    async def renew_limits(self, leaf: int, spec: WorkloadSpec, action: str) -> None:
        """Change the limits of a container that runs. Raises Refusal, OSError."""
        assert spec.container is not None
        await asyncio.to_thread(renew_limits, leaf, spec.container.limits, action, LIMITS)

    async def open(self) -> None:
        """Read what there is. Raises StateFailed, OSError."""
        await self._ids.open()
        await self._roots.open()
        for key, kept in self._roots.kept.items():
            self._images.use(kept.image, key)

    def take_over(self, workload: Workload) -> None:
        """Keep what a run stands on that an earlier server has started."""
        if not workload.ended:
            self.uses.runs(workload.root, workload.id)
        if workload.image:
            self._images.use(workload.image, workload.root)

    async def adopt(self, keys: AbstractSet[str]) -> None:
        """Keep these roots, of runs and services, and remove all others. Raises StateFailed, OSError."""
        gone = [kept for key, kept in self._roots.kept.items() if key not in keys]
        await self._roots.clear_strangers(keys)
        for kept in gone:
            self._images.leave(kept.image, kept.key)

    async def disconnect(self, workload: Workload) -> None:
        """Take a run that has ended off its networks; what is kept stays reserved."""
        if workload.root.startswith(RUN_KEY):
            await self._release(workload.root)
        elif self._networking is not None:
            await self._networking.disconnect(workload.root)

    async def discard(self, workload: Workload) -> None:
        """Remove the root of a run that has ended, unless it is kept, and take its volumes from it."""
        await self.uses.end(workload.root, workload.id)
        await self._volumes.leave(workload.id)
        if workload.root.startswith(RUN_KEY):
            # Whoever waits for the end is answered first: threads of Python take turns.
            await asyncio.sleep(ANSWERING)
            await self._leave(workload.root, workload.image)

    async def discard_unused(self, ident: int) -> None:
        """Remove the root of a start that never came to anything, if it had one of its own."""
        await self._volumes.leave(ident)
        await self._release(surroundings_key(ident))
        await self._roots.discard(surroundings_key(ident))

    def key_of_run(self, ident: int) -> str:
        """Return the key of the root that a run has of its own, whose row was lost; empty for none."""
        key = surroundings_key(ident)
        return key if self._roots.path(key).is_dir() else ""

    async def forget(self, key: str) -> None:
        """Remove a root that was kept, and give back the addresses that go with it."""
        await self._release(key)
        await self._drop(key)

    async def _drop(self, key: str) -> None:
        self._beginning.pop(key, None)
        kept = self._roots.kept.get(key)
        await self._roots.remove([key])
        if kept is not None:
            self._images.leave(kept.image, key)

    def sandbox_of(self, workload: Workload) -> Resolved | None:
        """Return what a run was started in; None when nobody knows any more."""
        begun = entering.remembered(self._roots.path(workload.root))
        return None if begun is None else begun.sandbox

    def session(self, workload: Workload, spec: SessionSpec, sandbox: Resolved) -> bytes:
        """Return the plan of a session in a running container. Raises OSError, Refusal."""
        begun = self._begun(workload, sandbox)
        return entering.session_plan(workload.pid, self._parent, spec, begun)

    def command(self, workload: Workload, order: Order, sandbox: Resolved) -> bytes:
        """Return the plan of a command in a running container. Raises OSError, Refusal."""
        executable, fixed = order.spec.executable, order.fixed
        begun = self._begun(workload, sandbox)
        return entering.command_plan(workload.pid, self._parent, executable, fixed, begun)

    def _begun(self, workload: Workload, sandbox: Resolved) -> entering.Begun:
        begun = entering.remembered(self._roots.path(workload.root))
        if begun is None:
            raise OSError(errno.ENOENT, "what it was started in cannot be read")
        return replace(begun, sandbox=sandbox)

    async def explain(self, order: Order, action: str) -> list[str]:
        """Return the steps of a start, a line each. Raises Refusal, OSError."""
        key = order.key or surroundings_key(0)
        made = await self._ingredients(key, order.spec.name, order, Surroundings(), action)
        volumes = self._volumes.foreseen(made.container)
        return describe_plan(container_plan(replace(made, volumes=volumes)))

    def exposure(self, order: Order) -> list[Row]:
        """Return what a start would leave exposed. BadValue below the sandbox."""
        container = _container(order)
        user = order.spec.executable.user.partition(":")[0]
        return exposure_of(_resolved(order), container, is_root=user in ("", "0", "root"))

    async def _image(self, order: Order, action: str) -> tuple[Image, RunConfig]:
        container = _container(order)
        kept = self._roots.kept.get(order.key)
        asked = container.image
        if kept is not None and kept.asked == asked:
            # Whatever the name means by now: what was written lies over these layers.
            asked = kept.image
        image = self._images.standing(action, asked)
        config = self._configs.get(image.id)
        if config is None:
            config = await self._images.run_config(action, image)
            if len(self._configs) >= MOST_CONFIGS:
                self._configs.clear()
            self._configs[image.id] = config
        return image, config

    async def _ingredients(
        self, key: str, name: str, order: Order, around: Surroundings, action: str
    ) -> Ingredients:
        container, executable = _container(order), order.spec.executable
        image, config = await self._image(order, action)
        fixed = dict(around.fixed)
        if executable.credentials:
            fixed["CREDENTIALS_DIRECTORY"] = entering.CREDENTIALS
        process = image_process.resolve(action, config, executable, container, around.env, fixed)
        resolved = _resolved(order)
        kept = self._roots.kept.get(key)
        if kept is not None and kept.image == image.id:
            first = kept.first_id
        else:
            first = await self._ids.of(order.owner, action) if container.has_own_users else 0
        if order.place.pod is not None and order.place.pod.first_id != first:
            raise FailedPrecondition(action, "its users are not those of the pod")
        root = self._root(key, image, first)
        images = {
            mount.target: self._layers(action, mount.image.image)
            for mount in container.mounts
            if mount.image is not None
        }
        found = await look(container, executable)
        return Ingredients(
            name=name,
            executable=executable,
            container=container,
            process=process,
            resolved=resolved,
            root=root,
            kept=not key.startswith(RUN_KEY),
            content=found.content,
            devices=found.devices,
            images=images,
            secrets=found.secrets,
            credentials=found.credentials,
            shown=around.shown,
            program=devices.program(_with_devices(resolved, container)),
            marks=str(self._roots.marks),
            own=self._own,
            contained=_contained(order),
        )

    def _layers(self, action: str, name: str) -> list[Path]:
        image = self._images.standing(action, name)
        return [layer.folder for layer in reversed(self._images.where(image).layers)]

    async def _mounted_images(self, made: Ingredients, action: str) -> dict[str, list[Path]]:
        """Return layers of mounted images that can be shown with the ids of a root. Raises Refusal, OSError."""
        found = {}
        for mount in made.container.mounts:
            if mount.image is not None:
                image = self._images.standing(action, mount.image.image)
                layers = tuple(self._images.layers(image, made.root.first_id))
                root = replace(made.root, layers=layers, image=image.id)
                mapped = await self._mapped(root, action)
                found[mount.target] = list(reversed(mapped.layers))
        return found

    def _root(self, key: str, image: Image, first: int) -> Root:
        layers = tuple(self._images.layers(image, first))
        return Root(key, self._roots.path(key), layers, image.id, first)

    def _make(self, root: Root) -> None:
        """Make the folders of a root, as the top folder of its image is. Raises OSError."""
        top = os.stat(root.layers[-1]) if root.layers else None
        mode = stat.S_IMODE(top.st_mode) if top else 0o755
        owner = (top.st_uid, top.st_gid) if top else (0, 0)
        if top and shifting.is_copy(root.layers[-1]):
            owner = (top.st_uid - root.first_id, top.st_gid - root.first_id)
        # A number that nobody has inside would be somebody else's outside.
        uid, gid = (one if one < SIZE or not root.first_id else 0 for one in owner)
        self._roots.make(root.key, root.first_id, mode, (uid, gid))

    async def _keep(self, root: Root, asked: str) -> None:
        now = self._clock()
        await self._roots.keep(KeptRoot(root.key, root.image, asked, root.first_id, now))

    async def _mapped(self, root: Root, action: str) -> Root:
        """Return a root with layers that can be shown with its ids: copies, if need be. Raises Refusal, OSError."""
        if not await self._idmaps.lack(root, action):
            return root
        image = self._images.standing(action, root.image)
        copies = await self._images.shift(action, image, root.first_id)
        return replace(root, layers=tuple(copies))

    async def _leave(self, key: str, image: str) -> None:
        self._beginning.pop(key, None)
        await self._roots.discard(key)
        self._images.leave(image, key)


def _container(order: Order) -> Container:
    """Return what is asked of a container, with what it has of its pod."""
    container, place = order.spec.container, order.place
    assert container is not None
    return container if place.pod is None else as_member(container, place.pod, place.cell)


def _check_member(order: Order, action: str) -> None:
    assert order.spec.container is not None
    if order.place.pod is None:
        return
    try:
        check_member(order.spec.container, order.place.pod)
    except BadValue as error:
        raise InvalidField(action, f"container.{error.field}", error.why) from None


def _resolved(order: Order) -> Resolved:
    container = _container(order)
    return container_sandbox.resolve(
        order.spec.executable.sandbox, privileged=container.privileged
    )


def _contained(order: Order) -> Contained:
    container, place = _container(order), order.place
    among, shared = place.shares, 0
    if order.network_of:
        among, shared = order.network_of, messages.POD_USER | messages.POD_NETWORK
    elif place.pod is not None:
        shared = kinds_of(place.pod) & ~messages.POD_MOUNT
    return Contained(
        user=container.has_own_users,
        network=container.network.value != "HOST",
        reaper=container.reaper,
        among=among if shared else 0,
        shared=shared,
    )


def _with_devices(resolved: Resolved, container: Container) -> Resolved:
    words = [f"{one.path} {one.access or 'rwm'}" for one in container.devices]
    return replace(resolved, device_allow=(*resolved.device_allow, *words))
