"""How much may come in a second."""

from __future__ import annotations


class Allowance:
    """A bucket that fills by `rate` a second up to `most`; what it lacks has to be waited for."""

    def __init__(self, rate: float, most: float) -> None:
        """Begin with a full bucket."""
        self._rate = rate
        self._most = most
        self._left = most
        self._at = 0.0

    def take(self, amount: float, now: float) -> bool:
        """Take an amount that was used at the time `now`; says whether anything is left."""
        self._left = min(self._most, self._left + (now - self._at) * self._rate) - amount
        self._at = now
        return self._left > 0
