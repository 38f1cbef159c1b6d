"""What a cell that is freed may have left: it is killed, removed, and named where it stays."""

from __future__ import annotations

import asyncio
import errno
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.bad_field import BadField
from aurae.model.refusal import Stuck

if TYPE_CHECKING:
    from aurae.cells.means import Means
    from aurae.cells.register import Standing

RETRY = 0.02
"""Seconds between attempts to remove a directory: a process that was reaped may still be counted."""

SHOWN = 5
"""Most things that are named when a free is stuck."""

_log = logging.getLogger("aurae.cells")


class Leftovers:
    """Clears away what is in cells' cgroups."""

    def __init__(self, means: Means) -> None:
        """Nothing is cleared away yet."""
        self._means = means

    async def kill(self, path: str, action: str, *, waited: bool) -> bool:
        """End what still runs in the subtree; says whether it has died.

        What was killed before and `waited` for gets time again only if limits have held it back.
        Raises Stuck of `action` when the kernel refuses.
        """
        groups = self._means.groups
        try:
            if await groups.wait_empty(path, 0):
                return True
            groups.kill(path)
            held_back = await self._lift(path)
            limit = self._means.patience.kill if held_back or not waited else 0
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

    async def _lift(self, path: str) -> bool:
        """Take back the limits that keep killed processes from dying; says whether there were any.

        A process needs CPU time to end, and nothing interrupts one that waits for a disk: under
        cpu.max and io.max either may take hours. Nothing in the subtree works any more.
        """
        lifted = False
        for standing in self._means.register.subtree(path):
            limits = standing.cell.spec.limits
            if limits.cpu is None and limits.io is None:
                continue
            lifted = True
            less = replace(limits, cpu=None, io=None)
            try:
                await self._means.groups.apply_async(standing.name, less)
            except (OSError, BadField) as error:
                _log.warning("cannot lift the limits of cell %s: %s", standing.name, error)
        return lifted

    async def named(self, subtree: list[Standing]) -> str:
        """Say what keeps these cells from going away; in a thread, as it may be a fork bomb."""
        known = {item.name for item in self._means.register.subtree("")}
        names = [item.name for item in reversed(subtree)]
        return await asyncio.to_thread(self._named, names, known)

    def _named(self, names: list[str], known: set[str]) -> str:
        groups = self._means.groups
        found: list[str] = []
        for name in names:
            found += [f"{text} in {name}" for text in groups.residents(name)]
            others = groups.foreign(known, name)
            found += [text for text in others if text.startswith("cgroup ") and text not in found]
        return shown(found) if found else "its cgroup is busy"


def shown(things: list[str]) -> str:
    """Return the first few of these, and how many more there are."""
    more = len(things) - SHOWN
    return ", ".join(things[:SHOWN]) + (f" and {more} more" if more > 0 else "")
