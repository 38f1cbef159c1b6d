"""Threads for work on the disk, few enough and never held by long work alone.

Work gets a quarter of a second among the quick. What needs longer begins again among the slow,
where it holds up nobody but its like. So all work is such that it can be done twice.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import threading
from concurrent import futures
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from aurae.surroundings.patience import Patience, TooLong

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK, SLOW, READING = 4, 2, 4
"""Threads of each kind."""

READ_LIMIT = 10.0
"""Seconds after which a file system counts as one that does not answer."""

QUICK_LIMIT, SLOW_LIMIT = 0.25, 60.0
"""Seconds that a piece of work has."""

ANSWER_LIMIT = 90.0
"""Seconds that work may take with the time that it waits for a thread."""

T = TypeVar("T")

_log = logging.getLogger("aurae.surroundings")


class Work:
    """Does work for runs, one piece after the other for each run."""

    def __init__(self) -> None:
        """Nothing is done yet."""
        self._closing = threading.Event()
        self._quick = futures.ThreadPoolExecutor(QUICK, thread_name_prefix="surroundings")
        self._slow = futures.ThreadPoolExecutor(SLOW, thread_name_prefix="surroundings-slow")
        self._reading = futures.ThreadPoolExecutor(READING, thread_name_prefix="surroundings-read")
        self._last: dict[str, futures.Future[object]] = {}

    async def run(self, key: str, job: Callable[[Patience], T]) -> T:
        """Do work for a run and return its result; raises what it raises, and OSError after 90 s.

        Whoever is cancelled leaves work that goes on; what comes next for the run waits for it.
        """
        await self.settled(key)
        try:
            return await self._do(self._quick, key, job, QUICK_LIMIT)
        except TooLong:
            if self._closing.is_set():
                raise
        return await self._do(self._slow, key, job, SLOW_LIMIT)

    async def read(self, job: Callable[[], T], step: str) -> T:
        """Read files of others, on whatever file system; OSError for `step` after 10 s.

        It changes nothing, so nothing waits for a thread that never comes back.
        """
        future = _submit(self._reading, job)
        limit = asyncio.timeout(READ_LIMIT)
        try:
            async with limit:
                return await asyncio.wrap_future(future)
        except TimeoutError:
            if not limit.expired():
                raise
            raise OSError(errno.EIO, f"no answer in {READ_LIMIT:g} s", step) from None

    def begin(self, key: str, job: Callable[[Patience], None]) -> None:
        """Do work for a run when what is being done for it has ended; nobody waits."""
        earlier = self._last.get(key)

        def then() -> None:
            if earlier is not None:
                futures.wait([earlier])
            try:
                job(Patience(SLOW_LIMIT, self._closing))
            except OSError as error:
                _log.error("cannot clear away what was made for %s: %s", key, error)

        with suppress(OSError):  # the threads have ended: the next daemon does it
            self._note(key, _submit(self._slow, then))

    async def settled(self, key: str) -> None:
        """Wait until nothing is being done for a run."""
        while (future := self._last.get(key)) is not None:
            waiting = asyncio.wrap_future(future)
            await asyncio.wait([waiting])
            if not waiting.cancelled():
                waiting.exception()
            self._forget(key, future)

    def close(self) -> None:
        """End the threads; work that is being done ends soon."""
        self._closing.set()
        for pool in (self._quick, self._slow, self._reading):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _do(
        self,
        pool: futures.ThreadPoolExecutor,
        key: str,
        job: Callable[[Patience], T],
        seconds: float,
    ) -> T:
        future = _submit(pool, lambda: job(Patience(seconds, self._closing)))
        self._note(key, future)
        limit = asyncio.timeout(ANSWER_LIMIT)
        try:
            async with limit:
                return await asyncio.wrap_future(future)
        except TimeoutError:
            if not limit.expired():
                raise
            raise OSError(errno.EIO, f"no answer in {ANSWER_LIMIT:g} s", "surroundings") from None

    def _note(self, key: str, future: futures.Future[T]) -> None:
        noted: futures.Future[object] = future  # type: ignore[assignment]  # it is only waited for
        self._last[key] = noted
        noted.add_done_callback(lambda done: self._forget(key, done))

    def _forget(self, key: str, future: futures.Future[object]) -> None:
        if self._last.get(key) is future:
            self._last.pop(key, None)


def _submit(pool: futures.ThreadPoolExecutor, job: Callable[[], T]) -> futures.Future[T]:
    try:
        return pool.submit(job)
    except RuntimeError:
        raise OSError(errno.ESHUTDOWN, "the daemon is stopping", "surroundings") from None
