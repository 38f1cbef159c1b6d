"""What the child that reads a layer can see and do: the layer, and to make files in it."""

import asyncio
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import aurae
from aurae.images import confining
from aurae.images.unpacking import UnpackFailed, UnpackLimits
from tests.support.layers import END, file, header
from tests.support.proc import alive
from tests.support.unpacking import Process, running_unpacker
from tests.support.until import eventually

pytestmark = pytest.mark.host

CAPABILITIES = 1 << 0 | 1 << 1 | 1 << 3 | 1 << 4 | 1 << 27 | 1 << 31
"""CHOWN, DAC_OVERRIDE, FOWNER, FSETID, MKNOD, SETFCAP."""
ARCHIVE = b"".join(file(b"f%d" % number, b"1" * 4096) for number in range(50_000)) + END
"""Long enough to look at its child, or to stop it."""


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


async def busy_child(process: Process, top: Path) -> int:
    """The child of the process once it writes, and so is confined."""
    await eventually(lambda: any(top.iterdir()), "a file is made", 20)
    (child,) = children(process.pid)
    return child


@pytest.mark.asyncio
async def test_the_child_sees_the_layer_only_and_has_few_rights(tmp_path: Path):
    async with running_unpacker() as process, asyncio.TaskGroup() as group:
        task = group.create_task(process.unpack(ARCHIVE, tmp_path))
        child = await busy_child(process, tmp_path)
        os.kill(child, signal.SIGSTOP)  # it is looked at in peace
        try:
            look_at(child, tmp_path)
        finally:
            os.kill(child, signal.SIGCONT)
        await task


@pytest.mark.asyncio
async def test_children_that_unpack_at_once_have_nothing_of_each_other(tmp_path: Path):
    tops = [tmp_path / "one", tmp_path / "other"]
    async with running_unpacker() as process, asyncio.TaskGroup() as group:
        for top in tops:
            os.mkdir(top)
        tasks = [group.create_task(process.unpack(ARCHIVE, top)) for top in tops]
        await eventually(lambda: all(any(top.iterdir()) for top in tops), "both write", 20)
        pair = children(process.pid)
        for child in pair:
            os.kill(child, signal.SIGSTOP)  # they are looked at in peace
        try:
            look_at_both(pair, tops)
        finally:
            for child in pair:
                os.kill(child, signal.SIGCONT)
        for task in tasks:
            task.cancel()


def look_at_both(pair: list[int], tops: list[Path]) -> None:
    """Check that each of two children has a layer of its own, and shares nothing with the other."""
    for child in pair:
        (top,) = (top for top in tops if os.path.samefile(f"/proc/{child}/root", top))
        look_at(child, top)
    for kind in ("mnt", "pid", "net", "ipc", "uts", "cgroup"):
        assert len({os.readlink(f"/proc/{child}/ns/{kind}") for child in pair}) == 2


def look_at(child: int, top: Path) -> None:
    """Check all that /proc tells of a child."""
    here = Path(f"/proc/{child}")
    found = status(child)
    for name in ("CapPrm", "CapEff", "CapBnd"):
        assert int(found[name], 16) == CAPABILITIES
    assert int(found["CapInh"], 16) == int(found["CapAmb"], 16) == 0
    assert (found["NoNewPrivs"], found["Seccomp"]) == ("1", "2")
    assert found["NSpid"].split()[1:] == ["1"], "it is alone in its PID namespace"
    for kind in ("mnt", "pid", "net", "ipc", "uts", "cgroup"):
        assert (here / "ns" / kind).readlink() != Path("/proc/self/ns", kind).readlink()
    assert os.path.samefile(here / "root", top)
    (mount,) = (here / "mountinfo").read_text().splitlines()
    assert {"nosuid", "nodev", "noexec", "nosymfollow"} <= set(mount.split()[5].split(","))
    links = (here / "net/dev").read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in links] == ["lo"]
    files = [os.readlink(fd) for fd in (here / "fd").iterdir()]
    kinds = {re.sub("[0-9]+", "", name) for name in files if "deleted" not in name}
    assert kinds <= {"/null", "/", "/f", "pipe:[]"}, "the archive was deleted"


@pytest.mark.asyncio
async def test_the_child_ends_with_its_parent(tmp_path: Path):
    async with running_unpacker() as process:
        task = asyncio.ensure_future(process.unpack(ARCHIVE, tmp_path))
        child = await busy_child(process, tmp_path)
        gone = os.pidfd_open(child)
        process.unpacker.close()
        with pytest.raises(UnpackFailed, match="was ended"):
            await task
        assert select.select([gone], [], [], 20)[0], "it ends at once"
        os.close(gone)


@pytest.mark.asyncio
async def test_a_process_that_is_killed_fails_its_layers_and_takes_the_child_along(tmp_path: Path):
    async with running_unpacker(status=-signal.SIGKILL) as process:
        task = asyncio.ensure_future(process.unpack(ARCHIVE, tmp_path))
        child = await busy_child(process, tmp_path)
        process.process.kill()
        with pytest.raises(UnpackFailed, match="has ended"):
            await task
        await eventually(lambda: not alive(child), "the child ends", 20)


@pytest.mark.asyncio
async def test_a_child_that_is_killed_fails_its_layer_and_no_other(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    async with running_unpacker() as process:
        task = asyncio.ensure_future(process.unpack(ARCHIVE, tmp_path / "a"))
        child = await busy_child(process, tmp_path / "a")
        os.kill(child, signal.SIGKILL)
        with pytest.raises(UnpackFailed, match="ended with -9") as failure:
            await task
        assert not failure.value.unfit
        await process.unpack(file(b"f") + END, tmp_path / "b")


@pytest.mark.asyncio
async def test_whoever_is_cancelled_returns_when_nothing_is_written_any_more(tmp_path: Path):
    async with running_unpacker() as process:
        task = asyncio.ensure_future(process.unpack(ARCHIVE, tmp_path))
        child = await busy_child(process, tmp_path)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not alive(child)


@pytest.mark.asyncio
async def test_a_layer_has_so_many_seconds(tmp_path: Path):
    began = time.monotonic()
    async with running_unpacker() as process:
        with pytest.raises(UnpackFailed, match="too long"):
            await process.unpack(ARCHIVE * 4, tmp_path, UnpackLimits(seconds=1))
    assert time.monotonic() - began < 20


@pytest.mark.asyncio
async def test_a_full_disk_is_said_and_is_no_fault_of_the_archive(tmp_path: Path):
    small(tmp_path)
    try:
        async with running_unpacker() as process:
            with pytest.raises(UnpackFailed, match=r"f[0-9]+: No space left on device") as failure:
                await process.unpack(ARCHIVE, tmp_path)
            assert not failure.value.unfit
    finally:
        run("umount", str(tmp_path))


@pytest.mark.asyncio
async def test_what_an_archive_makes_is_never_opened_as_a_device(tmp_path: Path):
    async with running_unpacker() as process:
        await process.unpack(header(b"d", b"3", device=(1, 1)) + file(b"d", b"x") + END, tmp_path)
    assert (tmp_path / "d").read_bytes() == b"x", "the device gave way to the file"


def small(folder: Path) -> None:
    """Mount a file system of a megabyte."""
    run("mount", "-t", "tmpfs", "-o", "size=1M", "none", str(folder))


def run(*words: str) -> None:
    subprocess.run(words, check=True)


TRIES = """
import ctypes, mmap, os, socket, sys
sys.path.insert(0, sys.argv[1])
from aurae.linux import privileges
program = sys.stdin.buffer.read()
tries = {
    "fork": os.fork,
    "execve": lambda: os.execv("/bin/true", ["true"]),
    "kill": lambda: os.kill(os.getppid(), 0),
    "socket": socket.socket,
    "mount": lambda: privileges.check(ctypes.CDLL(None, use_errno=True).mount(b"a", b"/", b"b", 0, 0), "mount"),
    "executable memory": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "chroot": lambda: os.chroot("/"),
    "rename": lambda: os.rename("/nowhere", "/nothing"),
}
privileges.prctl(privileges.PR_SET_NO_NEW_PRIVS, 1)
privileges.filter_system_calls(program)
for name, attempt in tries.items():
    try:
        attempt()
    except PermissionError:
        continue
    print(name)
"""


def test_the_filter_denies_what_unpacking_does_not_need():
    source = str(Path(aurae.__path__[0]).parent)
    tried = subprocess.run(
        [sys.executable, "-I", "-c", TRIES, source],
        input=confining.program(),
        capture_output=True,
        check=True,
    )
    assert tried.stdout == b"", "these were let through"


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A folder whose mount is shared, as all are below systemd."""
    top = tmp_path / "shared"
    top.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "none", top], check=True)
    try:
        subprocess.run(["mount", "--make-shared", top], check=True)
        yield top
    finally:
        subprocess.run(["umount", top], check=True)


@pytest.mark.asyncio
async def test_a_layer_may_lie_where_mounts_are_shared(shared: Path):
    async with running_unpacker() as process:
        await process.unpack(file(b"a", b"1") + END, shared)
    assert (shared / "a").read_bytes() == b"1"
