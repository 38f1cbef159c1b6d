"""How a machine ended: what was learned of its guest, with what init says of QEMU.

Theory. The exit status of QEMU says nothing of the guest. What is learned of the guest (the end of its main
process, a poweroff, a reboot, a panic) is on the disk before the guest or QEMU is told to go on, so a server that dies in
between loses nothing. Where nothing was learned, QEMU has ended by itself or was killed, and its own status counts.

| learned  | status of the workload            | reason                                            |
|----------|-----------------------------------|---------------------------------------------------|
| EXITED   | that of the main process          | its own; `oom-kill` where its kernel killed it    |
| POWEROFF | 0                                 | `poweroff`, unless it was asked to stop           |
| REBOOT   | 0                                 | `reboot`, unless it was asked to stop             |
| PANIC    | SIGABRT                           | `panic: ...`                                      |
| nothing, QEMU exited with 0 | 0              | `poweroff`, unless it was asked to stop           |
| nothing, QEMU exited with another status | that | `QEMU exited with status ...`                  |
| nothing, QEMU ended by a signal | that signal | `oom-kill`, the reason for a kill, `QEMU ended by ...` |
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from signal import SIGABRT, SIGKILL
from typing import TYPE_CHECKING

from aurae.model.lifecycle import Status
from aurae.model.workload import signal_name
from aurae.state import record
from aurae.vms.folders import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.model.workload import Workload
    from aurae.processes.init import Exit

LARGEST = 4096


class How(Enum):
    """What a guest did at its end."""

    EXITED = "EXITED"
    POWEROFF = "POWEROFF"
    REBOOT = "REBOOT"
    PANIC = "PANIC"


OF_SHUTDOWN = {
    "guest-shutdown": How.POWEROFF,
    "guest-reset": How.REBOOT,
    "guest-panic": How.PANIC,
    "host-qmp-system-reset": How.REBOOT,
    "subsystem-reset": How.REBOOT,
}
"""What QEMU's reason of a SHUTDOWN says of the guest; other reasons are the host's own."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: `status` is the wait status of a main process that EXITED, `was_oom` that its kernel killed it."""

    how: How
    status: int = 0
    was_oom: bool = False
    detail: str = ""


def final(
    workload: Workload, end: Exit, oom_kills: int, learned: Learned | None, said: str = ""
) -> Workload:
    """Return a workload after QEMU was reaped, which itself has `said` something."""
    status, why, kills = _judged(workload, end, oom_kills, learned)
    if learned is None and end.status and why and said:
        why = f"{why}: {said}"
    return workload.exited(status, end.finished_ns, end.cpu_us, kills, why)


def _judged(
    workload: Workload, end: Exit, oom_kills: int, learned: Learned | None
) -> tuple[int, str | None, int]:
    """Return the wait status, the reason (None for the usual one) and how many processes were killed for memory."""
    if learned is None:
        return _of_qemu(workload, end, oom_kills)
    was_asked = workload.status is Status.STOPPING
    match learned.how:
        case How.EXITED:
            return learned.status, None, int(learned.was_oom)
        case How.POWEROFF:
            return 0, "" if was_asked else "poweroff: the guest went off by itself", 0
        case How.REBOOT:
            return 0, "" if was_asked else "reboot: the guest asked for one", 0
        case How.PANIC:
            return int(SIGABRT), f"panic: {learned.detail or 'the kernel of the guest gave up'}", 0


def _of_qemu(workload: Workload, end: Exit, oom_kills: int) -> tuple[int, str | None, int]:
    number, code = end.status & 0x7F, end.status >> 8 & 0xFF
    if number == SIGKILL:
        return end.status, None, oom_kills
    if number:
        return end.status, f"QEMU ended by {signal_name(number)}", 0
    if code:
        return end.status, f"QEMU exited with status {code}", 0
    return 0, "" if workload.status is Status.STOPPING else "poweroff: the machine went off", 0


def write(folder: Path, ident: int, learned: Learned) -> None:
    """Write what was learned of a run; on the disk then, and nothing is learned after the first. Raises OSError."""
    path = folder / _name(ident)
    if read(folder, ident) is None:
        write_whole(path, record.dump(learned).encode())


def read(folder: Path, ident: int) -> Learned | None:
    """Return what was learned of a run; None when nothing was."""
    with (
        suppress(OSError, ValueError, KeyError, TypeError),
        (folder / _name(ident)).open("rb") as file,
    ):
        return record.load(Learned, file.read(LARGEST).decode())
    return None


def forget(folder: Path) -> None:
    """Remove what was learned of earlier runs. Raises OSError."""
    with suppress(FileNotFoundError):
        for name in os.listdir(folder):
            if name.startswith(NAME):
                os.unlink(folder / name)


NAME = "outcome-"


def _name(ident: int) -> str:
    return f"{NAME}{ident}"
