"""Unpacked layers as a daemon keeps them: whole or not there, one for all who ask, gone when removed."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.images.snapshots import LayerBlob
from aurae.images.unpacking import UnpackFailed
from aurae.model.chain import chain_ids
from tests.support.init_process import running_init, until_async
from tests.support.layers import END, file, folder
from tests.support.snapshotting import BOOT, blob, fresh_snapshots, opened_snapshots

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

ARCHIVES = [folder(b"./") + file(b"f%d" % n, b"%d" % n * 3000) + END for n in range(4)]
DIFFS = [f"sha256:{hashlib.sha256(archive).hexdigest()}" for archive in ARCHIVES]
LAYERS = [blob(archive, diff) for archive, diff in zip(ARCHIVES, DIFFS, strict=True)]
MEMORY = Path("/dev/shm")
ANOTHER_BOOT = BOOT.replace("1", "9")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory: syncfs(2) of a disk waits for all that others write to it."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


async def test_the_layers_of_an_image_are_unpacked_and_known(tmp_path: Path):
    heard: dict[int, int] = {}
    async with fresh_snapshots(tmp_path) as snapshots:
        assert snapshots.missing(DIFFS) == chain_ids(DIFFS)
        found = await snapshots.unpack(LAYERS, heard.__setitem__)
        assert [each.chain_id for each in found] == chain_ids(DIFFS)
        assert [each.parent for each in found] == ["", *chain_ids(DIFFS)[:-1]]
        assert all(each.inodes == 2 and 4096 <= each.size <= 20_000 for each in found)
        for number, each in enumerate(found):
            assert os.listdir(snapshots.path(each.chain_id)) == [f"f{number}"]
        assert heard == {n: len(archive) for n, archive in enumerate(ARCHIVES)}
        assert snapshots.missing(DIFFS) == []
        await snapshots.settle()
    assert os.listdir(tmp_path / "snapshots/staging") == []


async def test_what_was_unpacked_is_there_for_the_next_daemon(tmp_path: Path):
    async with running_init() as (_, init):
        async with opened_snapshots(tmp_path, init) as snapshots:
            first = await snapshots.unpack(LAYERS)
        async with opened_snapshots(tmp_path, init, ANOTHER_BOOT) as snapshots:
            assert list(snapshots.all.values()) == sorted(first, key=lambda each: each.chain_id)
            assert await snapshots.unpack([never(diff) for diff in DIFFS]) == first


def never(diff_id: str) -> LayerBlob:
    """A layer that must not be asked for."""

    async def opened() -> int:
        raise AssertionError("it is unpacked already")

    return LayerBlob(diff_id, opened)


async def test_without_its_row_a_layer_is_taken_over_in_the_same_boot_only(tmp_path: Path):
    async with running_init() as (_, init):
        for boot, there in ((BOOT, 4), (ANOTHER_BOOT, 0)):
            where = tmp_path / boot
            where.mkdir()
            async with opened_snapshots(where, init) as snapshots:
                await snapshots.unpack(LAYERS)
            (where / "state.db").unlink()
            async with opened_snapshots(where, init, boot) as snapshots:
                assert len(snapshots.all) == there
            assert len(os.listdir(where / "snapshots")) == there + 2
            assert os.listdir(where / "snapshots/trash") == []


async def test_a_row_whose_folder_has_gone_goes_as_well(tmp_path: Path):
    async with running_init() as (_, init):
        async with opened_snapshots(tmp_path, init) as snapshots:
            (found,) = await snapshots.unpack(LAYERS[:1])
            where = snapshots.path(found.chain_id)
        where.rename(tmp_path / "elsewhere")
        async with opened_snapshots(tmp_path, init) as snapshots:
            assert snapshots.all == {}
            await snapshots.unpack(LAYERS[:1])
            assert (where / "f0").exists()


async def test_many_who_want_the_same_layers_have_them_unpacked_once(tmp_path: Path):
    asked: list[str] = []

    def counted(layer: LayerBlob) -> LayerBlob:
        async def opened() -> int:
            asked.append(layer.diff_id)
            return await layer.opened()

        return LayerBlob(layer.diff_id, opened)

    layers = [counted(layer) for layer in LAYERS]
    async with fresh_snapshots(tmp_path) as snapshots:
        found = await asyncio.gather(*(snapshots.unpack(layers) for _ in range(5)))
    assert sorted(asked) == sorted(DIFFS)
    assert all(each == found[0] for each in found)


async def test_the_next_who_waits_unpacks_what_the_first_could_not(tmp_path: Path):
    begun = asyncio.Event()

    async def fails() -> int:
        begun.set()
        await asyncio.sleep(0)
        raise OSError("no registry")

    async with fresh_snapshots(tmp_path) as snapshots:
        first = asyncio.ensure_future(snapshots.unpack([LayerBlob(DIFFS[0], fails)]))
        await begun.wait()
        second = asyncio.ensure_future(snapshots.unpack(LAYERS[:1]))
        with pytest.raises(OSError, match="no registry"):
            await first
        assert len(await second) == 1


async def test_a_layer_of_another_content_than_the_image_says_is_refused(tmp_path: Path):
    async with fresh_snapshots(tmp_path) as snapshots:
        with pytest.raises(UnpackFailed, match=r"not sha256:.* as the image says") as failure:
            await snapshots.unpack([blob(ARCHIVES[0], DIFFS[1])])
        assert failure.value.unfit
        assert snapshots.all == {}
        assert sorted(os.listdir(tmp_path / "snapshots")) == ["staging", "trash"]


async def test_whoever_is_cancelled_leaves_nothing_half_unpacked(tmp_path: Path):
    async def late() -> int:
        await asyncio.Event().wait()
        raise AssertionError

    async with fresh_snapshots(tmp_path) as snapshots:
        layers = [LAYERS[0], LayerBlob(DIFFS[1], late)]
        pull = asyncio.ensure_future(snapshots.unpack(layers))
        await until_async(lambda: snapshots.all)
        pull.cancel()
        with pytest.raises(asyncio.CancelledError):
            await pull
        assert len(snapshots.all) == 1, "what is whole stays"
        await snapshots.unpack(LAYERS)
    assert os.listdir(tmp_path / "snapshots/staging") == []


async def test_removed_layers_are_gone_with_their_rows_and_their_space(tmp_path: Path):
    async with running_init() as (_, init):
        async with opened_snapshots(tmp_path, init) as snapshots:
            found = await snapshots.unpack(LAYERS)
            needed = {each.chain_id for each in found[:2]}
            await snapshots.remove([each.chain_id for each in found], needed.__contains__)
            assert set(snapshots.all) == needed
        async with opened_snapshots(tmp_path, init, ANOTHER_BOOT) as snapshots:
            assert len(snapshots.all) == 2
        assert len(os.listdir(tmp_path / "snapshots")) == 4
        assert os.listdir(tmp_path / "snapshots/trash") == []


async def test_folders_that_an_archive_does_not_tell_of_look_as_below(tmp_path: Path):
    archives = [
        folder(b"tmp/", mode=0o1777) + folder(b"home/", mode=0o711) + folder(b"home/u/", mode=0o700, uid=7, gid=8)
        + folder(b"gone/", mode=0o700) + folder(b"hidden/", mode=0o700) + folder(b"hidden/d/", mode=0o700),
        file(b".wh.gone") + file(b"tmp/a") + folder(b"hidden/") + file(b"hidden/.wh..wh..opq"),
        file(b"tmp/b") + file(b"home/u/f") + file(b"gone/f") + file(b"hidden/d/f") + file(b"new/f"),
    ]  # fmt: skip
    layers = [
        blob(archive + END, f"sha256:{hashlib.sha256(archive + END).hexdigest()}")
        for archive in archives
    ]
    async with fresh_snapshots(tmp_path) as snapshots:
        found = await snapshots.unpack(layers)
        looks = {}
        for name in ("tmp", "home", "home/u", "gone", "hidden", "hidden/d", "new"):
            seen = (snapshots.path(found[2].chain_id) / name).stat()
            looks[name] = (seen.st_mode & 0o7777, seen.st_uid, seen.st_gid)
        assert looks == {
            "tmp": (0o1777, 0, 0),
            "home": (0o711, 0, 0),
            "home/u": (0o700, 7, 8),
            "gone": (0o755, 0, 0),
            "hidden": (0o755, 0, 0),
            "hidden/d": (0o755, 0, 0),
            "new": (0o755, 0, 0),
        }
        assert (snapshots.path(found[1].chain_id) / "tmp").stat().st_mode & 0o7777 == 0o1777


async def test_layers_have_the_groups_that_archives_say_in_a_folder_that_passes_on_its_own(
    tmp_path: Path,
):
    (tmp_path / "snapshots").mkdir()
    os.chown(tmp_path / "snapshots", 0, 4321)
    (tmp_path / "snapshots").chmod(0o2770)
    archive = folder(b"./") + folder(b"d") + file(b"d/f", b"1") + file(b"i/f", b"2") + END
    layer = blob(archive, f"sha256:{hashlib.sha256(archive).hexdigest()}")
    async with fresh_snapshots(tmp_path) as snapshots:
        (found,) = await snapshots.unpack([layer])
        top = snapshots.path(found.chain_id)
        for path in (top, *top.rglob("*")):
            state = path.stat()
            assert state.st_gid == 0
            assert not state.st_mode & 0o2000
