"""The balloon of a machine: memory that its guest gives back while it runs, and what the guest says of its memory.

Theory. The guest's driver takes pages and gives them to the host; where processes of the guest would have to be killed for lack of
memory, it lets some go (deflate-on-oom). Pages that are free in the guest anyway go to the host by themselves (free page reporting).
The machine's kind, microvm, has no slots for memory or processors: both can be fewer by a new start only, and memory
never more than it began with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition, InvalidField
from aurae.vms.command_line import BALLOON

if TYPE_CHECKING:
    from aurae.vms.qmp import Monitor

DEVICE = f"/machine/peripheral/{BALLOON}"
MIB = 1 << 20
SMALLEST = 16 * MIB
"""Bytes that no guest is to be left with fewer than."""
UNKNOWN = 2**64 - 1
NAMES = {
    "stat-total-memory": "total",
    "stat-free-memory": "free",
    "stat-available-memory": "available",
    "stat-disk-caches": "caches",
    "stat-swap-in": "swapped_in",
    "stat-swap-out": "swapped_out",
    "stat-major-faults": "major_faults",
    "stat-minor-faults": "minor_faults",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a guest says of its memory, in bytes, and faults since its start; None is what it does not say.

    `actual` is the memory that the balloon leaves to it; `age` the time of what it has said, in seconds of the epoch, 0 for never.
    """

    actual: int
    age: int = 0
    total: int | None = None
    free: int | None = None
    available: int | None = None
    caches: int | None = None
    swapped_in: int | None = None
    swapped_out: int | None = None
    major_faults: int | None = None
    minor_faults: int | None = None


async def resize(
    monitor: Monitor, memory: int, most: int, action: str, *, vcpus: int = 0, has_vcpus: int = 0
) -> None:
    """Have a guest do with `memory` bytes, as soon as it can; `most` is what it began with. Raises QmpFailed, Refusal."""
    if vcpus and vcpus != has_vcpus:
        why = "the machine is microvm, whose processors cannot come or go: change the machine and start it again"
        raise FailedPrecondition(action, why)
    if memory > most:
        why = f"the machine is microvm, and began with {most} bytes of memory: more come with a new start"
        raise FailedPrecondition(action, why)
    if memory < SMALLEST or memory % MIB:
        raise InvalidField(action, "memory", f"is not whole MiB from {SMALLEST} bytes on")
    await monitor.execute("balloon", {"value": memory})


async def poll(monitor: Monitor, seconds: int) -> None:
    """Have the guest say something of its memory each so many seconds, 0 for not any more. Raises QmpFailed."""
    await monitor.execute(
        "qom-set",
        {"path": DEVICE, "property": "guest-stats-polling-interval", "value": seconds},
    )


async def said(monitor: Monitor) -> Said:
    """Return how large the balloon is, and what the guest has said. Raises QmpFailed."""
    found = await monitor.execute("query-balloon")
    stats = await monitor.execute("qom-get", {"path": DEVICE, "property": "guest-stats"})
    return read(found, stats)


def read(found: object, stats: object) -> Said:
    """Read the answers, whatever the guest, or a QEMU that was taken over, has put into them."""
    told = stats.get("stats") if isinstance(stats, dict) else None
    age = _number(stats.get("last-update") if isinstance(stats, dict) else None)
    items = told if isinstance(told, dict) else {}
    numbers = {name: _number(items.get(key)) for key, name in NAMES.items()}
    actual = _number(found.get("actual") if isinstance(found, dict) else None)
    return Said(actual or 0, age or 0, **numbers)


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < UNKNOWN:
        return value
    return None
