"""Whether a state that was saved can go on in a machine that is to be made here.

Theory. QEMU's microvm has no versions: a state is for the QEMU that wrote it, on the same accelerator and model of a
processor, with the same devices in the same places. One that does not fit mostly fails to load, and at worst loads wrongly:
so all that a state depends on is kept beside it and compared first.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition
from aurae.state import record

if TYPE_CHECKING:
    from aurae.model.vm_snapshot import Fittings, SavedDisk

DRIFT = 500
"""The part of the clock's rate by which two hosts may differ: what a guest's clock loses then, its agent mends."""
MIB = 1 << 20


def check(action: str, saved: Fittings, here: Fittings) -> None:
    """Raise FailedPrecondition unless the state fits into a machine as it would be here."""
    why = unfit(saved, here)
    if why:
        raise FailedPrecondition(action, why)


def unfit(saved: Fittings, here: Fittings) -> str:
    """Return why a state does not fit; empty when it does."""
    pairs = {
        "was saved by {}, and this is {}": (saved.emulator, here.emulator),
        "runs by {}, and this host by {}": (saved.accelerator, here.accelerator),
        "has a processor {}, and this host gives {}": (saved.cpu, here.cpu),
        "has {} processors, not {}": (saved.vcpus, here.vcpus),
        "has {} MiB of memory, not {}": (saved.memory / MIB, here.memory / MIB),
        "runs the kernel {}, not {}": (saved.kernel[:12], here.kernel[:12]),
        "has {} network interfaces, not {}": (len(saved.mtus), len(here.mtus)),
        "has networks with an MTU of {}, not {}": (_list(saved.mtus), _list(here.mtus)),
        "has the disks {}, not {}": (_disks(saved), _disks(here)),
    }
    for text, (was, now) in pairs.items():
        if was != now:
            return "it " + text.format(_shown(was), _shown(now))
    if (saved.is_agent, saved.terminal) != (here.is_agent, here.terminal):
        return "only one of both has an agent, or a terminal"
    if abs(saved.clock_khz - here.clock_khz) * DRIFT > saved.clock_khz:
        return f"its clock runs at {saved.clock_khz} kHz, and this host's at {here.clock_khz} kHz"
    return ""


def key(fittings: Fittings) -> str:
    """Return what names all machines that a state fits into."""
    # The rate of a clock is measured, and a little different each time.
    text = record.dump(replace(fittings, clock_khz=0))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) or "none"


def _list(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values))


def _disks(fittings: Fittings) -> str:
    return ", ".join(_disk(disk) for disk in fittings.disks)


def _disk(disk: SavedDisk) -> str:
    place = f" in slot {disk.slot}" if disk.is_scsi else ""
    return f"{disk.id}{place} ({disk.size} bytes)" if disk.size else f"{disk.id}{place}"
