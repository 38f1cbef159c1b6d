"""Layers unpacked by the real process: what an archive describes is made, as overlayfs takes it."""

import asyncio
import contextlib
import gzip
import os
import stat
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from backports import zstd

from aurae.images.unpacking import UnpackFailed, UnpackLimits
from tests.support import layers
from tests.support.layers import END, file, folder, header, link, long_name, pax, symlink
from tests.support.unpacking import Process, running_unpacker

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

CAPABILITY = bytes.fromhex("0100000200040000000000000000000000000000")
"""cap_net_bind_service=ep, as the kernel keeps it."""


DEEP = long_name(b"d/" * 300 + b"f") + file(b"")


@pytest_asyncio.fixture
async def process() -> AsyncIterator[Process]:
    async with running_unpacker() as running:
        yield running


@pytest.fixture
def top(tmp_path: Path) -> Path:
    made = tmp_path / "layer"
    made.mkdir()
    return made


@contextlib.contextmanager
def overlay(merged: Path, *lower: Path) -> Iterator[Path]:
    """A mount of layers, the highest first."""
    merged.mkdir()
    options = "lowerdir=" + ":".join(map(str, lower))
    subprocess.run(["mount", "-t", "overlay", "none", "-o", options, merged], check=True)
    try:
        yield merged
    finally:
        subprocess.run(["umount", merged], check=True)


def pack(above: Path, archive: Path, *options: str) -> None:
    """Have GNU tar pack the file `source` with its holes."""
    subprocess.run(["tar", "-C", above, "-cSf", archive, *options, "source"], check=True)


async def test_a_layer_of_every_kind_of_file_is_made_as_it_says(process: Process, top: Path):
    archive = (
        folder(b"./", mode=0o755)
        + folder(b"etc/", mode=0o1770, uid=7, gid=8)
        + file(b"etc/motd", b"hello\n", mode=0o640, uid=5, gid=6)
        + symlink(b"etc/link", b"/motd")
        + link(b"etc/again", b"etc/motd")
        + header(b"fifo", b"6", mode=0o600)
        + header(b"null", b"3", mode=0o666, device=(1, 3))
        + header(b"disk", b"4", mode=0o660, device=(7, 0), gid=6)
        + file(b"su", b"#!", mode=0o4755, uid=1000, gid=1000)
        + pax(
            [(b"mtime", b"1234567890.123456789"), (b"uid", b"3000000000"), (b"path", b"x" * 200)]
        )
        + file(b"short", b"long")
        + END
    )
    done = await process.unpack(archive, top)
    assert done.entries == 10
    assert done.size == len(archive)

    motd = (top / "etc/motd").stat()
    assert ((top / "etc/motd").read_bytes(), motd.st_nlink) == (b"hello\n", 2)
    assert (motd.st_mode & 0o7777, motd.st_uid, motd.st_gid) == (0o640, 5, 6)
    assert motd.st_mtime == 1_700_000_000
    etc = (top / "etc").stat()
    assert (etc.st_mode & 0o7777, etc.st_uid, etc.st_gid) == (0o1770, 7, 8)
    assert etc.st_mtime == 1_700_000_000, "times of a folder are set when it is full"
    assert os.readlink(top / "etc/link") == "/motd"
    assert stat.S_ISFIFO((top / "fifo").stat().st_mode)
    assert (top / "null").stat().st_rdev == os.makedev(1, 3)
    assert stat.S_ISBLK((top / "disk").stat().st_mode)
    assert (top / "su").stat().st_mode & 0o7777 == 0o4755, "an owner takes set-user-ID away"
    long = (top / ("x" * 200)).stat()
    assert (long.st_uid, long.st_mtime_ns) == (3_000_000_000, 1_234_567_890_123_456_789)


async def test_whiteouts_and_opaque_folders_become_those_of_overlayfs(process: Process, top: Path):
    archive = (
        folder(b"a/") + file(b"a/.wh.gone") + folder(b"b/") + file(b"b/.wh..wh..opq")
        + file(b"b/kept", b"1") + file(b"a/.wh.again") + folder(b"a/again/") + END
    )  # fmt: skip
    await process.unpack(archive, top)
    gone = (top / "a/gone").lstat()
    assert (stat.S_ISCHR(gone.st_mode), gone.st_rdev) == (True, 0)
    assert os.getxattr(top / "b", "trusted.overlay.opaque") == b"y"
    assert (top / "b/kept").read_bytes() == b"1"
    assert os.getxattr(top / "a/again", "trusted.overlay.opaque") == b"y", (
        "what was below is hidden"
    )
    assert os.listxattr(top / "a") == []


async def test_a_layer_mounts_as_one_of_overlayfs(process: Process, top: Path, tmp_path: Path):
    below = tmp_path / "below"
    for name in ("a", "b"):
        (below / name).mkdir(parents=True)
        (below / name / "gone").write_text("old")
    archive = folder(b"a/") + file(b"a/.wh.gone") + folder(b"b/") + file(b"b/.wh..wh..opq") + END
    await process.unpack(archive, top)
    with overlay(tmp_path / "merged", top, below) as merged:
        assert layers.manifest(merged).keys() == {b".", b"a", b"b"}


async def test_attributes_are_kept_but_for_those_of_overlayfs_and_the_kernel(
    process: Process, top: Path
):
    names = (
        *(b"user.kept", b"security.capability", b"user.overlay.opaque", b"trusted.overlay.opaque"),
        *(b"security.ima", b"security.selinux", b"system.nothing"),
    )
    values = {b"security.capability": CAPABILITY}
    said = [(b"SCHILY.xattr." + name, values.get(name, b"\0y\n")) for name in names]
    await process.unpack(pax(said) + file(b"program", b"x", uid=1, mode=0o755) + END, top)
    found = top / "program"
    assert sorted(os.listxattr(found)) == ["security.capability", "user.kept"]
    assert os.getxattr(found, "user.kept") == b"\0y\n"
    assert os.getxattr(found, "security.capability") == CAPABILITY


@pytest.mark.parametrize("compress", [bytes, gzip.compress, zstd.compress])
async def test_codecs_are_known_by_the_first_bytes(process: Process, top: Path, compress):
    archive = file(b"a", b"1" * 5000) + END
    done = await process.unpack(compress(archive), top)
    assert (done.size, (top / "a").stat().st_size) == (len(archive), 5000)


async def test_members_and_frames_that_follow_each_other_are_one_archive(
    process: Process, top: Path, tmp_path: Path
):
    archive = file(b"a", b"1" * 5000) + file(b"b", b"2") + END
    skippable = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
    for compress, before in ((gzip.compress, b""), (zstd.compress, skippable)):
        where = tmp_path / compress.__module__
        where.mkdir()
        parts = [archive[:700], archive[700:701], archive[701:]]
        done = await process.unpack(before + b"".join(map(compress, parts)), where)
        assert (done.size, (where / "b").read_bytes()) == (len(archive), b"2")


@pytest.mark.parametrize("how", ["gnu", "0.0", "0.1", "1.0"])
async def test_sparse_files_of_every_format_have_their_holes(
    process: Process, top: Path, tmp_path: Path, how: str
):
    source = tmp_path / "source"
    with source.open("wb") as made:
        for index in range(40):
            made.seek(index * 300_000)
            made.write(b"%d" % index * 2000)
        made.truncate(20_000_000)
    form = ["--format=gnu"] if how == "gnu" else ["--format=pax", f"--sparse-version={how}"]
    archive = tmp_path / "made.tar"
    pack(tmp_path, archive, *form)
    await process.unpack(archive.read_bytes(), top)
    found = top / "source"
    assert found.read_bytes() == source.read_bytes()
    assert found.stat().st_blocks * 512 < 2_000_000


async def test_layers_are_unpacked_side_by_side(process: Process, tmp_path: Path):
    async def one(number: int) -> None:
        where = tmp_path / str(number)
        where.mkdir()
        await process.unpack(file(b"n", b"%d" % number) + END, where)
        assert (where / "n").read_bytes() == b"%d" % number

    await asyncio.gather(*(one(number) for number in range(8)))


@pytest.mark.parametrize(
    ("limits", "archive", "why"),
    [
        (UnpackLimits(size=4096), file(b"a", b"1" * 5000) + END, "more than 4096 bytes"),
        (UnpackLimits(entries=2), file(b"a") * 3 + END, "more than 2 entries"),
        (
            UnpackLimits(ratio=100),
            gzip.compress(file(b"a", bytes(80_000_000)) + END, 9),
            "more than 100 times its size",
        ),
        (
            UnpackLimits(),
            pax(
                [(b"SCHILY.xattr.trusted.x%d" % number, bytes(60_000)) for number in range(16)],
                b"g",
            )
            + file(b"a") * 300
            + END,
            "its extended attributes have more than",
        ),
        (UnpackLimits(), DEEP + END, "more than 256 folders are within each other"),
        (
            UnpackLimits(),
            long_name(b"d/" * 200, b"K")
            + symlink(b"l", b"")
            + long_name(b"l/" + b"d/" * 99 + b"f")
            + file(b"")
            + END,
            "more than 256 folders are within each other",
        ),
    ],
    ids=["size", "entries", "ratio", "attributes", "depth", "depth through links"],
)
async def test_limits_are_kept(process: Process, top: Path, limits, archive: bytes, why: str):
    with pytest.raises(UnpackFailed, match=why) as failure:
        await process.unpack(archive, top, limits)
    assert failure.value.unfit


async def test_fifty_thousand_names_over_each_other_are_done_soon(process: Process):
    back = folder(b"d/") + folder(b"d/e/") + file(b"d")
    archive = b"".join(folder(b"k%d/" % n) + back for n in range(12_525))
    with tempfile.TemporaryDirectory(dir="/dev/shm") as where:  # a disk may be busy
        found = await process.unpack(archive + END, Path(where), UnpackLimits(seconds=120))
        assert found.entries == 50_100
        assert (Path(where) / "d").is_file()
