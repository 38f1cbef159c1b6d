"""Children that were born and are not yet what they will be, and who waits to hear of them."""

import asyncio
import errno
import os
from collections.abc import Awaitable, Callable, Sequence

from aurae.processes.told import InitGone, Started

Born = Callable[[int], Awaitable[None]]
"""Called with a pidfd of who has the namespaces that a start made; it is closed afterwards."""


class Births:
    """Who waits for which child. A pidfd comes before the answer to its start, or not at all."""

    def __init__(self) -> None:
        """Wait for nothing."""
        self._waiting: dict[int, asyncio.Future[int]] = {}

    async def beside(
        self,
        commit: Callable[[], Awaitable[None]],
        ident: int,
        answer: asyncio.Future[Started],
        born: Born,
    ) -> None:
        """Await `commit`, and `born` once the child is there; there is none when `answer` comes first.

        Raises what the two raise, once both have come to an end; OSError (no descriptors), InitGone.
        """
        waiting = self._waiting[ident] = asyncio.get_running_loop().create_future()
        heard = self._hear(ident, waiting, answer, born)
        for outcome in await asyncio.gather(commit(), heard, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    async def _hear(
        self,
        ident: int,
        waiting: asyncio.Future[int],
        answer: asyncio.Future[Started],
        born: Born,
    ) -> None:
        try:
            await asyncio.wait((waiting, answer), return_when=asyncio.FIRST_COMPLETED)
            if waiting.done():
                await born(waiting.result())
        finally:
            self._waiting.pop(ident, None)
            if not waiting.cancel() and waiting.exception() is None:
                os.close(waiting.result())

    def take(self, ident: int, fds: Sequence[int]) -> None:
        """Give a pidfd to who waits for it; without one init, or this process, had no room for it."""
        waiting = self._waiting.pop(ident, None)
        if waiting is None or waiting.done():
            for fd in fds:
                os.close(fd)
        elif fds:
            waiting.set_result(fds[0])
        else:
            waiting.set_exception(OSError(errno.EMFILE, "no room for the pidfd of the child"))

    def refuse(self) -> None:
        """Tell all who wait that init has gone."""
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(InitGone("cannot reach init: it has ended"))
                waiting.exception()  # nobody may be left to read it
        self._waiting.clear()
