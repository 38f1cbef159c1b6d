"""A session as a client has it: a command beside a workload, be it a process of the host or one in a guest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from aurae.model.session import Size
    from aurae.processes.init import Exit, Started


class Typed(Protocol):
    """Takes what is typed. Any number of tasks may write; what one writes stays in one piece."""

    async def write(self, data: bytes) -> None:
        """Write all of it as it is taken; nothing once nobody reads any more."""

    async def end(self) -> None:
        """Say that nothing more comes."""


class Shown(Protocol):
    """Gives what is written."""

    async def read(self) -> bytes:
        """Return the next bytes; none at the end or when it is closed."""

    def close(self) -> None:
        """Close it; who waits for it goes on."""


class Streams(Protocol):
    """The client's ends: `input` is None where there is no standard input; `outputs` are by stream, 1 and 2."""

    @property
    def input(self) -> Typed | None:
        """What takes standard input."""

    @property
    def outputs(self) -> Mapping[int, Shown]:
        """What gives the output of each stream."""


class Session(Protocol):
    """One session that runs, or has."""

    @property
    def started(self) -> asyncio.Future[Started]:
        """Told once its execve(2) has succeeded."""

    @property
    def exit(self) -> asyncio.Future[Exit]:
        """Told when its process has ended."""

    @property
    def streams(self) -> Streams:
        """Its streams."""

    def signal(self, number: int) -> None:
        """Send a signal to its first process."""

    def resize(self, size: Size) -> None:
        """Set the size of its terminal."""
