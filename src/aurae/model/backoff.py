"""How long the pause before the next attempt is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.model.service import Restart

JITTER = 0.25
"""Part of a pause that is left to chance, so that what failed together does not return together."""

DOUBLINGS = 62
"""More would overflow nothing, but no pause is that long."""


def pause(restart: Restart, attempt: int, chance: float) -> float:
    """Return the seconds before attempt number `attempt`, 1 for the first that follows a failure.

    It doubles from `delay` to `max_delay`, less up to a quarter by `chance`, from 0 to 1. The first
    pause is exact: most failures happen alone.
    """
    whole = restart.delay * 2.0 ** min(attempt - 1, DOUBLINGS)
    longest = max(restart.max_delay, restart.delay)
    if attempt <= 1:
        return min(whole, longest)
    return min(whole, longest) * (1 - JITTER * chance)


def is_burst(restart: Restart, starts: Sequence[float], now: float) -> bool:
    """Say whether one more start now is one too many; `starts` are the moments of earlier ones."""
    if not restart.burst:
        return False
    recent = [at for at in starts if now - at < restart.burst_interval]
    return len(recent) >= restart.burst
