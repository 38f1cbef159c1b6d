"""Archives that mean harm: an error or containment, and never a change outside of the layer."""

import asyncio
import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.images.unpacking import UnpackFailed
from aurae.surroundings.patience import Patience
from aurae.surroundings.removing import remove_tree
from aurae.unpack.failure import Unfit
from aurae.unpack.folders import Folders
from aurae.unpack.source import Source
from aurae.unpack.writer import Writer
from tests.support.hostile_layers import Hostile, of
from tests.support.layers import manifest
from tests.support.unpacking import running_unpacker

pytestmark = pytest.mark.host


@contextlib.contextmanager
def folder_of(path: Path) -> Iterator[int]:
    """A descriptor of a folder."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield fd
    finally:
        os.close(fd)


NAMES = [hostile.name for hostile in of(b"/outside")]


@pytest.fixture
def top(tmp_path: Path) -> Iterator[Path]:
    """The layer's folder, beside one with a victim in it."""
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o750)
    (outside / "victim").write_text("unharmed")
    os.setxattr(outside / "victim", "user.mine", b"1")
    (outside / "victim.link").symlink_to("victim")
    (tmp_path / "layer").mkdir(mode=0o700)
    yield tmp_path / "layer"
    with folder_of(tmp_path) as fd:
        remove_tree(
            fd, "layer", Patience(60, threading.Event())
        )  # some are nested too deeply for pytest


def hostile_named(name: str, top: Path) -> Hostile:
    outside = os.fsencode(top.parent / "outside")
    return next(hostile for hostile in of(outside) if hostile.name == name)


def around(top: Path) -> dict[bytes, tuple[object, ...]]:
    """The manifest of all that lies beside the layer."""
    return manifest(top.parent, but=b"layer")


@pytest.mark.parametrize("name", NAMES)
def test_the_process_contains_or_refuses(name: str, top: Path):
    hostile = hostile_named(name, top)
    before = around(top)

    async def unpack() -> None:
        async with running_unpacker() as process:
            await process.unpack(hostile.archive, top)

    if hostile.refused:
        with pytest.raises(UnpackFailed, match=hostile.refused) as failure:
            asyncio.run(unpack())
        assert failure.value.unfit
    else:
        asyncio.run(unpack())
    assert around(top) == before


@pytest.mark.parametrize("name", NAMES)
def test_the_walk_alone_contains_or_refuses(name: str, top: Path, tmp_path: Path):
    """Without the confinement: no root of its own, no filter, all capabilities."""
    hostile = hostile_named(name, top)
    before = around(top)
    with open(top.parent / "archive", "w+b") as archive, folder_of(top) as fd:
        archive.write(hostile.archive)
        archive.flush()
        archive.seek(0)
        mask = os.umask(0o022)
        try:
            writer = Writer(Source(archive.fileno(), 1 << 30, 300), Folders(fd), 10_000)
            if hostile.refused:
                with pytest.raises(Unfit, match=hostile.refused):
                    writer.write()
            else:
                writer.write()
        finally:
            os.umask(mask)
    (top.parent / "archive").unlink()
    after = around(top)
    after[b"."] = before[b"."] = ()  # the archive was in it
    assert after == before
