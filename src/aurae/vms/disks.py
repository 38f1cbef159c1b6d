"""The disks of a machine: all that it is started with, opened, locked and handed to whoever starts QEMU.

Theory. A machine of an image has that image's file as its root, which is read-only and shared, and a scratch disk of its
own for what is written. Other drives are files, block devices and volumes. All are opened here and go to QEMU as
descriptors: it has no path of any. Locks are the kernel's and stay with QEMU, whatever becomes of the server.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition, InvalidField
from aurae.vms import drive_files, guest_orders
from aurae.vms.drive_files import DriveFile
from aurae.vms.hardware import Bus, Disk
from aurae.vms.images import FILE_SYSTEM, opened_base
from aurae.vms.inspecting import Unfit
from aurae.volumes.places import DATA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.images.images import Images
    from aurae.model.image import Image
    from aurae.model.vm import Drive, Vm
    from aurae.vms.scratch import Scratch
    from aurae.volumes.volumes import Volumes

ROOT, SCRATCH = "aurae-root", "aurae-scratch"
"""Ids of the disks of a machine of an image: no drive has them."""
EXT4 = "ext4"
DISKS = "/run/aurae/disks"
"""Where the file systems of volumes are in a guest."""


@dataclass(frozen=True, slots=True)
class Furnishing:
    """What disks are wanted for: a run of a machine, its owner, and the folder of what belongs to the machine.

    `is_kept`: the folder outlives the run. `bus` is how its disks are connected.
    """

    user: str
    owner: str
    vm: Vm
    image: Image | None
    folder: Path
    is_kept: bool = False
    bus: Bus = Bus.BLOCK


@dataclass(slots=True)
class Furniture:
    """The disks in the order of the guest's names, and what its agent is told of them. Descriptors are closed by `close`."""

    disks: tuple[Disk, ...] = ()
    root: guest_orders.Root | None = None
    upper: guest_orders.Upper | None = None
    mounts: tuple[guest_orders.Mount, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of each disk, by its id."""

    def add(self, disk: Disk, size: int) -> None:
        """Have one more disk."""
        self.disks = (*self.disks, disk)
        self.sizes[disk.id] = size

    def close(self) -> None:
        """Close the descriptors: QEMU has its own."""
        for disk in self.disks:
            os.close(disk.fd)
        self.disks = ()


class Disks:
    """Makes and opens disks. Methods raise Refusal, StateFailed and OSError."""

    def __init__(
        self, images: Images, volumes: Volumes | None, scratch: Scratch, own: Sequence[Path] = ()
    ) -> None:
        """`own` are folders of the daemon, in which nobody else has disks. Without `volumes` nobody has one."""
        self._images = images
        self._volumes = volumes
        self._scratch = scratch
        self._own = tuple(own)

    async def furnish(self, wanted: Furnishing, action: str) -> Furniture:
        """Open all disks of a machine; the caller closes them once QEMU runs, and calls `leave` when it has ended.

        Who has the image uses it (`Images.use`).
        """
        furniture = Furniture()
        try:
            if wanted.image is not None:
                await self._add_root(furniture, wanted, action)
            elif wanted.vm.root is not None:
                await self._add(furniture, wanted, wanted.vm.root, "vm.root", action)
            for number, drive in enumerate(wanted.vm.drives):
                await self._add(furniture, wanted, drive, f"vm.drives[{number}]", action)
        except BaseException:
            furniture.close()
            await self.leave(wanted.user)
            raise
        return furniture

    async def leave(self, user: str) -> None:
        """Take volumes from a run that has ended, or never began."""
        if self._volumes is not None:
            await self._volumes.leave(user)

    async def opened(
        self, user: str, owner: str, drive: Drive, field: str, action: str
    ) -> DriveFile:
        """Open one drive; the caller closes its descriptor."""
        if drive.volume:
            return await self._lent(user, owner, drive, action)
        try:
            return await asyncio.to_thread(
                drive_files.opened, drive.path, drive.format, self._own, read_only=drive.read_only
            )
        except Unfit as error:
            raise FailedPrecondition(action, _said(field, drive.path, str(error))) from None
        except OSError as error:
            why = drive_files.why_not(error)
            raise FailedPrecondition(action, _said(field, drive.path, why)) from None

    # Inside.

    async def _add_root(self, furniture: Furniture, wanted: Furnishing, action: str) -> None:
        assert wanted.image is not None
        vm = wanted.vm
        base = await opened_base(self._images, wanted.image, action)
        furniture.add(Disk(ROOT, base, read_only=True, bus=wanted.bus), os.fstat(base).st_size)
        furniture.root = guest_orders.Root(ROOT, FILE_SYSTEM, read_only=vm.read_only)
        if vm.read_only:
            return
        scratch = await self._scratch.opened(
            wanted.folder, vm.scratch_size, action, kept=wanted.is_kept
        )
        furniture.add(Disk(SCRATCH, scratch, slot=1, bus=wanted.bus), os.fstat(scratch).st_size)
        furniture.upper = guest_orders.Upper(SCRATCH)

    async def _add(
        self, furniture: Furniture, wanted: Furnishing, drive: Drive, field: str, action: str
    ) -> None:
        if drive.id in furniture.sizes or drive.id in (ROOT, SCRATCH):
            raise InvalidField(action, f"{field}.id", f"{drive.id!r} is the id of another disk")
        found = await self.opened(wanted.user, wanted.owner, drive, field, action)
        slot = len(furniture.disks)
        furniture.add(disk_of(drive, found, wanted.bus, slot), found.size)
        furniture.mounts += mounts_of(drive)

    async def _lent(self, user: str, owner: str, drive: Drive, action: str) -> DriveFile:
        if self._volumes is None:
            raise FailedPrecondition(action, "volumes are not available here")
        lent = await self._volumes.lend_disk(
            user, drive.volume, owner, action, read_only=drive.read_only
        )
        return DriveFile(lent, is_device=False, size=os.fstat(lent).st_size)


def disk_of(drive: Drive, found: DriveFile, bus: Bus, slot: int = 0) -> Disk:
    """Return the disk that an open drive is."""
    return Disk(
        drive.id,
        found.fd,
        slot=slot,
        read_only=drive.read_only,
        format=drive.format,
        cache=drive.cache,
        engine=drive.engine,
        limits=drive.limits,
        bus=bus,
        device=found.is_device,
    )


def mounts_of(drive: Drive) -> tuple[guest_orders.Mount, ...]:
    """Return how the guest's agent mounts a drive, if it is to.

    Of a volume it shows what a container would see of it: a folder of the file system.
    """
    if not drive.target:
        return ()
    options = guest_orders.READ_ONLY if drive.read_only else 0
    if not drive.volume:
        name, kind = drive.id, drive.file_system
        return (guest_orders.Mount(drive.target, name, filesystem=kind, options=options),)
    place = f"{DISKS}/{drive.id}"
    whole = guest_orders.Mount(place, drive.id, filesystem=EXT4, options=options)
    return (whole, guest_orders.Mount(drive.target, source=f"{place}/{DATA}", options=options))


def _said(field: str, path: str, why: str) -> str:
    return f"{field}: {path}: {why}"
