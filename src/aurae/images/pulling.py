"""Pulls: an image from a registry into the store and onto the file system.

Theory. A pull belongs to the room: whoever asks for one that runs joins it, and whoever leaves
changes nothing. From the moment its manifest is known it holds on to all that it needs, in memory
against the collector and by a lease on disk against the next server's: what has come of it stays
for a day, so that the next try goes on where this one ended.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from aurae.images.failures import Unfit, told
from aurae.images.finding import key_of
from aurae.images.progress import Progress
from aurae.images.resolving import resolve
from aurae.images.restoring import restore
from aurae.images.taking import Taking
from aurae.model.refusal import Exhausted, Unavailable
from aurae.state.failures import StateFailed, StateFull
from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.images.means import Means
    from aurae.images.resolving import Wanted
    from aurae.model.image import Image, KeptManifest

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
                    take = Taking(means, pull.progress, source, resolved)
                    image = await take.run(wanted, lease_id(wanted))
        except (Exhausted, StateFull, Unfit):
            # What came of it would keep the disk full, or is of no use.
            await self._give_back(wanted)
            raise
        if take.has_replaced:
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


def _look(done: asyncio.Future[Image]) -> None:
    """Take note of an outcome, so that a pull that nobody waits for causes no warning."""
    if not done.cancelled():
        done.exception()
