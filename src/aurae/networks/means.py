"""What the room's files work with, and what they need of the rules."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from aurae.networks.host_ports import HostPorts
from aurae.networks.kernel import Kernel
from aurae.networks.register import Register
from aurae.networks.register import Standing as Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from aurae.model.network import Endpoint, Network, PublishedPort
    from aurae.state.store import Store

T = TypeVar("T")


class Rules(Protocol):
    """The kernel's rules for our bridges: NAT, published ports, isolation, spoofing, rates.

    All of them raise OSError, FailedPrecondition where the kernel or the library cannot do it.
    Adding what is there and removing what is not there is no error.
    """

    async def apply(self, standing: Standing) -> None:
        """Make everything anew in one transaction; with no networks, remove all that is ours."""

    async def add_network(self, network: Network) -> None:
        """Add what a network's bridge needs; before it has members."""

    async def remove_network(self, network: Network) -> None:
        """Remove it; after its members."""

    async def open_door(self, network: Network, port: int) -> None:
        """Lead what guests on a network ask for metadata to a port of its gateway."""

    async def add_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Let an endpoint speak, with its published ports and its rates; before its link is up.

        Our end of the link is there already if what it receives is limited.
        """

    async def set_rates(self, endpoint: Endpoint) -> None:
        """Change how fast a virtual machine that is linked sends and receives."""

    async def remove_endpoint(self, network: Network, endpoint: Endpoint) -> None:
        """Take that back; its link may have gone."""

    async def forget_flows(self) -> None:
        """Have the kernel forget flows of members that have gone; before somebody has their addresses it is done."""

    async def add_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """Publish one more port of an endpoint that is linked."""

    async def remove_port(self, network: Network, endpoint: Endpoint, port: PublishedPort) -> None:
        """Publish it no more."""

    async def is_whole(self) -> bool:
        """Say whether our tables are as we left them: somebody may have flushed or removed them."""
        ...


class Tasks(Protocol):
    """Who runs changes that go on although their caller has left."""

    async def finish(self, operation: Coroutine[None, None, T]) -> T:
        """Run an operation to its end and return its result, whoever leaves."""
        ...

    def begin(self, operation: Coroutine[None, None, None]) -> None:
        """Run an operation that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Settings of this room, and `tag`, by which the daemon's interfaces are told from others'.

    The pools are what ranges are cut from. `sets_forwarding`: whether forwarding is put on where it
    is off, and off again when the last network goes. `resolv_conf` names the resolvers that answer for
    names that are none of a member.
    """

    tag: str
    pool_ipv4: str
    pool_ipv6: str
    sets_forwarding: bool = True
    resolv_conf: Path = Path("/etc/resolv.conf")


@dataclass(frozen=True, slots=True)
class Means:
    """The state, the rules, the kernel, and what this room keeps in memory.

    `clock` is CLOCK_REALTIME in nanoseconds.
    """

    store: Store
    tasks: Tasks
    rules: Rules
    choices: Choices
    kernel: Kernel = field(default_factory=Kernel)
    register: Register = field(default_factory=Register)
    host_ports: HostPorts = field(default_factory=HostPorts)
    clock: Callable[[], int] = time.time_ns
