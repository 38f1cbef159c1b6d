"""Erofs images of unpacked layers: one file each, which is mounted read-only in a moment.

    snapshots/<chain id>/erofs    the layer, with whiteouts and opaque folders as overlayfs has them in the folder
    snapshots/<chain id>/flat     this layer and all below it as one file system, such as for a virtual machine

A file is made in `snapshots/staging`, synced and renamed; then its row is written, with its digest. What has no row when
the daemon starts is removed. It lies beside the layer's folder and goes with it: a row counts as long as the layer
is the one that the file was made beside.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol
from weakref import WeakValueDictionary

from aurae.images import erofs_files as files
from aurae.images.merging import merge
from aurae.images.mkfs import MAKE_LIMIT, ErofsFailed, Order
from aurae.images.turns import Turns
from aurae.model.image import ErofsFile, LayerForm
from aurae.state import erofs as rows
from aurae.surroundings.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from aurae.model.image import Snapshot
    from aurae.state.store import Store

Key = tuple[str, LayerForm]
NAMES = {LayerForm.EROFS: "erofs", LayerForm.FLAT: "flat"}
NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
AT_ONCE = 2
"""Images that are made at the same time: it is the disk that they wait for."""

_log = logging.getLogger("aurae.images")


class Layers(Protocol):
    """The unpacked layers; `snapshots` has it."""

    @property
    def all(self) -> Mapping[str, Snapshot]:
        """What is unpacked, by chain id."""

    def path(self, chain_id: str) -> Path:
        """Return the folder that is the layer of overlayfs."""

    def aside(self) -> AbstractAsyncContextManager[Path]:
        """Give a folder on the same disk with an empty `fs` in it; it goes with the block. Raises OSError."""

    def room(self) -> int:
        """Return how many bytes of the disk may be used. Raises OSError."""


class Maker(Protocol):
    """Makes images; `mkfs` has it."""

    def check(self) -> str:
        """Return where the tool is. Raises ErofsFailed."""

    async def make(self, order: Order, progress: Callable[[int], None]) -> None:
        """Write the image of a folder into an empty file. Raises ErofsFailed, OSError."""


@dataclass(frozen=True, slots=True)
class ErofsMeans:
    """What is needed of others; `clock` is CLOCK_REALTIME in nanoseconds."""

    maker: Maker
    layers: Layers
    store: Store
    clock: Callable[[], int]


def _nothing(_: int) -> None:
    pass


class Erofs:
    """The erofs images of one daemon. `open` comes first, when the layers are open."""

    def __init__(self, means: ErofsMeans) -> None:
        self._means = means
        self._known: dict[Key, ErofsFile] = {}
        self._flights: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()
        self._turns = Turns(AT_ONCE)

    async def open(self) -> None:
        """Take over what an earlier server left, and clear away what is not whole. Raises OSError, StateFailed."""
        found = await self._means.store.read(rows.everything)
        lost = await asyncio.to_thread(self._sort, found)
        if lost:
            await self._means.store.write(partial(rows.delete, items=lost))

    @property
    def all(self) -> list[ErofsFile]:
        """What is here, whole."""
        return [item for item in self._known.values() if self._is_here(item)]

    def get(self, chain_id: str, form: LayerForm) -> ErofsFile | None:
        """Return the image of a layer, or of a chain; None when it is not here."""
        item = self._known.get((chain_id, form))
        return item if item is not None and self._is_here(item) else None

    def path(self, chain_id: str, form: LayerForm) -> Path:
        """Return where an image is, or would be."""
        return self._means.layers.path(chain_id).with_name(NAMES[form])

    def check(self) -> None:
        """Raise ErofsFailed when none can be made on this machine."""
        self._means.maker.check()

    async def make(
        self,
        chain_ids: Sequence[str],
        form: LayerForm,
        progress: Callable[[int], None] = _nothing,
        *,
        again: bool = False,
    ) -> ErofsFile:
        """Return the image of the last layer of a chain, or of the chain; it is made unless it is there.

        The caller keeps the layers meanwhile. With `again` it takes the place of the one that is there. Raises
        ErofsFailed, StateFailed.
        """
        key = (chain_ids[-1], form)
        lock = self._flights.get(key) or asyncio.Lock()
        self._flights[key] = lock
        async with lock:
            found = self.get(*key)
            if found is None or again:
                layer = self._means.layers.all.get(key[0])
                if layer is None:
                    raise ErofsFailed("its layer is not here")
                async with self._turns.take(layer.size):
                    found = await self._make(chain_ids, form, layer, progress)
            return found

    async def is_sound(self, item: ErofsFile) -> bool:
        """Read an image again, and say whether it is as it was made. Raises OSError."""

        def read() -> bool:
            try:
                with self.path(item.chain_id, item.form).open("rb") as file:
                    return files.digest(file.fileno()) == item.digest
            except FileNotFoundError:
                return False

        return await asyncio.to_thread(read)

    async def remove(self, is_needed: Callable[[ErofsFile], bool]) -> int:
        """Remove images that nobody needs, and forget those whose layers are gone; returns their bytes.

        Raises StateFailed, OSError.
        """
        gone = [
            item for item in self._known.values() if not self._is_here(item) or not is_needed(item)
        ]
        left = [item for item in gone if self._is_here(item)]
        for item in gone:
            del self._known[item.chain_id, item.form]
        # They go at once, so that nobody takes one for whole; their space is given back in a thread.
        held = [files.unlinked(self.path(item.chain_id, item.form)) for item in left]
        try:
            if gone:
                await self._means.store.write(partial(rows.delete, items=gone))
        finally:
            await asyncio.shield(asyncio.to_thread(files.close, held))
        return sum(item.size for item in gone)

    def _is_here(self, item: ErofsFile) -> bool:
        layer = self._means.layers.all.get(item.chain_id)
        return layer is not None and layer.created_ns == item.layer_ns

    def _sort(self, found: Iterable[ErofsFile]) -> list[ErofsFile]:
        """Find what is whole; returns what is not. Files of no row are removed."""
        lost = []
        for item in found:
            path = self.path(item.chain_id, item.form)
            if self._is_here(item) and path.is_file():
                self._known[item.chain_id, item.form] = item
            else:
                lost.append(item)
        for chain_id in self._means.layers.all:
            for form in NAMES:
                if (chain_id, form) not in self._known:
                    self.path(chain_id, form).unlink(missing_ok=True)
        return lost

    async def _make(
        self,
        chain_ids: Sequence[str],
        form: LayerForm,
        layer: Snapshot,
        progress: Callable[[int], None],
    ) -> ErofsFile:
        means, chain_id = self._means, chain_ids[-1]
        try:
            async with means.layers.aside() as work:
                folder = means.layers.path(chain_id)
                if form is LayerForm.FLAT:
                    folder = work / "fs"
                    await _merge([means.layers.path(each) for each in chain_ids], folder)
                image = os.open(work / "image", NEW, 0o600)
                try:
                    uuid, room = files.uuid(chain_id, form), means.layers.room()
                    await means.maker.make(Order(folder, image, uuid, room), progress)
                    size = os.fstat(image).st_size
                    digest = await asyncio.to_thread(files.sealed, image)
                finally:
                    os.close(image)
                made = ErofsFile(chain_id, form, size, digest, layer.created_ns, means.clock())
                await self._publish(work / "image", made)
        except OSError as error:
            raise ErofsFailed(error.strerror or str(error), error.errno) from None
        return made

    async def _publish(self, beside: Path, made: ErofsFile) -> None:
        """Give an image its name, and then its row, which says that it is on the disk."""
        target = self.path(made.chain_id, made.form)
        self._known.pop((made.chain_id, made.form), None)
        try:
            await asyncio.shield(asyncio.to_thread(files.renamed, beside, target))
            await self._means.store.write(partial(rows.save, item=made))
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        self._known[made.chain_id, made.form] = made


async def _merge(layers: Sequence[Path], target: Path) -> None:
    """Make one folder of layers in a thread, which ends before this does."""
    over = threading.Event()
    patience = Patience(MAKE_LIMIT, over)
    loop = asyncio.get_running_loop()
    merging = loop.run_in_executor(None, merge, layers, target, patience)
    try:
        await asyncio.shield(merging)
    finally:
        over.set()
        await asyncio.wait([merging])
        merging.exception()  # nobody may be left to hear of it
