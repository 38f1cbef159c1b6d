"""Snapshots of a server that is killed, and on a disk that is full: whole layers, and nothing else."""

import asyncio
import contextlib
import errno
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.images.erofs import NAMES
from aurae.images.unpacking import UnpackFailed
from tests.support import require
from tests.support.layers import END, file
from tests.support.snapshot_churn import ARCHIVES, CHAINS, DIFFS
from tests.support.snapshotting import LocalInit, blob, opened_layers, opened_snapshots
from tests.support.until import until

pytestmark = pytest.mark.host

ROOT = Path(__file__).resolve().parents[2]
KILLS = 12
FILES = 150
MEMORY = Path("/dev/shm")


@pytest.fixture
def where() -> Iterator[Path]:
    """A folder in memory: syncfs(2) of a disk waits for all that others write to it."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def churn_and_kill(where: Path, seconds: float, *more: str) -> None:
    """Have a server work for a while, and kill it."""
    command = [sys.executable, "-m", "tests.support.snapshot_churn", str(where), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as server:
        assert server.stdout is not None
        assert server.stdout.read(1) == b"."
        time.sleep(seconds)  # the moment is drawn by chance; nothing is waited for
        server.kill()


def unpackers(where: Path) -> list[Path]:
    """Processes whose root is a layer in this folder."""
    found = []
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if process.name.isdecimal() and (process / "root").readlink().is_relative_to(where):
                found.append(process)
    return found


def check_whole(where: Path) -> int:
    """Open as the next server does, and check each layer; returns how many there are."""

    async def look() -> int:
        async with opened_layers(where, LocalInit()) as (snapshots, images):
            for item in images.all:
                assert await images.is_sound(item)
            kept = {images.path(item.chain_id, item.form) for item in images.all}
            beside = (where / "snapshots").glob("*/*")
            assert {path for path in beside if path.name in NAMES.values()} == kept
            for chain in snapshots.all:
                number = CHAINS.index(chain)
                files = list(snapshots.path(chain).rglob("f*"))
                assert len(files) == FILES
                for each in files:
                    text = each.name[1:].encode()
                    assert each.read_bytes() == text * (number + 1) * 50
            layers = [blob(each, diff) for each, diff in zip(ARCHIVES, DIFFS, strict=True)]
            there = len(snapshots.all)
            await snapshots.unpack(layers)  # it goes on
            return there

    return asyncio.run(look())


def test_a_server_that_is_killed_at_any_moment_leaves_whole_layers_and_no_rest(where: Path):
    drawn = random.Random(4)
    for _ in range(KILLS):
        churn_and_kill(where, drawn.uniform(0, 0.2))
        until(lambda: not unpackers(where), "what unpacked has ended", 20)
        check_whole(where)
        snapshots = where / "snapshots"
        assert os.listdir(snapshots / "staging") == os.listdir(snapshots / "trash") == []
        assert len(os.listdir(snapshots)) == len(CHAINS) + 2


def test_a_server_that_is_killed_at_any_moment_leaves_whole_erofs_images_and_no_rest(where: Path):
    require.need("mkfs.erofs")
    drawn = random.Random(5)
    for _ in range(KILLS // 2):
        churn_and_kill(where, drawn.uniform(0, 0.3), "images")
        until(lambda: not unpackers(where), "what unpacked has ended", 20)
        check_whole(where)
        snapshots = where / "snapshots"
        assert os.listdir(snapshots / "staging") == os.listdir(snapshots / "trash") == []


def test_a_full_disk_is_told_and_what_was_used_is_free_again(where: Path):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4M", "none", where], check=True)
    try:
        asyncio.run(fill(where))
    finally:
        subprocess.run(["umount", where], check=True)


async def fill(where: Path) -> None:
    large = b"".join(file(b"f%d" % n, b"1" * 100_000) for n in range(60)) + END
    small = file(b"f", b"1" * 100_000) + END
    async with opened_snapshots(where, LocalInit()) as snapshots:
        before = os.statvfs(where).f_bavail
        for _ in range(3):
            with pytest.raises(UnpackFailed, match="No space left on device") as failure:
                await snapshots.unpack([blob(large, digest(large))])
            assert (failure.value.errno, failure.value.unfit) == (errno.ENOSPC, False)
            assert before - os.statvfs(where).f_bavail < 40
        assert len(await snapshots.unpack([blob(small, digest(small))])) == 1


def digest(archive: bytes) -> str:
    return f"sha256:{hashlib.sha256(archive).hexdigest()}"
