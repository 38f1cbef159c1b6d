"""Questions to the machine's name service, which may be slow, far away or silent."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

KEPT = 5.0
"""Seconds that an answer is used again."""

LIMIT = 4.0
"""Seconds that an answer may take: less than a client waits for its connection, so that it hears why."""

REMEMBERED = 1000
"""Most answers that are kept."""

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class NoAnswer(Exception):
    """The name service does not answer in time."""

    def __init__(self) -> None:
        super().__init__("the name service does not answer")


class NameService:
    """Asks in threads of its own, so that a silent name service holds up nobody but who asks it.

    A question is a function of the modules pwd and grp and its arguments, which are hashable.
    """

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="name-service")
        self._answers: dict[tuple[Hashable, ...], tuple[float, object]] = {}
        self._queued: dict[tuple[Hashable, ...], list[asyncio.Future[object]]] = {}

    def recall(self, question: Callable[[*Ts], T], *about: *Ts) -> T | None:
        """Return what was answered in the last 5 s; None when nothing was."""
        kept = self._answers.get((question, *about))
        if kept is None or time.monotonic() - kept[0] >= KEPT:
            return None
        return cast("T", kept[1])

    async def ask(self, question: Callable[[*Ts], T], *about: *Ts) -> T:
        """Ask now and keep the answer; raises NoAnswer after 4 s, and what the question raises.

        Who asks what is in the queue already waits for that: it is not asked before now either.
        """
        asked = time.monotonic()
        queued = self._queued.get((question, *about))
        answer = queued[0] if queued else self._queue(question, *about)
        try:
            async with asyncio.timeout(LIMIT):
                found = cast("T", await asyncio.shield(answer))
        except TimeoutError:
            raise NoAnswer from None
        if len(self._answers) >= REMEMBERED:
            self._answers.clear()
        self._answers[question, *about] = (asked, found)
        return found

    def _queue(self, question: Callable[[*Ts], T], *about: *Ts) -> asyncio.Future[object]:
        """Have a question asked when a thread is free; it can be shared until then."""

        key = (question, *about)
        waiting: list[asyncio.Future[object]] = []

        def begin() -> object:
            # In a thread: from here on it is too late to share it.
            self._queued.pop(key, None)
            return question(*about)

        self._queued[key] = waiting
        answer: asyncio.Future[object] = asyncio.get_running_loop().run_in_executor(
            self._threads, begin
        )
        answer.add_done_callback(_look)
        waiting.append(answer)
        return answer

    def close(self) -> None:
        """End the threads that nobody waits for."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look(answer: asyncio.Future[object]) -> None:
    """Take note of an outcome, so that one nobody waits for any more causes no warning."""
    if not answer.cancelled():
        answer.exception()
