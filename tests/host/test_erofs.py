"""Layers as erofs images: made once, the same as the folder, kept, found damaged, mounted in a moment."""

import asyncio
import errno
import os
import signal
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from aurae.images.erofs import Erofs
from aurae.images.mkfs import ErofsFailed, Mkfs
from aurae.images.snapshots import Snapshots
from aurae.linux import erofs as mounts
from aurae.model.image import LayerForm
from tests.support import require
from tests.support.erofs import (
    CHAIN,
    LAYERS,
    diff_id,
    has_loops,
    listing,
    loops_of,
    mounted,
    small_disk,
    stacked,
    tools,
)
from tests.support.init_process import running_init, until_async
from tests.support.layers import END, file
from tests.support.snapshotting import blob, opened_layers
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

MEMORY = Path("/dev/shm")
EROFS, FLAT = LayerForm.EROFS, LayerForm.FLAT


@pytest.fixture
def where() -> Iterator[Path]:
    """A folder in memory: syncfs(2) of a disk waits for all that others write to it."""
    require.need("mkfs.erofs")
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


async def each_layer(images: Erofs) -> list[Path]:
    """Make an image of each layer, and return where they are."""
    for number in range(len(CHAIN)):
        await images.make(CHAIN[: number + 1], EROFS)
    return [images.path(chain_id, EROFS) for chain_id in CHAIN]


def beside(snapshots: Snapshots) -> list[str]:
    """Return what lies beside the folder of the last layer."""
    return sorted(os.listdir(snapshots.path(CHAIN[-1]).parent))


async def test_an_image_has_what_the_folder_has(where: Path):
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        for chain_id, image in zip(CHAIN, await each_layer(images), strict=True):
            with mounted(image, where / "mounted"):
                assert listing(where / "mounted") == listing(snapshots.path(chain_id))
        with mounted(images.path(CHAIN[1], EROFS), where / "mounted"):
            top = where / "mounted"
            assert os.getxattr(top / "a", "trusted.overlay.opaque") == b"y"
            assert stat.S_ISCHR((top / "both/hidden").lstat().st_mode)
            assert (top / "both/hidden").lstat().st_rdev == 0
            assert (top / "a/f").stat().st_mtime_ns == 1_234_567_890_123_456_789
            assert (top / "a/f").stat().st_ino == (top / "a/g").stat().st_ino
            with pytest.raises(OSError, match="Read-only"):
                (top / "empty").write_text("1")


async def test_images_on_each_other_are_as_folders_on_each_other_and_as_one_image(where: Path):
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        made = (await each_layer(images))[:2]
        await images.make(CHAIN[:2], FLAT)
        with stacked([snapshots.path(chain_id) for chain_id in CHAIN[:2]], where / "folders"):
            wanted = listing(where / "folders")
        assert b"both/low" in wanted
        assert not {b"a/gone", b"a/old", b"both/hidden", b"over/f", b"dead"} & wanted.keys()
        with ExitStack() as stack:
            places = [where / f"{number}" for number in range(2)]
            for image, place in zip(made, places, strict=True):
                stack.enter_context(mounted(image, place))
            stack.enter_context(stacked(places, where / "images"))
            assert listing(where / "images") == wanted
        with mounted(images.path(CHAIN[1], FLAT), where / "flat"):
            assert listing(where / "flat") == wanted


async def test_one_image_of_all_layers_has_no_whiteout_that_hides_nothing(where: Path):
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        before = listing(snapshots.path(CHAIN[0]))
        await images.make(CHAIN, FLAT)
        assert listing(snapshots.path(CHAIN[0])) == before
        with mounted(images.path(CHAIN[-1], FLAT), where / "flat"):
            found = listing(where / "flat")
            assert (where / "flat/a/f").stat().st_ino == (where / "flat/a/g").stat().st_ino
        assert {b"lonely", b"lonely/f", b"both/last", b"kind/f"} <= found.keys()
        assert not {b"lonely/never", b"both/up", b"both/low"} & found.keys()


async def test_many_who_want_an_image_have_it_made_once_and_always_the_same(where: Path):
    heard: list[int] = []
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        found = await asyncio.gather(*(images.make(CHAIN, EROFS, heard.append) for _ in range(3)))
        assert found[0] is found[1] is found[2]
        assert images.all == found[:1]
        assert os.stat(images.path(CHAIN[-1], EROFS)).st_size == found[0].size
        one = await images.make(CHAIN, FLAT)
        await images.remove(lambda _: False)
        assert images.all == []
        assert beside(snapshots) == ["about", "fs"]
        await snapshots.remove(CHAIN, lambda _: False)
        await snapshots.unpack(LAYERS)
        again = await images.make(CHAIN, EROFS), await images.make(CHAIN, FLAT)
        assert [each.digest for each in again] == [found[0].digest, one.digest]
    assert os.listdir(where / "snapshots/staging") == []


async def test_an_image_is_there_for_the_next_daemon_with_its_row_and_its_layer_only(where: Path):
    async with running_init() as (_, init):
        async with opened_layers(where, init) as (snapshots, images):
            await snapshots.unpack(LAYERS)
            kept = await images.make(CHAIN, EROFS)
            lost = await images.make(CHAIN, FLAT)
            images.path(CHAIN[0], EROFS).write_bytes(b"without a row")
            images.path(CHAIN[-1], FLAT).unlink()
        async with opened_layers(where, init) as (snapshots, images):
            assert images.all == [kept]
            assert not images.path(CHAIN[0], EROFS).exists()
            assert await images.is_sound(kept)
            assert (await images.make(CHAIN, FLAT)).digest == lost.digest
            await snapshots.remove(CHAIN[-1:], lambda _: False)
            assert images.all == []
            await snapshots.unpack(LAYERS)
            assert images.get(CHAIN[-1], EROFS) is None
            assert await images.remove(lambda _: True) == kept.size + lost.size
        async with opened_layers(where, init) as (_, images):
            assert images.all == []


async def test_a_damaged_image_is_found_and_made_again(where: Path):
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        made = await images.make(CHAIN, EROFS)
        path = images.path(CHAIN[-1], EROFS)
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
        assert not await images.is_sound(made)
        again = await images.make(CHAIN, EROFS, again=True)
        assert again.digest == made.digest
        assert await images.is_sound(again)
        path.unlink()
        assert not await images.is_sound(again)


async def test_without_the_tool_it_is_told_what_is_missing(where: Path):
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        tool = images._means.maker
        assert isinstance(tool, Mkfs)
        object.__setattr__(tool, "path", str(where))
        with pytest.raises(ErofsFailed, match=r"mkfs.erofs is not installed"):
            await images.make(CHAIN, EROFS)
        assert beside(snapshots) == ["about", "fs"]
    assert os.listdir(where / "snapshots/staging") == []


async def test_what_the_tool_says_is_told_and_nothing_is_left(where: Path):
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        snapshots.path(CHAIN[-1]).rename(where / "away")
        with pytest.raises(ErofsFailed, match=r"cannot make an erofs image: .*No such file"):
            await images.make(CHAIN, EROFS)
        (where / "away").rename(snapshots.path(CHAIN[-1]))
        assert beside(snapshots) == ["about", "fs"]
    assert os.listdir(where / "snapshots/staging") == []


async def test_a_tool_that_is_killed_or_not_waited_for_leaves_nothing(where: Path):
    big = file(b"f", os.urandom(60_000_000)) + END
    async with (
        running_init() as (process, init),
        opened_layers(where, init) as (snapshots, images),
    ):
        (layer,) = await snapshots.unpack([blob(big, diff_id(big))])
        making = asyncio.create_task(images.make([layer.chain_id], EROFS))
        await until_async(lambda: tools(process.pid))
        os.kill(tools(process.pid)[0], signal.SIGKILL)
        with pytest.raises(ErofsFailed, match="ended with -9"):
            await making
        making = asyncio.create_task(images.make([layer.chain_id], EROFS))
        await until_async(lambda: tools(process.pid))
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
        await until_async(lambda: not tools(process.pid))
        assert images.all == []
        assert sorted(os.listdir(snapshots.path(layer.chain_id).parent)) == ["about", "fs"]
    assert os.listdir(where / "snapshots/staging") == []


async def test_a_full_disk_is_told_and_what_was_used_is_free_again(where: Path):
    half = file(b"f", os.urandom(3_000_000)) + END
    with small_disk(where, "5M"):
        async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
            (layer,) = await snapshots.unpack([blob(half, diff_id(half))])
            before = os.statvfs(where).f_bavail
            for form in (EROFS, FLAT):
                with pytest.raises(ErofsFailed, match="No space left on device"):
                    await images.make([layer.chain_id], form)
                assert before - os.statvfs(where).f_bavail < 40


async def test_an_image_leaves_as_much_of_the_disk_free_as_is_kept(where: Path):
    some = file(b"f", os.urandom(3_000_000)) + END
    with small_disk(where, "40M"):
        kept = os.statvfs(where).f_bavail * os.statvfs(where).f_frsize // 25
        async with (
            running_init() as (_, init),
            opened_layers(where, init, kept=kept) as (snapshots, images),
        ):
            (layer,) = await snapshots.unpack([blob(some, diff_id(some))])
            state = os.statvfs(where)
            fill = where / "fill"
            fill.write_bytes(bytes(state.f_bavail * state.f_frsize - kept - 1_000_000))
            with pytest.raises(ErofsFailed, match="No space left on device"):
                await images.make([layer.chain_id], EROFS)
            fill.write_bytes(bytes(state.f_bavail * state.f_frsize - kept + 100_000))
            with pytest.raises(ErofsFailed, match="bytes are kept free"):
                await images.make([layer.chain_id], EROFS)
            fill.unlink()
            await images.make([layer.chain_id], EROFS)


async def test_the_kernel_mounts_a_file_or_a_loop_device_which_is_free_again_afterwards(
    where: Path, tmp_path: Path
):
    if not has_loops():
        require.missing("loop", "there are no loop devices")
    async with running_init() as (_, init), opened_layers(where, init) as (snapshots, images):
        await snapshots.unpack(LAYERS)
        await images.make(CHAIN, EROFS)
        wanted = listing(snapshots.path(CHAIN[-1]))
        image = tmp_path / "image"
        image.write_bytes(images.path(CHAIN[-1], EROFS).read_bytes())
    for ways in ((mounts.LOOP,), (mounts.FILE,), (mounts.FILE, mounts.LOOP)):
        try:
            with mounted(image, tmp_path / "mounted", ways) as way:
                assert way in ways
                assert listing(tmp_path / "mounted") == wanted
                assert bool(loops_of(image)) == (way == mounts.LOOP)
        except OSError as error:
            if error.errno != errno.ENOTBLK or ways != (mounts.FILE,):
                raise
        await eventually(lambda: not loops_of(image), "the loop device is free")


async def test_a_file_that_is_no_image_is_not_mounted(tmp_path: Path):
    (tmp_path / "f").write_bytes(bytes(8192))
    with pytest.raises(OSError, match="Invalid argument"), mounted(tmp_path / "f", tmp_path / "m"):
        pass
    await eventually(lambda: not loops_of(tmp_path / "f"), "the loop device is free")
