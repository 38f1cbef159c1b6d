"""Who is killed in a cell that stands still for want of memory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REASON = "memory-pressure"
"""What the reason of whoever is killed begins with."""
USUAL_DURATION = 30_000_000
"""Microseconds."""


class PressurePreference(Enum):
    """What is said of a workload: killed after all others, or never."""

    AVOID = "AVOID"
    OMIT = "OMIT"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A workload of the cell: pages that the kernel looked at to take them back from it, and bytes in use."""

    id: int
    scanned: int
    used: int
    preference: PressurePreference | None = None


def victim(before: Iterable[Candidate], now: Iterable[Candidate]) -> Candidate | None:
    """Return who causes the most work of taking memory back since `before`, then who uses the most.

    One to avoid only where there is no other; None where nobody may be killed.
    """
    known = {one.id: one.scanned for one in before}
    candidates = [one for one in now if one.preference is not PressurePreference.OMIT]

    def weight(one: Candidate) -> tuple[bool, int, int]:
        wanted = one.preference is not PressurePreference.AVOID
        return wanted, one.scanned - known.get(one.id, 0), one.used

    return max(candidates, key=weight, default=None)
