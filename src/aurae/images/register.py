"""What images there are, in memory as on disk; and who holds on to what."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from aurae.state import images as state
from aurae.state.images import Change, Rows
from aurae.supervise.tasks import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aurae.model.image import Image, KeptManifest, KeptName
    from aurae.state.store import Store

_log = logging.getLogger("aurae.images")


class Register:
    """The rows. A change is on disk before it is seen; `turn` is held from decision to change."""

    def __init__(self, store: Store) -> None:
        """Call `load` before anything else."""
        self._store = store
        self.rows = Rows()
        self.turn = asyncio.Lock()
        self.held = Counter[str]()
        self.users: dict[str, set[str]] = {}

    async def load(self) -> None:
        """Read what there is; a name of which the rest cannot be read is forgotten. Raises StateFailed."""
        self.rows = rows = await self._store.read(state.everything)
        lost = [key for key, item in rows.manifests.items() if item.image not in rows.images]
        left = rows.manifests.keys() - set(lost)
        names = [key for key, item in rows.names.items() if item.manifest not in left]
        for name in names:
            _log.error("image %s is forgotten: what it stands for cannot be read", name)
        if lost or names:
            await self.change(Change(no_manifests=lost, no_names=names))

    async def save_all(self) -> None:
        """Write all of it again, into a new file. Raises StateFailed."""
        await self._store.write(partial(state.save_all, rows=self.rows))

    async def change(self, change: Change) -> None:
        """Write a change. Raises StateFailed, and then nothing has changed.

        Once begun it is done, also when who waits for it leaves.
        """
        if not change.is_empty:
            await settled(self._change(change))

    async def _change(self, change: Change) -> None:
        await self._store.write(partial(state.apply, change=change))
        rows = self.rows
        rows.images.update((item.id, item) for item in change.images)
        rows.manifests.update((item.digest, item) for item in change.manifests)
        rows.names.update((item.name, item) for item in change.names)
        rows.leases.update((item.id, item) for item in change.leases)
        for key in change.no_images:
            rows.images.pop(key, None)
        for key in change.no_manifests:
            rows.manifests.pop(key, None)
        for key in change.no_names:
            rows.names.pop(key, None)
        for key in change.no_leases:
            rows.leases.pop(key, None)

    @contextmanager
    def holding(self, keys: Iterable[str]) -> Iterator[None]:
        """Keep blobs and unpacked layers, by digest and chain id, while the block runs."""
        keys = list(keys)
        self.held.update(keys)
        try:
            yield
        finally:
            self.held.subtract(keys)
            self.held += Counter()

    def use(self, image: str, user: str) -> None:
        """Keep an image for a user, such as a container, whatever becomes of its names."""
        self.users.setdefault(image, set()).add(user)

    def leave(self, image: str, user: str) -> None:
        """Keep an image for this user no longer."""
        users = self.users.get(image, set())
        users.discard(user)
        if not users:
            self.users.pop(image, None)

    def image_of(self, name: KeptName) -> Image:
        """Return the image that a name stands for."""
        return self.rows.images[self.rows.manifests[name.manifest].image]

    def names_of(self, image: str) -> list[KeptName]:
        """Return the names of an image in order."""
        manifests = self.rows.manifests
        found = [
            name for name in self.rows.names.values() if manifests[name.manifest].image == image
        ]
        return sorted(found, key=lambda name: name.name)

    def manifests_of(self, image: str) -> list[KeptManifest]:
        """Return the ways in which an image is packed here."""
        return [item for item in self.rows.manifests.values() if item.image == image]
