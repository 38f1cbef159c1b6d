"""Scrubbing: every blob is read again, and what is damaged or missing is fetched again."""

from __future__ import annotations

import asyncio
import enum
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.model import image_manifest, image_name
from aurae.model.descriptor import Descriptor
from aurae.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aurae.images.means import Means
    from aurae.images.sources import Source
    from aurae.model.image import Blob, KeptManifest
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
    """One blob: what it is for, what it was found to be, and why it could not be repaired.

    `done` of `total` bytes have been read with this one.
    """

    digest: str
    size: int
    images: list[str]
    finding: Finding
    why: str
    done: int
    total: int


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
        """Read the blobs of an image, or of all, and yield what each was found to be.

        With `repair` what is damaged or missing is fetched anew, and takes the place of what is here.
        """
        needs = self._needs(image)
        total = sum(need.blob.size for need in needs)
        done = 0
        for need in needs:
            with self._means.register.holding([need.blob.digest]):
                finding, why = await self._look(need), ""
                if repair and finding in (Finding.DAMAGED, Finding.MISSING):
                    finding, why = await self._repaired(need, finding)
            done += need.blob.size
            digest, size = need.blob.digest, need.blob.size
            yield Scrubbed(digest, size, need.images, finding, why, done, total)

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
