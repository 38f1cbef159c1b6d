"""A machine with disks: QEMU in its jail, started by a real init, and our agent in its guest."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from aurae.supervise.tasks import OwnedTasks
from aurae.vms import initramfs, sockets, words
from aurae.vms.command_line import command_line
from aurae.vms.guest import Guest
from aurae.vms.guest_orders import Process
from aurae.vms.guest_sessions import GuestSessions
from aurae.vms.hardware import Bus, Disk
from aurae.vms.qmp import Qmp, QmpFailed
from tests.support import guests, jailed
from tests.support.init_process import running_init

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
    from pathlib import Path

    from aurae.processes.init import Init
    from tests.support.init_process import InitProcess

    Prepare = Callable[[InitProcess, Init], Awaitable[dict[str, object]]]

ENV = {"PATH": "/bin:/sbin:/usr/bin:/usr/sbin"}
DO = "see to disks"
READ, WRITE = os.O_RDONLY | os.O_CLOEXEC, os.O_RDWR | os.O_CLOEXEC


class Living(NamedTuple):
    """A machine that runs: its monitor, its agent, and the pid of QEMU."""

    qmp: Qmp
    guest: Guest
    sessions: GuestSessions
    pid: int

    async def run(self, script: str) -> tuple[int, str]:
        """Run a script of busybox; its status, and what it wrote."""
        process = Process(("/bin/sh", "-c", f"exec 2>&1; {script}"), ENV)
        async with self.sessions.opened(self.guest, process, DO) as session:
            found = bytearray()
            while piece := await session.streams.outputs[1].read():
                found += piece
            ended = await session.exit
            return os.waitstatus_to_exitcode(ended.status), found.decode()

    async def said(self, script: str) -> str:
        """Run a script that does well; what it wrote."""
        status, text = await self.run(script)
        assert status == 0, text
        return text.strip()


@contextmanager
def disk(path: Path, ident: str, *, bus: Bus = Bus.BLOCK, **more: object) -> Iterator[Disk]:
    """Give a disk whose descriptor is closed at the end."""
    fd = os.open(path, READ if more.get("read_only") else WRITE)
    try:
        yield Disk(ident, fd, bus=bus, **more)  # type: ignore[arg-type]
    finally:
        os.close(fd)


@asynccontextmanager
async def living(
    folder: Path, disks: Sequence[Disk] = (), prepare: Prepare | None = None, **more: object
) -> AsyncIterator[Living]:
    """Give a machine whose agent has answered; `more` is of its hardware, as is what `prepare` gives."""
    kernel = guests.kernel(folder)
    initrd = initramfs.prepare(kernel, folder)
    async with running_init() as (process, init), asyncio.TaskGroup() as group:
        with ExitStack() as stack:
            made = stack.enter_context(jailed.machine(folder / "sockets"))
            image, ramdisk = stack.enter_context(jailed.opened(kernel.image, initrd))
            if prepare is not None:
                more |= await prepare(process, init)
            hardware = made.hardware(image, initrd=ramdisk, disks=tuple(disks), **more)
            command = command_line(hardware, jailed.engine())
            started = await jailed.start(process, init, 1, command)
            try:
                qmp = await Qmp.connect(made.folder)
            except QmpFailed as error:
                raise AssertionError(words.said(made.words)) from error
            guest = await Guest.meet(sockets.connect(made.folder, sockets.CHANNEL), None, 90)
        try:
            yield Living(qmp, guest, GuestSessions(OwnedTasks(group)), started.pid)
        finally:
            guest.close()
            qmp.close()
            with suppress(ProcessLookupError):
                os.kill(started.pid, signal.SIGKILL)
