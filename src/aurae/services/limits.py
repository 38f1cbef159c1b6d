"""Moments by which something has to have happened to a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome

if TYPE_CHECKING:
    from aurae.model.outcome import Result


class Limits:
    """At most one limit for each result; a later one of the same result replaces it."""

    def __init__(self) -> None:
        """There are none."""
        self._limits: dict[Result, tuple[float, str]] = {}

    def set(self, result: Result, moment: float, reason: str) -> None:
        """End with `result` at a moment of the event loop's clock."""
        self._limits[result] = (moment, reason)

    def clear(self, *results: Result) -> None:
        """Take limits away; all when none is named."""
        for result in results or tuple(self._limits):
            self._limits.pop(result, None)

    def extend(self, moment: float, *results: Result) -> None:
        """Move limits that there are to a later moment."""
        for result in results:
            if result in self._limits:
                at, reason = self._limits[result]
                self._limits[result] = (max(at, moment), reason)

    def next(self) -> float | None:
        """Return the first moment; None without limits."""
        return min((at for at, _ in self._limits.values()), default=None)

    def passed(self, now: float) -> Outcome | None:
        """Return the outcome of the limit that passed first; None when none has."""
        late = [(at, result, reason) for result, (at, reason) in self._limits.items() if at <= now]
        if not late:
            return None
        _, result, reason = min(late, key=lambda item: item[0])
        return Outcome(result, reason)
