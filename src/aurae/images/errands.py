"""Work of this room that one caller has asked for: it tells how far it is, and ends when the caller leaves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from aurae.images.progress import Progress
from aurae.model.refusal import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from types import TracebackType
    from typing import Self

    from aurae.supervise.tasks import OwnedTasks

T = TypeVar("T")


class Errand(Generic[T]):
    """Runs while its block does. `progress` is for whoever watches."""

    def __init__(
        self, tasks: OwnedTasks, action: str, work: Callable[[Progress], Coroutine[None, None, T]]
    ) -> None:
        """`work` is begun when the block is entered."""
        self.progress = Progress()
        self._tasks = tasks
        self._action = action
        self._work = work
        self._task: asyncio.Task[None] | None = None
        self._done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._done.add_done_callback(_look)

    async def __aenter__(self) -> Self:
        self._task = self._tasks.lend(self._run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the work, and wait until it has cleared away what it was at."""
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait([self._task])

    async def result(self) -> T:
        """Wait for the end; raises what the work does."""
        return await asyncio.shield(self._done)

    async def _run(self) -> None:
        try:
            result = await self._work(self.progress)
        except Exception as error:  # noqa: BLE001  # handed to whoever waits
            self._done.set_exception(error)
        else:
            self._done.set_result(result)
        finally:
            self.progress.end()
            if not self._done.done():
                self._done.set_exception(Unavailable(self._action, "the server ends"))


def _look(done: asyncio.Future[T]) -> None:
    """Take note of an outcome, so that one nobody waits for causes no warning."""
    if not done.cancelled():
        done.exception()
