"""A machine with disks: QEMU in its jail, started by a real init, and our agent in its guest."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from aurae.supervise.tasks import OwnedTasks
from aurae.vms import initramfs, sockets
from aurae.vms.command_line import command_line
from aurae.vms.guest import Guest
from aurae.vms.guest_orders import Process
from aurae.vms.guest_sessions import GuestSessions
from aurae.vms.hardware import Bus, Disk
from aurae.vms.qmp import Qmp
from tests.support import guests, jailed
from tests.support.init_process import running_init

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

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
    folder: Path, disks: Sequence[Disk] = (), **more: object
) -> AsyncIterator[Living]:
    """Give a machine whose agent has answered; `more` is of its hardware."""
    kernel = guests.kernel(folder)
    initrd = initramfs.prepare(kernel, folder)
    async with running_init() as (process, init), asyncio.TaskGroup() as group:
        with ExitStack() as stack:
            made = stack.enter_context(jailed.machine(folder / "sockets"))
            image, ramdisk = stack.enter_context(jailed.opened(kernel.image, initrd))
            hardware = made.hardware(image, initrd=ramdisk, disks=tuple(disks), **more)
            command = command_line(hardware, jailed.engine())
            started = await jailed.start(process, init, 1, command)
            qmp = await Qmp.connect(made.folder)
            guest = await Guest.meet(sockets.connect(made.folder, sockets.CHANNEL), None, 90)
        try:
            yield Living(qmp, guest, GuestSessions(OwnedTasks(group)), started.pid)
        finally:
            guest.close()
            qmp.close()
            os.kill(started.pid, signal.SIGKILL)
