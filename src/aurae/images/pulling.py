"""Pulls: an image from a registry into the store and onto the file system.

Theory. A pull belongs to the room: whoever asks for one that runs joins it, and whoever leaves
changes nothing for the others. When the last one has left it goes on for a while, since clients come back, and
then ends. From the moment its manifest is known it holds on to all that it needs, in memory
against the collector and by a lease on disk against the next server's: what has come of it stays
for a day, so that the next try goes on where this one ended.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from aurae.images.failures import Unfit, told
from aurae.images.finding import key_of
from aurae.images.forming import check_form
from aurae.images.limits import Places
from aurae.images.progress import Progress
from aurae.images.resolving import resolve
from aurae.images.taking import Taking
from aurae.model.refusal import Exhausted, Unavailable
from aurae.state.failures import StateFailed, StateFull
from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator

    from aurae.images.means import Means
    from aurae.images.resolving import Wanted
    from aurae.model.image import Image

    Locally = Callable[[Progress], Coroutine[None, None, Image]]

_log = logging.getLogger("aurae.images")


class Pull:
    """One pull, for all who asked for it; `locally` does it without asking any registry."""

    def __init__(self, wanted: Wanted, locally: Locally | None, grace: float) -> None:
        """`grace` are the seconds it goes on for when nobody waits for it."""
        self.wanted = wanted
        self.locally = locally
        self.progress = Progress()
        self.done: asyncio.Future[Image] = asyncio.get_running_loop().create_future()
        self.done.add_done_callback(_look)
        self.is_given_up = False
        self._grace = grace
        self._waiting = 0
        self._alarm: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def run_as(self, task: asyncio.Task[None]) -> None:
        """Be done by a task, which ends when nobody waits any more."""
        self._task = task
        self._set_alarm()

    @contextmanager
    def awaited(self) -> Iterator[None]:
        """Be waited for while the block runs."""
        self._waiting += 1
        self._stop_alarm()
        try:
            yield
        finally:
            self._waiting -= 1
            self._set_alarm()

    async def result(self) -> Image:
        """Wait for the end; raises Refusal. Leaving changes nothing for others."""
        with self.awaited():
            return await asyncio.shield(self.done)

    def _set_alarm(self) -> None:
        if not self._waiting and not self.done.done():
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(self._grace, self._give_up)

    def _stop_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _give_up(self) -> None:
        if self._task is not None:
            self.is_given_up = True
            self._task.cancel()

    def end(self) -> None:
        """Tell those who wait, unless they know; the task has ended."""
        self._stop_alarm()
        self.progress.end()
        if not self.done.done():
            why = "nobody waited for it" if self.is_given_up else "the server ends"
            self.done.set_exception(Unavailable(self.wanted.action, why))


class Pulls:
    """All pulls that run."""

    def __init__(self, means: Means, collect: Callable[[], Awaitable[int]]) -> None:
        """`collect` gives back what nothing leads to."""
        self._means = means
        self._collect = collect
        self._running: dict[Wanted, Pull] = {}
        self._places = Places(means.limits.pulls, "pulls")
        self.refused = ""

    def begin(self, wanted: Wanted, owner: str, locally: Locally | None = None) -> Pull:
        """Begin a pull for an owner, or join the one that runs. Raises Unavailable, Exhausted.

        With `locally` this is done instead: all of the image is here but what can be made of the rest.
        """
        pull = self._running.get(wanted)
        if pull is None or pull.is_given_up:
            if self.refused:
                raise Unavailable(wanted.action, self.refused)
            self._places.take(wanted.action, owner)
            pull = self._running[wanted] = Pull(wanted, locally, self._means.limits.grace)
            task = self._means.tasks.lend(self._run(pull))
            task.add_done_callback(partial(self._over, pull, owner))
            pull.run_as(task)
        return pull

    async def _run(self, pull: Pull) -> None:
        try:
            image = await self._pull(pull)
        except Exception as error:  # noqa: BLE001  # handed to whoever waits
            pull.done.set_exception(error)
        else:
            pull.done.set_result(image)

    def _over(self, pull: Pull, owner: str, _: asyncio.Task[None]) -> None:
        """Clear away; not in the task, which may be cancelled before its first step."""
        self._places.leave(owner)
        if self._running.get(pull.wanted) is pull:
            del self._running[pull.wanted]
        pull.end()

    async def _pull(self, pull: Pull) -> Image:
        wanted, means = pull.wanted, self._means
        if pull.locally is not None:
            with told(wanted.action):
                return await pull.locally(pull.progress)
        try:
            with told(wanted.action):
                check_form(means, wanted.form)
                rule = await means.verifier.rule(wanted.action, wanted.name)
                async with means.sources(wanted.name) as source:
                    resolved = await resolve(source, wanted, means.machine)
                    await means.verifier.check(source, wanted, resolved.documents, rule)
                    take = Taking(means, pull.progress, source, resolved)
                    image = await take.run(wanted, lease_id(wanted))
        except (Exhausted, StateFull, Unfit):
            # What came of it would keep the disk full, or is of no use.
            await means.tasks.finish(self._give_back(wanted))
            raise
        if take.has_replaced:
            await means.tasks.finish(self._collect_what_was_replaced(wanted))
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
