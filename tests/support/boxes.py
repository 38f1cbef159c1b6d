"""Containers for tests of what runs them: layers with busybox, the plan of a start, a spawn by a real init."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from aurae.processes.asking import Contained
from aurae.wire import plan
from aurae.wire.steps_container import (
    DIRECT,
    IDMAPPED,
    NODEV,
    NOEXEC,
    NOSUID,
    OPTIONAL,
    READ_ONLY,
    VOLATILE,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from aurae.processes.births import Born
    from aurae.processes.init import Init
    from tests.support.init_process import InitProcess

FIRST = 524288
QUIET = NOSUID | NODEV | NOEXEC
APPLETS = (
    "sh",
    "true",
    "cat",
    "id",
    "ls",
    "stat",
    "mount",
    "hostname",
    "touch",
    "sleep",
    "wc",
    "grep",
    "ip",
)
OWN = Contained(user=True, network=True)
CAPABILITIES = 0xA80425FB


async def committed() -> None:
    """Stands for a row that is on disk at once."""


class Box:
    """Layers with busybox in them, and a folder for what is written."""

    def __init__(self, folder: Path) -> None:
        self.layers = [folder / "top", folder / "base"]
        self.folder = folder / "box"
        base = self.layers[1]
        for name in ("bin", "etc", "proc", "sys", "dev", "tmp"):
            (base / name).mkdir(parents=True)
        self.layers[0].mkdir()
        busybox = shutil.which("busybox")
        assert busybox
        shutil.copy(busybox, base / "bin/busybox")
        for name in APPLETS:
            (base / "bin" / name).symlink_to("busybox")
        (base / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\nweb:x:33:33::/srv:/bin/sh\n")
        (base / "etc/group").write_text("root:x:0:\nweb:x:33:\nlog:x:4:web\n")
        for name in ("upper", "work"):
            (self.folder / name).mkdir(parents=True)
        os.chown(self.folder / "upper", FIRST, FIRST)
        (self.folder / "upper").chmod(0o755)


def steps(
    box: Box,
    *argv: str,
    outside: tuple[plan.Step, ...] = (),
    inside: tuple[plan.Step, ...] = (),
    user: bytes = b"",
    own: bool = True,
    member: bool = False,
    lines: bytes = b"0 %d 65536" % FIRST,
) -> bytes:
    """Return the plan of a container as the server would make it; of a `member` of a pod with users, IPC and UTS."""
    line = b"=" if member else lines
    first: list[plan.Step] = [plan.IdMaps(line, line, FIRST) if own else plan.IdMaps(b"", b"", 0)]
    flags = IDMAPPED if own else 0
    first += [plan.Layer(os.fsencode(layer), flags) for layer in box.layers]
    first += outside
    if member:
        first.append(plan.SharedMemory(0))
    first.append(plan.Root(os.fsencode(box.folder), VOLATILE))
    words = [os.fsencode(word) for word in argv]
    return plan.encode(
        [
            plan.Outside(plan.encode(first)),
            plan.NewMount(b"proc", b"", b"proc", DIRECT | QUIET),
            plan.NewMount(b"sysfs", b"", b"sys", DIRECT | QUIET | READ_ONLY),
            plan.NewMount(b"cgroup2", b"", b"sys/fs/cgroup", DIRECT | QUIET | READ_ONLY),
            plan.Attach(1, b"dev", DIRECT),
            plan.NewMount(
                b"devpts",
                b"newinstance,ptmxmode=0666,mode=0620,gid=5",
                b"dev/pts",
                NOSUID | NOEXEC,
            ),
            plan.NewMount(b"mqueue", b"", b"dev/mqueue", QUIET),
            plan.Attach(2, b"dev/shm", DIRECT)
            if member
            else plan.NewMount(b"tmpfs", b"mode=1777,size=64m", b"dev/shm", QUIET),
            *([] if member else [plan.InterfaceUp(b"lo", 0)]),
            *inside,
            plan.Mask(b"proc/kcore", DIRECT | OPTIONAL),
            plan.Mask(b"proc/acpi", DIRECT | OPTIONAL),
            plan.Protect(b"proc/sys", DIRECT | OPTIONAL),
            *([] if member else [plan.Hostname(b"box")]),
            plan.Enter(0),
            plan.Bounding(CAPABILITIES),
            plan.Workdir(b"/"),
            plan.Account(user, b"", [], CAPABILITIES, 0),
            plan.Prctl(38, 1),
            plan.Execve(words[0], words, [b"PATH=/bin"]),
        ]
    )


async def spawn(
    process: InitProcess,
    init: Init,
    ident: int,
    encoded: bytes,
    contained: Contained = OWN,
    *,
    commit: Callable[[], Awaitable[None]] = committed,
    born: Born | None = None,
) -> int:
    """Spawn a container in a leaf of its own; returns the pid of its first process."""
    with contextlib.suppress(FileExistsError):
        os.close(process.leaves.create(f"_{ident}"))
    leaf = os.open(process.root / f"_{ident}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        started = await init.spawn(
            ident,
            encoded,
            leaf_fd=leaf,
            stdin_fd=None,
            logged=frozenset({1, 2}),
            terminal=False,
            deadline=10,
            stop_signal=15,
            commit=commit,
            contained=contained,
            born=born,
        )
    finally:
        os.close(leaf)
    return started.pid


async def said(process: InitProcess, init: Init, ident: int) -> str:
    """Return what a container wrote, when it has ended."""
    await init.wait_exit(ident)
    await init.wait_drained(ident)
    folder = process.logs / str(ident)
    return "".join(file.read_text(errors="replace") for file in sorted(folder.glob("std*.log")))
