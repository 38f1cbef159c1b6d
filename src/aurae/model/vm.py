"""What is asked of a virtual machine beside its process: its image or disks, its processors, memory, devices.

The fields are those of the messages of the same names, which say what they mean. Sizes are bytes.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field
from enum import Enum

from aurae.model.cell import Limits  # noqa: TC001  likewise
from aurae.model.dns import Dns  # noqa: TC001  likewise
from aurae.model.network import DEFAULT, Attachment, PublishedPort

MIB = 1024 * 1024
MEMORY = 256 * MIB
"""Bytes of a machine's memory where nobody says otherwise."""
SCRATCH = 1024 * MIB
"""Bytes that a machine of an image may write, where nobody says otherwise."""
HEARTBEAT = 30.0
"""Seconds without an answer after which a guest counts as hung."""


class Boot(Enum):
    """How a machine of an image comes up; the values are the names in the API."""

    AUTO = "AUTO"
    COLD = "COLD"


class DiskFormat(Enum):
    """What a file that is a disk looks like."""

    RAW = "RAW"
    QCOW2 = "QCOW2"


class DriveCache(Enum):
    """Whether what the guest has flushed is on the host's disk."""

    WRITEBACK = "WRITEBACK"
    UNSAFE = "UNSAFE"


class IoEngine(Enum):
    """How the host reads and writes a disk."""

    THREADS = "THREADS"
    IO_URING = "IO_URING"


class MetadataVersion(Enum):
    """Which requests for metadata are answered: all, or those with a token only."""

    V1 = "V1"
    V2 = "V2"


@dataclass(frozen=True, slots=True)
class DriveLimits:
    """Bytes and operations a second; None is unlimited.

    A burst is what may go beyond that at once, in bytes or operations.
    """

    bytes_per_second: int | None = None
    bytes_burst: int | None = None
    operations_per_second: int | None = None
    operations_burst: int | None = None


@dataclass(frozen=True, slots=True)
class Drive:
    """A disk of a machine: the file or block device at `path`, or a volume.

    `id` is its serial number in the guest. With `target` the guest's agent mounts it there, as `file_system`.
    """

    id: str
    path: str = ""
    volume: str = ""
    read_only: bool = False
    format: DiskFormat = DiskFormat.RAW
    cache: DriveCache = DriveCache.WRITEBACK
    engine: IoEngine = IoEngine.THREADS
    limits: DriveLimits | None = None
    target: str = ""
    file_system: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A folder of the host, or a volume, that the guest sees at `target` (virtiofs)."""

    target: str
    source: str = ""
    volume: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the guest reads at 169.254.169.254: a JSON document."""

    document: str = ""
    version: MetadataVersion = MetadataVersion.V2


@dataclass(frozen=True, slots=True)
class Vm:
    """A virtual machine. What runs in one of an image is the specification's `executable`.

    With `image` the root is that image's, and our agent runs in the guest; otherwise `root` is its disk. `kernel` and
    `initrd` are paths of the host, empty for the daemon's own kernel. `agent`: a guest of a disk runs our agent, too.
    None of `limits` and `dns` is "not said"; `heartbeat` is in seconds, 0 for none.
    """

    image: str = ""
    entrypoint: tuple[str, ...] = ()
    hostname: str = ""
    vcpus: int = 1
    memory: int = MEMORY
    kernel: str = ""
    initrd: str = ""
    kernel_args: tuple[str, ...] = ()
    root: Drive | None = None
    drives: tuple[Drive, ...] = ()
    shares: tuple[Share, ...] = ()
    networks: tuple[Attachment, ...] = ()
    ports: tuple[PublishedPort, ...] = ()
    dns: Dns | None = None
    extra_hosts: tuple[str, ...] = ()
    read_only: bool = False
    scratch_size: int = SCRATCH
    metadata: Metadata | None = None
    vsock: bool = False
    boot: Boot = Boot.AUTO
    agent: bool = False
    heartbeat: float = HEARTBEAT
    auraed_address: str = ""
    sysctls: Mapping[str, str] = field(default_factory=dict)
    limits: Limits | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The networks that it is on: who publishes ports and names none is on its owner's `default`."""
        return self.networks or ((Attachment(DEFAULT),) if self.ports else ())

    @property
    def has_own_users(self) -> bool:
        """Whether its users are a range of the host's: they are those of a kernel of its own."""
        return False

    @property
    def has_agent(self) -> bool:
        """Whether our agent answers in the guest."""
        return bool(self.image) or self.agent
