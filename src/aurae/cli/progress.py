"""Tells a person at a terminal that a long wait goes on, and how much has come."""

import asyncio
import math
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aurae.cli.units import used_text

LOOK = 0.5
"""Seconds between two lines about bytes that come."""


@asynccontextmanager
async def waiting(what: str) -> AsyncIterator[None]:
    """While the block runs, show `what` and the seconds on standard error, from the second one on.

    Nothing is shown when standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield
        return
    async with asyncio.TaskGroup() as group:
        shower = group.create_task(_show(what))
        try:
            yield
        finally:
            shower.cancel()


class Amount:
    """Tells a person at a terminal how many bytes have come: twice a second, on one line."""

    def __init__(self, what: str) -> None:
        """Nothing has come yet; `what` stands before the number."""
        self.count = 0
        self._what = what
        self._next = time.monotonic() + LOOK if sys.stderr.isatty() else math.inf
        self._is_shown = False

    def add(self, count: int) -> None:
        """So many more have come."""
        self.set(self.count + count)

    def set(self, count: int, total: int = 0) -> None:
        """So many have come, of so many where that is known."""
        self.count = count
        now = time.monotonic()
        if now >= self._next:
            text = f"\r{self._what} ... {used_text(count, total or None)}\x1b[K"
            print(text, end="", file=sys.stderr, flush=True)
            self._next, self._is_shown = now + LOOK, True

    def end(self) -> None:
        """Clear away what was shown."""
        if self._is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._is_shown = False


async def _show(what: str) -> None:
    begin = time.monotonic()
    shown = False
    try:
        while True:
            await asyncio.sleep(1)
            print(
                f"\r{what} ... {time.monotonic() - begin:.0f} s",
                end="",
                file=sys.stderr,
                flush=True,
            )
            shown = True
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
