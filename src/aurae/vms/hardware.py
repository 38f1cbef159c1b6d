"""What QEMU is to be: filled in by those who make disks, networks and memory, read by who writes its command line.

All that is opened for it comes by descriptors: a `fd` is the daemon's own until QEMU has it, by inheritance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from aurae.model.vm import DiskFormat, DriveCache, DriveLimits, IoEngine

if TYPE_CHECKING:
    from pathlib import Path


class Bus(Enum):
    """How a disk is connected: fixed at the start, or to be put in and pulled out."""

    BLOCK = "BLOCK"
    SCSI = "SCSI"


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk. `id` is its serial number in the guest: letters, digits and `-`, at most 20.

    `slot` is where a SCSI disk is, 0 to 255, each once: a machine that is restored has it there again.
    """

    id: str
    fd: int
    slot: int = 0
    read_only: bool = False
    format: DiskFormat = DiskFormat.RAW
    cache: DriveCache = DriveCache.WRITEBACK
    engine: IoEngine = IoEngine.THREADS
    limits: DriveLimits | None = None
    bus: Bus = Bus.BLOCK


@dataclass(frozen=True, slots=True)
class Nic:
    """A network interface: `fd` is a tap with a virtio header."""

    fd: int
    mac: str
    mtu: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A folder that virtiofsd serves on the other end of a connected unix socket; `tag` is its name in the guest."""

    tag: str
    fd: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in bytes. `is_shared`: helpers such as virtiofsd reach into it.

    With `fd` it begins as what is in that sealed memory file, and what is written stays with this machine.
    """

    size: int
    fd: int = -1
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Sockets:
    """Listening unix sockets that QEMU answers on; -1 where there is none."""

    qmp: int
    console: int = -1
    channel: int = -1


@dataclass(frozen=True, slots=True)
class Hardware:
    """A whole machine.

    With `is_agent` the workload's streams are those of the process in the guest; otherwise they are the serial console.
    `incoming`: it waits for the state of a snapshot before it runs, and loads no kernel. `disks` are in the order of
    the guest's names.
    """

    vcpus: int
    memory: Memory
    kernel: Path
    initrd: Path | None
    command_line: str
    sockets: Sockets
    disks: tuple[Disk, ...] = ()
    nics: tuple[Nic, ...] = ()
    shares: tuple[Shared, ...] = ()
    is_agent: bool = True
    incoming: bool = False
