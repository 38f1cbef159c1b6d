"""An image is taken in: from where its manifest is known to where it has its names.

All of it is held in memory against the collector meanwhile; the image is there, with its names, by one
transaction at the very end.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.images.finding import key_of
from aurae.images.forming import give_form
from aurae.images.layering import Layers
from aurae.images.means import LEASE
from aurae.images.reaching import content
from aurae.images.resolving import check_platform, parse_config
from aurae.model import image_config
from aurae.model.chain import chain_ids
from aurae.model.image import Blob, Image, KeptManifest, KeptName, Lease
from aurae.model.refusal import Exhausted, FailedPrecondition
from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.images.means import Means
    from aurae.images.progress import Progress
    from aurae.images.resolving import Resolved, Wanted
    from aurae.images.sources import Source
    from aurae.model.descriptor import Descriptor
    from aurae.model.image_config import ImageConfig


class Taking:
    """One image that a source has."""

    def __init__(
        self, means: Means, progress: Progress, source: Source, resolved: Resolved
    ) -> None:
        self._means = means
        self._progress = progress
        self._source = source
        self._resolved = resolved
        self._manifest = _kept(resolved)
        self.has_replaced = False
        """Whether a name was that of another image before."""

    async def run(self, wanted: Wanted, lease: str = "") -> Image:
        """Have all of it here, unpack it, and give it its names. Raises what sources and disks do.

        With the id of a `lease` it is from a registry: what has come stays on the disk for the next try,
        and a name by digest comes along with a tag.
        """
        means, manifest = self._means, self._manifest
        target = self._resolved.documents[0]
        needed = list(dict.fromkeys([target.digest, *content(manifest)]))
        with means.register.holding(needed):
            self._check_room(wanted)
            if any(means.blobs.size(layer.digest) is None for layer in self._manifest.layers):
                means.snapshots.prepare()
            if lease:
                await self._lease(lease, needed)
            for document in self._resolved.documents:
                await means.blobs.put(document.digest, document.body)
            config = await self._config(wanted)
            check_platform(wanted, config, means.machine)
            chain = chain_ids(config.diff_ids)
            with means.register.holding(chain):
                descriptors = self._resolved.manifest.layers
                layers = Layers(means, self._progress, wanted.name, self._source, descriptors)
                await layers.bring(config.diff_ids)
                await give_form(means, manifest, chain, wanted.form, self._progress)
                image = await self._finish(wanted, lease, config, chain)
        if means.discard:
            await self._discard()
        return image

    def _check_room(self, wanted: Wanted) -> None:
        """Raise Exhausted when what has to come is more than the disk takes."""
        blobs = self._means.blobs
        layers = {layer.digest: layer.size for layer in self._manifest.layers}
        coming = sum(size for digest, size in layers.items() if blobs.size(digest) != size)
        here = sum(part.size for part in blobs.partial() if part.digest in layers)
        room = blobs.room()
        if not self._means.discard and coming - here > room:
            why = f"No space left on device: {coming - here} bytes are to come, {room} are free"
            raise Exhausted(wanted.action, why)

    async def _lease(self, lease: str, needed: Sequence[str]) -> None:
        register = self._means.register
        expires = self._means.clock() + round(LEASE * 1e9)
        async with register.turn:
            await register.change(Change(leases=[Lease(lease, expires, tuple(needed))]))

    async def _config(self, wanted: Wanted) -> ImageConfig:
        """Return the configuration, which is in the store now."""
        means, descriptor = self._means, self._resolved.manifest.config
        if descriptor.size > image_config.LARGEST:
            why = f"its configuration has {descriptor.size} bytes"
            raise FailedPrecondition(wanted.action, why)
        await self._fetch(wanted, descriptor)
        try:
            body = await means.blobs.read(descriptor.digest, image_config.LARGEST)
        except ValueError:
            await means.blobs.free(means.blobs.take_out([descriptor.digest]))
            await self._fetch(wanted, descriptor)
            body = await means.blobs.read(descriptor.digest, image_config.LARGEST)
        # Not in the loop: a document of the worst kind takes a third of a second.
        return await asyncio.to_thread(parse_config, wanted, body, self._resolved.manifest)

    async def _fetch(self, wanted: Wanted, descriptor: Descriptor) -> None:
        fetches = self._means.fetches
        await fetches.fetch(self._source, wanted.name, descriptor, lambda _: None)

    async def _discard(self) -> None:
        """Remove the blobs of layers, which are unpacked now, but those that another pull holds."""
        if not await self._means.snapshots.settle():
            return  # after a loss of power they are what the layers are made of
        blobs, held = self._means.blobs, self._means.register.held
        layers = {layer.digest for layer in self._manifest.layers}
        await blobs.free(blobs.take_out(digest for digest in layers if not held[digest]))

    async def _finish(
        self, wanted: Wanted, lease: str, config: ImageConfig, chain: Sequence[str]
    ) -> Image:
        register, now = self._means.register, self._means.clock()
        async with register.turn:
            old = register.rows.images.get(self._manifest.image)
            image = Image(
                id=self._manifest.image,
                platform=str(config.platform),
                diff_ids=config.diff_ids,
                chain_ids=tuple(chain),
                created=config.created,
                user=config.run.user,
                labels=image_config.listed_labels(config.run.labels),
                added_ns=old.added_ns if old else now,
            )
            names = self._names(wanted, now, with_digest=bool(lease))
            rows = register.rows.names
            self.has_replaced = any(
                rows[name.name].manifest != name.manifest for name in names if name.name in rows
            )
            change = Change(
                images=[image],
                manifests=[self._manifest],
                names=names,
                no_leases=[lease] if lease else [],
            )
            await register.change(change)
        return image

    def _names(self, wanted: Wanted, now: int, *, with_digest: bool) -> list[KeptName]:
        """Return the name that was asked for, and with a tag perhaps the one by digest."""
        name, target = wanted.name, self._resolved.documents[0]
        blob = Blob(target.digest, len(target.body), target.media_type)
        asked = KeptName(key_of(name), self._manifest.digest, blob, asked=True, updated_ns=now)
        if name.digest or not with_digest:
            return [asked]
        by_digest = str(name.with_digest(target.digest))
        old = self._means.register.rows.names.get(by_digest)
        was_asked = old is not None and old.asked
        also = KeptName(by_digest, asked.manifest, blob, asked=was_asked, updated_ns=now)
        return [asked, also]


def _kept(resolved: Resolved) -> KeptManifest:
    document, manifest = resolved.documents[-1], resolved.manifest
    return KeptManifest(
        blob=Blob(document.digest, len(document.body), manifest.media_type),
        config=_blob(manifest.config),
        layers=tuple(_blob(layer) for layer in manifest.layers),
    )


def _blob(descriptor: Descriptor) -> Blob:
    return Blob(descriptor.digest, descriptor.size, descriptor.media_type)
