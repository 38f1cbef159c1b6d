"""The front of the room: images are pulled, named, looked at and removed here."""

from __future__ import annotations

import asyncio
import enum
import logging
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from aurae.images import shifting, showing
from aurae.images.adding import add
from aurae.images.collecting import Collector
from aurae.images.errands import Errand
from aurae.images.exporting import export
from aurae.images.failures import told
from aurae.images.finding import find, key_of, look, named, parsed
from aurae.images.forming import give_form_to_local, has_form
from aurae.images.importing import ACTION, Received, take_in
from aurae.images.limits import Places
from aurae.images.local import LocalImage, local_image
from aurae.images.progress import Progress
from aurae.images.pruning import Prunes
from aurae.images.pulling import Pulls
from aurae.images.pushing import push
from aurae.images.removing import Removals
from aurae.images.restoring import packing_of, restore
from aurae.images.scrubbing import Scrubs
from aurae.images.usage import usage
from aurae.model import platform
from aurae.model.image import KeptName, LayerForm
from aurae.model.refusal import FailedPrecondition, InvalidField, NotFound, Unavailable
from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
    from pathlib import Path

    from aurae.images.adding import Addition
    from aurae.images.exporting import Format
    from aurae.images.importing import Imported, Order
    from aurae.images.means import Means
    from aurae.images.pruning import Filter, Pruned
    from aurae.images.pulling import Pull
    from aurae.images.pushing import Pushed
    from aurae.images.removing import Removed
    from aurae.images.resolving import Wanted
    from aurae.images.scrubbing import Scrubbed
    from aurae.images.showing import Details, StepView, View
    from aurae.images.unpackers import Unpackers
    from aurae.images.usage import Usage
    from aurae.model.image import Image
    from aurae.model.image_config import RunConfig

_log = logging.getLogger("aurae.images")


class Policy(enum.Enum):
    """When a registry is asked."""

    ALWAYS = "always"
    IF_MISSING = "if-missing"
    NEVER = "never"


class Images:
    """All images of this node. Methods raise Refusal, StateFailed and OSError.

    Whoever asks for a change and leaves alters nothing: it goes on.
    """

    def __init__(self, means: Means) -> None:
        """Call `adopt` before anything else."""
        self._means = means
        self._register = means.register
        self._collector = Collector(means)
        self._pulls = Pulls(means, self._collector.collect)
        self._removals = Removals(means.register, self._collector.collect)
        self._prunes = Prunes(means, self._collector.collect)
        self._scrubs = Scrubs(means)
        self._imports = Places(means.limits.imports, "imports")

    async def adopt(self) -> None:
        """Take over what an earlier server left. Raises StateFailed and OSError."""
        await asyncio.to_thread(self._means.blobs.open)
        await self._means.snapshots.open()
        await self._means.erofs.open()
        await self._register.load()

    def go_on(self) -> None:
        """Give back what an earlier server began to remove; after who uses images has said so."""
        self._means.tasks.begin(self._collector.collect_soon())

    async def collect(self) -> int:
        """Give back what nothing leads to; returns the bytes."""
        return await self._means.tasks.finish(self._collector.collect())

    def refuse(self, why: str) -> None:
        """Begin no pull any more, for this reason."""
        self._pulls.refused = why

    async def save_all(self) -> None:
        """Write all rows again, into a new file. Raises StateFailed."""
        await self._register.save_all()

    @property
    def unpackers(self) -> Unpackers:
        """The confined processes that unpack layers, and see to files of containers."""
        assert self._means.unpackers is not None
        return self._means.unpackers

    def use(self, image: str, user: str) -> None:
        """Keep an image for a user, such as a container, whatever becomes of its names."""
        self._register.use(image, user)

    def leave(self, image: str, user: str) -> None:
        """Keep an image for this user no longer; one that has lost its names meanwhile goes."""
        register = self._register
        register.leave(image, user)
        is_left = image in register.rows.images and image not in register.users
        if is_left and not register.names_of(image):
            self._means.tasks.begin(self._collector.collect_soon())

    def standing(self, action: str, text: str, field: str = "container.image") -> Image:
        """Return an image that a container can stand on. Raises NotFound, FailedPrecondition."""
        found = look(self._register, action, text, field)
        if found is None:
            raise NotFound(action, f"image '{text}' is not here: pull it first")
        if not self._is_whole(found.image):
            raise FailedPrecondition(action, f"image '{text}' is not here whole: pull it again")
        return found.image

    async def run_config(self, action: str, image: Image) -> RunConfig:
        """Return how an image says that it is run. Raises FailedPrecondition when it is damaged."""
        return (await showing.config_of(self._means.blobs, action, image))[0].run

    def local(self, wanted: Wanted) -> Image | None:
        """Return the image of a name when it is here, whole, and for the platform and in the form that is wanted."""
        image = self._fitting(wanted)
        if image is None or not self._is_whole(image):
            return None
        return image if has_form(self._means, image, wanted.form) else None

    def where(self, image: Image) -> LocalImage:
        """Return where the layers of an image are that `local` gave, for who uses it (`use`)."""
        return local_image(self._means, image)

    def pull(self, wanted: Wanted, policy: Policy, owner: str = "") -> Pull | Image:
        """Begin a pull or join the one that runs; or return the image where the policy takes that.

        `owner` is who is asking: one has not all pulls that may run.
        What is here but for layers that a loss of power has cost is then unpacked again, and where only the form
        of the layers is missing, they get that.
        """
        means = self._means
        here = None if policy is Policy.ALWAYS else self._fitting(wanted)
        if here is not None:
            if self._is_whole(here):
                if has_form(means, here, wanted.form):
                    return here
                shaped = partial(give_form_to_local, means, here, wanted.form)
                return self._pulls.begin(wanted, owner, shaped)
            packed = packing_of(means, here)
            if packed is not None:
                return self._pulls.begin(wanted, owner, partial(restore, means, wanted, packed))
        if policy is Policy.NEVER:
            raise NotFound(wanted.action, "it is not here, and is not to be pulled")
        return self._pulls.begin(wanted, owner)

    def push(self, text: str, target: str) -> Errand[Pushed]:
        """Push an image under a name, by default its own, while the block of the errand runs."""
        action, means = f"push {text}", self._means
        return Errand(means.tasks, action, lambda told: push(means, text, target, told))

    def add(self, addition: Addition, layer: Callable[[], AsyncGenerator[bytes]]) -> Errand[Image]:
        """Make an image of another one and a layer, whose archive `layer` gives, while the block of the errand runs."""
        means, collect = self._means, self._collector.collect_soon
        return Errand(
            means.tasks,
            f"commit {addition.name}",
            lambda told: add(means, addition, layer, told, collect),
        )

    def layers(self, image: Image, first: int) -> list[Path]:
        """Return the layers of an image, the lowest first: copies whose ids begin at `first` where there are some."""
        return shifting.layers(self._means, image, first)

    async def shift(self, action: str, image: Image, first: int) -> list[Path]:
        """Return copies of the layers of an image whose ids begin at `first`, the lowest first; they are made if need be.

        They are for a file system that has no idmapped mounts. Raises Refusal.
        """
        return await self._means.tasks.finish(shifting.shift(self._means, action, image, first))

    def export(self, texts: Sequence[str], form: Format) -> AsyncGenerator[bytes]:
        """Give an archive of images in pieces; they are kept until it ends."""
        return export(self._means, texts, form)

    @contextmanager
    def receive(self, owner: str = "") -> Iterator[Received]:
        """Receive an archive of images, which is kept on the disk while the block runs.

        `owner` is who is sending: one has not all imports that may run.
        """
        if self._pulls.refused:
            raise Unavailable(ACTION, self._pulls.refused)
        with self._imports.taken(ACTION, owner):
            with told(ACTION):
                received = Received(self._means.blobs)
            with received:
                yield received

    def take_in(self, order: Order, received: Received) -> Errand[list[Imported]]:
        """Take in the images of an archive while the block of the errand runs."""
        means, collect = self._means, self._collector.collect_soon
        return Errand(
            means.tasks, ACTION, lambda told: take_in(means, order, received, told, collect)
        )

    async def flat(self, action: str, image: Image) -> Path:
        """Return the erofs image of all layers of an image, for who uses it (`use`); it is made unless it is there.

        Raises Refusal, StateFailed.
        """
        if not image.chain_ids:
            raise FailedPrecondition(action, "the image has no files")
        if self.where(image).flat is None:
            with told(action):
                form = give_form_to_local(self._means, image, LayerForm.FLAT, Progress())
                await self._means.tasks.finish(form)
        return self._means.erofs.path(image.chain_ids[-1], LayerForm.FLAT)

    async def views(self) -> list[View]:
        """Return all images by their names."""
        used = await usage(self._means)
        views = [
            showing.view(self._register, image, used.of(image.id))
            for image in self._register.rows.images.values()
        ]
        return sorted(views, key=lambda view: (*view.tags, *view.digests, view.image.id))

    async def view(self, image: Image) -> View:
        """Return one image as it is in the list."""
        used = await usage(self._means)
        return showing.view(self._register, image, used.of(image.id))

    async def get(self, text: str) -> Details:
        """Return all about an image, by name, id or the beginning of an id."""
        action = f"inspect {text}"
        image = find(self._register, action, text).image
        manifests = self._register.manifests_of(image.id)
        layers = showing.layers_of(self._means, image, manifests[0])
        config, body = await showing.config_of(self._means.blobs, action, image)
        flat = self._means.erofs.get(image.chain_ids[-1], LayerForm.FLAT) if layers else None
        return showing.Details(await self.view(image), config, body, manifests, layers, flat)

    async def history(self, text: str) -> list[StepView]:
        """Return how an image was made, the first step first."""
        details = await self.get(text)
        return showing.steps_of(details.config, details.layers)

    async def tag(self, text: str, new: str) -> View:
        """Give an image one more name, which another image may have had."""
        return await self._means.tasks.finish(self._tag(text, new))

    async def remove(self, text: str, *, every_name: bool) -> Removed:
        """Remove a name of an image, or every one; with the last one goes the image."""
        return await self._means.tasks.finish(self._removals.remove(text, every_name=every_name))

    async def prune(self, chosen: Filter) -> Pruned:
        """Remove images that nobody needs."""
        return await self._means.tasks.finish(self._prunes.prune(chosen))

    async def usage(self) -> tuple[Usage, list[View]]:
        """Return what images take of the disk, in all and each."""
        used = await usage(self._means)
        images = self._register.rows.images.values()
        return used, [
            showing.view(self._register, image, used.of(image.id))
            for image in images
            if image.id in used.images
        ]

    def scrub(self, text: str, *, repair: bool) -> AsyncGenerator[Scrubbed]:
        """Read an image's blobs again, or all for an empty text; what is damaged is fetched again."""
        image = find(self._register, f"scrub {text}", text).image.id if text else None
        return self._scrubs.scrub(image, repair=repair)

    async def _tag(self, text: str, new: str) -> View:
        action, register = f"tag {text}", self._register
        name = parsed(action, new, "tag")
        if name.digest:
            raise InvalidField(action, "tag", "has a digest, which says what it names")
        await self._means.verifier.check_given(action, name)
        async with register.turn:
            found = find(register, action, text)
            manifests = register.manifests_of(found.image.id)
            names = register.names_of(found.image.id)
            source = found.name or (names[0] if names else None)
            kept = KeptName(
                name=key_of(name),
                manifest=source.manifest if source else manifests[0].digest,
                target=source.target if source else manifests[0].blob,
                updated_ns=self._means.clock(),
            )
            await register.change(Change(names=[kept]))
        await self._collector.collect()
        return await self.view(found.image)

    def _fitting(self, wanted: Wanted) -> Image | None:
        """Return the image of a name when it is for the platform that is wanted."""
        found = named(self._register, wanted.name)
        if found is None:
            return None
        aim = wanted.platform or self._means.machine
        is_fit = wanted.forced or platform.suits(aim, platform.parse(found.image.platform))
        return found.image if is_fit else None

    def _is_whole(self, image: Image) -> bool:
        """Say whether an image can be run: its documents are here and its layers are unpacked."""
        blobs, snapshots = self._means.blobs, self._means.snapshots
        if not all(chain_id in snapshots.all for chain_id in image.chain_ids):
            return False
        documents = [image.id, *(item.digest for item in self._register.manifests_of(image.id))]
        return all(blobs.size(digest) is not None for digest in documents)
