"""A disk as QEMU has it: three nodes, one above the other, and a device. The same for one that comes later.

The file is a descriptor in a set of descriptors of QEMU's (`-add-fd`, add-fd), whose number is its path. Locks are
the daemon's business: QEMU's own would be seen by nobody else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aurae.model.vm import DiskFormat, DriveCache, DriveLimits, IoEngine
from aurae.vms.hardware import Bus, Disk

if TYPE_CHECKING:
    from collections.abc import Mapping

ID = re.compile(r"[A-Za-z0-9-]{1,20}", re.ASCII)
SCSI_BUS = "scsi0.0"


def check_id(ident: str) -> None:
    """ValueError for what cannot be a disk's id."""
    if not ID.fullmatch(ident):
        raise ValueError(
            f"cannot name a disk {ident[:40]!r}: it is letters, digits and -, at most 20"
        )


def top_of(ident: str) -> str:
    """Return the name of the node that the device of a disk reads."""
    return f"disk-{ident}"


def device_of(ident: str) -> str:
    """Return the id of a disk's device."""
    return f"drive-{ident}"


def group_of(ident: str) -> str:
    """Return the id of the throttle group of a disk: its limits are set there (qom-set), at any time."""
    return f"limits-{ident}"


def uses_io_uring(disk: Disk) -> bool:
    """Say whether a disk is read and written through io_uring(7)."""
    return disk.engine is IoEngine.IO_URING


def limits_of(limits: DriveLimits | None) -> dict[str, object]:
    """Return limits as a throttle group has them; 0 is none."""
    asked = limits or DriveLimits()
    found: dict[str, object] = {}
    for name, rate, burst in (
        ("bps-total", asked.bytes_per_second, asked.bytes_burst),
        ("iops-total", asked.operations_per_second, asked.operations_burst),
    ):
        found[name] = rate or 0
        found[f"{name}-max"] = rate + burst if rate and burst else 0
    return found


def throttle_group(disk: Disk) -> dict[str, object]:
    """Return the object that limits a disk, for -object and object-add."""
    return {
        "qom-type": "throttle-group",
        "id": group_of(disk.id),
        "limits": limits_of(disk.limits),
    }


def names_of(ident: str, mark: str = "") -> tuple[str, str, str]:
    """Return the names of the nodes of a disk, the lowest first."""
    return f"file-{ident}{mark}", f"format-{ident}{mark}", f"{top_of(ident)}{mark}"


def nodes(disk: Disk, descriptors: int, mark: str = "") -> list[dict[str, object]]:
    """Return the nodes, the lowest first, for -blockdev and blockdev-add; `descriptors` is the number of the set.

    To be taken away in the other order. Those that come to take the place of others have a `mark` in their names.
    ValueError for an id that is none.
    """
    check_id(disk.id)
    lowest, middle, highest = names_of(disk.id, mark)
    file: dict[str, object] = {
        "driver": "host_device" if disk.device else "file",
        "node-name": lowest,
        "filename": f"/dev/fdset/{descriptors}",
        "locking": "off",
        "aio": "io_uring" if uses_io_uring(disk) else "threads",
    }
    form: dict[str, object] = {
        "driver": disk.format.value.lower(),
        "node-name": middle,
        "file": lowest,
    }
    if disk.format is DiskFormat.QCOW2:
        form["backing"] = None  # whatever the guest has written into the header
    top: dict[str, object] = {
        "driver": "throttle",
        "node-name": highest,
        "throttle-group": group_of(disk.id),
        "file": middle,
    }
    common: Mapping[str, object] = {
        "read-only": disk.read_only,
        "discard": "unmap",
        "cache": {"direct": False, "no-flush": disk.cache is DriveCache.UNSAFE},
    }
    return [{**each, **common} for each in (file, form, top)]


def device(disk: Disk) -> dict[str, object]:
    """Return the device of a disk, for -device and, on the bus SCSI, device_add."""
    common: dict[str, object] = {
        "id": device_of(disk.id),
        "drive": top_of(disk.id),
        "serial": disk.id,
        # A full disk of the host is an error to the guest: it would stand still otherwise, and nobody could tell why.
        "werror": "report",
        "rerror": "report",
    }
    if disk.bus is Bus.SCSI:
        return {"driver": "scsi-hd", "bus": SCSI_BUS, "scsi-id": disk.slot, **common}
    return {"driver": "virtio-blk-device", **common}
