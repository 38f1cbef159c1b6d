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
from aurae.vms import initramfs, jail_root, sockets, words
from aurae.vms.accelerator import smallest_kernel
from aurae.vms.hardware import Accelerator, Engine, Hardware, Memory, Sockets
from aurae.vms.jail import CONTAINED, Jail, jail_plan
from tests.support import guests
from tests.support.boxes import committed
from tests.support.require import need
from tests.support.vm.initramfs import busybox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aurae.processes.init import Init, Started
    from aurae.vms.command_line import Command
    from aurae.vms.kernels import Kernel
    from tests.support.init_process import InitProcess

QEMU = "qemu-system-x86_64"
FIRST = 1_879_048_192
SHELL = """\
#!/bin/busybox sh
export PATH=/bin
/bin/busybox --install /bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
for module in {modules}; do insmod /modules/$module.ko; done
port() {{ # its name and its device come a moment after each other
  while :; do
    for place in /sys/class/virtio-ports/*; do
      [ "$(cat $place/name 2>/dev/null)" = "aurae.$1" ] && [ -c /dev/${{place##*/}} ] && echo /dev/${{place##*/}} && return
    done
  done
}}
{script}
"""
WANTED = (
    "virtio_mmio",
    "virtio_console",
    "pvpanic_mmio",
    "button",
    "evdev",
    "virtio_scsi",
    "sd_mod",
    "virtio_blk",
)
MIB = 1 << 20
TRANSLATED = Engine(Accelerator.TCG)


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
    plan = jail_plan(command, Jail(root(), FIRST + 2 * ident))
    return await spawn(process, init, ident, plan, command.fds, **options)


async def spawn(
    process: InitProcess,
    init: Init,
    ident: int,
    plan: bytes,
    fds: Sequence[int],
    **options: object,
) -> Started:
    """Have the plan of a jail carried out."""
    leaf = process.leaves.create(f"_{ident}")
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
        with packed(fds) as parcel:
            return await init.spawn(ident, plan, parcel=parcel, **asked)  # type: ignore[arg-type]
    finally:
        os.close(leaf)


def smallest(folder: Path) -> Path:
    """Write a kernel that says nothing and halts."""
    path = folder / "smallest.elf"
    path.write_bytes(smallest_kernel())
    return path


def kernel(folder: Path) -> Kernel:
    """Return the kernel of guests."""
    return guests.kernel(folder)


def initrd(folder: Path, kernel: Kernel, script: str) -> Path:
    """Write an initramfs that runs a script with busybox, in which `port` gives the path of a port by its name."""
    assert kernel.modules is not None
    lines, loaded = initramfs.modules(kernel.modules, {"all": WANTED})
    text = SHELL.format(modules=" ".join(lines["all"]), script=script)
    files = [
        *((name, 0o040755, b"", (0, 0)) for name in ("bin", "dev", "proc", "sys", "modules")),
        ("dev/console", 0o020600, b"", (5, 1)),
        ("bin/busybox", 0o100755, busybox(), (0, 0)),
        ("init", 0o100755, text.encode(), (0, 0)),
        *((f"modules/{name}.ko", 0o100644, data, (0, 0)) for name, data in loaded),
        ("TRAILER!!!", 0, b"", (0, 0)),
    ]
    path = folder / "initrd"
    path.write_bytes(b"".join(initramfs.entry(number, *file) for number, file in enumerate(files)))
    return path
