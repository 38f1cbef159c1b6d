"""Ids of the host that machines run as: each machine has some that nobody else has, for as long as it is there.

They are noted in the folder of the machine, before anything runs as them. Nothing of a machine's belongs to them:
QEMU gets what it has by descriptors, so ids may be given out again.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.model.refusal import Exhausted
from aurae.surroundings.subordinate import Span, subordinate
from aurae.vms.jail import IDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

NAME = "ids"
LONGEST = 16


class Ids:
    """Gives each machine its ids. Methods raise OSError."""

    def __init__(self, span: Span, taken: Iterable[Path]) -> None:
        """`span` is where they are; those that a file of `taken` names belong to others."""
        self._span = span
        self._taken = tuple(taken)
        self._known: dict[str, int] = {}

    def open(self, folder: Path) -> None:
        """Read which ids the machines have whose folders are in this one."""
        for path in folder.iterdir():
            first = _read(path)
            if first is not None:
                self._known[path.name] = first

    def of(self, key: str, folder: Path, action: str) -> int:
        """Return the first id of a machine, whose folder is there. Raises Exhausted."""
        known = self._known.get(key)
        if known is not None:
            return known
        first = self._free(action)
        # Without a sync: after a loss of power nothing of it runs.
        (folder / NAME).write_text(str(first), encoding="ascii")
        self._known[key] = first
        return first

    def forget_others(self, keys: AbstractSet[str]) -> None:
        """Note that only these machines are there."""
        self._known = {key: first for key, first in self._known.items() if key in keys}

    def forget(self, key: str) -> None:
        """Note that a machine is there no more."""
        self._known.pop(key, None)

    def _free(self, action: str) -> int:
        used = set(self._known.values())
        others = list(subordinate(self._taken))
        for first in range(self._span.first, self._span.last - IDS + 2, IDS):
            over = any(one.first < first + IDS and one.last >= first for one in others)
            if first not in used and not over:
                return first
        why = f"all ids from {self._span.first} to {self._span.last} are taken: vm_ids has more"
        raise Exhausted(action, why)


def _read(folder: Path) -> int | None:
    with suppress(OSError, ValueError), (folder / NAME).open("rb") as file:
        return int(file.read(LONGEST))
    return None
