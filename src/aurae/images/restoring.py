"""Layers that were lost with a loss of power are unpacked again from their blobs, which were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.images.forming import give_form
from aurae.images.layering import Layers
from aurae.images.reaching import content
from aurae.model.descriptor import Descriptor
from aurae.registry.failures import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.images.means import Means
    from aurae.images.progress import Progress
    from aurae.images.resolving import Wanted
    from aurae.model.image import Image, KeptManifest
    from aurae.model.image_name import ImageName
    from aurae.registry.content import Ingest


class Nowhere:
    """A source that has no blob."""

    async def blob(
        self, name: ImageName, wanted: Descriptor, ingest: Ingest, progress: Callable[[int], None]
    ) -> None:
        """Have none."""
        raise NotFound(f"{wanted.digest} is damaged, and no registry is asked for it")


def packing_of(means: Means, image: Image) -> KeptManifest | None:
    """Return a manifest of an image of which all blobs are here; None when there is none."""
    sizes = means.blobs.size
    for manifest in means.register.manifests_of(image.id):
        blobs = (manifest.blob, manifest.config, *manifest.layers)
        if all(sizes(blob.digest) == blob.size for blob in blobs):
            return manifest
    return None


async def restore(
    means: Means, wanted: Wanted, manifest: KeptManifest, progress: Progress
) -> Image:
    """Unpack what is missing of an image. Raises RegistryFailed, UnpackFailed, ErofsFailed, OSError."""
    image = means.register.rows.images[manifest.image]
    layers = [Descriptor(blob.media_type, blob.digest, blob.size) for blob in manifest.layers]
    with means.register.holding([*content(manifest), *image.chain_ids]):
        await Layers(means, progress, wanted.name, Nowhere(), layers).bring(image.diff_ids)
        await give_form(means, manifest, image.chain_ids, wanted.form, progress)
    return image
