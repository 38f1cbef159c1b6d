"""Asks again and again how a service is."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from aurae.model.looks import Health, looked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.model.looks import Look
    from aurae.model.service import HealthCheck

SPREAD = 1.0
"""Seconds over which first looks are spread, so that services started together are not asked together."""


async def watch(
    check: HealthCheck,
    probe: Callable[[], Awaitable[Look]],
    report: Callable[[Health], None],
    clock: Callable[[], float],
    is_paused: Callable[[], bool] = lambda: False,
) -> None:
    """Look every `interval` seconds and report what is known then, until cancelled.

    `clock` tells seconds that only go forward; the start period begins now. While it is paused
    nothing counts.
    """
    health = Health()
    started = clock()
    await asyncio.sleep(min(check.interval, SPREAD) * random.random())  # noqa: S311  (no secret)
    while True:
        began = clock()
        look = None if is_paused() else await probe()
        if look is not None and not is_paused():
            health = looked(health, check, look, began - started)
            report(health)
        await asyncio.sleep(max(0.0, began + check.interval - clock()))
