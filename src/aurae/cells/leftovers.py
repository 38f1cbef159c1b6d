"""What a cell that is freed may have left: it is killed, removed, and named where it stays."""

from __future__ import annotations

import asyncio
import errno
from typing import TYPE_CHECKING

from aurae.model.refusal import Stuck

if TYPE_CHECKING:
    from aurae.cells.means import Means
    from aurae.cells.register import Standing

RETRY = 0.02
"""Seconds between attempts to remove a directory: a process that was reaped may still be counted."""

SHOWN = 5
"""Most things that are named when a free is stuck."""


class Leftovers:
    """Clears away what is in cells' cgroups."""

    def __init__(self, means: Means) -> None:
        """Nothing is cleared away yet."""
        self._means = means

    async def kill(self, path: str, limit: float) -> bool:
        """End what runs in the subtree and belongs to no workload; says whether it has died."""
        groups, action = self._means.groups, "free"
        try:
            if not groups.processes(path):
                return True
            groups.kill(path)
            return await groups.wait_empty(path, limit)
        except FileNotFoundError:
            return True
        except OSError as error:
            raise Stuck(action, f"cell '{path}': {error}") from error

    async def remove(self, standing: Standing, end: float) -> bool:
        """Remove a cell's directory; False when it is in use at `end`, by the loop's clock."""
        clock = asyncio.get_running_loop().time
        while True:
            try:
                self._means.groups.remove(standing.name)
            except FileNotFoundError:
                return True
            except OSError as error:
                if error.errno != errno.EBUSY or clock() >= end:
                    return False
                await asyncio.sleep(RETRY)
            else:
                return True

    def named(self, subtree: list[Standing]) -> str:
        """Say what keeps these cells from going away."""
        groups = self._means.groups
        known = {item.name for item in self._means.register.subtree("")}
        found: list[str] = []
        for item in reversed(subtree):
            found += [f"{text} in {item.name}" for text in groups.residents(item.name)]
            others = groups.foreign(known, item.name)
            found += [text for text in others if text.startswith("cgroup ") and text not in found]
        return shown(found) if found else "its cgroup is busy"


def shown(things: list[str]) -> str:
    """Return the first few of these, and how many more there are."""
    more = len(things) - SHOWN
    return ", ".join(things[:SHOWN]) + (f" and {more} more" if more > 0 else "")
