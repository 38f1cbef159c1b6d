"""Layers that are here get the form that somebody asked for: an erofs image each, or one for all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.mkfs import ErofsFailed
from aurae.images.progress import Phase
from aurae.model.groups import first_of
from aurae.model.image import LayerForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.images.means import Means
    from aurae.images.progress import Progress
    from aurae.model.image import Image, KeptManifest


class Part(NamedTuple):
    """One erofs image: of the last layer of a chain, or of all of it.

    In the progress of a pull it is `key` with its `size`; what it is made of has `unpacked` bytes.
    """

    chain: Sequence[str]
    key: str
    size: int
    unpacked: int


def has_form(means: Means, image: Image, form: LayerForm) -> bool:
    """Say whether an image's layers, which are here, have this form."""
    if form is LayerForm.FOLDER:
        return True
    chains = image.chain_ids[-1:] if form is LayerForm.FLAT else image.chain_ids
    return all(means.erofs.get(chain_id, form) is not None for chain_id in chains)


def check_form(means: Means, form: LayerForm) -> None:
    """Raise ErofsFailed when layers cannot have this form on this machine."""
    if form is not LayerForm.FOLDER:
        means.erofs.check()


async def give_form(
    means: Means,
    manifest: KeptManifest,
    chain_ids: Sequence[str],
    form: LayerForm,
    progress: Progress,
) -> None:
    """Have the layers of an image in a form. The caller holds the chain ids.

    Raises ErofsFailed, StateFailed.
    """
    try:
        async with asyncio.TaskGroup() as group:
            for part in _parts(means, manifest, chain_ids, form):
                progress.add(part.key, part.size)
                if means.erofs.get(part.chain[-1], form) is None:
                    group.create_task(_make(means, part, form, progress))
                elif form is LayerForm.FLAT:
                    progress.enter(part.key, Phase.PRESENT)
    except BaseExceptionGroup as failures:
        raise first_of(failures) from None


async def give_form_to_local(
    means: Means, image: Image, form: LayerForm, progress: Progress
) -> Image:
    """Do as `give_form` with an image that is here, whole."""
    with means.register.holding(image.chain_ids):
        manifests = means.register.manifests_of(image.id)
        is_here = all(chain_id in means.snapshots.all for chain_id in image.chain_ids)
        if not manifests or not is_here:
            raise ErofsFailed("the image has gone meanwhile")
        await give_form(means, manifests[0], image.chain_ids, form, progress)
    return image


def _parts(
    means: Means, manifest: KeptManifest, chain_ids: Sequence[str], form: LayerForm
) -> list[Part]:
    unpacked = [means.snapshots.all[chain_id].size for chain_id in chain_ids]
    if form is LayerForm.FOLDER or not unpacked:
        return []
    if form is LayerForm.FLAT:
        return [Part(chain_ids, manifest.image, sum(unpacked), sum(unpacked))]
    return [
        Part(chain_ids[: number + 1], layer.digest, layer.size, unpacked[number])
        for number, layer in enumerate(manifest.layers)
    ]


async def _make(means: Means, part: Part, form: LayerForm, progress: Progress) -> None:
    def reach(written: int) -> None:
        progress.reach(part.key, written * part.size // max(1, part.unpacked))

    progress.enter(part.key, Phase.PACKING)
    await means.erofs.make(part.chain, form, reach)
    progress.enter(part.key, Phase.DONE)
