"""Pods: what is asked of one, and what is known of one.

The fields are those of the messages of the same names, which say what they mean. Sizes are bytes.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  the fields' types are read at run time
from dataclasses import dataclass, field
from enum import Enum

from aurae.model.cell import Limits  # noqa: TC001  the fields' types are read at run time
from aurae.model.container import SHM_SIZE, Dns, Network, UserNamespace
from aurae.model.network import (
    Attachment,  # noqa: TC001  the fields' types are read at run time
    PublishedPort,  # noqa: TC001  the fields' types are read at run time
)
from aurae.model.workload import WorkloadSpec  # noqa: TC001  the fields' types are read at run time


@dataclass(frozen=True, slots=True)
class Pod:
    """What is asked of a pod. `name` is the path of its cell, such as `a/shop`."""

    name: str
    init_containers: tuple[WorkloadSpec, ...] = ()
    containers: tuple[WorkloadSpec, ...] = ()
    hostname: str = ""
    network: Network = Network.OWN
    user_namespace: UserNamespace = UserNamespace.OWN
    share_processes: bool = False
    dns: Dns | None = None
    extra_hosts: tuple[str, ...] = ()
    sysctls: Mapping[str, str] = field(default_factory=dict)
    shm_size: int = SHM_SIZE
    limits: Limits | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    enabled: bool = False
    networks: tuple[Attachment, ...] = ()
    ports: tuple[PublishedPort, ...] = ()

    @property
    def everything(self) -> tuple[WorkloadSpec, ...]:
        """All its containers, in the order in which they start."""
        return (*self.init_containers, *self.containers)


class Stage(Enum):
    """How far a pod has come to be. One that is not MADE after a start of the server comes to nothing."""

    MAKING = "MAKING"
    MADE = "MADE"
    GOING = "GOING"


@dataclass(frozen=True, slots=True)
class PodRecord:
    """One pod: a row of the state database. `cell` is the id of its cell, 0 before there is one."""

    id: int
    pod: Pod
    owner: str
    created_ns: int
    stage: Stage = Stage.MAKING
    cell: int = 0

    @property
    def name(self) -> str:
        """The path of its cell."""
        return self.pod.name
