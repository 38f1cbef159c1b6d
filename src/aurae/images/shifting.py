"""Layers for file systems without idmapped mounts: copies whose files belong to one range of the host's ids.

    snapshots/<chain id>/ids-<first>    the layer with its ids beginning there

A copy is unpacked from the layer's blob, beside its place, and is on the disk before it has its name: what
is there is whole. It lies beside the layer's own folder and goes with it.
"""

from __future__ import annotations

import asyncio
import os
import re
from functools import partial
from typing import TYPE_CHECKING

from aurae.images.failures import told
from aurae.images.reaching import content
from aurae.images.restoring import packing_of
from aurae.images.snapshots import LayerBlob
from aurae.model.refusal import FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aurae.images.means import Means
    from aurae.model.image import Image

NAME = re.compile(r"ids-[0-9]{1,10}")


def place(layer: Path, first: int) -> Path:
    """Return where the copy of a layer is, or would be."""
    return layer.with_name(f"ids-{first}")


def is_copy(layer: Path) -> bool:
    """Tell whether a folder is such a copy: no idmapped mount is to be made of it."""
    return NAME.fullmatch(layer.name) is not None


def layers(means: Means, image: Image, first: int) -> list[Path]:
    """Return the layers of an image for ids from `first` on, the lowest first: each a copy where there is one."""
    found = []
    for chain_id in image.chain_ids:
        layer = means.snapshots.path(chain_id)
        copy = place(layer, first)
        found.append(copy if first and copy.is_dir() else layer)
    return found


def copies(folders: Iterable[tuple[str, Path]]) -> dict[str, int]:
    """Return how many copies layers have, by chain id; for a thread."""
    found = {}
    for chain_id, layer in folders:
        try:
            names = os.listdir(layer.parent)
        except FileNotFoundError:
            continue  # it has gone meanwhile
        count = sum(NAME.fullmatch(name) is not None for name in names)
        if count:
            found[chain_id] = count
    return found


async def shift(means: Means, action: str, image: Image, first: int) -> list[Path]:
    """Have copies of all layers of an image for ids from `first` on; returns them, the lowest first.

    Raises Refusal.
    """
    manifest = packing_of(means, image)
    if manifest is None:
        why = "the file system of its layers has no idmapped mounts, and its blobs, of which others could be made, are not here"
        raise FailedPrecondition(action, f"{why}: pull the image again with layer_blobs = keep")

    async def opened(digest: str) -> int:
        path = means.blobs.path(digest)
        return await asyncio.to_thread(os.open, path, os.O_RDONLY | os.O_CLOEXEC)

    blobs = [
        LayerBlob(diff_id, partial(opened, layer.digest))
        for diff_id, layer in zip(image.diff_ids, manifest.layers, strict=True)
    ]
    with told(action), means.register.holding([*content(manifest), *image.chain_ids]):
        await means.snapshots.shift(blobs, first)
    return layers(means, image, first)
