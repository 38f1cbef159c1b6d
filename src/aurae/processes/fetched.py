"""Descriptors that were asked of init and are on their way."""

import asyncio
import collections
import os
from collections.abc import Sequence

from aurae.processes.told import InitGone

Waiting = asyncio.Future[int | None]


class Fetched:
    """Who waits for which; init answers in the order in which it was asked."""

    def __init__(self) -> None:
        """Wait for nothing."""
        self._waiting: dict[int, collections.deque[Waiting]] = {}

    async def wait(self, ident: int) -> int | None:
        """Return what comes for `ident`, None when it is nothing. Raises InitGone."""
        future: Waiting = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(ident, collections.deque()).append(future)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self._close(future.result())
            raise

    def take(self, ident: int, fds: Sequence[int]) -> None:
        """Give what has come to who has waited longest; close it when that one has left."""
        waiting = self._waiting.get(ident)
        future = waiting.popleft() if waiting else None
        if not waiting:
            self._waiting.pop(ident, None)
        if future is not None and not future.done():
            future.set_result(fds[0] if fds else None)
            return
        for fd in fds:
            os.close(fd)

    @staticmethod
    def _close(fd: int | None) -> None:
        if fd is not None:
            os.close(fd)

    def refuse(self) -> None:
        """Tell all who wait that init has gone."""
        for waiting in self._waiting.values():
            for future in waiting:
                if not future.done():
                    future.set_exception(InitGone("cannot reach init: it has ended"))
        self._waiting.clear()
