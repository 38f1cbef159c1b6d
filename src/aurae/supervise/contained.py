"""What starting a container asks of the room of containers, which stands above this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aurae.model.container import Container
    from aurae.model.exposure import Row
    from aurae.model.root import Standing
    from aurae.model.sandbox import Resolved
    from aurae.model.session import SessionSpec
    from aurae.model.surroundings import Surroundings
    from aurae.model.workload import Workload
    from aurae.processes.asking import Contained
    from aurae.supervise.order import Order


@dataclass(frozen=True, slots=True)
class Prepared:
    """A container that is ready to be started: its root is there.

    With `networked` its first process is to be connected to networks before it executes anything.
    """

    plan: bytes
    contained: Contained
    sandbox: Resolved
    networked: bool = False


class Containers(Protocol):
    """The room of containers, as starts need it. Methods raise Refusal, StateFailed and OSError."""

    async def stand(self, order: Order, action: str) -> Standing:
        """Find out what a container stands on; nothing is made."""

    async def prepare(
        self, workload: Workload, order: Order, around: Surroundings, action: str
    ) -> Prepared:
        """Make the root of a container and the plan of its start."""

    async def connect(self, workload: Workload, child: int) -> None:
        """Connect a container to its networks, while its first process, which a pidfd is of, gets ready."""

    def limit(self, leaf: int, order: Order) -> None:
        """Set the limits of a container's leaf, of which `leaf` is a descriptor. Raises Refusal."""

    async def renew_limits(self, leaf: int, container: Container, action: str) -> None:
        """Change the limits of a container that runs, of whose leaf `leaf` is a descriptor."""

    def take_over(self, workload: Workload) -> None:
        """Keep what a run stands on that an earlier server has started."""

    def remember(self, workload: Workload, sandbox: Resolved) -> None:
        """Write what a run is started in, for sessions after a restart; blocks."""

    async def disconnect(self, workload: Workload) -> None:
        """Take a run that has ended off its networks; with its addresses and ports, unless they are kept."""

    async def discard(self, workload: Workload) -> None:
        """Remove the root of a run that has ended, unless it is kept."""

    async def discard_unused(self, ident: int) -> None:
        """Remove the root of a start that never came to anything, if it had one of its own."""

    def key_of_run(self, ident: int) -> str:
        """Return the key of the root that a run has of its own, whose row was lost; empty for none."""

    async def forget(self, key: str) -> None:
        """Remove a root that was kept."""

    def sandbox_of(self, workload: Workload) -> Resolved | None:
        """Return what a run was started in, after a restart of the server; None when nobody knows."""

    def session(self, workload: Workload, spec: SessionSpec, sandbox: Resolved) -> bytes:
        """Return the plan of a session in a running container."""

    def command(self, workload: Workload, order: Order, sandbox: Resolved) -> bytes:
        """Return the plan of a command in a running container."""

    async def explain(self, order: Order, action: str) -> list[str]:
        """Return the steps of a start, a line each; nothing is made."""

    def exposure(self, order: Order) -> list[Row]:
        """Return what a start would leave exposed. BadValue below the sandbox."""


NO_CONTAINERS = "containers are not available here"
