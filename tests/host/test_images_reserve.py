"""What images leave of a disk: pulls, imports and layers are refused before it is full."""

import asyncio
import contextlib
import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.images.reserve import PART, Reserve
from aurae.images.unpacking import UnpackFailed, UnpackLimits
from aurae.model.refusal import Exhausted
from tests.support.archived import layout, packed
from tests.support.imaged import image_world
from tests.support.layers import END, file
from tests.support.shelf import noise
from tests.support.snapshotting import LocalInit, blob, opened_snapshots
from tests.support.until import eventually

pytestmark = pytest.mark.host

MB = 1_000_000
EVERYTHING = 1 << 60
NAME = "localhost/app:1"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MiB."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16M", "none", tmp_path], check=True)
    try:
        yield tmp_path
    finally:
        subprocess.run(["umount", "-l", tmp_path], check=True)


@contextlib.contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """Have somebody else fill the disk until there is room for so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb") as opened:
        os.posix_fallocate(opened.fileno(), 0, Reserve(disk, EVERYTHING).room() - left)
    yield
    ballast.unlink()


def test_a_twentieth_of_a_small_disk_is_kept_and_inodes_as_well(disk: Path):
    assert Reserve(disk, 0).room() - Reserve(disk, EVERYTHING).room() == (16 << 20) // PART
    assert Reserve(disk, 0).room() - Reserve(disk, 5000).room() == 5000
    with filled(disk, 8192):
        Reserve(disk, EVERYTHING).check()
    with filled(disk, -8192), pytest.raises(OSError, match="838860 bytes are kept free"):
        Reserve(disk, EVERYTHING).check()
    subprocess.run(["mount", "-o", "remount,nr_inodes=300", disk], check=True)
    for number in range(290):
        (disk / str(number)).touch()
    Reserve(disk, EVERYTHING).check()
    for number in range(os.statvfs(disk).f_favail - 2):
        (disk / f"more{number}").touch()
    with pytest.raises(OSError, match="3 inodes are kept free"):
        Reserve(disk, EVERYTHING).check()


@pytest.mark.asyncio
async def test_a_blob_that_comes_stops_before_the_disk_is_full(disk: Path):
    async with image_world(disk, kept=EVERYTHING) as node:
        built = node.shelf.put(NAME, noise(1, MB))
        node.shelf.gate = asyncio.Event()
        pull = asyncio.create_task(node.pull(NAME))
        await eventually(lambda: node.shelf.served[built.layers[0]] > 0, "it has begun to come")
        with filled(disk, -8192):
            node.shelf.gate.set()
            with pytest.raises(Exhausted, match="bytes are kept free"):
                await pull
            assert node.means.blobs.partial() == []
            with pytest.raises(Exhausted, match="bytes are to come, 0 are free"):
                await node.pull(NAME)
            with pytest.raises(Exhausted, match="cannot import images: No space left on device"):
                with node.images.receive() as received:
                    await received.write(packed(layout(NAME, noise(2, 1000))))
        await node.pull(NAME)
        await node.check()


@pytest.mark.asyncio
async def test_a_layer_is_not_unpacked_into_what_is_kept(disk: Path):
    archive = file(b"f", bytes(5 * MB)) + END
    layers = [blob(archive, digest(archive))]
    async with opened_snapshots(disk, LocalInit(), kept=EVERYTHING) as snapshots:
        for left, why in ((2 * MB, "than the .* bytes that are free"), (-8192, "are kept free")):
            with filled(disk, left):
                before = Reserve(disk, 0).room()
                with pytest.raises(
                    UnpackFailed, match=f"No space left on device: .*{why}"
                ) as failed:
                    await snapshots.unpack(layers)
                assert not failed.value.unfit
                assert before - Reserve(disk, 0).room() < 200_000
        assert len(await snapshots.unpack(layers)) == 1


@pytest.mark.asyncio
async def test_a_layer_stops_when_somebody_else_fills_the_disk(disk: Path):
    archive = b"".join(file(b"f%d" % n) for n in range(25_000)) + END  # it takes a while
    async with opened_snapshots(disk, LocalInit(), kept=EVERYTHING) as snapshots:
        with contextlib.ExitStack() as stack:

            def fill(_layer: int, read: int) -> None:
                if read and not (disk / "ballast").exists():
                    stack.enter_context(filled(disk, -8192))

            with pytest.raises(UnpackFailed, match="No space left on device"):
                await snapshots.unpack([blob(archive, digest(archive))], fill)


@pytest.mark.asyncio
async def test_the_layers_of_an_image_have_a_limit_together(disk: Path):
    limits = UnpackLimits(size=2 * MB, image=3 * MB)
    archives = [file(b"%d" % n, bytes([n]) * MB) + END for n in range(4)]
    layers = [blob(archive, digest(archive)) for archive in archives]
    large = file(b"f", bytes(3 * MB)) + END
    async with opened_snapshots(disk, LocalInit(), limits=limits) as snapshots:
        with pytest.raises(
            UnpackFailed, match="the image unpacks to more than 3000000"
        ) as failure:
            await snapshots.unpack(layers)
        assert failure.value.unfit
        assert len(await snapshots.unpack(layers[:2])) == 2
        # Those that are there already count.
        with pytest.raises(UnpackFailed, match="the image unpacks to more than 3000000"):
            await snapshots.unpack(layers)
        with pytest.raises(UnpackFailed, match="it unpacks to more than 2000000 bytes"):
            await snapshots.unpack([blob(large, digest(large))])
    assert os.listdir(disk / "snapshots/staging") == []


def digest(archive: bytes) -> str:
    """Return the diff id of an archive."""
    return f"sha256:{hashlib.sha256(archive).hexdigest()}"
