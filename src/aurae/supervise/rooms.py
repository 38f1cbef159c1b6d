"""What a life asks of the room of its kind, which stands above this one: of containers, of virtual machines.

An executable is a process of the host and has no such room. What runs in a machine is reached through its `guests`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aurae.model.refusal import FailedPrecondition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import ExitStack

    from aurae.model.exposure import Row
    from aurae.model.root import Standing
    from aurae.model.sandbox import Resolved
    from aurae.model.session import SessionSpec
    from aurae.model.surroundings import Surroundings
    from aurae.model.workload import Kind, Workload, WorkloadSpec
    from aurae.processes.asking import Contained
    from aurae.supervise.order import Order


@dataclass(frozen=True, slots=True)
class Handed:
    """Descriptors for a first process, from 3 on; `closing` closes them here."""

    fds: tuple[int, ...]
    closing: ExitStack


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is ready to be started: what it stands on is there.

    With `networked` its first process is to be connected to networks before it executes anything. `handed` are
    descriptors that it gets, which are closed once it has them. `sandbox` is what sessions in it are started in.
    """

    plan: bytes
    contained: Contained | None
    sandbox: Resolved | None = None
    networked: bool = False
    handed: Handed | None = None


class Room(Protocol):
    """The room of a kind, as lives need it. Methods raise Refusal, StateFailed and OSError."""

    async def stand(self, order: Order, action: str) -> Standing:
        """Find out what a run stands on; nothing is made."""

    async def prepare(
        self, workload: Workload, order: Order, around: Surroundings, action: str
    ) -> Prepared:
        """Make what a run stands on, and the plan of its start."""

    async def connect(self, workload: Workload, child: int) -> None:
        """Connect a run to its networks, while its first process, which a pidfd is of, gets ready."""

    def limit(self, leaf: int, order: Order) -> None:
        """Set the limits of a run's leaf, of which `leaf` is a descriptor. Raises Refusal."""

    async def renew_limits(self, leaf: int, spec: WorkloadSpec, action: str) -> None:
        """Change the limits of what runs, of whose leaf `leaf` is a descriptor."""

    def take_over(self, workload: Workload) -> None:
        """Keep what a run stands on that an earlier server has started."""

    def remember(self, workload: Workload, sandbox: Resolved | None) -> None:
        """Write what a run is started in, for later servers; blocks."""

    async def disconnect(self, workload: Workload) -> None:
        """Take a run that has ended off its networks; with its addresses and ports, unless they are kept."""

    async def discard(self, workload: Workload) -> None:
        """Remove what a run that has ended stood on, unless it is kept."""

    async def discard_unused(self, ident: int) -> None:
        """Remove what was made for a start that never came to anything, if that was its own."""

    def key_of_run(self, ident: int) -> str:
        """Return the key of what a run of this kind has of its own, whose row was lost; empty for none."""

    async def forget(self, key: str) -> None:
        """Remove what was kept."""

    def sandbox_of(self, workload: Workload) -> Resolved | None:
        """Return what a run was started in, after a restart of the server; None when nobody knows."""

    def session(self, workload: Workload, spec: SessionSpec, sandbox: Resolved) -> bytes:
        """Return the plan of a session in what runs."""

    def command(self, workload: Workload, order: Order, sandbox: Resolved) -> bytes:
        """Return the plan of a command in what runs."""

    async def explain(self, order: Order, action: str) -> list[str]:
        """Return the steps of a start, a line each; nothing is made."""

    def exposure(self, order: Order) -> list[Row]:
        """Return what a start would leave exposed. BadValue below the sandbox."""


def room_of(rooms: Mapping[Kind, Room], kind: Kind, action: str) -> Room:
    """Return the room of a kind; raises FailedPrecondition where there is none."""
    room = rooms.get(kind)
    if room is None:
        raise FailedPrecondition(action, f"{kind.value.lower()}s are not available here")
    return room
