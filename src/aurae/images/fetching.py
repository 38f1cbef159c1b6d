"""Blobs from registries into the store: each is fetched once, however many wait for it."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aurae.registry.failures import BadContent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurae.images.blobs import Blobs
    from aurae.images.sources import BlobSource
    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName

    Watcher = Callable[[int], None]


class _Flight:
    """A blob that is being fetched; `done` says in the end whether it is here."""

    def __init__(self) -> None:
        self.done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._received = 0
        self._watchers: list[Watcher] = []

    def receive(self, received: int) -> None:
        """Tell those who watch how many bytes have come."""
        self._received = received
        for watcher in self._watchers:
            watcher(received)

    @contextmanager
    def watched(self, watcher: Watcher) -> Iterator[None]:
        """Tell `watcher` while the block runs."""
        self._watchers.append(watcher)
        watcher(self._received)
        try:
            yield
        finally:
            self._watchers.remove(watcher)


class Fetches:
    """The blobs that are being fetched."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._flights: dict[str, _Flight] = {}

    def is_running(self, digest: str) -> bool:
        """Say whether somebody fetches a blob."""
        return digest in self._flights

    async def fetch(
        self,
        source: BlobSource,
        name: ImageName,
        wanted: Descriptor,
        watcher: Watcher,
        *,
        again: bool = False,
    ) -> bool:
        """Have a blob here; says whether it had to be fetched. `watcher` is told the bytes so far.

        With `again` it is fetched although it is here, and takes the place of what is. The caller holds it in the register. Raises RegistryFailed and OSError. Who waits for the fetch
        of another, whose registry fails, tries it with his own.
        """
        while flight := self._flights.get(wanted.digest):
            with flight.watched(watcher):
                await asyncio.wait([flight.done])
            if flight.done.result():
                return True
        if not again and self._blobs.size(wanted.digest) == wanted.size:
            return False
        flight = self._flights[wanted.digest] = _Flight()
        try:
            with flight.watched(watcher):
                await self._fetch(source, name, wanted, flight)
            flight.done.set_result(True)
        finally:
            del self._flights[wanted.digest]
            if not flight.done.done():
                flight.done.set_result(False)
        return True

    async def _fetch(
        self, source: BlobSource, name: ImageName, wanted: Descriptor, flight: _Flight
    ) -> None:
        def receive(received: int) -> None:
            # Many blobs come at once, each of which had room when it began.
            self._blobs.check_room()
            flight.receive(received)

        ingest = self._blobs.begin(wanted.digest, wanted.size)
        try:
            await source.blob(name, wanted, ingest, receive)
            await self._blobs.commit(ingest)
        except BadContent:
            self._blobs.drop(wanted.digest)  # going on with it would end the same way
            raise
        finally:
            ingest.close()
