"""An image made of another one and a layer that comes as an archive, such as what a container has written.

The layer is compressed and kept as it comes, in a file without a name, and is then taken in as if it
were imported: hashed, unpacked by the confined process, and the image is there with its name at the very end.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from isal import isal_zlib

from aurae.images.failures import told
from aurae.images.resolving import Resolved, Wanted
from aurae.images.taking import Taking
from aurae.model import archived, image_config
from aurae.model.amendment import OCI_LAYER, amended, layer_type
from aurae.model.descriptor import Descriptor
from aurae.model.digest import digest_of
from aurae.model.image_manifest import MOST_LAYERS, OCI_CONFIG, OCI_MANIFEST, Manifest, parse
from aurae.model.refusal import BadValue, FailedPrecondition, InvalidField
from aurae.registry.content import Fetched
from aurae.registry.failures import BadContent
from aurae.supervise.tasks import settled

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator

    from aurae.images.blobs import Blobs
    from aurae.images.means import Means
    from aurae.images.progress import Progress
    from aurae.model.amendment import Amendment
    from aurae.model.image import Image
    from aurae.model.image_name import ImageName
    from aurae.registry.content import Ingest

PIECE = 1024 * 1024
"""Bytes that are compressed or copied at a time."""
LEVEL = 1
GZIP_WINDOW = 31


class Addition(NamedTuple):
    """What is to come: upon the image with this id, under a name, with its configuration amended."""

    base: str
    name: ImageName
    change: Amendment


async def add(
    means: Means,
    addition: Addition,
    layer: Callable[[], AsyncGenerator[bytes]],
    progress: Progress,
    collect: Callable[[], Awaitable[None]],
) -> Image:
    """Make the image; `layer` gives the archive, `collect` gives back what failed.

    Raises Refusal, and what `layer` does.
    """
    wanted = Wanted(addition.name, None, forced=True, verb="commit")
    await check(means, addition)
    try:
        with told(wanted.action), _Kept(means.blobs) as kept:
            async with aclosing(layer()) as pieces:
                async for piece in pieces:
                    await kept.write(piece)
            await kept.end()
            source = await _source(means, wanted, addition, kept)
            resolved = Resolved([source.document], source.packing)
            return await Taking(means, progress, source, resolved).run(wanted)
    finally:
        await collect()


async def check(means: Means, addition: Addition) -> None:
    """Refuse what cannot be made, before anything is read. Raises Refusal."""
    action = f"commit {addition.name}"
    if addition.name.digest:
        raise InvalidField(action, "name", "has a digest, which says what it names")
    await means.verifier.check_given(action, addition.name)
    image = means.register.rows.images.get(addition.base)
    if image is None:
        raise FailedPrecondition(action, "the container's image is not here any more")
    if len(image.diff_ids) >= MOST_LAYERS:
        raise FailedPrecondition(action, f"the image has {MOST_LAYERS} layers already")
    await _config(means, action, addition, f"sha256:{'0' * 64}")


class _Kept:
    """A layer as it comes: compressed, hashed, on the disk under no name."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self.file = tempfile.TemporaryFile(dir=blobs.aside, buffering=0)  # noqa: SIM115  # closed by the block
        self._raw, self._packed = hashlib.sha256(), hashlib.sha256()
        self._codec = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, GZIP_WINDOW)
        self._held: list[bytes] = []
        self._size = 0

    def __enter__(self) -> _Kept:  # noqa: PYI034  # private to this file
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    @property
    def diff_id(self) -> str:
        """The digest of what came."""
        return f"sha256:{self._raw.hexdigest()}"

    def descriptor(self) -> Descriptor:
        """What lies on the disk."""
        size = os.fstat(self.file.fileno()).st_size
        return Descriptor(f"{OCI_LAYER}+gzip", f"sha256:{self._packed.hexdigest()}", size)

    async def write(self, piece: bytes) -> None:
        """Add what has come."""
        self._held.append(piece)
        self._size += len(piece)
        if self._size >= PIECE:
            await self._take()

    async def end(self) -> None:
        """Note that this was all."""
        await self._take()
        await settled(asyncio.to_thread(self._write, self._codec.flush()))

    async def _take(self) -> None:
        data = b"".join(self._held)
        self._held, self._size = [], 0
        self._blobs.check_room()
        await settled(asyncio.to_thread(self._compress, data))

    def _compress(self, data: bytes) -> None:
        self._raw.update(data)
        self._write(self._codec.compress(data))

    def _write(self, data: bytes) -> None:
        self._packed.update(data)
        rest = memoryview(data)
        while rest:
            rest = rest[self.file.write(rest) :]


class _Source:
    """Has the new documents and the new layer, and nothing else."""

    def __init__(self, document: Fetched, packing: Manifest, config: bytes, kept: _Kept) -> None:
        self.document, self.packing = document, packing
        self._config, self._kept = config, kept

    async def resolve(self, name: ImageName) -> Fetched:
        """Return the manifest."""
        return self.document

    async def manifest(self, name: ImageName, digest: str, limit: int) -> Fetched:
        """Return the manifest."""
        return self.document

    async def blob(
        self, name: ImageName, wanted: Descriptor, ingest: Ingest, progress: Callable[[int], None]
    ) -> None:
        """Copy the configuration or the layer; `progress` is told how much is there."""
        ingest.restart()
        if wanted.digest == self.packing.config.digest:
            ingest.write(0, self._config)
            return
        if wanted.digest != self.packing.layers[-1].digest:
            raise BadContent(
                f"{wanted.digest} is not here, which the image has below: pull it again"
            )

        def copy(at: int) -> int:
            piece = os.pread(self._kept.file.fileno(), PIECE, at)
            ingest.write(at, piece)
            return len(piece)

        at = 0
        while taken := await settled(asyncio.to_thread(copy, at)):
            at += taken
            progress(at)


async def _source(means: Means, wanted: Wanted, addition: Addition, kept: _Kept) -> _Source:
    config = await _config(means, wanted.action, addition, kept.diff_id)
    below = means.register.manifests_of(addition.base)
    if not below:
        raise FailedPrecondition(wanted.action, "the container's image is not here any more")
    layers = [
        Descriptor(layer_type(layer.media_type), layer.digest, layer.size)
        for layer in below[0].layers
    ]
    body = archived.manifest_of(
        Descriptor(OCI_CONFIG, digest_of(config), len(config)), [*layers, kept.descriptor()]
    )
    manifest = parse(body, OCI_MANIFEST)
    assert isinstance(manifest, Manifest)
    return _Source(Fetched(digest_of(body), OCI_MANIFEST, body), manifest, config, kept)


async def _config(means: Means, action: str, addition: Addition, diff_id: str) -> bytes:
    try:
        body = await means.blobs.read(addition.base, image_config.LARGEST)
    except (FileNotFoundError, ValueError):
        why = "the configuration of the container's image is damaged; pull it again"
        raise FailedPrecondition(action, why) from None
    created = datetime.fromtimestamp(means.clock() // 10**9, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with _named(action):
        return amended(body, addition.change, diff_id, created)


@contextmanager
def _named(action: str) -> Iterator[None]:
    try:
        yield
    except BadValue as error:
        raise InvalidField(action, "changes", str(error)) from None
