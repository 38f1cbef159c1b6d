"""What QEMU is to be: filled in by those who make disks, networks and memory, read by who writes its command line.

All that is opened for it comes by descriptors: an `fd` is the daemon's own until QEMU has a copy by inheritance, and
stays the daemon's to close. -1 is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from aurae.model.vm import DiskFormat, DriveCache, DriveLimits, IoEngine

STDIO, STDOUT, STDERR, CHANNEL = "aurae.stdio", "aurae.stdout", "aurae.stderr", "aurae.channel"
"""Ports that the agent in a guest finds by their names: the first is what is read, and for a terminal both ways.

What a guest writes to a port whose other end has closed is lost: so input, which may end, has a port of its own.
"""
PORTS = {STDIO: 1, STDOUT: 2, STDERR: 3, CHANNEL: 4}
"""Their numbers in the guest's virtio-serial device."""


class Bus(Enum):
    """How a disk is connected: fixed at the start, or to be put in and pulled out."""

    BLOCK = "BLOCK"
    SCSI = "SCSI"


class Accelerator(Enum):
    """What runs the guest's instructions: the processor, or QEMU, which translates them."""

    KVM = "KVM"
    TCG = "TCG"


@dataclass(frozen=True, slots=True)
class Engine:
    """What runs a guest. `tsc_khz` is the rate of the time stamp counter, which a guest of TCG has to be told; 0 unknown."""

    accelerator: Accelerator
    tsc_khz: int = 0


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk. `id` is its serial number in the guest: letters, digits and `-`, at most 20.

    `device`: the descriptor is of a block device, not of a file. `slot` is where a SCSI disk is, 0 to 255, each once:
    a machine that is restored has it there again.
    """

    id: str
    fd: int
    read_only: bool = False
    format: DiskFormat = DiskFormat.RAW
    cache: DriveCache = DriveCache.WRITEBACK
    engine: IoEngine = IoEngine.THREADS
    limits: DriveLimits | None = None
    bus: Bus = Bus.BLOCK
    device: bool = False
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Nic:
    """A network interface: `fd` is a tap with a virtio header."""

    fd: int
    mac: str
    mtu: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A folder that virtiofsd serves on the other end of a connected unix socket; `tag` is its name in the guest.

    It needs `Memory.fd`, which virtiofsd maps.
    """

    tag: str
    fd: int


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in bytes. `fd` is a memfd of that size that is it, shared; or, `is_private`, what it is at first.

    Without one it is QEMU's alone, and nobody can share it. A memfd from which
    machines have private copies is to be sealed against writing (F_SEAL_WRITE): they could change it otherwise.
    """

    size: int
    fd: int = -1
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Sockets:
    """Listening unix sockets that QEMU answers on (`vms.sockets`)."""

    qmp: int
    console: int = -1
    channel: int = -1


@dataclass(frozen=True, slots=True)
class Hardware:
    """A whole machine.

    `kernel` and `initrd` are descriptors of files that everybody may read. `arguments` are the kernel's, in their
    order, beside those that the machine needs. With `is_agent` the workload's streams are those of the process in the
    guest (`PORTS`); otherwise they are the serial console. `terminal`: the streams are a terminal. `words` is where
    what QEMU itself says goes (`vms.words`), the workload's stderr without. `incoming`: it waits for the state
    of a snapshot before it runs, and needs no kernel. `is_paused`: it waits for `cont`.
    """

    vcpus: int
    memory: Memory
    sockets: Sockets
    kernel: int = -1
    initrd: int = -1
    arguments: tuple[str, ...] = ()
    disks: tuple[Disk, ...] = ()
    nics: tuple[Nic, ...] = ()
    shares: tuple[Shared, ...] = ()
    is_agent: bool = True
    terminal: bool = False
    words: int = -1
    incoming: bool = False
    is_paused: bool = False
