"""What a service says of itself, and who of it may."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aurae.linux import pidfd as pidfds
from aurae.services.notify import Notify

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterator

    from aurae.model.service import NotifyAccess
    from aurae.processes.init import Init
    from aurae.processes.leaf import Leaves
    from aurae.services.fd_store import FdStore
    from aurae.services.notify import Heard
    from aurae.services.notify_socket import NotifySocket
    from aurae.supervise.run import Run


class Keeper:
    """Init, as the store of descriptors knows it."""

    def __init__(self, init: Init, next_id: Callable[[], int]) -> None:
        """Number what is kept with `next_id`."""
        self._init = init
        self._next_id = next_id

    async def keep(self, fd: int) -> int:
        """Have init keep a copy; returns its number. Raises OSError."""
        ident = self._next_id()
        await self._init.keep(ident, fd)
        return ident

    def drop(self, ident: int, last: int) -> None:
        """Have init close its copy, and then ours, which is taken."""
        self._init.drop(ident, last)


class Family:
    """The processes of one service, for telling whether one that speaks belongs to it."""

    def __init__(self, leaves: Leaves, access: NotifyAccess, *, is_known: bool = True) -> None:
        """There are none yet; unless `is_known`, those of an earlier server are still to be found."""
        self._leaves = leaves
        self._access = access
        self.runs: dict[int, Run] = {}
        self.main: Run | None = None
        self.named_main = 0
        self._settled = asyncio.Event()
        if is_known:
            self._settled.set()

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Have messages wait for the end of a start: a process may speak before its pid is known."""
        self._settled.clear()
        try:
            yield
        finally:
            self._settled.set()

    async def settle(self) -> None:
        """Return when no process is just being started."""
        await self._settled.wait()

    @property
    def access(self) -> NotifyAccess:
        """Whose messages count now."""
        return self._access

    def let(self, access: NotifyAccess) -> None:
        """Change whose messages count."""
        self._access = access

    @property
    def main_pid(self) -> int:
        """The main process, 0 when there is none."""
        if self.named_main:
            return self.named_main
        return self.main.workload.pid if self.main is not None else 0

    @property
    def command_pids(self) -> Collection[int]:
        """The commands that run beside it."""
        return [run.workload.pid for run in self.runs.values()]

    def belongs(self, pid: int, pidfd: int) -> bool | None:
        """Tell whether a process is the service's; None when it has gone."""
        if pidfd < 0:
            return None
        if self._has(pid):
            # Not only its number: the process that has it is still this one.
            return True if _is_alive(pidfd) else None
        return False if _is_alive(pidfd) else None

    def members(self) -> Collection[int]:
        """Return the pids of all its processes."""
        return {pid for leaf in self._leaves_of_runs() for pid in self._leaves.everybody(leaf)}

    def _has(self, pid: int) -> bool:
        # As a rule it is in the leaf itself, and what is below need not be walked through.
        for leaf in self._leaves_of_runs():
            with suppress(OSError):
                if pid in self._leaves.processes(leaf):
                    return True
        return pid in self.members()

    def _leaves_of_runs(self) -> list[str]:
        runs = (self.main, *self.runs.values())
        return [run.workload.leaf for run in runs if run is not None]


class Hearing:
    """Listens to one service while it is up or comes up."""

    def __init__(
        self,
        name: str,
        sock: NotifySocket,
        family: Family,
        store: FdStore,
        deliver: Callable[[Heard], Awaitable[None]],
    ) -> None:
        """`run` is to be run: it delivers what counts, and stores what is to be stored."""
        self.family = family
        self.store = store
        self._socket = sock
        self._deliver = deliver
        self._notify = Notify(sock, name, family, self._take)
        self.task: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Hear, and look after what is stored, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.store.watch())
            await self._notify.run()

    async def drain(self) -> None:
        """Handle what was said before now."""
        await self._notify.drain()

    def close(self) -> int:
        """Hear no more, and remove the socket; its descriptor is to be closed last of all copies."""
        if self.task is not None:
            self.task.cancel()
        return self._socket.remove()

    async def _take(self, heard: Heard) -> None:
        if heard.said.notify_access is not None:
            self.family.let(heard.said.notify_access)
        await self.store.obey(heard)
        await self._deliver(heard)


def _is_alive(pidfd: int) -> bool:
    try:
        return bool(pidfds.pids(pidfd))
    except OSError:
        return False
