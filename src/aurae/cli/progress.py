"""Tells a person at a terminal that a long wait goes on."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


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
