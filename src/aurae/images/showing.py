"""What is told of images: the names of each, and what its documents in the store say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from aurae.model import image_config, image_name
from aurae.model.image import LayerForm
from aurae.model.refusal import BadValue, FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.images.blobs import Blobs
    from aurae.images.means import Means
    from aurae.images.register import Register
    from aurae.model.image import ErofsFile, Image, ImageUsage, KeptManifest
    from aurae.model.image_config import ImageConfig, Step


class View(NamedTuple):
    """An image with its names, what it takes, and who uses it."""

    image: Image
    tags: list[str]
    digests: list[str]
    usage: ImageUsage
    users: list[str]


class LayerView(NamedTuple):
    """A layer: its blob as a manifest calls it, whether that is here, and whether it is unpacked.

    `erofs` is its erofs image, where there is one.
    """

    digest: str
    media_type: str
    size: int
    diff_id: str
    chain_id: str
    is_present: bool
    is_unpacked: bool
    unpacked_size: int
    erofs: ErofsFile | None


class Details(NamedTuple):
    """All about an image; `layers` are those of its first manifest, `flat` all of them as one erofs image."""

    view: View
    config: ImageConfig
    raw_config: bytes
    manifests: list[KeptManifest]
    layers: list[LayerView]
    flat: ErofsFile | None


class StepView(NamedTuple):
    """A step of how an image was made, and the layer that came of it; an empty digest for none."""

    step: Step
    digest: str
    size: int


def view(register: Register, image: Image, usage: ImageUsage) -> View:
    """Return what is told of an image in a list."""
    names = register.names_of(image.id)
    tags = [name.name for name in names if not image_name.parse(name.name).digest]
    digests = [name.name for name in names if image_name.parse(name.name).digest]
    users = sorted(register.users.get(image.id, ()))
    return View(image, tags, digests, usage, users)


async def config_of(blobs: Blobs, action: str, image: Image) -> tuple[ImageConfig, bytes]:
    """Return the configuration of an image; raises FailedPrecondition when it is damaged."""
    try:
        body = await blobs.read(image.id, image_config.LARGEST)
        return await asyncio.to_thread(image_config.parse, body), body
    except (OSError, ValueError, BadValue) as error:
        why = f"its configuration cannot be read ({error}); pull it again, or scrub it"
        raise FailedPrecondition(action, why) from None


def layers_of(means: Means, image: Image, manifest: KeptManifest) -> list[LayerView]:
    """Return the layers of an image as a manifest packs them, the lowest first."""
    unpacked = means.snapshots.all
    parts = zip(manifest.layers, image.diff_ids, image.chain_ids, strict=False)
    return [
        LayerView(
            blob.digest,
            blob.media_type,
            blob.size,
            diff_id,
            chain_id,
            means.blobs.size(blob.digest) == blob.size,
            chain_id in unpacked,
            unpacked[chain_id].size if chain_id in unpacked else 0,
            means.erofs.get(chain_id, LayerForm.EROFS),
        )
        for blob, diff_id, chain_id in parts
    ]


def steps_of(config: ImageConfig, layers: Sequence[LayerView]) -> list[StepView]:
    """Return the steps, the first one first, each with the layer that came of it.

    Layers that no step tells of come last, with an empty one each.
    """
    rest = list(layers)
    found = []
    for step in config.history:
        layer = rest.pop(0) if rest and not step.empty_layer else None
        found.append(StepView(step, layer.digest if layer else "", layer.size if layer else 0))
    unknown = image_config.Step()
    found.extend(StepView(unknown, layer.digest, layer.size) for layer in rest)
    return found
