"""What images take of the disk: what each has alone, what it shares, and what could be free."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aurae.images import shifting
from aurae.images.reaching import content
from aurae.model.image import ImageUsage, LayerForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aurae.images.means import Means
    from aurae.state.images import Rows


class Usage(NamedTuple):
    """Bytes on disk: of all blobs, of all unpacked layers, of blobs on their way; and of each image.

    Layers count with their copies for ranges of ids. `erofs` are those of all erofs images, `unreached` is what no image has, such as what came of a pull that was
    interrupted; `sizes` are those of each blob, unpacked layer and erofs image.
    """

    blobs: int
    unpacked: int
    partial: int
    unreached: int
    images: Mapping[str, ImageUsage]
    sizes: Mapping[str, int]
    erofs: int

    def of(self, image: str) -> ImageUsage:
        """Return what an image takes: nothing when it came or went while the disk was looked at."""
        return self.images.get(image, ImageUsage())


async def usage(means: Means) -> Usage:
    """Look at the disk. Raises OSError."""
    blobs = await asyncio.to_thread(means.blobs.present)
    partial = await asyncio.to_thread(means.blobs.partial)
    sizes = {key: snapshot.size for key, snapshot in means.snapshots.all.items()}
    folders = [(key, means.snapshots.path(key)) for key in sizes]
    copies = await asyncio.to_thread(shifting.copies, folders)
    unpacked = {key: size * (1 + copies.get(key, 0)) for key, size in sizes.items()}
    erofs = {erofs_part(item.chain_id, item.form): item.size for item in means.erofs.all}
    parts = parts_of(means.register.rows)
    images = shares(parts, blobs, unpacked, erofs)
    reached = {key for keys in parts.values() for key in keys}
    coming = sum(part.size for part in partial)
    sizes = {key: blobs.get(key, 0) + unpacked.get(key, 0) for key in blobs.keys() | unpacked}
    sizes |= erofs
    unreached = sum(size for key, size in sizes.items() if key not in reached) + coming
    return Usage(
        *(sum(blobs.values()), sum(unpacked.values()), coming, unreached, images, sizes),
        sum(erofs.values()),
    )


def parts_of(rows: Rows) -> dict[str, set[str]]:
    """Return the digests, the chain ids and the erofs images of each image."""
    found = {}
    for image in rows.images.values():
        found[image.id] = set(image.chain_ids)
        found[image.id].update(erofs_part(chain, LayerForm.EROFS) for chain in image.chain_ids)
        found[image.id].update(erofs_part(chain, LayerForm.FLAT) for chain in image.chain_ids[-1:])
    for manifest in rows.manifests.values():
        found[manifest.image].update(content(manifest))
    for name in rows.names.values():
        found[rows.manifests[name.manifest].image].add(name.target.digest)
    return found


def erofs_part(chain_id: str, form: LayerForm) -> str:
    """Return what the erofs image of a layer or of a chain is called among the parts of an image."""
    return f"{form.value} {chain_id}"


def shares(
    parts: Mapping[str, Iterable[str]],
    blobs: Mapping[str, int],
    unpacked: Mapping[str, int],
    erofs: Mapping[str, int],
) -> dict[str, ImageUsage]:
    """Return what each image takes, by the sizes of what is here."""
    counts = Counter(key for keys in parts.values() for key in keys)
    found = {}
    for image, keys in parts.items():
        sizes = {key: blobs.get(key, 0) + unpacked.get(key, 0) + erofs.get(key, 0) for key in keys}
        unique = sum(size for key, size in sizes.items() if counts[key] == 1)
        found[image] = ImageUsage(
            blobs=sum(blobs.get(key, 0) for key in keys),
            unpacked=sum(unpacked.get(key, 0) for key in keys),
            unique=unique,
            shared=sum(sizes.values()) - unique,
            erofs=sum(erofs.get(key, 0) for key in keys),
        )
    return found
