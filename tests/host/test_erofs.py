"""Layers as erofs images: made once, the same as the folder, mounted in a moment."""

import asyncio
import os
import stat
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from aurae.images import erofs
from aurae.images.erofs import Erofs, ErofsFailed, ErofsMeans
from aurae.linux import tree
from aurae.supervise.tasks import OwnedTasks
from tests.support import require
from tests.support.init_process import running_init
from tests.support.layers import END, file, folder, header, link, manifest, pax, symlink
from tests.support.snapshotting import IDS
from tests.support.unpacking import running_unpacker

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

CHAIN = "sha256:" + "0123456789abcdef" * 4
ARCHIVE = (
    folder(b"./") + folder(b"a/", mode=0o1777, uid=3_000_000_000) + file(b"a/.wh.gone")
    + file(b"a/.wh..wh..opq") + pax([(b"mtime", b"1234567890.123456789"), (b"SCHILY.xattr.user.x", b"1")])
    + file(b"a/f", b"1" * 10_000, mode=0o4755) + link(b"a/g", b"a/f") + symlink(b"s", b"a/f")
    + header(b"fifo", b"6") + header(b"null", b"3", device=(1, 3)) + file(b"empty") + END
)  # fmt: skip


@pytest.fixture
def top() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as above:
        made = Path(above, "fs")
        made.mkdir()
        yield made


@contextmanager
def mount(image: Path, place: Path) -> Iterator[Path]:
    """Mount an image while the context lasts."""
    place.mkdir()
    began = time.perf_counter()
    top = erofs.mounted(image)
    took = time.perf_counter() - began
    there = tree.open_place(bytes(place), direct=True)
    tree.move(top, there)
    os.close(top)
    os.close(there)
    try:
        assert took < 0.5, "a mount looks at nothing but the superblock"
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
        place.rmdir()


def listing(top: Path) -> dict[bytes, tuple[object, ...]]:
    """All that is in a folder, but for what each file system has of its own."""
    found = manifest(top)
    return {name: (*said[:6], *said[8:]) for name, said in found.items()}


@asynccontextmanager
async def opened_erofs(top: Path) -> AsyncIterator[Erofs]:
    async with running_init() as (_, init), asyncio.TaskGroup() as group:
        yield Erofs(ErofsMeans(init, lambda: next(IDS), OwnedTasks(group), lambda _: top))


async def test_an_image_has_what_the_folder_has(top: Path):
    require.need("mkfs.erofs")
    async with running_unpacker() as process:
        await process.unpack(ARCHIVE, top)
    async with opened_erofs(top) as images:
        made = await asyncio.gather(*(images.make(CHAIN) for _ in range(3)))
        assert set(made) == {top.parent / "erofs"}
    assert sorted(os.listdir(top.parent)) == ["erofs", "fs"]
    with mount(made[0], top.parent / "mounted") as mounted:
        assert listing(mounted) == listing(top)
        assert os.getxattr(mounted / "a", "trusted.overlay.opaque") == b"y"
        assert stat.S_ISCHR((mounted / "a/gone").lstat().st_mode)


async def test_what_the_tool_says_is_told_and_nothing_is_left(top: Path):
    require.need("mkfs.erofs")
    os.rmdir(top)
    async with opened_erofs(top) as images:
        with pytest.raises(ErofsFailed, match=r"cannot make an erofs image: .*No such file"):
            await images.make(CHAIN)
    assert os.listdir(top.parent) == []


async def test_a_file_that_is_no_image_is_not_mounted(top: Path):
    (top / "f").write_bytes(bytes(8192))
    with pytest.raises(ErofsFailed, match="cannot mount"):
        erofs.mounted(top / "f")
