"""Garbage: what no name, no lease, no pull and no container leads to is given back.

Theory. What is on the disk is listed first; then, in one step of the event loop, it is compared
with what is reached now, and what is not is taken out of its place. A pull takes hold of what it
needs before it looks whether it is there: either it is reached here, or the pull does not find it.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aurae.images.means import LEASE
from aurae.images.reaching import reached_blobs, reached_layers, reached_tops, unreached
from aurae.model.image import LayerForm
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from aurae.images.means import Means
    from aurae.model.image import ErofsFile

_log = logging.getLogger("aurae.images")


class Collector:
    """Gives back what nothing leads to."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._turn = asyncio.Lock()
        self._alarm: asyncio.TimerHandle | None = None

    async def collect(self) -> int:
        """Give back everything that nothing leads to; returns the bytes. Raises StateFailed, OSError."""
        async with self._turn:
            return await self._collect()

    async def _collect(self) -> int:
        means = self._means
        register, blobs, snapshots = means.register, means.blobs, means.snapshots
        async with register.turn:
            await register.change(unreached(register.rows, register.users, means.clock()))
            present = await asyncio.to_thread(blobs.present)
            reached = reached_blobs(register.rows)
            taken = blobs.take_out(
                digest for digest in present if digest not in reached and not register.held[digest]
            )
            self._drop_partial()
            freed = await snapshots.remove(snapshots.all.keys() - self._layers(), self._is_needed)
            freed += await means.erofs.remove(self._is_wanted)
        freed += await blobs.free(taken)
        self._wait_for_leases()
        return freed

    async def collect_soon(self) -> None:
        """Do as `collect`, for who cannot tell anybody that it failed."""
        try:
            await self.collect()
        except (StateFailed, OSError) as error:
            _log.error("cannot remove what is left of images: %s", error)

    def _layers(self) -> set[str]:
        return reached_layers(self._means.register.rows)

    def _is_needed(self, chain_id: str) -> bool:
        return self._means.register.held[chain_id] > 0 or chain_id in self._layers()

    def _is_wanted(self, item: ErofsFile) -> bool:
        """Say whether an erofs image is needed: the one of a whole chain by an image that ends there."""
        if item.form is not LayerForm.FLAT or self._means.register.held[item.chain_id] > 0:
            return True
        return item.chain_id in reached_tops(self._means.register.rows)

    def _drop_partial(self) -> None:
        """Drop blobs on their way that nobody has gone on with for a day."""
        means = self._means
        oldest = means.clock() - round(LEASE * 1e9)
        leased = {
            digest for lease in means.register.rows.leases.values() for digest in lease.digests
        }
        for partial in means.blobs.partial():
            if means.fetches.is_running(partial.digest) or means.register.held[partial.digest]:
                continue
            if partial.digest not in leased or partial.written_ns < oldest:
                means.blobs.drop(partial.digest)

    def _wait_for_leases(self) -> None:
        """Have another look when the next lease is over."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        means = self._means
        leases = means.register.rows.leases.values()
        if leases:
            first = min(lease.expires_ns for lease in leases)
            delay = max(1.0, (first - means.clock()) / 1e9 + 1.0)
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(delay, self._look)

    def _look(self) -> None:
        self._alarm = None
        self._means.tasks.begin(self.collect_soon())
