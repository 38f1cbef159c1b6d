"""What is asked of a start beside the specification."""

from __future__ import annotations

import asyncio  # noqa: TC003  a field's type
from collections.abc import Mapping  # noqa: TC003  a field's type
from dataclasses import dataclass, field

from aurae.model.cell import Place
from aurae.model.root import Standing  # noqa: TC001  a field's type
from aurae.model.workload import MAIN, Leftovers, WorkloadSpec
from aurae.processes.asking import Contained  # noqa: TC001  a field's type

NOWHERE = Place()
"""The node itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """One run to start.

    `place` is a cell that exists. With `held` it keeps its name after its end. For a run of a
    service: its id, what the run is there, and which start it belongs to; `fixed` are variables
    that win over all others, `shown` paths that its sandbox leaves visible, `passed` the numbers
    of descriptors that init keeps and that it gets from 3 on, `key` what its surroundings are made
    under. `leftovers` is what becomes of its other processes. `last` starts also while the daemon
    is stopping: a command that a service has for its end. With `oom_group` the kernel kills all of it or nothing
    for want of memory. Of a container, `standing` is what it stands on, `contained` its
    namespaces, and with `networked` it is connected to networks before it executes anything; `network_of` is the id of the container's run whose
    network it has, `network_key` the key of what that has of networks. `within` is the id of a container's run, in which it runs.
    `unwanted` is set when whoever asked for it wants it no more, although it has not started yet.
    """

    spec: WorkloadSpec
    owner: str
    place: Place = NOWHERE
    held: bool = False
    description: str = ""
    service: int = 0
    role: str = ""
    invocation: str = ""
    leftovers: Leftovers = Leftovers.ASK
    fixed: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    passed: tuple[int, ...] = ()
    key: str = ""
    last: bool = False
    oom_group: bool = False
    standing: Standing | None = None
    contained: Contained | None = None
    networked: bool = False
    network_of: int = 0
    network_key: str = ""
    within: int = 0
    unwanted: asyncio.Event | None = None

    @property
    def takes_name(self) -> bool:
        """Whether the run is to be found by its name; a command of a service is not."""
        return self.role in ("", MAIN)
