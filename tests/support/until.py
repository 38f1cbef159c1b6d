"""Waiting for a condition, with a limit: what tests do instead of sleeping."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

STEP = 0.005
"""Seconds between two looks."""


def until(condition: Callable[[], T], what: str, limit: float = 30.0, *, step: float = STEP) -> T:
    """Return the first true value of `condition`; AssertionError naming `what` after `limit` seconds."""
    end = time.monotonic() + limit
    while not (value := condition()):
        assert time.monotonic() < end, f"waited {limit:g} s in vain: {what}"
        time.sleep(step)
    return value


async def eventually(condition: Callable[[], T], what: str, limit: float = 30.0) -> T:
    """Do as `until` does, without holding up the event loop."""
    end = time.monotonic() + limit
    while not (value := condition()):
        assert time.monotonic() < end, f"waited {limit:g} s in vain: {what}"
        await asyncio.sleep(STEP)
    return value
