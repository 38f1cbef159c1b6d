"""How much of the room one caller, and all of them, may have at once."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.refusal import Exhausted

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Limits:
    """Pulls and imports at once, and the seconds that a pull goes on for when nobody waits for it."""

    pulls: int = 100
    imports: int = 8
    grace: float = 60.0


class Places:
    """At most so many of something at once. One caller has half of them, so that others find one."""

    def __init__(self, most: int, what: str) -> None:
        """`what` there are `most` of, in words: `pulls`."""
        self._most = most
        self._most_of_one = max(1, most // 2)
        self._what = what
        self._taken = Counter[str]()

    def take(self, action: str, owner: str) -> None:
        """Have a place until `leave`. Raises Exhausted when there is none for this owner."""
        if self._taken.total() >= self._most:
            raise Exhausted(action, f"{self._most} {self._what} are running")
        if self._taken[owner] >= self._most_of_one:
            why = f"{self._most_of_one} {self._what} of {owner or 'this caller'} are running"
            raise Exhausted(action, why)
        self._taken[owner] += 1

    def leave(self, owner: str) -> None:
        """Give a place back."""
        self._taken[owner] -= 1
        self._taken += Counter()

    @contextmanager
    def taken(self, action: str, owner: str) -> Iterator[None]:
        """Have a place while the block runs. Raises Exhausted."""
        self.take(action, owner)
        try:
            yield
        finally:
            self.leave(owner)
