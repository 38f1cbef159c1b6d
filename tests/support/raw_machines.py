"""Machines of the daemon's own command line, but in no jail: with our agent, and nothing of the daemon."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from aurae.vms import initramfs, sockets
from aurae.vms.command_line import FIRST, command_line
from aurae.vms.guest import Guest
from aurae.vms.hardware import Accelerator, Disk, Engine, Hardware, Memory
from aurae.vms.qmp import Qmp
from aurae.vms.restoring import load
from tests.support.guests import kernel
from tests.support.require import need
from tests.support.vm.probe import accelerator, tsc_khz

if TYPE_CHECKING:
    from pathlib import Path

MEMORY = 128 << 20
ACTION = "test a machine"
HIGH = 200


def engine() -> Engine:
    """Return what runs guests here."""
    if accelerator() == "kvm":
        return Engine(Accelerator.KVM)
    return Engine(Accelerator.TCG, tsc_khz())


class RawMachine:
    """A machine of an image: its monitor, and its agent when `met`."""

    def __init__(
        self, folder: Path, disks: tuple[Disk, ...] = (), memory: int = -1, size: int = MEMORY
    ) -> None:
        """With `memory` it begins as that memory file, and loads its state by `load`."""
        need("qemu-system-x86_64")
        self.folder = folder
        self.stdout = folder.parent / f"{folder.name}.stdout"
        self.stderr = folder.parent / f"{folder.name}.stderr"
        self._closing = ExitStack()
        self._disks, self._memory, self._size = disks, memory, size
        self.began = 0.0

    async def __aenter__(self) -> Self:
        """Start it."""
        with ExitStack() as opened:
            listening = opened.enter_context(sockets.listening(self.folder, is_agent=True))
            memory = Memory(self._size, self._memory, is_private=True)
            hardware = Hardware(1, memory, listening, disks=self._disks, is_paused=True)
            if self._memory < 0:
                made = kernel(self.folder.parent)
                initrd = initramfs.prepare(made, self.folder.parent)
                fds = [os.open(path, os.O_RDONLY) for path in (made.image, initrd)]
                for fd in fds:
                    opened.callback(os.close, fd)
                hardware = replace(
                    hardware, memory=Memory(self._size), kernel=fds[0], initrd=fds[1]
                )
            else:
                hardware = replace(hardware, incoming=True)
            self._start(hardware)
        self.qmp = await Qmp.connect(self.folder)
        self._closing.callback(self.qmp.close)
        return self

    async def __aexit__(self, *_: object) -> None:
        """End it."""
        self._closing.close()
        self.process.kill()
        await asyncio.to_thread(self.process.wait)

    async def load(self, state: Path) -> None:
        """Have it go on from a state."""
        await load(self.qmp, state, ACTION)
        await self.go()

    async def go(self) -> None:
        await self.qmp.execute("cont")

    async def met(self) -> Guest:
        """Return its guest when the agent has answered."""
        guest = await Guest.meet(sockets.connect(self.folder, sockets.CHANNEL), limit=60)
        self._closing.callback(guest.close)
        return guest

    def memory_in_use(self) -> dict[str, int]:
        """Return bytes of QEMU's memory by the names of /proc/<pid>/smaps_rollup."""
        found = {}
        with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as lines:
            for line in lines:
                words = line.split()
                if words[-1] == "kB":
                    found[words[0].rstrip(":")] = int(words[1]) << 10
        return found

    def _start(self, hardware: Hardware) -> None:
        command = command_line(hardware, engine())
        numbers = list(range(FIRST, FIRST + len(command.fds)))

        def place() -> None:
            for index, fd in enumerate(command.fds):
                os.dup2(fd, HIGH + index)
            for index, number in enumerate(numbers):
                os.dup2(HIGH + index, number)
            for source, target in command.copies:
                os.dup2(source, target)

        self.began = time.monotonic()
        # Streams that can be written and not read, as QEMU looks for them.
        with self.stdout.open("wb") as stdout, self.stderr.open("wb") as stderr:
            self.process = subprocess.Popen(
                command.argv,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                pass_fds=numbers,
                preexec_fn=place,  # noqa: PLW1509  # descriptors have to have their numbers
            )
