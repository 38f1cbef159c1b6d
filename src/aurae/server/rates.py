"""How often one peer may do what costs the daemon time: a bucket of tokens for each."""

import time
from collections.abc import Callable, Hashable

REMEMBERED = 4096
"""Most peers that are remembered; when there are more, the one seen longest ago is forgotten."""


class Rates:
    """A bucket for each key: `burst` at once, and `per_second` in the long run."""

    def __init__(
        self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """All buckets are full."""
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable) -> bool:
        """Take a token of `key`; False when its bucket is empty."""
        now = self._clock()
        tokens, filled = self._buckets.pop(key, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - filled) * self._per_second)
        if len(self._buckets) >= REMEMBERED:
            del self._buckets[next(iter(self._buckets))]
        taken = tokens >= 1
        self._buckets[key] = (tokens - taken, now)
        return taken
