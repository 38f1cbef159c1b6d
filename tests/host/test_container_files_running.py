"""Files of containers that run, and do what they can against whoever copies them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from aurae.containers.attending import Running
from aurae.containers.copying import copy_in, copy_out, export
from aurae.containers.differences import diff
from aurae.images.unpackers import Unpackers
from aurae.model.container_change import ChangeKind
from aurae.model.refusal import FailedPrecondition, Refusal
from aurae.supervise.tasks import OwnedTasks
from aurae.wire import plan
from aurae.wire.steps_container import NODEV, NOSUID
from tests.support.boxes import FIRST, OWN, Box, spawn, steps
from tests.support.container_files import Root, in_pieces, members, whole
from tests.support.init_process import running_init
from tests.support.layers import END, file, folder, manifest
from tests.support.snapshotting import IDS, LINGER
from tests.support.until import eventually

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aurae.processes.init import Init
    from tests.support.init_process import InitProcess

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

VOLUME = plan.NewMount(b"tmpfs", b"size=4m", b"data", NOSUID | NODEV)
SWAPS = """
cd /srv
while :; do
  ln -s /../../..{0} d; rm -rf d; ln -s /proc/1/root{0} d; rm -rf d
  ln -s ../../../../../../../../../../..{0} d; rm -rf d; mkdir d; echo x > d/victim; rm -rf d
done
"""
"""Has a name be a folder and links out of the root in turn, as quickly as it can."""


class Here:
    """A container that runs, and what sees to its files."""

    def __init__(self, process: InitProcess, init: Init, box: Box, unpackers: Unpackers) -> None:
        self.process, self.init, self.box, self.unpackers = process, init, box, unpackers
        self.root = Root(box.folder, tuple(reversed(box.layers)))
        self.running: Running | None = None

    async def start(self, script: str, *inside: plan.Step, own: bool = True) -> Running:
        """Run a script; returns when it has begun. Without users of its `own` it has the host's."""
        argv = ("/bin/sh", "-c", f"touch /tmp/begun; {script}")
        encoded = steps(self.box, *argv, inside=inside, own=own)
        pid = await spawn(self.process, self.init, 1, encoded, OWN._replace(user=own))
        self.running = Running(pid, "_1")
        begun = self.box.folder / "upper/tmp/begun"
        await eventually(begun.exists, "the script runs")
        return self.running

    async def put(self, path: str, archive: bytes) -> int:
        """Copy an archive into the container."""
        pieces = in_pieces(archive + END)
        return await copy_in(self.unpackers, self.root, self.running, path, pieces)

    async def got(self, path: str) -> bytes:
        """Copy out of the container."""
        return await whole(copy_out(self.unpackers, self.root, self.running, path))


@pytest_asyncio.fixture
async def here(tmp_path: Path) -> AsyncIterator[Here]:
    box = Box(tmp_path / "box")
    (box.layers[1] / "srv").mkdir()
    (tmp_path / "box").chmod(0o711)
    async with running_init() as (process, init), asyncio.TaskGroup() as group:
        unpackers = Unpackers(init, lambda: next(IDS), OwnedTasks(group), LINGER)
        yield Here(process, init, box, unpackers)
        # Its first process has no handler for a request to end.
        with contextlib.suppress(OSError):
            process.leaves.kill("_1")


async def test_what_is_copied_in_is_there_at_once(here: Here):
    await here.start(
        "while ! cat /srv/d/hello; do sleep 0.05; done; ls -ln /srv/d > /srv/list; sleep 99"
    )
    await here.put("/srv", folder(b"d/") + file(b"d/hello", b"hi", uid=33))
    upper = here.box.folder / "upper"
    await eventually(
        lambda: (upper / "srv/list").exists() and (upper / "srv/list").read_text(), "it was read"
    )
    assert " 0        0 " in (upper / "srv/list").read_text()
    assert (upper / "srv/d/hello").stat().st_uid == FIRST
    assert list(members(await here.got("/srv"))) == ["srv", "srv/d", "srv/d/hello", "srv/list"]


async def test_what_is_mounted_belongs_to_a_copy_and_to_no_export(here: Here):
    await here.start("echo kept > /data/file; echo up > /data/ready; sleep 99", VOLUME)

    async def ready() -> bool:
        return "data/ready" in members(await here.got("/data"))

    while not await ready():
        pass
    await here.put("/data", file(b"more"))
    assert set(members(await here.got("/data"))) == {
        "data",
        *(f"data/{n}" for n in ("file", "ready", "more")),
    }
    everything = members(await whole(export(here.unpackers, here.root, here.running)))
    assert "data" in everything
    assert not [name for name in everything if name.startswith(("data/", "proc/", "dev/"))]
    assert list(members(await here.got("/proc"))) == ["proc"], "what the kernel shows is no file"
    changes = await diff(here.unpackers, here.root, here.running, ["data"])
    assert changes == [(ChangeKind.CHANGED, "/tmp"), (ChangeKind.ADDED, "/tmp/begun")]


async def test_no_race_leads_out_of_the_root(here: Here, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "victim").write_text("unharmed")
    before = manifest(tmp_path, b"upper")
    await here.start(SWAPS.format(outside))
    copied = 0
    for _ in range(60):
        with contextlib.suppress(Refusal):
            await here.put("/srv/d", file(b"victim", b"EVIL"))
            copied += 1
        with contextlib.suppress(Refusal):
            await here.put("/srv", folder(b"d/", mode=0o777) + file(b"d/victim", b"EVIL"))
            copied += 1
        for path in ("/srv/d", "/srv/d/victim", "/srv/d/."):
            with contextlib.suppress(Refusal):
                assert b"unharmed" not in await here.got(path)
    assert copied
    assert (outside / "victim").read_text() == "unharmed"
    after = manifest(tmp_path, b"upper")
    assert {name: kept[:7] for name, kept in after.items() if b"work" not in name} == {
        name: kept[:7] for name, kept in before.items() if b"work" not in name
    }


async def test_nothing_in_the_container_sees_who_copies(here: Here):
    script = "while :; do for p in /proc/[0-9]*; do cat $p/status; done | grep -c ^Pid > /srv/n; cat /srv/n >> /srv/all; done"
    await here.start(script)
    for _ in range(10):
        await here.got("/bin")
    counts = (here.box.folder / "upper/srv/all").read_text().split()
    assert max(map(int, counts)) <= 4, "the shell, its loop, grep and cat"


async def test_files_that_would_hang_a_reader_do_not(here: Here):
    script = "mkfifo /srv/fifo; mkdir /srv/a; cd /srv/a; i=0; while [ $i -lt 300 ]; do mkdir b; cd b; i=$((i+1)); done; sleep 99"
    (here.box.layers[1] / "bin/mkfifo").symlink_to("busybox")
    (here.box.layers[1] / "bin/mkdir").symlink_to("busybox")
    await here.start(script)
    assert "fifo" in members(await here.got("/srv/fifo"))
    deepest = here.box.folder / "upper/srv/a" / "/".join(["b"] * 300)
    await eventually(deepest.exists, "it is nested")
    with pytest.raises(FailedPrecondition, match="within each other"):
        await here.got("/srv/a")


async def test_a_container_that_has_ended_is_not_entered(here: Here):
    running = await here.start("true")
    await here.init.wait_exit(1)
    here.init.acknowledge(1)
    with pytest.raises(FailedPrecondition, match="just ended"):
        await here.got("/srv")
    here.running = Running(os.getpid(), running.leaf)
    with pytest.raises(FailedPrecondition, match="just ended"):
        await here.got("/srv")
    here.running = None
    assert list(members(await here.got("/srv"))) == ["srv"]


async def test_a_container_that_ends_meanwhile_leaves_a_copy_whole(here: Here):
    await here.start("sleep 99")
    stream = copy_out(here.unpackers, here.root, here.running, "/bin/busybox")
    pieces = [await anext(stream)]
    here.init.signal(1, signal.SIGKILL)
    await here.init.wait_exit(1)
    pieces += [piece async for piece in stream]
    assert (
        members(b"".join(pieces))["busybox"].size
        == (here.box.layers[1] / "bin/busybox").stat().st_size
    )


async def test_a_container_with_the_hosts_users_is_no_way_to_the_host(here: Here, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "victim").write_text("unharmed")
    os.chown(here.box.folder / "upper", 0, 0)
    here.root = Root(here.root.folder, here.root.layers, first_id=0)
    await here.start(SWAPS.format(outside), own=False)
    copied = 0
    for _ in range(30):
        with contextlib.suppress(Refusal):
            await here.put("/srv/d", file(b"victim", b"EVIL"))
            copied += 1
        with contextlib.suppress(Refusal):
            assert b"unharmed" not in await here.got("/srv/d/victim")
    await here.put("/tmp", file(b"mine"))
    assert (here.box.folder / "upper/tmp/mine").stat().st_uid == 0
    assert (outside / "victim").read_text() == "unharmed"
