"""A QEMU in its jail, started by a real init as the server would; and what a guest of busybox is made of."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aurae.linux import tsc
from aurae.processes.parcels import packed
from aurae.vms import jail_root, sockets, words
from aurae.vms.hardware import Accelerator, Engine, Hardware, Memory, Sockets
from aurae.vms.jail import CONTAINED, Jail, jail_plan
from tests.support.boxes import committed
from tests.support.require import need
from tests.support.vm.probe import smallest_kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.processes.init import Init, Started
    from aurae.vms.command_line import Command
    from tests.support.init_process import InitProcess

QEMU = "qemu-system-x86_64"
FIRST = 1_879_048_192
SHELL = "#!/bin/busybox sh\nbb=/bin/busybox\nexport PATH=/bin\n$bb --install /bin\nmount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev\n"
MIB = 1 << 20


@cache
def engine() -> Engine:
    """Return an engine that translates, told the rate of the counter."""
    return Engine(Accelerator.TCG, tsc.rate_khz(0.02))


@cache
def root() -> Path:
    """Return the root of jails for this machine's QEMU, made in a folder of this process."""
    path = need(QEMU)
    folder = Path(f"/tmp/aurae-jail-{os.getpid()}")
    return jail_root.make(folder, jail_root.parts(Path(path).resolve()))


def remove_root() -> None:
    """Remove it."""
    shutil.rmtree(f"/tmp/aurae-jail-{os.getpid()}", ignore_errors=True)
    root.cache_clear()


class Machine(NamedTuple):
    """A machine to be started: what is opened for it, and its folder of sockets."""

    folder: Path
    sockets: Sockets
    words: int
    memory: int

    def hardware(self, kernel: int, **more: object) -> Hardware:
        """Return small hardware of it."""
        asked: dict[str, object] = {
            "vcpus": 1,
            "memory": Memory(128 * MIB, self.memory),
            "sockets": self.sockets,
            "kernel": kernel,
            "words": self.words,
            **more,
        }
        return Hardware(**asked)  # type: ignore[arg-type]


@contextmanager
def machine(folder: Path, *, is_agent: bool = True) -> Iterator[Machine]:
    """Give the parts of a machine, closed at the end."""
    said, memory = words.make(), os.memfd_create("memory", os.MFD_CLOEXEC)
    os.ftruncate(memory, 128 * MIB)
    try:
        with sockets.listening(folder, is_agent=is_agent) as listening:
            yield Machine(folder, listening, said, memory)
    finally:
        os.close(said)
        os.close(memory)


@contextmanager
def opened(*paths: Path) -> Iterator[list[int]]:
    """Give descriptors of files that are read."""
    found = [os.open(path, os.O_RDONLY | os.O_CLOEXEC) for path in paths]
    try:
        yield found
    finally:
        for fd in found:
            os.close(fd)


async def start(
    process: InitProcess, init: Init, ident: int, command: Command, **options: object
) -> Started:
    """Have a jailed QEMU started in a leaf of its own, with its output logged."""
    leaf = process.leaves.create(f"_{ident}")
    plan = jail_plan(command, Jail(root(), FIRST + 2 * ident))
    asked: dict[str, object] = {
        "leaf_fd": leaf,
        "stdin_fd": None,
        "logged": frozenset({1, 2}),
        "terminal": False,
        "deadline": 30.0,
        "stop_signal": 15,
        "commit": committed,
        "contained": CONTAINED,
        **options,
    }
    try:
        with packed(command.fds) as parcel:
            return await init.spawn(ident, plan, parcel=parcel, **asked)  # type: ignore[arg-type]
    finally:
        os.close(leaf)


def smallest(folder: Path) -> Path:
    """Write a kernel that says nothing and halts."""
    path = folder / "smallest.elf"
    path.write_bytes(smallest_kernel())
    return path
