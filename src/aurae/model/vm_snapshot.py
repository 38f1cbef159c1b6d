"""What is kept of a virtual machine at one moment: its memory, its processors and devices, and its disks."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the state reads the types of fields
from dataclasses import dataclass, field
from enum import Enum

from aurae.model.workload import WorkloadSpec  # noqa: TC001  likewise


class SnapshotKind(Enum):
    """How much of the memory lies with a snapshot; the values are the names in the API."""

    FULL = "FULL"
    """All that was not zero."""
    DIFF = "DIFF"
    """What differs from the memory of the snapshot that it stands on."""


class DiskRole(Enum):
    """What becomes of a disk in a snapshot."""

    BASE = "BASE"
    """The root of an image: nobody writes it, all machines share it."""
    SCRATCH = "SCRATCH"
    """What the machine has written: copied."""
    DRIVE = "DRIVE"
    """One from outside that is read only: opened again."""


@dataclass(frozen=True, slots=True)
class SavedDisk:
    """A disk of a machine that was saved: where it was, and the size of its copy in bytes."""

    id: str
    role: DiskRole
    slot: int = 0
    is_scsi: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Fittings:
    """What a machine has to be for a saved state to go on in it.

    `emulator` is QEMU's version as its package says it, `kernel` the digest of what was booted, with its initramfs
    and command line. `clock_khz` is the rate of the host's clock where the guest counts by it, else 0.
    """

    emulator: str
    accelerator: str
    cpu: str
    vcpus: int
    memory: int
    kernel: str = ""
    clock_khz: int = 0
    mtus: tuple[int, ...] = ()
    disks: tuple[SavedDisk, ...] = ()
    is_agent: bool = True
    terminal: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotSpec:
    """What is asked of a snapshot. Without `is_live` the machine stands still while its memory is copied."""

    name: str
    kind: SnapshotKind = SnapshotKind.FULL
    description: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class VmSnapshot:
    """A snapshot that is there. `size` is what it takes of the disk, `memory` the bytes that were not zero.

    `vm` is the full name of the machine, `asked` what was asked of it, `image` the id of its image. `parent` is the id of
    the snapshot that a DIFF stands on, `checksum` that of its pages. One that is `doomed` is being removed.
    """

    id: str
    spec: SnapshotSpec
    owner: str
    vm: str
    asked: WorkloadSpec
    fittings: Fittings
    image: str = ""
    parent: str = ""
    created_ns: int = 0
    size: int = 0
    memory: int = 0
    pause_us: int = 0
    checksum: int = 0
    state_checksum: int = 0
    doomed: bool = False

    @property
    def name(self) -> str:
        """Its name, which no other snapshot of this node has."""
        return self.spec.name


@dataclass(frozen=True, slots=True)
class Restore:
    """How a machine goes on from a snapshot.

    `is_paused`: it waits for a resume. `keeps_clock`: its clock goes on from the moment of the snapshot, instead of
    being set to now. `hostname` empty is its new name.
    """

    snapshot: str
    is_paused: bool = False
    keeps_clock: bool = False
    hostname: str = ""
