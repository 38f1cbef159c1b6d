"""What is asked of a container beside its process: its image, its root, its namespaces, its limits.

The fields are those of the messages of the same names, which say what they mean. Sizes are bytes.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from aurae.model.cell import Limits  # noqa: TC001  the fields' types are read at run time
from aurae.model.dns import Dns as Dns  # noqa: TC001  likewise
from aurae.model.network import DEFAULT, Attachment, PublishedPort

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

SHM_SIZE = 64 * 1024 * 1024
"""Bytes of /dev/shm where nobody says otherwise."""


class Network(Enum):
    """Whose network a container has; the values are the names in the API."""

    OWN = "OWN"
    NONE = "NONE"
    HOST = "HOST"


class UserNamespace(Enum):
    """Which users a container has."""

    OWN = "OWN"
    HOST = "HOST"


class Propagation(Enum):
    """Whether later mounts within a bound folder are seen on the other side."""

    PRIVATE = "PRIVATE"
    SLAVE = "SLAVE"
    SHARED = "SHARED"


@dataclass(frozen=True, slots=True)
class BindMount:
    """A file or folder of the host."""

    source: str
    propagation: Propagation = Propagation.PRIVATE
    create: bool = False
    recursive: bool = True
    idmapped: bool = True
    sub_path: str = ""
    set_ids: bool = False
    devices: bool = False


@dataclass(frozen=True, slots=True)
class TmpfsMount:
    """An empty folder in memory; without `size` it has `container_defaults.TMPFS_SIZE`."""

    size: int | None = None
    mode: int | None = None


@dataclass(frozen=True, slots=True)
class ImageMount:
    """The files of an image, read-only."""

    image: str
    sub_path: str = ""


@dataclass(frozen=True, slots=True)
class SecretMount:
    """One secret as a file of the process's user: its content, or the path of a file of the host."""

    content: bytes | None = None
    file: str = ""
    mode: int | None = None

    @override
    def __repr__(self) -> str:
        """Show where it comes from only: a secret comes into no log."""
        return f"SecretMount(file={self.file!r})"


@dataclass(frozen=True, slots=True)
class VolumeMount:
    """A volume, or what is at a path in it."""

    name: str
    sub_path: str = ""
    create: bool = False
    no_copy: bool = False


@dataclass(frozen=True, slots=True)
class Mount:
    """What lies at a path of a container: exactly one of the five."""

    target: str
    read_only: bool = False
    recursive_read_only: bool = False
    bind: BindMount | None = None
    tmpfs: TmpfsMount | None = None
    image: ImageMount | None = None
    secret: SecretMount | None = None
    volume: VolumeMount | None = None


@dataclass(frozen=True, slots=True)
class DeviceNode:
    """A device of the host; an empty `target` is the same path, an empty `access` is `rwm`."""

    path: str
    target: str = ""
    access: str = ""


@dataclass(frozen=True, slots=True)
class Paths:
    """A list that may be there and empty."""

    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Container:
    """A container. What runs in it is the specification's `executable`.

    None of `limits`, `dns` and the lists of paths is "not said"; defaults of the first two lists are in
    `container_defaults`.
    """

    image: str
    entrypoint: tuple[str, ...] = ()
    hostname: str = ""
    network: Network = Network.OWN
    user_namespace: UserNamespace = UserNamespace.OWN
    read_only: bool = False
    mounts: tuple[Mount, ...] = ()
    devices: tuple[DeviceNode, ...] = ()
    sysctls: Mapping[str, str] = field(default_factory=dict)
    shm_size: int = SHM_SIZE
    limits: Limits | None = None
    dns: Dns | None = None
    extra_hosts: tuple[str, ...] = ()
    privileged: bool = False
    masked_paths: Paths | None = None
    read_only_paths: Paths | None = None
    apparmor: str = ""
    reaper: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    writable_paths: Paths | None = None
    networks: tuple[Attachment, ...] = ()
    ports: tuple[PublishedPort, ...] = ()
    network_of: str = ""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The networks that it is on: who publishes ports and names none is on its owner's `default`."""
        return self.networks or ((Attachment(DEFAULT),) if self.ports else ())

    @property
    def has_own_users(self) -> bool:
        """Whether its users are none of the host's."""
        return self.user_namespace is UserNamespace.OWN and not self.privileged
