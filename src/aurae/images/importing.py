"""Imports: an archive of images is received, unpacked by the confined process, verified and taken in.

    content/removing        the archive while it comes: a file without a name, which ends with the server
    snapshots/staging       what it has unpacked to, removed at the end, or when the next server starts

Theory. Nothing that comes is believed. The archive is read by the process that reads layers; of what came of
it only regular files are opened, through no link; and each blob is copied into the store, which hashes it,
and is unpacked again as a layer, as in a pull. An image has its name when all of it is there. What has come of
an import that fails is given back before anybody hears of it.
"""

from __future__ import annotations

import asyncio
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.archive import Archive
from aurae.images.archive_source import ArchiveSource, Entry
from aurae.images.failures import told
from aurae.images.finding import key_of
from aurae.images.forming import check_form
from aurae.images.resolving import Wanted, resolve
from aurae.images.taking import Taking
from aurae.model.image import LayerForm
from aurae.model.refusal import FailedPrecondition, InvalidField

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType
    from typing import Self

    from aurae.images.blobs import Blobs
    from aurae.images.means import Means
    from aurae.images.progress import Progress
    from aurae.model.image import Image
    from aurae.model.image_name import ImageName
    from aurae.model.platform import Platform

ACTION = "import images"


class Order(NamedTuple):
    """How an archive is taken in: under which name instead of its own; and as of `Wanted`."""

    name: ImageName | None = None
    platform: Platform | None = None
    forced: bool = False
    form: LayerForm = LayerForm.FOLDER


class Imported(NamedTuple):
    """An image, and the name that it came under."""

    name: ImageName
    image: Image


class Received:
    """An archive on its way here, on the disk under no name, while its block runs."""

    def __init__(self, blobs: Blobs) -> None:
        """It lies on the disk of the blobs. Raises OSError."""
        self._blobs = blobs
        self._file = tempfile.TemporaryFile(dir=blobs.aside, buffering=0)  # noqa: SIM115  # closed by the block

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._file.fileno()

    async def write(self, data: bytes) -> None:
        """Add what has come. Raises Refusal."""

        def write() -> None:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) :]

        with told(ACTION):
            self._blobs.check_room()
            await asyncio.shield(asyncio.to_thread(write))

    def close(self) -> None:
        """Give back the space."""
        self._file.close()


async def take_in(
    means: Means,
    order: Order,
    received: Received,
    progress: Progress,
    collect: Callable[[], Awaitable[None]],
) -> list[Imported]:
    """Take in the images of an archive, one after the other; `collect` gives back what failed.

    When one fails those before it stay. Raises Refusal.
    """
    try:
        with told(ACTION):
            check_form(means, order.form)
            async with means.snapshots.staged(received.fileno()) as folder:
                received.close()  # its space is of more use to the blobs
                with Archive(folder) as archive:
                    return await _take_all(means, order, ArchiveSource(archive), progress)
    finally:
        await collect()


async def _take_all(
    means: Means, order: Order, source: ArchiveSource, progress: Progress
) -> list[Imported]:
    entries = _named(order, await asyncio.to_thread(source.entries))
    for name in entries:
        await means.verifier.check_given(f"import {name}", name)
    imported = []
    for name, entry in entries.items():
        wanted = Wanted(name, order.platform, order.forced, "import", order.form)
        source.choose(entry)
        with told(wanted.action):
            resolved = await resolve(source, wanted, means.machine)
            image = await Taking(means, progress, source, resolved).run(wanted)
        imported.append(Imported(name, image))
    return imported


def _named(order: Order, entries: list[Entry]) -> dict[ImageName, Entry]:
    """Return the images by the names that they are to have."""
    if not entries:
        raise FailedPrecondition(ACTION, "there is none in the archive")
    if order.name is not None:
        several = {entry.document.digest for entry in entries}
        if len(several) > 1:
            why = f"is one, and there are {len(several)} images in the archive"
            raise InvalidField(ACTION, "name", why)
        return {order.name: entries[0]}
    found: dict[str, tuple[ImageName, Entry]] = {}
    for entry in entries:
        if entry.name is None:
            why = f"is missing, and the archive has none for {entry.document.digest}"
            raise InvalidField(ACTION, "name", why)
        _, known = found.setdefault(key_of(entry.name), (entry.name, entry))
        if known.document.digest != entry.document.digest:
            raise FailedPrecondition(ACTION, f"the archive has two images called {entry.name}")
    return dict(found.values())
