"""How a life speaks with what runs in a machine: its first process is one of the host, the workload's is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import socket
    from contextlib import AbstractAsyncContextManager

    from aurae.model.session import SessionSpec, Size
    from aurae.model.workload import Workload
    from aurae.processes.init import Exit
    from aurae.supervise.order import Order
    from aurae.supervise.session import Session


class Guests(Protocol):
    """All guests. Methods raise Refusal, StateFailed and OSError."""

    async def begin(self, workload: Workload, action: str) -> None:
        """See a run whose first process executes to where it counts as started.

        It is cancelled when that process ends, or when somebody wants the run to end.
        """

    def ask(self, workload: Workload, grace: float) -> None:
        """Ask a run to end; returns at once. Its process has `grace` seconds, before the guest kills it."""

    def signal(self, workload: Workload, number: int, *, everybody: bool) -> None:
        """Pass a signal on to the workload's process in the guest, or to all. Raises OSError."""

    def resize(self, workload: Workload, size: Size) -> None:
        """Set the size of the process's terminal."""

    def is_paused(self, workload: Workload) -> bool:
        """Say whether a run stands still because somebody has asked for that."""

    def ended(self, workload: Workload, end: Exit, oom_kills: int) -> Workload:
        """Return the workload after its first process was reaped; blocks for a moment."""

    def why_ended(self, workload: Workload, end: Exit) -> str:
        """Return why the first process ended before the run had begun."""

    def opened(
        self, workload: Workload, spec: SessionSpec, action: str
    ) -> AbstractAsyncContextManager[Session]:
        """Give a session in the guest."""

    async def dial(self, workload: Workload, address: str, port: int) -> socket.socket:
        """Return a socket whose other end is connected to a port in the guest; it does not block."""

    async def run(self, workload: Workload, order: Order, action: str) -> int:
        """Run a command in the guest to its end, cancelled or not; returns its wait status."""
