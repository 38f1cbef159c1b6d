"""Pushes: an image goes to a registry, its blobs first, and its name when all of it is there."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.images.finding import find, parsed
from aurae.images.packing import packed
from aurae.images.progress import Phase
from aurae.model import image_name
from aurae.model.groups import first_of
from aurae.model.refusal import FailedPrecondition, InvalidField

if TYPE_CHECKING:
    from aurae.images.finding import Found
    from aurae.images.means import Means
    from aurae.images.packing import Packed
    from aurae.images.progress import Progress
    from aurae.images.sources import Registry
    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName

AT_ONCE = 3
"""Blobs of one image that are pushed at the same time."""


class Pushed(NamedTuple):
    """What has a name in a registry now."""

    name: ImageName
    digest: str


async def push(means: Means, text: str, target: str, progress: Progress) -> Pushed:
    """Push an image under a name, by default its own. Raises Refusal."""
    action = f"push {text}"
    found = find(means.register, action, text)
    name = _target(action, found, target)
    async with packed(means, action, found, name.digest) as image:
        digest = image.top.digest
        if name.digest not in ("", digest):
            raise FailedPrecondition(action, f"what is here whole of it is {digest}")
        with told(action):
            async with means.sources(name) as source:
                await _Push(means, source, name, progress).run(image)
    return Pushed(name, digest)


def _target(action: str, found: Found, target: str) -> ImageName:
    if target:
        return parsed(action, target, "target")
    if found.name is None:
        why = "is empty, and an id says no registry"
        raise InvalidField(action, "target", why)
    return image_name.parse(found.name.name)


class _Push:
    """One image on its way."""

    def __init__(
        self, means: Means, source: Registry, name: ImageName, progress: Progress
    ) -> None:
        self._means = means
        self._source = source
        self._name = name
        self._progress = progress
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def run(self, image: Packed) -> None:
        """Send all blobs, then what calls for them. Raises RegistryFailed and OSError."""
        for blob in image.blobs:
            self._progress.add(blob.digest, blob.size)
        elsewhere = self._elsewhere()
        try:
            async with asyncio.TaskGroup() as group:
                for blob in image.blobs:
                    group.create_task(self._send(blob, elsewhere.get(blob.digest, "")))
        except BaseExceptionGroup as group:
            raise first_of(group) from None
        for document in image.documents:
            is_top = document is image.top
            name = self._name if is_top else self._name.with_digest(document.digest)
            await self._source.push_manifest(name, document.media_type, document.body)

    async def _send(self, blob: Descriptor, mount_from: str) -> None:
        digest = blob.digest
        async with self._turns:
            self._progress.enter(digest, Phase.PUSHING)
            path = self._means.blobs.path(digest)
            reach = partial(self._progress.reach, digest)
            is_new = await self._source.push_blob(self._name, blob, path, reach, mount_from)
        self._progress.enter(digest, Phase.DONE if is_new else Phase.PRESENT)

    def _elsewhere(self) -> dict[str, str]:
        """Return other repositories of the same registry that have been seen to have a blob."""
        rows, found = self._means.register.rows, dict[str, str]()
        for kept in rows.names.values():
            name = image_name.parse(kept.name)
            if name.registry != self._name.registry or name.path == self._name.path:
                continue
            manifest = rows.manifests[kept.manifest]
            for blob in (manifest.config, *manifest.layers):
                found.setdefault(blob.digest, name.path)
        return found
