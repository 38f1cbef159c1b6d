"""A container's first process, spawned by the real init from a plan: what it sees and may do."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Protocol

import pytest

from aurae.processes.asking import Contained
from aurae.processes.init import Init, SpawnFailed
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
from tests.support.init_process import InitProcess, running_init

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

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
    "ip",
)
OWN = Contained(user=True, network=True)
CAPABILITIES = 0xA80425FB


class Run(Protocol):
    """Runs one container to its end and returns what it wrote."""

    async def __call__(self, *argv: str, **options: object) -> str: ...


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
) -> bytes:
    """Return the plan of a container as the server would make it."""
    line = b"0 %d 65536" % FIRST
    first: list[plan.Step] = [plan.IdMaps(line, line, FIRST) if own else plan.IdMaps(b"", b"", 0)]
    flags = IDMAPPED if own else 0
    first += [plan.Layer(os.fsencode(layer), flags) for layer in box.layers]
    first += outside
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
            plan.NewMount(b"tmpfs", b"mode=1777,size=64m", b"dev/shm", QUIET),
            plan.InterfaceUp(b"lo", 0),
            *inside,
            plan.Mask(b"proc/kcore", DIRECT | OPTIONAL),
            plan.Mask(b"proc/acpi", DIRECT | OPTIONAL),
            plan.Protect(b"proc/sys", DIRECT | OPTIONAL),
            plan.Hostname(b"box"),
            plan.Enter(0),
            plan.Bounding(CAPABILITIES),
            plan.Workdir(b"/"),
            plan.Account(user, b"", [], CAPABILITIES, 0),
            plan.Prctl(38, 1),
            plan.Execve(words[0], words, [b"PATH=/bin"]),
        ]
    )


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """Layers and a folder, where the container's user may pass but see nothing."""
    return Box(tmp_path / "box")


async def spawn(
    process: InitProcess, init: Init, ident: int, encoded: bytes, contained: Contained = OWN
) -> None:
    """Spawn a container in a leaf of its own."""
    with contextlib.suppress(FileExistsError):
        os.close(process.leaves.create(f"_{ident}"))
    leaf = os.open(process.root / f"_{ident}", os.O_RDONLY | os.O_DIRECTORY)
    try:
        await init.spawn(
            ident,
            encoded,
            leaf_fd=leaf,
            stdin_fd=None,
            logged=frozenset({1, 2}),
            terminal=False,
            deadline=10,
            stop_signal=15,
            commit=committed,
            contained=contained,
        )
    finally:
        os.close(leaf)


async def said(process: InitProcess, init: Init, ident: int) -> str:
    """Return what a container wrote, when it has ended."""
    await init.wait_exit(ident)
    await init.wait_drained(ident)
    folder = process.logs / str(ident)
    return "".join(file.read_text(errors="replace") for file in sorted(folder.glob("std*.log")))


@pytest.fixture
def run(box: Box) -> Run:
    """Run one container to its end and return what it wrote."""

    async def run(*argv: str, **options: object) -> str:
        contained = options.pop("contained", OWN)
        assert isinstance(contained, Contained)
        async with running_init() as (process, init):
            await spawn(process, init, 1, steps(box, *argv, **options), contained)  # type: ignore[arg-type]
            return await said(process, init, 1)

    return run


async def test_it_is_root_of_its_own_and_sees_only_its_layers(run: Run, box: Box) -> None:
    script = "id -u; cat /proc/self/uid_map; hostname; ls /; ls /dev; echo $$; echo hi > /new; cat /proc/1/comm"
    lines = (await run("/bin/sh", "-c", script)).split("\n")
    assert lines[0] == "0"
    assert lines[1].split() == ["0", str(FIRST), "65536"]
    assert lines[2] == "box"
    assert {"bin", "dev", "etc", "proc", "sys", "tmp"} <= set(lines)
    assert {"null", "zero", "full", "random", "urandom", "tty", "pts", "shm", "mqueue"} <= set(
        lines
    )
    assert "1" in lines
    assert (box.folder / "upper/new").stat().st_uid == FIRST


async def test_its_files_are_those_of_the_layer_and_its_mounts_its_own(run: Run) -> None:
    out = await run("/bin/sh", "-c", "stat -c '%u %n' /bin/busybox; mount; wc -l < /proc/mounts")
    assert out.startswith("0 /bin/busybox")
    assert "overlay on / type overlay (rw" in out
    assert "cgroup2" in out
    assert "/tmp/pytest" not in out


async def test_a_user_is_looked_up_in_the_image(run: Run) -> None:
    out = await run(
        "/bin/sh", "-c", "id -u; id -g; grep ^Cap /proc/self/status; echo $HOME", user=b"33"
    )
    assert out.split()[:2] == ["33", "33"] or "33" in out.split()


async def test_what_fails_outside_is_said(run: Run, box: Box) -> None:
    shutil.rmtree(box.layers[0])
    with pytest.raises(SpawnFailed, match=r"take layer .*No such file"):
        await run("/bin/true")


async def test_what_fails_inside_is_said(run: Run) -> None:
    with pytest.raises(SpawnFailed, match="execve /bin/nope: No such file"):
        await run("/bin/nope")


async def test_with_the_hosts_ids_it_is_root_of_the_host(run: Run, box: Box) -> None:
    os.chown(box.folder / "upper", 0, 0)
    out = await run(
        "/bin/sh",
        "-c",
        "cat /proc/self/uid_map",
        own=False,
        contained=Contained(user=False, network=False),
    )
    assert out.split() == ["0", "0", "4294967295"]
