"""How a process is run beside its command: scheduling, limits, folders, secrets, and what it may reach.

The fields are those of the messages of the same names, which say what they mean. Durations are
seconds; None is "not said".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override


class SchedulingPolicy(Enum):
    """Policies of sched(7)."""

    OTHER = "OTHER"
    BATCH = "BATCH"
    IDLE = "IDLE"
    FIFO = "FIFO"
    RR = "RR"


class IoClass(Enum):
    """Classes of ioprio_set(2)."""

    REALTIME = "REALTIME"
    BEST_EFFORT = "BEST_EFFORT"
    IDLE = "IDLE"


@dataclass(frozen=True, slots=True)
class Scheduling:
    """When the kernel lets a process run."""

    policy: SchedulingPolicy | None = None
    priority: int = 0
    io_class: IoClass | None = None
    io_priority: int | None = None
    cpus: str = ""


@dataclass(frozen=True, slots=True)
class Rlimit:
    """A resource limit; None is no limit."""

    soft: int | None = None
    hard: int | None = None


class Sink(Enum):
    """Where an output stream goes."""

    LOG = "LOG"
    NULL = "NULL"


class Place(Enum):
    """Places of folders."""

    RUNTIME = "RUNTIME"
    STATE = "STATE"
    CACHE = "CACHE"
    LOGS = "LOGS"
    CONFIGURATION = "CONFIGURATION"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder below a place of the machine."""

    place: Place
    name: str
    mode: int | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Credential:
    """One secret: its content, or the absolute path of the file that has it."""

    name: str
    content: bytes | None = None
    file: str = ""

    @override
    def __repr__(self) -> str:
        """Show the name only: a secret comes into no log."""
        return f"Credential({self.name!r})"


class System(Enum):
    """How much of the machine's own files is read-only."""

    OPEN = "OPEN"
    USR = "USR"
    FULL = "FULL"
    STRICT = "STRICT"


class Home(Enum):
    """What is seen of the users' homes."""

    OPEN = "OPEN"
    READ_ONLY = "READ_ONLY"
    EMPTY = "EMPTY"
    INACCESSIBLE = "INACCESSIBLE"


class DevicePolicy(Enum):
    """Which devices may be used beside those that are named."""

    AUTO = "AUTO"
    CLOSED = "CLOSED"
    STRICT = "STRICT"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What a workload may reach: a profile, and answers that replace the profile's."""

    profile: str = ""
    no_new_privileges: bool | None = None
    add_capabilities: tuple[str, ...] = ()
    drop_capabilities: tuple[str, ...] = ()
    ambient_capabilities: tuple[str, ...] = ()
    system: System | None = None
    home: Home | None = None
    private_tmp: bool | None = None
    private_devices: bool | None = None
    private_network: bool | None = None
    private_processes: bool | None = None
    read_only_paths: tuple[str, ...] = ()
    read_write_paths: tuple[str, ...] = ()
    inaccessible_paths: tuple[str, ...] = ()
    temporary_paths: tuple[str, ...] = ()
    protect_kernel_tunables: bool | None = None
    protect_kernel_modules: bool | None = None
    protect_kernel_logs: bool | None = None
    protect_control_groups: bool | None = None
    protect_clock: bool | None = None
    protect_hostname: bool | None = None
    system_calls: tuple[str, ...] = ()
    address_families: tuple[str, ...] = ()
    restrict_namespaces: bool | None = None
    restrict_realtime: bool | None = None
    restrict_set_id: bool | None = None
    deny_write_execute: bool | None = None
    lock_personality: bool | None = None
    native_system_calls: bool | None = None
    device_policy: DevicePolicy | None = None
    device_allow: tuple[str, ...] = ()
