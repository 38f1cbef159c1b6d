"""What the containers of a pod have together."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field

from aurae.model.dns import Dns  # noqa: TC001  likewise

SHM_SIZE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PodNamespaces:
    """The namespaces that all containers of a pod's cell share.

    `first_id` is the host's id of root inside; 0: they have the host's users. Without `network` they
    have the host's. Without `ipc` or `uts` each has its own, and so it is with `process`: with it they see each
    other's processes, and a reaper of ours is PID 1. `hostname` is the cell's last component where
    it is empty. `sysctls` are of the network and of IPC. /dev/shm is one for all, of `shm_size` bytes, as
    IPC is. `dns` and `extra_hosts` are as of a container.
    """

    first_id: int = 0
    network: bool = True
    ipc: bool = True
    uts: bool = True
    process: bool = False
    hostname: str = ""
    sysctls: Mapping[str, str] = field(default_factory=dict)
    shm_size: int = SHM_SIZE
    dns: Dns | None = None
    extra_hosts: tuple[str, ...] = ()
