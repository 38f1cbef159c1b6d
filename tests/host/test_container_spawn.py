"""A container's first process, spawned by the real init from a plan: what it sees and may do."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Protocol

import pytest

from aurae.processes.asking import Contained
from aurae.processes.init import SpawnFailed
from tests.support.boxes import FIRST, OWN, Box, said, spawn, steps
from tests.support.init_process import running_init

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.host, pytest.mark.asyncio]


class Run(Protocol):
    """Runs one container to its end and returns what it wrote."""

    async def __call__(self, *argv: str, **options: object) -> str: ...


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """Layers and a folder, where the container's user may pass but see nothing."""
    return Box(tmp_path / "box")


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
