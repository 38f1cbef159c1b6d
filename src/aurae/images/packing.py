"""An image as it leaves: the documents and blobs that it consists of, held until it has left."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.model import image_manifest
from aurae.model.image_manifest import Index
from aurae.model.refusal import BadValue, FailedPrecondition
from aurae.registry.content import Fetched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from aurae.images.finding import Found
    from aurae.images.means import Means
    from aurae.model.descriptor import Descriptor
    from aurae.model.image import KeptManifest
    from aurae.model.image_manifest import Manifest


class Packed(NamedTuple):
    """All of an image: each document stands behind those that it calls for, the first one wanted last.

    `manifest` is the one of this image; with an index there are others.
    """

    documents: list[Fetched]
    blobs: list[Descriptor]
    manifest: Manifest

    @property
    def top(self) -> Fetched:
        """What the name stands for: a manifest, or an index that is here whole."""
        return self.documents[-1]

    def digests(self) -> Iterator[str]:
        """Yield the digests of all."""
        yield from (document.digest for document in self.documents)
        yield from (blob.digest for blob in self.blobs)


class _Lacking(Exception):
    """Something of an image is not here; `str()` says what."""


@asynccontextmanager
async def packed(
    means: Means, action: str, found: Found, digest: str = ""
) -> AsyncIterator[Packed]:
    """Give all of an image, which is kept while the block runs.

    It is the index that its name stands for where that is here whole, else the manifest; or what has
    the `digest`, if one is given. Raises FailedPrecondition when something is not here, and OSError.
    """
    with told(action):
        image = await _pack(means, action, found, digest)
    with means.register.holding(image.digests()):
        try:
            # In the same step as the hold: nothing of it goes from here on.
            _check_blobs(means, image)
        except _Lacking as lack:
            raise FailedPrecondition(action, str(lack)) from None
        yield image


async def _pack(means: Means, action: str, found: Found, digest: str) -> Packed:
    manifest = _manifest(means, found)
    target = found.name.target if found.name else manifest.blob
    if target.digest != manifest.digest and digest != manifest.digest:
        try:
            return await _whole(means, target.digest, target.media_type)
        except _Lacking:
            pass  # mostly: a pull brings one manifest of an index
    try:
        return await _whole(means, manifest.digest, manifest.blob.media_type)
    except _Lacking as lack:
        raise FailedPrecondition(action, str(lack)) from None


def _manifest(means: Means, found: Found) -> KeptManifest:
    """Return the manifest of a name; without one the first that is here with all its layers."""
    register = means.register
    if found.name is not None:
        return register.rows.manifests[found.name.manifest]
    manifests = register.manifests_of(found.image.id)
    for manifest in manifests:
        if all(means.blobs.size(layer.digest) == layer.size for layer in manifest.layers):
            return manifest
    return manifests[0]


async def _whole(means: Means, digest: str, media_type: str) -> Packed:
    documents: dict[str, Fetched] = {}
    blobs: dict[str, Descriptor] = {}
    manifests: list[Manifest] = []

    async def gather(digest: str, media_type: str, depth: int) -> None:
        if digest in documents:
            return
        if depth > image_manifest.DEEPEST:
            raise _Lacking("its indexes are nested too deep")
        body = await _read(means, digest)
        try:
            parsed = await asyncio.to_thread(image_manifest.parse, body, media_type)
        except BadValue as error:
            raise _Lacking(f"manifest {digest}: {error}") from None
        if isinstance(parsed, Index):
            for child in parsed.manifests:
                await gather(child.digest, child.media_type, depth + 1)
        else:
            manifests.append(parsed)
            blobs.update((blob.digest, blob) for blob in (parsed.config, *parsed.layers))
        documents[digest] = Fetched(digest, parsed.media_type, body)

    await gather(digest, media_type, 0)
    if not manifests:
        raise _Lacking(f"index {digest} has no manifest")
    found = Packed(list(documents.values()), list(blobs.values()), manifests[0])
    _check_blobs(means, found)
    return found


async def _read(means: Means, digest: str) -> bytes:
    try:
        return await means.blobs.read(digest, image_manifest.LARGEST)
    except FileNotFoundError:
        raise _Lacking(f"manifest {digest} is not here") from None
    except ValueError:
        raise _Lacking(f"manifest {digest} is damaged; scrub the image") from None


def _check_blobs(means: Means, image: Packed) -> None:
    for blob in image.blobs:
        size = means.blobs.size(blob.digest)
        if size is None:
            why = (
                "is not here: it was removed once it was unpacked"
                if means.discard
                else "is not here"
            )
            how = " with layer_blobs = keep" if means.discard else ""
            raise _Lacking(f"blob {blob.digest} {why}; pull the image again{how}")
        if size != blob.size:
            raise _Lacking(
                f"blob {blob.digest} has {size} bytes, not {blob.size}; scrub the image"
            )
