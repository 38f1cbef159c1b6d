"""When to ask again: longer pauses each time, and those that a registry asks for."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar

from aurae.registry.failures import Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurae.registry.settings import RegistrySettings

T = TypeVar("T")

JITTER = 0.5
"""Part of a pause that is left to chance, so that many who were turned away do not return as one."""


async def retried(
    settings: RegistrySettings, action: Callable[[], Awaitable[T]], attempts: int | None = None
) -> T:
    """Do something until it succeeds; raises what the last try raised."""
    attempt = 0
    while True:
        try:
            return await action()
        except Unavailable as failure:
            attempt += 1
            if failure.lasting or attempt >= (attempts or settings.attempts):
                raise
            await asyncio.sleep(pause(settings, attempt, failure.wait))


def pause(settings: RegistrySettings, attempt: int, wait: float | None) -> float:
    """Return the seconds before the try that follows failure number `attempt`, from 1."""
    longest = min(settings.first_pause * 2.0 ** min(attempt - 1, 30), settings.longest_pause)
    own = longest * (1 - JITTER * random.random())  # noqa: S311 - it only spreads requests
    return own if wait is None else wait + own * JITTER


def unavailable(settings: RegistrySettings, why: str, retry_after: str) -> Unavailable:
    """Return the failure for a response that says when to return, or does not."""
    wait = asked_for(retry_after, datetime.now(UTC))
    if wait is not None and wait > settings.longest_wait:
        return Unavailable(f"{why}; it asks to be left alone for {wait:g} s", lasting=True)
    return Unavailable(why, wait)


def asked_for(retry_after: str, now: datetime) -> float | None:
    """Return the seconds that Retry-After asks for, None where it does not say."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
