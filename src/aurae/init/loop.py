"""One thread, one wait: descriptors and deadlines of init.

From `run` on init must not die. A handler that fails is reported on stderr and the loop goes on.
"""

from __future__ import annotations

import heapq
import os
import select
import time
from functools import partial

from aurae.linux.process import STDERR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

READ = select.EPOLLIN
WRITE = select.EPOLLOUT


class Loop:
    """An epoll of handlers and a heap of timers; it wakes for nothing else."""

    def __init__(self) -> None:
        """Open the epoll."""
        self._epoll = select.epoll()
        self._handlers: dict[int, Callable[[int], None]] = {}
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._cancelled: set[int] = set()
        self._count = 0
        self.stopped = False

    def watch(self, fd: int, handler: Callable[[int], None], events: int = READ) -> None:
        """Call `handler(events)` whenever `fd` is ready."""
        self._epoll.register(fd, events)
        self._handlers[fd] = handler

    def change(self, fd: int, events: int) -> None:
        """Wait for other events of a watched descriptor."""
        self._epoll.modify(fd, events)

    def forget(self, fd: int) -> None:
        """Stop watching `fd`; call it before the descriptor is closed."""
        if self._handlers.pop(fd, None) is not None:
            self._epoll.unregister(fd)

    def after(self, seconds: float, action: Callable[[], None]) -> int:
        """Call `action` once, `seconds` from now; return a token for `cancel`."""
        self._count += 1
        heapq.heappush(self._timers, (time.monotonic() + seconds, self._count, action))
        return self._count

    def cancel(self, token: int) -> None:
        """Forget a timer that has not fired."""
        self._cancelled.add(token)

    def run(self) -> None:
        """Serve until `stopped` is set."""
        while not self.stopped:
            for fd, events in self._epoll.poll(self._patience()):
                handler = self._handlers.get(fd)
                if handler is not None:
                    self._guard(partial(handler, events))
            self._fire()

    def _patience(self) -> float | None:
        while self._timers and self._timers[0][1] in self._cancelled:
            self._cancelled.discard(heapq.heappop(self._timers)[1])
        if not self._timers:
            self._cancelled.clear()
            return None
        return max(0.0, self._timers[0][0] - time.monotonic())

    def _fire(self) -> None:
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            _, token, action = heapq.heappop(self._timers)
            if token in self._cancelled:
                self._cancelled.discard(token)
            else:
                self._guard(action)

    def _guard(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception as error:  # noqa: BLE001  init reports and goes on
            report(f"{action}: {type(error).__name__}: {error}")


def report(text: str) -> None:
    """Write one line on stderr, cut at 2,000 bytes; dropped when nobody reads there.

    Never waits: a pipe that polls writable takes a page, and init must not hang on a pager.
    """
    line = f"auraed: init: {text}".encode(errors="replace")[:2000] + b"\n"
    ready = select.poll()
    ready.register(STDERR, select.POLLOUT)
    try:
        if ready.poll(0)[0][1] & select.POLLOUT:
            os.write(STDERR, line)
    except (OSError, IndexError):
        pass
