"""Disks of machines that run, as somebody wants them changed: opened here, put in by QEMU, mounted by the guest's agent."""

from __future__ import annotations

import asyncio
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition, Refusal
from aurae.vms import balloon, drives
from aurae.vms.disks import disk_of, mounts_of
from aurae.vms.hardware import Bus
from aurae.vms.qmp import QmpFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.model.vm import Drive, DriveLimits
    from aurae.model.workload import Workload
    from aurae.vms.disks import Disks
    from aurae.vms.machine import Machine


SETTLING = 5.0
"""Seconds that a guest has to give what it can do without."""
LOOK = 0.1


class Devices:
    """Changes them. Methods raise Refusal, StateFailed and OSError."""

    def __init__(self, disks: Disks) -> None:
        """`disks` opens them."""
        self._disks = disks

    async def attach(self, machine: Machine, run: Workload, drive: Drive, action: str) -> None:
        """Put a disk into a machine that runs, and have it mounted where that is asked for."""
        monitor = machine.qmp(action)
        found = await self._disks.opened(str(run.id), run.owner, drive, "drive", action)
        try:
            with failing(action):
                slot = await drives.free_slot(monitor, action)
                await drives.attach(monitor, disk_of(drive, found, Bus.SCSI, slot), action)
        finally:
            os.close(found.fd)
        try:
            for mount in mounts_of(drive):
                await machine.agent(action).mount(mount, action)
        except BaseException:
            with suppress(QmpFailed, Refusal):
                await drives.detach(monitor, drive.id, action)
            raise

    async def detach(self, machine: Machine, drive: Drive, action: str) -> None:
        """Pull a disk out of a machine that runs, once nothing of it is mounted by its agent."""
        for mount in reversed(mounts_of(drive)):
            await machine.agent(action).unmount(mount.path, action)
        with failing(action):
            await drives.detach(machine.qmp(action), drive.id, action)

    async def swap(self, machine: Machine, run: Workload, drive: Drive, action: str) -> None:
        """Have a disk of a machine that runs be what `drive` says now."""
        found = await self._disks.opened(str(run.id), run.owner, drive, "path", action)
        try:
            with failing(action):
                disk = disk_of(drive, found, Bus.SCSI)
                await drives.swap(machine.qmp(action), disk, found.size, action)
        finally:
            os.close(found.fd)

    async def grow(self, machine: Machine, drive: Drive, size: int, action: str) -> None:
        """Make a disk of a machine that runs larger, and its file with it."""
        if drive.volume:
            raise FailedPrecondition(action, "it is a volume: that grows by its own limit")
        with failing(action):
            await drives.resize(machine.qmp(action), drive.id, size, action)

    async def limit(
        self, machine: Machine, drive: Drive, limits: DriveLimits | None, action: str
    ) -> None:
        """Change how fast a disk of a machine that runs is."""
        with failing(action):
            await drives.limit(machine.qmp(action), drive.id, limits, action)

    async def resize(self, machine: Machine, memory: int, most: int, action: str) -> int:
        """Have a guest do with so much memory; returns what it has once it has settled, or after a while.

        `most` is what it began with.
        """
        monitor = machine.qmp(action)
        with failing(action):
            await balloon.resize(monitor, memory, most, action)
            for _ in range(round(SETTLING / LOOK)):
                if (await balloon.said(monitor)).actual == memory:
                    return memory
                await asyncio.sleep(LOOK)
            return (await balloon.said(monitor)).actual


@contextmanager
def failing(action: str) -> Iterator[None]:
    """Raise as FailedPrecondition what QEMU does not do."""
    try:
        yield
    except QmpFailed as error:
        raise FailedPrecondition(action, str(error)) from None
