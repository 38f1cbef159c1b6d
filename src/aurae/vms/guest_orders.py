"""What a guest's agent is asked for: how its machine is set up, and what runs in it (docs/vms-channel.md)."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.model.session import Size  # noqa: TC001  likewise
from aurae.vms.fields import fields
from aurae.vms.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.vms.fields import Value

    Pairs = Iterator[tuple[int, Value]]

TERMINAL, READS, NO_NEW_PRIVILEGES, BOUNDED, AMBIENT = 1, 2, 4, 8, 16
"""Options of a process."""
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, MAY_BE_FILE = 1, 2, 4, 8, 16
"""Options of a mount."""
ROOT_READ_ONLY, ROOT_ALONE = 1, 2


@dataclass(frozen=True, slots=True)
class Root:
    """The disk that is the root; `alone` without a layer to write on."""

    serial: str
    filesystem: str = "erofs"
    read_only: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Upper:
    """Where what is written goes: an ext4 disk, or so many bytes of memory (0: half of it)."""

    serial: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """`gateway` is empty where the destination is on the link."""

    destination: str
    gateway: str = ""


@dataclass(frozen=True, slots=True)
class Interface:
    """`device` finds it: a name or an address of hardware; `name` and `mac` change them. Empty and 0: as they are."""

    device: str
    name: str = ""
    mac: str = ""
    mtu: int = 0
    addresses: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()

    def pairs(self) -> Pairs:
        """Yield its fields."""
        yield Tag.DEVICE, self.device
        if self.name:
            yield Tag.NAME, self.name
        if self.mac:
            yield Tag.MAC, bytes.fromhex(self.mac.replace(":", ""))
        if self.mtu:
            yield Tag.MTU, self.mtu
        for address in self.addresses:
            yield Tag.ADDRESS, address
        for route in self.routes:
            said = [(Tag.DESTINATION, route.destination), (Tag.GATEWAY, route.gateway)]
            yield Tag.ROUTE, fields(said)


@dataclass(frozen=True, slots=True)
class Mount:
    """Something at `path`: the disk with a serial, the share with a tag, a path of the root, or a tmpfs.

    `options` are of READ_ONLY and the others.
    """

    path: str
    serial: str = ""
    tag: str = ""
    source: str = ""
    filesystem: str = ""
    data: str = ""
    options: int = 0

    def pairs(self) -> Pairs:
        """Yield its fields."""
        yield Tag.PATH, self.path
        texts = (
            (Tag.SERIAL, self.serial),
            (Tag.TAG, self.tag),
            (Tag.SOURCE, self.source),
            (Tag.FILESYSTEM, self.filesystem),
            (Tag.DATA, self.data),
        )
        yield from ((tag, text) for tag, text in texts if text)
        yield Tag.OPTIONS, self.options


@dataclass(frozen=True, slots=True)
class Door:
    """A socket in the guest, whose connections come to us for a service: at a path, or at a port of AF_VSOCK."""

    service: str
    path: str = ""
    port: int = 0
    mode: int = 0o600
    uid: int = 0
    gid: int = 0

    def pairs(self) -> Pairs:
        """Yield its fields."""
        yield Tag.SERVICE, self.service
        if self.port:
            yield Tag.PORT, self.port
            return
        yield Tag.PATH, self.path
        yield Tag.MODE, self.mode
        yield Tag.UID, self.uid
        yield Tag.GID, self.gid


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a machine another one than its copies; empty and 0 leave it as it is."""

    hostname: str = ""
    machine_id: str = ""
    hosts: bytes = b""
    resolv: bytes = b""
    interfaces: tuple[Interface, ...] = ()
    time_ns: int = 0
    entropy: bytes = field(default=b"", repr=False)

    def pairs(self) -> Pairs:
        """Yield its fields."""
        said: tuple[tuple[Tag, Value], ...] = (
            (Tag.HOSTNAME, self.hostname),
            (Tag.MACHINE_ID, self.machine_id),
            (Tag.HOSTS, self.hosts),
            (Tag.RESOLV, self.resolv),
            (Tag.TIME, self.time_ns),
            (Tag.ENTROPY, self.entropy),
        )
        yield from ((tag, value) for tag, value in said if value)
        for interface in self.interfaces:
            yield Tag.INTERFACE, fields(interface.pairs())


@dataclass(frozen=True, slots=True)
class Setup:
    """How a machine of an image is set up. `shm_size` in bytes, 0 for the usual; `sysctls` by name."""

    root: Root
    upper: Upper | None = None
    identity: Identity = field(default_factory=Identity)
    shm_size: int = 0
    mounts: tuple[Mount, ...] = ()
    doors: tuple[Door, ...] = ()
    sysctls: Mapping[str, str] = field(default_factory=dict)

    def pairs(self) -> Pairs:
        """Yield its fields."""
        root = self.root
        options = ROOT_READ_ONLY * root.read_only + ROOT_ALONE * root.alone
        said: list[tuple[int, Value]] = [
            (Tag.SERIAL, root.serial),
            (Tag.FILESYSTEM, root.filesystem),
            (Tag.OPTIONS, options),
        ]
        yield Tag.ROOT, fields(said)
        if self.upper is not None:
            upper = self.upper
            one = (Tag.SERIAL, upper.serial) if upper.serial else (Tag.SIZE, upper.size)
            yield Tag.UPPER, fields([one])
        yield from self.identity.pairs()
        if self.shm_size:
            yield Tag.SHM_SIZE, self.shm_size
        for mount in self.mounts:
            yield Tag.MOUNT, fields(mount.pairs())
        for door in self.doors:
            yield Tag.SOCKET, fields(door.pairs())
        for name, value in self.sysctls.items():
            yield Tag.SYSCTL, f"{name}={value}"


@dataclass(frozen=True, slots=True)
class Limit:
    """A resource limit (setrlimit(2)); None is unlimited."""

    resource: int
    soft: int | None
    hard: int | None


@dataclass(frozen=True, slots=True)
class Process:
    """A process in a guest. What is empty or None is as the agent has it: root, `/`, no terminal, no input.

    `env` has the whole environment. `bounding` and `ambient` are masks of capabilities.
    """

    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    working_directory: str = ""
    user: str = ""
    group: str = ""
    groups: tuple[str, ...] = ()
    terminal: Size | None = None
    reads: bool = False
    no_new_privileges: bool = False
    bounding: int | None = None
    ambient: int | None = None
    umask: int | None = None
    limits: tuple[Limit, ...] = ()
    oom_score_adjust: int | None = None
    nice: int | None = None

    def pairs(self) -> Pairs:
        """Yield its fields."""
        yield from ((Tag.ARGV, word) for word in self.argv)
        yield from ((Tag.ENV, f"{name}={value}") for name, value in self.env.items())
        texts = (
            (Tag.CWD, self.working_directory),
            (Tag.USER, self.user),
            (Tag.GROUP, self.group),
        )
        yield from ((tag, text) for tag, text in texts if text)
        yield from ((Tag.GROUPS, group) for group in self.groups)
        yield Tag.OPTIONS, self._options()
        if self.terminal is not None:
            yield Tag.ROWS, self.terminal.rows
            yield Tag.COLUMNS, self.terminal.columns
        numbers = (
            (Tag.UMASK, self.umask),
            (Tag.OOM_SCORE_ADJ, self.oom_score_adjust),
            (Tag.NICE, self.nice),
            (Tag.BOUNDING, self.bounding),
            (Tag.AMBIENT, self.ambient),
        )
        yield from ((tag, number) for tag, number in numbers if number is not None)
        yield from ((Tag.RLIMIT, _limit(limit)) for limit in self.limits)

    def _options(self) -> int:
        return (
            TERMINAL * (self.terminal is not None)
            | READS * self.reads
            | NO_NEW_PRIVILEGES * self.no_new_privileges
            | BOUNDED * (self.bounding is not None)
            | AMBIENT * (self.ambient is not None)
        )


@dataclass(frozen=True, slots=True)
class Entrypoint:
    """The main process. `invocation` names this start of it; `grace` is in seconds.

    `cgroup` has lines such as `memory.max=1000000`, for its group in the guest.
    """

    invocation: str
    process: Process
    cgroup: tuple[str, ...] = ()
    stop_signal: int = 15
    grace: float = 10.0

    def pairs(self) -> Pairs:
        """Yield its fields."""
        yield Tag.INVOCATION, self.invocation
        yield from self.process.pairs()
        yield from ((Tag.CGROUP, line) for line in self.cgroup)
        yield Tag.SIGNAL, self.stop_signal
        yield Tag.GRACE, round(self.grace * 1e9)


UNLIMITED = 2**64 - 1


def _limit(limit: Limit) -> bytes:
    return fields(
        [
            (Tag.RESOURCE, limit.resource),
            (Tag.SOFT, UNLIMITED if limit.soft is None else limit.soft),
            (Tag.HARD, UNLIMITED if limit.hard is None else limit.hard),
        ]
    )
