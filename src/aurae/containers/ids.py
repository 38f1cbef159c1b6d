"""Ranges of user and group ids: each owner of containers has one, for good.

So files in a container's root belong to nobody else on the machine, and two owners' containers have no
id in common.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aurae.model.refusal import Exhausted
from aurae.state import roots as rows
from aurae.surroundings.subordinate import Span, subordinate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aurae.state.store import Store

SIZE = 65_536
"""Ids in a range."""


class IdRanges:
    """Gives each owner its range."""

    def __init__(self, store: Store, span: Span, taken: Iterable[Path]) -> None:
        """`span` is where ranges are; those that a file of `taken` names belong to others."""
        self._store = store
        self._span = span
        self._taken = tuple(taken)
        self._known: dict[str, int] = {}

    async def open(self) -> None:
        """Read who has which. Raises StateFailed."""
        self._known = await self._store.read(rows.ranges)

    async def of(self, owner: str, action: str) -> int:
        """Return the first id of an owner's range. Raises Exhausted, StateFailed."""
        known = self._known.get(owner)
        if known is not None:
            return known
        first = self._free(action)
        self._known[owner] = first
        try:
            await self._store.write(partial(rows.save_range, owner=owner, first=first))
        except BaseException:
            self._known.pop(owner, None)
            raise
        return first

    def _free(self, action: str) -> int:
        used = set(self._known.values())
        others = list(subordinate(self._taken))
        first = -(-self._span.first // SIZE) * SIZE
        while first + SIZE - 1 <= self._span.last:
            if first not in used:
                over = [one for one in others if one.first < first + SIZE and one.last >= first]
                if not over:
                    return first
            first += SIZE
        why = f"all ranges of ids from {self._span.first} to {self._span.last} are taken"
        raise Exhausted(action, f"{why}: container_ids has more")
