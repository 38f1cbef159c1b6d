"""What a QEMU that was taken over tries: each attempt of `jail_probe.c`, in the jail, without its filter, and without a jail."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aurae.vms import jail_root
from aurae.vms.command_line import QEMU, Command
from aurae.vms.jail import Jail, jail_plan
from aurae.wire import plan
from tests.support import jailed
from tests.support.init_process import running_init
from tests.support.require import need
from tests.support.until import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.processes.init import Init
    from tests.support.init_process import InitProcess

SOURCE = Path(__file__).with_name("jail_probe.c")
ATTEMPTS = tuple(
    name
    for name in re.findall(
        r'is\("([a-z0-9-]+)"\)', SOURCE.read_text().partition("int attempt(")[2]
    )
    if name != "victim"
)
LIBRARY = Path("/lib/x86_64-linux-gnu/libc.so.6")
THROUGH = "through"
OTHER = 990
"""The number of the other machine."""
SHM_KEY = 0x0A0E + os.getpid()


class Outcome(NamedTuple):
    """What became of an attempt: `THROUGH`, or why not."""

    jailed: str
    unfiltered: str
    free: str


async def outcomes(folder: Path) -> dict[str, Outcome]:
    """Make all attempts, each by a process of its own."""
    probe = folder / "probe"
    root = _built(folder, probe)
    async with running_init() as (process, init):
        boxes = _Boxes(process, init, root)
        other = await boxes.spawn(OTHER, "victim", [])
        await eventually(
            lambda: bool(boxes.said(OTHER)), "the other machine has said where its secret is"
        )
        address = boxes.said(OTHER).strip()
        with _targets(folder, probe) as (targets, opened):
            targets |= {"other": str(other), "address": address}
            targets |= {"id": str(jailed.FIRST + 2 * OTHER + 1), "library": str(LIBRARY)}
            told = [f"{name}={value}" for name, value in targets.items()]
            found = {
                name: Outcome(
                    await boxes.run(2 * number + 1, name, told),
                    await boxes.run(2 * number + 2, name, told, is_filtered=False),
                    _free(probe, name, told, opened, Path(targets["new"])),
                )
                for number, name in enumerate(ATTEMPTS)
            }
        init.signal(OTHER, 9)
        await init.wait_exit(OTHER)
    return found


def _built(folder: Path, probe: Path) -> Path:
    """Compile the probe, and return the root of a jail with it in QEMU's place."""
    build = ["-O1", "-static", "-no-pie", "-Wall", "-Werror", "-Wno-unused-result"]
    subprocess.run([need("gcc"), *build, "-o", probe, SOURCE], check=True)
    files = {QEMU: probe, f"{jail_root.LIBRARIES}/{LIBRARY.name}": LIBRARY}
    return jail_root.make(folder / "jail", jail_root.Parts(files, probe))


class _Boxes:
    """Runs the probe where QEMU would run."""

    def __init__(self, process: InitProcess, init: Init, root: Path) -> None:
        self._process, self._init, self._root = process, init, root

    async def run(
        self, ident: int, name: str, told: list[str], *, is_filtered: bool = True
    ) -> str:
        await self.spawn(ident, name, told, is_filtered=is_filtered)
        ended = await self._init.wait_exit(ident)
        await self._init.wait_drained(ident)
        self._init.acknowledge(ident)
        return _result(self.said(ident), ended.status)

    async def spawn(
        self, ident: int, name: str, told: list[str], *, is_filtered: bool = True
    ) -> int:
        command = Command((QEMU, name, *told), (), (), jailed.TRANSLATED, io_uring=False)
        steps = plan.decode(jail_plan(command, Jail(self._root, jailed.FIRST + 2 * ident)))
        if not is_filtered:
            steps = [step for step in steps if not isinstance(step, plan.Seccomp)]
        encoded = plan.encode(steps)
        return (await jailed.spawn(self._process, self._init, ident, encoded, ())).pid

    def said(self, ident: int) -> str:
        folder = self._process.logs / str(ident)
        return "".join(file.read_text() for file in sorted(folder.glob("stdout*.log")))


def _result(text: str, status: int) -> str:
    return text.strip().partition(" ")[2] or f"ended with status {status}"


def _free(probe: Path, name: str, told: list[str], opened: int, new: Path) -> str:
    """Make an attempt as root without a jail; what it mounts goes with it."""
    argv = [need("unshare"), "--mount", str(probe), name, *told]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, pass_fds=[opened])
    new.unlink(missing_ok=True)
    return _result(done.stdout, done.returncode)


@contextmanager
def _targets(folder: Path, probe: Path) -> Iterator[tuple[dict[str, str], int]]:
    """Give what there is to be reached, by the names of the probe's arguments, and an open folder."""
    file = folder / "secret"
    file.write_text("secret")
    file.chmod(0o600)
    libc = ctypes.CDLL(None, use_errno=True)
    with ExitStack() as closing:
        victim = subprocess.Popen([probe, "victim"], stdout=subprocess.PIPE)
        closing.callback(victim.communicate)
        closing.callback(victim.kill)
        assert victim.stdout is not None
        victim.stdout.readline()
        inet = closing.enter_context(socket.create_server(("127.0.0.1", 0)))
        hidden = closing.enter_context(socket.socket(socket.AF_UNIX))
        hidden.bind(f"\0aurae-jail-{os.getpid()}")
        hidden.listen()
        local = closing.enter_context(socket.socket(socket.AF_UNIX))
        local.bind(str(folder / "socket"))
        local.listen()
        key = libc.syscall(248, b"user", b"aurae-jail", b"secret", 6, -3)
        closing.callback(libc.syscall, 250, 3, key)
        shared = libc.shmget(SHM_KEY, 4096, 0o1600)
        closing.callback(libc.shmctl, shared, 0, None)
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        closing.callback(os.close, opened)
        yield (
            {
                "victim": str(victim.pid),
                "file": str(file),
                "new": str(folder / "new"),
                "port": str(inet.getsockname()[1]),
                "abstract": f"aurae-jail-{os.getpid()}",
                "socket": str(folder / "socket"),
                "key": str(key),
                "shm": str(SHM_KEY),
                "hostname": socket.gethostname(),
            },
            opened,
        )
