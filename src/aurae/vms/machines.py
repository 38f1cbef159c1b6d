"""All machines that run, as their lives need them."""

from __future__ import annotations

import errno
import os
from contextlib import asynccontextmanager, suppress
from functools import partial
from signal import SIGKILL
from typing import TYPE_CHECKING

from aurae.model.container_defaults import PATH
from aurae.model.refusal import Unavailable
from aurae.vms import about as abouts
from aurae.vms import forwarding, outcomes, words
from aurae.vms.about import About
from aurae.vms.forwarding import Target
from aurae.vms.guest_orders import Process
from aurae.vms.guest_sessions import GuestSessions, command_of, process_of
from aurae.vms.machine import Machine

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from aurae.model.session import SessionSpec, Size
    from aurae.model.workload import Workload
    from aurae.processes.init import Exit
    from aurae.processes.leaf import Leaves
    from aurae.supervise.order import Order
    from aurae.supervise.session import Session
    from aurae.supervise.tasks import OwnedTasks
    from aurae.vms.folders import Folders
    from aurae.vms.guest import Guest

OF_ROOT = Process((), {"PATH": PATH}, "/")
"""What sessions take after where nothing of ours is the main process."""


class Machines:
    """All of them. Methods raise Refusal and OSError.

    `kill` is set by whoever can end a run for a reason.
    """

    def __init__(self, folders: Folders, tasks: OwnedTasks, leaves: Leaves) -> None:
        """None is known yet."""
        self._folders = folders
        self._tasks = tasks
        self._leaves = leaves
        self._known: dict[int, Machine] = {}
        self._words: dict[int, int] = {}
        self._sessions = GuestSessions(tasks)
        self.kill: Callable[[int, str], Awaitable[None]] = _nobody

    def get(self, workload: Workload, action: str) -> Machine:
        """Return one that runs."""
        machine = self._known.get(workload.id)
        if machine is None:
            raise Unavailable(action, "its machine is not known")
        return machine

    def folder(self, key: str) -> Path:
        """Return the folder of what outlives the runs of a machine, such as what its console has shown."""
        return self._folders.kept(key)

    async def begin(self, workload: Workload, action: str) -> None:
        """See a machine through to where it counts as started."""
        await self._add(workload).begin(action)

    def expect(self, ident: int, words: int) -> None:
        """Note what QEMU is going to write to, which is ours from now on; `forget` follows."""
        self._words[ident] = words

    def adopt(self, workload: Workload) -> None:
        """Look after a machine that an earlier server has begun."""
        with suppress(OSError):
            self._words[workload.id] = words.found_again(workload.pid)
        self._add(workload).adopt()

    def forget(self, ident: int) -> None:
        """Close what is left of a machine that has ended, or never began."""
        machine = self._known.pop(ident, None)
        if machine is not None:
            machine.close()
        fd = self._words.pop(ident, -1)
        if fd >= 0:
            os.close(fd)

    def why_ended(self, workload: Workload, end: Exit) -> str:
        """Return why QEMU ended before the guest had begun."""
        ended = self.ended(workload, end, 0)
        how = f"it exited with {ended.exit_code}"
        return f"its guest did not come up: {ended.reason or how}"

    def ask(self, workload: Workload, grace: float) -> None:
        """Ask a machine to end; returns at once."""
        # A later server asks before it has taken machines over.
        self._add(workload).ask(grace)

    def signal(self, workload: Workload, number: int, *, everybody: bool) -> None:
        """Pass a signal on to the main process in the guest, or to all; a kill of all is one of the machine."""
        machine = self._known.get(workload.id)
        if machine is None:
            raise OSError(errno.ESRCH, os.strerror(errno.ESRCH))
        if number == SIGKILL and (everybody or machine.about.entrypoint is None):
            self._leaves.kill(workload.leaf)
        else:
            machine.signal(number, everybody=everybody)

    def resize(self, workload: Workload, size: Size) -> None:
        """Set the size of the main process's terminal."""
        machine = self._known.get(workload.id)
        if machine is not None:
            machine.resize(size)

    def is_paused(self, workload: Workload) -> bool:
        """Say whether its processors stand still."""
        machine = self._known.get(workload.id)
        return machine is not None and machine.is_paused

    def ended(self, workload: Workload, end: Exit, oom_kills: int) -> Workload:
        """Return the workload after QEMU was reaped."""
        machine = self._known.get(workload.id)
        if machine is not None:
            machine.close()
            learned = machine.learned
        else:
            learned = outcomes.read(self._folders.kept(workload.root), workload.id)
        fd = self._words.get(workload.id, -1)
        said = words.said(fd) if fd >= 0 else ""
        return outcomes.final(workload, end, oom_kills, learned, said)

    @asynccontextmanager
    async def opened(
        self, workload: Workload, spec: SessionSpec, action: str
    ) -> AsyncIterator[Session]:
        """Give a session in the guest."""
        guest, main = self._inside(workload, action)
        process = process_of(spec, main)
        async with self._sessions.opened(guest, process, action) as session:
            yield session

    async def dial(self, workload: Workload, address: str, port: int) -> socket.socket:
        """Return a socket whose other end is connected to a port in the guest; it does not block."""
        action = f"connect to port {port} of {workload.full_name}"
        guest = self.get(workload, action).agent(action)
        return await forwarding.dial(guest, Target(port, address), self._tasks, action)

    async def run(self, workload: Workload, order: Order, action: str) -> int:
        """Run a command in the guest to its end; returns its wait status."""
        guest, main = self._inside(workload, action)
        executable = order.spec.executable
        variables = {**executable.env, **order.fixed}
        return await self._sessions.run(
            guest, command_of(executable.argv, variables, main), action
        )

    # Inside.

    def _went_off(self, ident: int, status: str) -> str:
        """Return how the guest went off, in the words of QEMU's event; empty when nobody knows."""
        fd = self._words.get(ident, -1)
        return words.went_off(fd, status) if fd >= 0 else ""

    def _add(self, workload: Workload) -> Machine:
        known = self._known.get(workload.id)
        if known is not None:
            return known
        folder = self._folders.kept(workload.root)
        machine = self._known[workload.id] = Machine(
            workload,
            abouts.remembered(folder) or About(),
            folder,
            self._folders.sockets(workload.root),
            self._tasks,
            self.kill,
            lambda: self._leaves.stands_still(workload.leaf),
            partial(self._went_off, workload.id),
        )
        return machine

    def _inside(self, workload: Workload, action: str) -> tuple[Guest, Process]:
        machine = self.get(workload, action)
        guest = machine.agent(action)
        entrypoint = machine.about.entrypoint
        return guest, entrypoint.process if entrypoint is not None else OF_ROOT


async def _nobody(ident: int, why: str) -> None:
    """Kill nothing: nobody has said how."""
