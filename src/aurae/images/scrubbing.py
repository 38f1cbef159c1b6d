"""Scrubbing: every blob is read again, and what is damaged or missing is fetched again.

So is every erofs image of a layer; what is damaged of those is made again of the layer.
"""

from __future__ import annotations

import asyncio
import enum
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.images.mkfs import ErofsFailed
from aurae.model import image_manifest, image_name
from aurae.model.descriptor import Descriptor
from aurae.model.image import LayerForm
from aurae.model.refusal import Refusal
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aurae.images.means import Means
    from aurae.images.sources import Source
    from aurae.model.image import Blob, ErofsFile, KeptManifest
    from aurae.model.image_name import ImageName


READERS = 2
"""Blobs that are read at the same time, however many scrub: threads are needed by others, too."""


class Finding(enum.Enum):
    """What a blob was found to be."""

    SOUND = "sound"
    DAMAGED = "damaged"
    MISSING = "missing"
    REPAIRED = "repaired"
    DISCARDED = "discarded"
    """It is not here because its layer is unpacked and such blobs are not kept."""


class Scrubbed(NamedTuple):
    """One blob, or an `erofs` image: what it is for, what it was found to be, and why it could not be repaired.

    `done` of `total` bytes have been read with this one.
    """

    digest: str
    size: int
    images: list[str]
    finding: Finding
    why: str
    done: int
    total: int
    erofs: ErofsFile | None = None


class _Need(NamedTuple):
    """A blob that images need, and the names by which it can be had."""

    blob: Blob
    images: list[str]
    names: list[str]
    is_manifest: bool
    is_unpacked: bool


class Scrubs:
    """Looks after the store."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._reading = asyncio.Semaphore(READERS)

    async def scrub(self, image: str | None, *, repair: bool) -> AsyncGenerator[Scrubbed]:
        """Read the blobs and erofs images of an image, or of all, and yield what each was found to be.

        With `repair` what is damaged or missing is fetched or made anew, and takes the place of what is here.
        """
        needs, files = self._needs(image), self._files(image)
        total = sum(need.blob.size for need in needs) + sum(item.size for item, _ in files)
        done = 0
        for need in needs:
            with self._means.register.holding([need.blob.digest]):
                finding, why = await self._look(need), ""
                if repair and finding in (Finding.DAMAGED, Finding.MISSING):
                    finding, why = await self._repaired(need, finding)
            done += need.blob.size
            digest, size = need.blob.digest, need.blob.size
            yield Scrubbed(digest, size, need.images, finding, why, done, total)
        for item, images in files:
            with self._means.register.holding([item.chain_id]):
                if self._means.erofs.get(item.chain_id, item.form) != item:
                    continue  # it has gone, or was made anew
                finding, why = await self._look_at_file(item), ""
                if repair and finding is Finding.DAMAGED:
                    finding, why = await self._made_again(item)
            done += item.size
            yield Scrubbed(item.digest, item.size, images, finding, why, done, total, item)

    def _files(self, image: str | None) -> list[tuple[ErofsFile, list[str]]]:
        """Return erofs images, and the ids of the images that each is of."""
        rows, found = self._means.register.rows, []
        for item in self._means.erofs.all:
            images = [
                one.id
                for one in rows.images.values()
                if item.chain_id
                in (one.chain_ids[-1:] if item.form is LayerForm.FLAT else one.chain_ids)
            ]
            if image is None or image in images:
                found.append((item, images))
        return found

    async def _look_at_file(self, item: ErofsFile) -> Finding:
        async with self._reading:
            is_sound = await self._means.erofs.is_sound(item)
        return Finding.SOUND if is_sound else Finding.DAMAGED

    async def _made_again(self, item: ErofsFile) -> tuple[Finding, str]:
        """Make an erofs image again of its layer, or of the layers of an image that it is of."""
        means = self._means
        chains = [
            one.chain_ids[: one.chain_ids.index(item.chain_id) + 1]
            for one in means.register.rows.images.values()
            if item.chain_id in one.chain_ids
        ]
        if not chains:
            return Finding.DAMAGED, "no image has its layer"
        with means.register.holding(chains[0]):
            try:
                await means.erofs.make(chains[0], item.form, again=True)
            except (ErofsFailed, StateFailed) as error:
                return Finding.DAMAGED, str(error)
        return Finding.REPAIRED, ""

    def _needs(self, image: str | None) -> list[_Need]:
        means, found = self._means, dict[str, _Need]()
        rows = means.register.rows
        for name in rows.names.values():
            self._need(found, name.target, rows.manifests[name.manifest], is_manifest=True)
        for manifest in rows.manifests.values():
            self._need(found, manifest.blob, manifest, is_manifest=True)
            self._need(found, manifest.config, manifest)
            chain = rows.images[manifest.image].chain_ids
            for layer, chain_id in zip(manifest.layers, chain, strict=False):
                unpacked = chain_id in means.snapshots.all
                self._need(found, layer, manifest, is_unpacked=unpacked)
        return [need for need in found.values() if image is None or image in need.images]

    def _need(
        self,
        found: dict[str, _Need],
        blob: Blob,
        manifest: KeptManifest,
        *,
        is_manifest: bool = False,
        is_unpacked: bool = False,
    ) -> None:
        fresh = _Need(blob, [], [], is_manifest, is_unpacked)
        need = found.setdefault(blob.digest, fresh)
        if manifest.image not in need.images:
            need.images.append(manifest.image)
        names = self._means.register.rows.names.values()
        need.names.extend(
            name.name
            for name in names
            if name.manifest == manifest.digest and name.name not in need.names
        )

    async def _look(self, need: _Need) -> Finding:
        blobs = self._means.blobs
        size = blobs.size(need.blob.digest)
        if size is None:
            is_right = self._means.discard and need.is_unpacked
            return Finding.DISCARDED if is_right else Finding.MISSING
        async with self._reading:
            if size != need.blob.size or not await blobs.is_sound(need.blob.digest):
                return Finding.DAMAGED
        return Finding.SOUND

    async def _repaired(self, need: _Need, finding: Finding) -> tuple[Finding, str]:
        why = "no name says where it is from"
        for text in need.names:
            name = image_name.parse(text)
            try:
                with told(f"repair {need.blob.digest} from {name.repository}"):
                    async with self._means.sources(name) as source:
                        await self._fetch(source, name, need)
            except Refusal as error:
                why = str(error)
            else:
                return Finding.REPAIRED, ""
        return finding, why

    async def _fetch(self, source: Source, name: ImageName, need: _Need) -> None:
        blob = need.blob
        if need.is_manifest:
            document = await source.manifest(name, blob.digest, image_manifest.LARGEST)
            await self._means.blobs.free(self._means.blobs.take_out([blob.digest]))
            await self._means.blobs.put(blob.digest, document.body)
            return
        wanted = Descriptor(blob.media_type, blob.digest, blob.size)
        await self._means.fetches.fetch(source, name, wanted, lambda _: None, again=True)
