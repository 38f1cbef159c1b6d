"""The layers of one image: fetched some at a time, each unpacked as soon as it is there."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING

from aurae.images.progress import Phase
from aurae.images.snapshots import LayerBlob
from aurae.images.unpacking import UnpackFailed
from aurae.model.groups import first_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.images.means import Means
    from aurae.images.progress import Progress
    from aurae.images.sources import BlobSource
    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName

AT_ONCE = 3
"""Layers of one image that are fetched at the same time."""


class Layers:
    """The layers of a pull. Its caller holds their digests and chain ids in the register."""

    def __init__(
        self,
        means: Means,
        progress: Progress,
        name: ImageName,
        source: BlobSource,
        layers: Sequence[Descriptor],
    ) -> None:
        """`layers` are the compressed ones, the lowest first."""
        self._means = means
        self._progress = progress
        self._name = name
        self._source = source
        self._layers = layers
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._fetched = set[str]()
        self._opened = set[str]()
        for layer in layers:
            progress.add(layer.digest, layer.size)

    async def bring(self, diff_ids: Sequence[str]) -> None:
        """Have all layers unpacked, and their blobs here where those are kept.

        Raises RegistryFailed, UnpackFailed, OSError.
        """
        try:
            await self._bring(diff_ids)
        except UnpackFailed as failure:
            # A blob may have been damaged on our disk since it came.
            if not failure.unfit or not await self._take_out_damaged():
                raise
            await self._bring(diff_ids)
        for layer in self._layers:
            is_new = layer.digest in self._fetched | self._opened
            self._progress.enter(layer.digest, Phase.DONE if is_new else Phase.PRESENT)

    async def _bring(self, diff_ids: Sequence[str]) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                fetches: dict[str, asyncio.Task[None]] = {}

                def begin(layer: Descriptor) -> None:
                    if layer.digest not in fetches:
                        fetches[layer.digest] = group.create_task(self._fetch(layer))

                async def opened(layer: Descriptor) -> int:
                    begin(layer)
                    await asyncio.shield(fetches[layer.digest])
                    self._opened.add(layer.digest)
                    self._progress.enter(layer.digest, Phase.UNPACKING)
                    return os.open(
                        self._means.blobs.path(layer.digest), os.O_RDONLY | os.O_CLOEXEC
                    )

                if not self._means.discard:
                    for layer in self._layers:
                        begin(layer)
                blobs = [
                    LayerBlob(diff_id, partial(opened, layer))
                    for diff_id, layer in zip(diff_ids, self._layers, strict=True)
                ]
                await self._means.snapshots.unpack(blobs, self._unpacked)
        except BaseExceptionGroup as group:
            raise first_of(group) from None

    async def _fetch(self, layer: Descriptor) -> None:
        def reach(received: int) -> None:
            self._progress.reach(layer.digest, received)

        async with self._turns:
            self._progress.enter(layer.digest, Phase.FETCHING)
            if await self._means.fetches.fetch(self._source, self._name, layer, reach):
                self._fetched.add(layer.digest)

    def _unpacked(self, number: int, read: int) -> None:
        self._progress.reach(self._layers[number].digest, read)

    async def _take_out_damaged(self) -> bool:
        """Take out blobs that were here before and are damaged; says whether there were any."""
        blobs = self._means.blobs
        before = {layer.digest for layer in self._layers} - self._fetched
        damaged = [digest for digest in before if not await blobs.is_sound(digest)]
        await blobs.free(blobs.take_out(damaged))
        return bool(damaged)
