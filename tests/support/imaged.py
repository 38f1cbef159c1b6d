"""The room of images with a registry of the test's own, and a server that can be begun again."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path

from typing_extensions import override

from aurae.images.blobs import Blobs
from aurae.images.erofs import Erofs, ErofsMeans
from aurae.images.fetching import Fetches
from aurae.images.images import Images, Policy
from aurae.images.limits import Limits
from aurae.images.means import DEFAULT_LIMITS, Means
from aurae.images.mkfs import ErofsFailed
from aurae.images.mkfs import Order as MkfsOrder
from aurae.images.pulling import Pull
from aurae.images.register import Register
from aurae.images.resolving import Wanted
from aurae.images.verifying import Verifier
from aurae.model import image_name, platform
from aurae.model.image import Image, LayerForm
from aurae.state import erofs as erofs_rows
from aurae.state import images as rows
from aurae.state.store import Store
from aurae.supervise.tasks import OwnedTasks
from tests.support.celled import Life
from tests.support.shelf import Files, Shelf


class FakeMkfs:
    """Makes erofs images that are none: their ids, to be told apart."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.is_missing = False
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    def check(self) -> str:
        """Return where it is not."""
        if self.is_missing:
            raise ErofsFailed("mkfs.erofs is not installed")
        return "/nowhere"

    async def make(self, order: MkfsOrder, progress: Callable[[int], None]) -> None:
        """Write an image."""
        self.check()
        self.made.append(order.uuid)
        await self.may_go_on.wait()
        await asyncio.sleep(0)
        os.write(order.image, f"{order.uuid}\n".encode() * 100)
        progress(3700)


class ImageWorld:
    """One node with images."""

    images: Images
    means: Means
    store: Store
    files: Files

    def __init__(
        self,
        folder: Path,
        shelf: Shelf,
        *,
        discard: bool = False,
        limits: Limits = DEFAULT_LIMITS,
        kept: int = 0,
    ) -> None:
        self.kept = kept
        self.folder = folder
        self.limits = limits
        self.shelf = shelf
        self.discard = discard
        self.now = 10**18
        self.mkfs = FakeMkfs()
        self._server: asyncio.Task[None] | None = None
        self._adopted = asyncio.Event()

    async def begin(self) -> None:
        """Begin a server and have it adopt what there is."""
        self._adopted.clear()
        self.store = await Store.open(self.folder)
        self._server = asyncio.create_task(self._serve())
        adopted = asyncio.create_task(self._adopted.wait())
        await asyncio.wait([self._server, adopted], return_when=asyncio.FIRST_COMPLETED)
        adopted.cancel()
        if self._server.done():
            await self._server

    async def end(self) -> None:
        """End the server in the middle of whatever it does."""
        assert self._server is not None
        self._server.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._server
        await self.store.close()

    async def restart(self) -> None:
        """End the server and begin another one."""
        await self.end()
        await self.begin()

    async def _serve(self) -> None:
        async with asyncio.TaskGroup() as group:
            self._prepare(group)
            await self.images.adopt()
            self.images.go_on()
            self._adopted.set()
            await asyncio.Event().wait()

    def _prepare(self, group: asyncio.TaskGroup) -> None:
        blobs = Blobs(self.folder / "content", self.kept)
        self.files = Files(self.folder / "snapshots")
        erofs = ErofsMeans(self.mkfs, self.files, self.store, lambda: self.now)
        self.means = Means(
            tasks=OwnedTasks(group),
            blobs=blobs,
            fetches=Fetches(blobs),
            register=Register(self.store),
            snapshots=self.files,
            erofs=Erofs(erofs),
            sources=self.shelf.source,
            verifier=Verifier(self.folder / "policy.toml", lambda: self.now),
            machine=platform.parse("linux/amd64"),
            discard=self.discard,
            limits=self.limits,
            clock=lambda: self.now,
        )
        self.images = Images(self.means)

    def begin_pull(
        self, name: str, on: str = "", *, forced: bool = False, owner: str = ""
    ) -> Pull:
        """Begin a pull."""
        found = self.images.pull(wanted(name, on, forced=forced), Policy.ALWAYS, owner)
        assert isinstance(found, Pull)
        return found

    async def pull(self, name: str, on: str = "", *, forced: bool = False) -> Image:
        """Pull an image."""
        return await self.begin_pull(name, on, forced=forced).result()

    async def names(self) -> list[str]:
        """Return all names that are on the disk."""
        return sorted((await self.store.read(rows.everything)).names)

    def blobs(self) -> set[str]:
        """Return the digests of all blobs."""
        return set(self.means.blobs.present())

    def layers(self) -> set[str]:
        """Return the chain ids of all unpacked layers."""
        return set(self.means.snapshots.all)

    async def check(self) -> None:
        """Assert that nothing is used that is not whole, and that nothing is there for nobody."""
        found = await self.store.read(rows.everything)
        assert found == self.means.register.rows
        needed: set[str] = set()
        layers: set[str] = set()
        for name in found.names.values():
            manifest = found.manifests[name.manifest]
            image = found.images[manifest.image]
            documents = {name.target.digest, manifest.digest, manifest.image}
            packed = {layer.digest for layer in manifest.layers}
            assert documents <= self.blobs(), f"{name.name} lacks documents"
            assert self.discard or packed <= self.blobs(), f"{name.name} lacks layers"
            assert set(image.chain_ids) <= self.layers(), f"{name.name} is not unpacked"
            needed |= documents | packed
            layers |= set(image.chain_ids)
        leased = {digest for lease in found.leases.values() for digest in lease.digests}
        assert self.blobs() <= needed | leased, "blobs are left"
        assert self.layers() <= layers, "layers are left"
        for digest in self.blobs():
            assert await self.means.blobs.is_sound(digest), f"{digest} is damaged"
        assert {part.digest for part in self.means.blobs.partial()} <= leased
        assert list((self.folder / "content/removing").iterdir()) == []
        await self._check_erofs()

    async def _check_erofs(self) -> None:
        """Assert that files, rows and what is known of erofs images are the same, and whole."""
        known = self.means.erofs.all
        rows = await self.store.read(erofs_rows.everything)
        assert sorted(rows, key=str) == sorted(known, key=str)
        for item in known:
            assert await self.means.erofs.is_sound(item), f"{item} is damaged"
        paths = {self.means.erofs.path(item.chain_id, item.form) for item in known}
        beside = self.folder / "beside"
        assert paths == set(beside.glob("*/*")) - set(beside.glob("*/fs")), "erofs images are left"


def wanted(
    name: str, on: str = "", *, forced: bool = False, form: LayerForm = LayerForm.FOLDER
) -> Wanted:
    """Return what is to be pulled."""
    aim = platform.parse(on) if on else None
    return Wanted(image_name.parse(name), aim, forced, form=form)


@contextlib.asynccontextmanager
async def image_world(
    folder: Path, *, discard: bool = False, limits: Limits = DEFAULT_LIMITS, kept: int = 0
) -> AsyncIterator[ImageWorld]:
    """Begin a node with images, and end it."""
    node = ImageWorld(folder, Shelf(), discard=discard, limits=limits, kept=kept)
    await node.begin()
    try:
        yield node
    finally:
        await node.end()


EFFECTS = {
    "blobs": ("begin", "commit", "put", "take_out", "free", "drop"),
    "files": ("unpack", "remove"),
    "store": ("_order",),
}
"""What changes something outside of the server, by the part that does it."""


class MortalWorld(ImageWorld):
    """One node whose server dies at any step (`celled.Life` says what a step is)."""

    _life: Life
    _outside: set[asyncio.Task[object]]

    @override
    async def begin(self) -> None:
        self._outside = asyncio.all_tasks()
        self._life = Life(self._die)
        await super().begin()

    async def dies_at(self, operation: Coroutine[None, None, object], at: int) -> bool:
        """Have the server die at a step of an operation, or after it, and another one begin.

        Says whether it has so many steps. Raises what the operation does.
        """
        life = self._life
        task = asyncio.create_task(operation)
        over = asyncio.create_task(life.is_over.wait())
        self._outside |= {over}
        life.at = at
        await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
        reached = life.is_over.is_set()
        if not reached:
            task.result()
            life.end()
        await over
        if dead := asyncio.all_tasks() - self._outside:
            _, left = await asyncio.wait(dead, timeout=30)
            assert not left, f"tasks that cannot be cancelled: {left}"
        await self.store.close()
        await self.begin()
        return reached

    @override
    def _prepare(self, group: asyncio.TaskGroup) -> None:
        super()._prepare(group)
        parts = {"blobs": self.means.blobs, "files": self.files, "store": self.store}
        for part, names in EFFECTS.items():
            for name in names:
                setattr(parts[part], name, self._life.mortal(getattr(parts[part], name)))

    def _die(self) -> None:
        self.store._waiting.clear()
        for task in asyncio.all_tasks() - self._outside:
            task.cancel()

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Have callbacks of the event loop be steps of the server that lives."""
        run = asyncio.Handle._run

        def step(handle: asyncio.Handle) -> None:
            self._life.step()
            if not handle.cancelled():  # by the death
                run(handle)

        setattr(asyncio.Handle, "_run", step)  # noqa: B010  mypy knows no _run
        try:
            yield
        finally:
            setattr(asyncio.Handle, "_run", run)  # noqa: B010
