"""A node with containers on a real init, whose server dies at any step that it makes (`celled`).

The image is unpacked in memory, from a registry that is none. What runs in a container notes its
role as that of other services does, in a folder that is bound into it.
"""

import contextlib
import io
import tarfile
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from typing_extensions import override

from aurae.containers.ids import IdRanges
from aurae.containers.preparing import Preparer
from aurae.containers.roots import TRASH, Roots
from aurae.images.blobs import Blobs
from aurae.images.erofs import Erofs, ErofsMeans
from aurae.images.fetching import Fetches
from aurae.images.images import Images, Policy
from aurae.images.means import Means as ImageMeans
from aurae.images.register import Register
from aurae.images.unpackers import Unpackers
from aurae.images.verifying import Verifier
from aurae.model import platform
from aurae.model.chain import chain_ids
from aurae.model.container import BindMount, Container, Mount
from aurae.model.digest import digest_of
from aurae.model.lifecycle import Status
from aurae.model.refusal import Refusal
from aurae.model.service import Service
from aurae.model.session import SessionSpec
from aurae.model.workload import Executable, Kind, Workload, WorkloadSpec
from aurae.server.containing import adopt as adopt_containers
from aurae.services.outfit import key_of
from aurae.state import roots as root_rows
from aurae.state import workloads
from aurae.supervise.means import Limits, Means
from aurae.supervise.sessions import Sessions
from aurae.surroundings.subordinate import Span
from tests.support.busybox_image import base_layer
from tests.support.celled import living_world
from tests.support.imaged import FakeMkfs, wanted
from tests.support.installed_image import programs_layer
from tests.support.require import need
from tests.support.serviced import ServiceWorld
from tests.support.shelf import Files, Shelf
from tests.support.supervised import OWNER

IMAGE = "localhost/box:1"
INSIDE = "/shared"
SLEEP = "trap 'exit 0' TERM; sleep 1000 & wait"
"""PID 1 hears no signal that it has no ear for."""
EFFECTS = ("make", "keep", "discard", "remove")
"""What changes the folders of roots."""
SPAN = Span(1_000_000_000, 1_000_000_000 + 16 * 65_536 - 1)


class ContainerWorld(ServiceWorld):
    """One node with containers."""

    images: Images
    preparer: Preparer
    roots: Roots
    sessions: Sessions
    _told: dict[str, str]
    _cleared = 0
    """Up to which id all runs are of before."""

    @property
    def shared(self) -> Path:
        """What is bound into each container."""
        path = self.process.folder / "shared"
        path.mkdir(exist_ok=True)
        return path

    @property
    @override
    def notes(self) -> Path:
        return self.shared / "notes"

    @override
    def _script(self, role: str, *more: str) -> str:
        return "; ".join([f"echo {role} $INVOCATION_ID >>{INSIDE}/notes", *more])

    @override
    def spec(self, name: str, service: Service, *more: str) -> WorkloadSpec:
        return replace(self.box(name, *more), service=service)

    def box(self, name: str, *more: str) -> WorkloadSpec:
        """Return a container whose first process notes that it was there."""
        script = self._script(f"{name}.main", *(more or (SLEEP,)))
        container = Container(IMAGE, mounts=(Mount(INSIDE, bind=BindMount(str(self.shared))),))
        executable = Executable(("/bin/sh", "-c", script), working_directory="")
        return WorkloadSpec(name, executable, None, container)

    async def begin_run(self, name: str, *more: str) -> Workload:
        """Start a container that no service keeps."""
        return await self.supervisor.start(self.box(name, *more), OWNER)

    async def execute(self, name: str, *argv: str) -> int:
        """Run a command in a container and return its status."""
        spec = SessionSpec(argv, no_stdin=True)
        async with self.sessions.opened("/", name, spec) as session:
            return (await session.exit).status

    @override
    def shown(self) -> dict[str, str]:
        """Return services with their phases, and runs without one with how they are."""
        return {**self.phases(), **self._told}

    async def _tell(self) -> None:
        """Read what is known of runs without service: status, and exit status or signal."""
        rows = await self.store.read(partial(workloads.page, after=self._cleared, limit=100))
        self._told = {}
        for row in rows:
            if row.service:
                continue
            how = row.exit_code if row.exit_code is not None else row.signal
            shown = [row.status.name, *([] if how is None else [str(how)])]
            if row.status is Status.LOST:
                shown.append(row.reason)
            self._told[row.name] = " ".join(shown)

    @override
    def _equipped(self, means: Means) -> Means:
        folder = self.process.folder
        blobs = Blobs(folder / "content", 0)
        self.files = Files(folder / "layers")
        self.shelf = Shelf()
        erofs = ErofsMeans(FakeMkfs(), self.files, self.store, time.time_ns)
        self.images = Images(
            ImageMeans(
                tasks=means.tasks,
                blobs=blobs,
                fetches=Fetches(blobs),
                register=Register(self.store),
                snapshots=self.files,
                erofs=Erofs(erofs),
                sources=self.shelf.source,
                verifier=Verifier(folder / "policy.toml", time.time_ns),
                machine=platform.parse("linux/amd64"),
                unpackers=Unpackers(means.init, means.register.next_id, means.tasks, 0),
            )
        )
        self.roots = Roots(folder / "containers", self.store, means.tasks.begin)
        for name in EFFECTS:
            setattr(self.roots, name, self._life.mortal(getattr(self.roots, name)))
        ids = IdRanges(self.store, SPAN, ())
        self.preparer = Preparer(self.images, self.roots, ids, self.init.pid, time.time_ns)
        return replace(means, rooms={Kind.CONTAINER: self.preparer})

    @override
    async def _adopt(self) -> None:
        self._told = {}
        self.sessions = Sessions(self.means)
        await self.preparer.open()
        await super()._adopt()

    @override
    async def _adopt_more(self) -> None:
        await self.images.adopt()
        await adopt_containers(self.preparer, self.means, self.services)

    def _more_users(self) -> list[str]:
        """Return who else uses images."""
        return []

    async def have_image(self) -> None:
        """Have the image that containers stand on, with its layers unpacked in memory."""
        layers = [base_layer(), programs_layer(need("systemd-notify"))]
        self.shelf.put(IMAGE, *layers, config={"Cmd": ["/bin/sh"]})
        pull = self.images.pull(wanted(IMAGE), Policy.ALWAYS, OWNER)
        await pull.result()  # type: ignore[union-attr]  # it was not here
        for chain, layer in zip(chain_ids(map(digest_of, layers)), layers, strict=True):
            with tarfile.open(fileobj=io.BytesIO(layer)) as archive:
                archive.extractall(self.files.path(chain), filter="fully_trusted")

    @override
    async def clear(self) -> None:
        with contextlib.suppress(Refusal):
            await self.supervisor.stop("/", "once", 0)
        await super().clear()
        self._cleared = self.means.register.highest

    @override
    async def _disagreements(self) -> list[str]:
        await self._tell()
        folder = self.process.folder / "containers"
        kept = sorted(self.roots.kept)
        records = [life.record for life in self.services.lives("/")]
        of_runs = sorted(
            run.workload.root
            for run in self.means.register
            if run.workload.kind is Kind.CONTAINER and not run.workload.service
        )
        rows = await self.store.read(root_rows.everything)
        ranges = await self.store.read(root_rows.ranges)
        named = [{key_of(record) for record in records} >= set(kept)]
        users = sorted(user for one in self.images._register.users.values() for user in one)
        present = sorted(path.name for path in folder.iterdir() if path.name != TRASH)
        pairs: dict[str, tuple[object, object]] = {
            "roots and rows": (kept, sorted(rows)),
            "roots that are kept and services": (named, [True]),
            "folders and roots": (present, sorted(kept + of_runs)),
            "what is removed": (list((folder / TRASH).iterdir()), []),
            "users of images": (users, sorted(kept + of_runs + self._more_users())),
            "ranges of ids": (set(ranges) - {OWNER}, set()),
            "mounts": (mounted(folder), []),
        }
        found = [f"{what}: {one} != {two}" for what, (one, two) in pairs.items() if one != two]
        return [*await super()._disagreements(), *found]


def mounted(folder: Path) -> list[str]:
    """Return what is mounted below a folder where we are."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    return [line for line in lines if str(folder) in line]


@contextlib.asynccontextmanager
async def container_world() -> AsyncIterator[ContainerWorld]:
    """Begin a node with containers, and clear it away at the end."""
    async with living_world(ContainerWorld, Limits()) as node:
        await node.have_image()
        yield node
