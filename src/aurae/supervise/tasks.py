"""State changes belong to the daemon, not to the call that asked for them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from aurae.model.refusal import Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine

T = TypeVar("T")


class OwnedTasks:
    """Runs coroutines in a task group; whoever waits for one may leave without changing it."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        """`group` outlives every caller."""
        self._group = group

    async def finish(self, operation: Coroutine[None, None, T]) -> T:
        """Run an operation to its end and return its result; cancelling this call leaves it running.

        What the operation raises is the caller's; it never ends the group. Raises Unavailable when
        the group ends first.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        done.add_done_callback(_look)
        settling = _settle(operation, done)
        try:
            task = self._group.create_task(settling)
        except RuntimeError:  # the group takes no more
            settling.close()
            operation.close()
            raise Unavailable("go on", "the server ends") from None

        def left(_: asyncio.Task[None]) -> None:
            # A task that is cancelled before its first step has run nothing of `operation`.
            operation.close()
            if not done.done():
                done.set_exception(Unavailable("go on", "the server ends"))

        task.add_done_callback(left)
        return await asyncio.shield(done)

    def begin(self, operation: Coroutine[None, None, None]) -> None:
        """Run an operation that nobody waits for; what it raises is a bug and ends the group.

        Once the group ends it is left out: the next server sees to what this one has not done.
        """
        try:
            self._group.create_task(operation)
        except RuntimeError:  # the group takes no more
            operation.close()

    def lend(self, operation: Coroutine[None, None, T]) -> asyncio.Task[T]:
        """Do as `begin`, for somebody who may cancel it."""
        return self._group.create_task(operation)


async def settled(operation: Awaitable[T]) -> T:
    """Wait for the end of an operation also when cancelled, and only then pass that on.

    It is for steps that are half done otherwise: what a thread or the store does goes on anyway.
    """
    running = asyncio.ensure_future(operation)  # noqa: TID251  # it ends before this does
    left: asyncio.CancelledError | None = None
    while not running.done():
        try:
            await asyncio.wait([running])
        except asyncio.CancelledError as error:
            left = error
    if left is not None:
        if not running.cancelled():
            running.exception()  # it is looked at, so that nobody reports it as lost
        raise left
    return running.result()


async def _settle(operation: Coroutine[None, None, T], done: asyncio.Future[T]) -> None:
    try:
        result = await operation
    except Exception as error:  # noqa: BLE001  # handed to whoever waits
        done.set_exception(error)
    else:
        done.set_result(result)


def _look(done: asyncio.Future[T]) -> None:
    """Take note of an outcome, so that a caller who left causes no warning."""
    if not done.cancelled():
        done.exception()
