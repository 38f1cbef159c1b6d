"""Pulls: an image from a registry into the store and onto the file system.

Theory. A pull belongs to the room: whoever asks for one that runs joins it, and whoever leaves
changes nothing. From the moment its manifest is known it holds on to all that it needs, in memory
against the collector and by a lease on disk against the next server's: what has come of it stays
for a day, so that the next try goes on where this one ended. The image is there, with its names, by one
transaction at the very end.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aurae.images.failures import Unfit, told
from aurae.images.finding import key_of
from aurae.images.layering import Layers
from aurae.images.means import LEASE
from aurae.images.progress import Progress
from aurae.images.reaching import content
from aurae.images.resolving import Resolved, Wanted, check_platform, parse_config, resolve
from aurae.images.restoring import restore
from aurae.model import image_config
from aurae.model.chain import chain_ids
from aurae.model.image import Blob, Image, KeptManifest, KeptName, Lease
from aurae.model.refusal import Exhausted, FailedPrecondition, Unavailable
from aurae.state.failures import StateFailed, StateFull
from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from aurae.images.means import Means
    from aurae.images.sources import Source
    from aurae.model.descriptor import Descriptor
    from aurae.model.image_config import ImageConfig

MOST = 100
"""Pulls that run at the same time."""

_log = logging.getLogger("aurae.images")


class Pull:
    """One pull, for all who asked for it; of what is `packed` here no registry is asked."""

    def __init__(self, wanted: Wanted, packed: KeptManifest | None = None) -> None:
        self.wanted = wanted
        self.packed = packed
        self.progress = Progress()
        self.done: asyncio.Future[Image] = asyncio.get_running_loop().create_future()
        self.done.add_done_callback(_look)

    async def result(self) -> Image:
        """Wait for the end; raises Refusal. Leaving changes nothing."""
        return await asyncio.shield(self.done)


class Pulls:
    """All pulls that run."""

    def __init__(self, means: Means, collect: Callable[[], Awaitable[int]]) -> None:
        """`collect` gives back what nothing leads to."""
        self._means = means
        self._collect = collect
        self._running: dict[Wanted, Pull] = {}
        self.refused = ""

    def begin(self, wanted: Wanted, packed: KeptManifest | None = None) -> Pull:
        """Begin a pull, or join the one that runs. Raises Unavailable, Exhausted.

        With `packed` its layers are only unpacked again.
        """
        pull = self._running.get(wanted)
        if pull is None:
            if self.refused:
                raise Unavailable(wanted.action, self.refused)
            if len(self._running) >= MOST:
                raise Exhausted(wanted.action, f"{MOST} pulls are running")
            pull = self._running[wanted] = Pull(wanted, packed)
            self._means.tasks.begin(self._run(pull))
        return pull

    async def _run(self, pull: Pull) -> None:
        try:
            image = await self._pull(pull)
        except Exception as error:  # noqa: BLE001  # handed to whoever waits
            pull.done.set_exception(error)
        else:
            pull.done.set_result(image)
        finally:
            del self._running[pull.wanted]
            pull.progress.end()
            if not pull.done.done():
                pull.done.set_exception(Unavailable(pull.wanted.action, "the server ends"))

    async def _pull(self, pull: Pull) -> Image:
        wanted, means = pull.wanted, self._means
        if pull.packed is not None:
            with told(wanted.action):
                return await restore(means, wanted.name, pull.packed, pull.progress)
        try:
            with told(wanted.action):
                rule = await means.verifier.rule(wanted.action, wanted.name)
                async with means.sources(wanted.name) as source:
                    resolved = await resolve(source, wanted, means.machine)
                    await means.verifier.check(source, wanted, resolved.documents, rule)
                    run = _Run(means, pull, source, resolved)
                    image = await run.run()
        except (Exhausted, StateFull, Unfit):
            # What came of it would keep the disk full, or is of no use.
            await self._give_back(wanted)
            raise
        if run.has_replaced:
            await self._collect_what_was_replaced(wanted)
        return image

    async def _collect_what_was_replaced(self, wanted: Wanted) -> None:
        """Remove the image that the name stood for, if it has no other; the pull has succeeded."""
        try:
            await self._collect()
        except (StateFailed, OSError) as error:
            _log.error("cannot remove what %s was before: %s", wanted.name, error)

    async def _give_back(self, wanted: Wanted) -> None:
        means = self._means
        lease = means.register.rows.leases.get(lease_id(wanted))
        for digest in lease.digests if lease else ():
            if not means.fetches.is_running(digest):
                means.blobs.drop(digest)
        try:
            async with means.register.turn:
                await means.register.change(Change(no_leases=[lease_id(wanted)]))
            await self._collect()
        except (StateFailed, OSError) as error:
            _log.error("cannot give back what came of %s: %s", wanted.name, error)


def lease_id(wanted: Wanted) -> str:
    """Return the id of the lease of a pull."""
    return f"pull {key_of(wanted.name)} {wanted.platform or ''}".rstrip()


class _Run:
    """One pull from where its manifest is known."""

    def __init__(self, means: Means, pull: Pull, source: Source, resolved: Resolved) -> None:
        self._means = means
        self._pull = pull
        self._source = source
        self._resolved = resolved
        self._wanted = pull.wanted
        self._manifest = _kept(resolved)
        self.has_replaced = False

    async def run(self) -> Image:
        """Fetch, unpack, and give the image its names."""
        means, manifest = self._means, self._manifest
        target = self._resolved.documents[0]
        needed = list(dict.fromkeys([target.digest, *content(manifest)]))
        with means.register.holding(needed):
            self._check_room()
            await self._lease(needed)
            for document in self._resolved.documents:
                await means.blobs.put(document.digest, document.body)
            config = await self._config()
            check_platform(self._wanted, config, means.machine)
            chain = chain_ids(config.diff_ids)
            with means.register.holding(chain):
                descriptors = self._resolved.manifest.layers
                layers = Layers(
                    means, self._pull.progress, self._wanted.name, self._source, descriptors
                )
                await layers.bring(config.diff_ids)
                image = await self._finish(config, chain)
        if means.discard:
            await self._discard()
        return image

    def _check_room(self) -> None:
        """Raise Exhausted when what has to come is more than the disk takes."""
        blobs = self._means.blobs
        layers = {layer.digest: layer.size for layer in self._manifest.layers}
        coming = sum(size for digest, size in layers.items() if blobs.size(digest) != size)
        here = sum(part.size for part in blobs.partial() if part.digest in layers)
        room = blobs.room()
        if not self._means.discard and coming - here > room:
            why = f"No space left on device: {coming - here} bytes are to come, {room} are free"
            raise Exhausted(self._wanted.action, why)

    async def _lease(self, needed: Sequence[str]) -> None:
        register = self._means.register
        expires = self._means.clock() + round(LEASE * 1e9)
        async with register.turn:
            lease = Lease(lease_id(self._wanted), expires, tuple(needed))
            await register.change(Change(leases=[lease]))

    async def _config(self) -> ImageConfig:
        """Return the configuration, which is in the store now."""
        means, descriptor = self._means, self._resolved.manifest.config
        if descriptor.size > image_config.LARGEST:
            raise FailedPrecondition(
                self._wanted.action, f"its configuration has {descriptor.size} bytes"
            )
        await self._fetch(descriptor, lambda _: None)
        try:
            body = await means.blobs.read(descriptor.digest, image_config.LARGEST)
        except ValueError:
            await means.blobs.free(means.blobs.take_out([descriptor.digest]))
            await self._fetch(descriptor, lambda _: None)
            body = await means.blobs.read(descriptor.digest, image_config.LARGEST)
        return parse_config(self._wanted, body, self._resolved.manifest)

    async def _fetch(self, descriptor: Descriptor, watcher: Callable[[int], None]) -> bool:
        return await self._means.fetches.fetch(
            self._source, self._wanted.name, descriptor, watcher
        )

    async def _discard(self) -> None:
        """Remove the blobs of layers, which are unpacked now, but those that another pull holds."""
        if not await self._means.snapshots.settle():
            return  # after a loss of power they are what the layers are made of
        blobs, held = self._means.blobs, self._means.register.held
        layers = {layer.digest for layer in self._manifest.layers}
        await blobs.free(blobs.take_out(digest for digest in layers if not held[digest]))

    async def _finish(self, config: ImageConfig, chain: Sequence[str]) -> Image:
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
            names = self._names(now)
            rows = register.rows.names
            self.has_replaced = any(
                rows[name.name].manifest != name.manifest for name in names if name.name in rows
            )
            change = Change(
                images=[image],
                manifests=[self._manifest],
                names=names,
                no_leases=[lease_id(self._wanted)],
            )
            await register.change(change)
        return image

    def _names(self, now: int) -> list[KeptName]:
        """Return the name that was asked for, and with a tag the one by digest."""
        name, target = self._wanted.name, self._resolved.documents[0]
        blob = Blob(target.digest, len(target.body), target.media_type)
        asked = KeptName(key_of(name), self._manifest.digest, blob, asked=True, updated_ns=now)
        if name.digest:
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


def _look(done: asyncio.Future[Image]) -> None:
    """Take note of an outcome, so that a pull that nobody waits for causes no warning."""
    if not done.cancelled():
        done.exception()
