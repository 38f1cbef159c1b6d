"""Doing something in another network namespace.

setns(2) moves one thread, so each such thing has a thread of its own, which ends with it: nothing
forks, and no thread that somebody else uses is left in the wrong place.
"""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from aurae.linux import namespaces

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 64
"""Threads at once: a name service that does not answer holds each for some time."""

_places = threading.BoundedSemaphore(MOST)

T = TypeVar("T")
A = TypeVar("A")


async def within(network: int | None, call: Callable[[], T], undo: Callable[[T], object]) -> T:
    """Return what `call` returns in a network namespace, held by its file or a process' pidfd.

    None is our own. `network` stays the caller's. When nobody waits any more for a call that has
    begun, `undo` is given what it returned. Raises what `call` raises, and OSError.
    """
    held = None if network is None else os.dup(network)
    answer = _Answer(held, call, undo)
    if not _places.acquire(blocking=False):
        answer.release()
        raise OSError(errno.EAGAIN, f"{MOST} others wait for the network or the name service")
    thread = threading.Thread(target=answer.run, name="within", daemon=True)
    try:
        thread.start()
    except RuntimeError as error:  # no more threads
        answer.release()
        _places.release()
        raise OSError(errno.EAGAIN, str(error)) from None
    return await answer.future


class _Answer(Generic[T]):
    """What passes between the loop and the thread."""

    def __init__(
        self, network: int | None, call: Callable[[], T], undo: Callable[[T], object]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self._loop.create_future()
        self._network = network
        self._call = call
        self._undo = undo

    def run(self) -> None:
        try:
            self._work()
        finally:
            _places.release()

    def _work(self) -> None:
        try:
            self._enter()
            result = self._call()
        except Exception as error:  # noqa: BLE001  raised where it is awaited
            self._tell(self._fail, error)
        else:
            if not self._tell(self._succeed, result):
                self._undo(result)

    def _enter(self) -> None:
        try:
            if self._network is not None:
                namespaces.setns(self._network, namespaces.CLONE_NEWNET)
        finally:
            self.release()

    def release(self) -> None:
        if self._network is not None:
            os.close(self._network)

    def _tell(self, settle: Callable[[A], None], what: A) -> bool:
        try:
            self._loop.call_soon_threadsafe(settle, what)
        except RuntimeError:  # the loop has been closed meanwhile
            return False
        return True

    def _succeed(self, result: T) -> None:
        if self.future.done():
            self._undo(result)
        else:
            self.future.set_result(result)

    def _fail(self, error: Exception) -> None:
        if not self.future.done():
            self.future.set_exception(error)
