"""Cells: what is asked of one, and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.network import Attachment, PublishedPort
    from aurae.model.pod_namespaces import PodNamespaces

NODE = "/"
"""The path of the node itself, above all cells."""


@dataclass(frozen=True, slots=True)
class Cpu:
    """CPU time: `max`, `period` and `burst` in microseconds, `reserved` in thousandths of a CPU.

    None is what was not asked for. `max` 0 is no limit.
    """

    weight: int | None = None
    max: int | None = None
    period: int | None = None
    burst: int | None = None
    idle: bool | None = None
    reserved: int | None = None


@dataclass(frozen=True, slots=True)
class Cpuset:
    """CPUs and memory nodes, as lists such as `0-3,8`."""

    cpus: str | None = None
    mems: str | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in bytes. 0 is no limit in `high` and `max`, and no swap at all in `swap_max`.

    `pressure_limit` is in percent and `pressure_duration` in microseconds; no file has them.
    """

    min: int | None = None
    low: int | None = None
    high: int | None = None
    max: int | None = None
    swap_max: int | None = None
    oom_group: bool | None = None
    pressure_limit: int | None = None
    pressure_duration: int | None = None


@dataclass(frozen=True, slots=True)
class Pids:
    """Processes and threads."""

    max: int | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """Limits of one block device, `major:minor` or a node's path: bytes and operations a second."""

    device: str
    weight: int | None = None
    read_bps: int | None = None
    write_bps: int | None = None
    read_iops: int | None = None
    write_iops: int | None = None


@dataclass(frozen=True, slots=True)
class Io:
    """Share of all block devices, and limits of some."""

    weight: int | None = None
    devices: tuple[Device, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Controls of a cell; None for a controller of which nothing was said."""

    cpu: Cpu | None = None
    cpuset: Cpuset | None = None
    memory: Memory | None = None
    pids: Pids | None = None
    io: Io | None = None


@dataclass(frozen=True, slots=True)
class CellSpec:
    """What is asked of a cell. `name` is its path, such as `a/b`.

    With `networks` or `ports` its own network is connected. With `pod` only containers start in it, which share these namespaces.
    """

    name: str
    limits: Limits = field(default_factory=Limits)
    isolate_process: bool = False
    isolate_network: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    pod: PodNamespaces | None = None
    networks: tuple[Attachment, ...] = ()
    ports: tuple[PublishedPort, ...] = ()

    @property
    def connected(self) -> bool:
        """Whether it is on networks."""
        return bool(self.networks or self.ports)


class CellStatus(Enum):
    """What a cell is doing; the values are the names in the API."""

    ALLOCATED = "ALLOCATED"
    FREEING = "FREEING"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a row of the state database.

    `id` is unique on the node, in one series with those of workloads. `boot` and `init` are as in
    `Workload`. `holder_pid` and `holder_start` (clock ticks since boot, field 22 of
    /proc/pid/stat) tell the process that holds its namespaces, 0 when it has none of its own, or of a
    pod, where init alone holds them.
    """

    id: int
    spec: CellSpec
    owner: str
    boot: str
    init: int
    created_ns: int
    status: CellStatus = CellStatus.ALLOCATED
    frozen: bool = False
    holder_pid: int = 0
    holder_start: int = 0

    @property
    def name(self) -> str:
        """The path of the cell."""
        return self.spec.name

    @property
    def isolated(self) -> bool:
        """Whether it has a namespace of its own, and thus a holder."""
        spec = self.spec
        return spec.isolate_process or spec.isolate_network or spec.pod is not None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a workload starts: its cell, and the ids of the cells whose holders it enters.

    `process` is the nearest cell, the own one included, with namespaces of processes, `network`
    the nearest with one of the network; 0 for the node's own. With `private_processes` it gets a
    PID namespace of its own. `shares` is the id of the cell, if that is a pod, and `pod` what it is.
    """

    cell: str = NODE
    process: int = 0
    network: int = 0
    private_processes: bool = False
    shares: int = 0
    pod: PodNamespaces | None = None


@dataclass(frozen=True, slots=True)
class CellUsage:
    """What a cell and all below it use: the numbers of its cgroup's files, None where it has none.

    `cpu` and the others map the kernel's own names (`usage_usec`, `current`, `oom_kill`...) to
    numbers; `io` has one such mapping for each device, by `major:minor`.
    """

    cpu: Mapping[str, int]
    memory: Mapping[str, int] | None
    pids: Mapping[str, int] | None
    io: Mapping[str, Mapping[str, int]]
    processes: int
