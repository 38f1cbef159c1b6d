"""Files of containers with the guest's kernel, which is older than the one that tests run on elsewhere."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurae.containers.copying import copy_in, copy_out, export
from aurae.containers.differences import diff
from aurae.model.container_change import ChangeKind
from aurae.model.refusal import FailedPrecondition
from tests.support.container_files import FIRST, in_pieces, local_unpackers, made, members, whole
from tests.support.layers import END, file, manifest, symlink


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory: the guest's root is an overlay, on which no other one is written."""
    path = Path(tempfile.mkdtemp(prefix="files-", dir="/run"))
    yield path
    shutil.rmtree(path)


def base(top: Path) -> None:
    """What an image has."""
    (top / "srv").mkdir()
    os.chown(top / "srv", 33, 33)
    (top / "out").symlink_to("../../../../run")


def test_files_are_copied_and_compared_within_the_root_only(folder: Path):
    root = made(folder, base, lambda _: None)
    (folder / "victim").write_text("unharmed")
    before = manifest(folder, b"box")
    outside = os.fsencode(folder)

    async def look() -> None:
        async with local_unpackers() as unpackers:
            archive = file(b"a", b"1", uid=7) + symlink(b"l", outside) + file(b"l/victim", b"2")
            pieces = in_pieces(archive + END)
            assert await copy_in(unpackers, root, None, "/srv", pieces, keep_owners=True) == 3
            found = members(await whole(copy_out(unpackers, root, None, "/srv")))
            assert (found["srv"].uid, found["srv/a"].uid) == (33, 7)
            changes = await diff(unpackers, root, None)
            assert changes[-3:] == [
                (ChangeKind.CHANGED, "/srv"),
                (ChangeKind.ADDED, "/srv/a"),
                (ChangeKind.ADDED, "/srv/l"),
            ]
            everything = members(await whole(export(unpackers, root, None)))
            assert f"{folder}/victim".strip("/") in everything, "below the container's own root"

    asyncio.run(look())
    assert (root.upper / "srv/a").stat().st_uid == FIRST + 7
    assert manifest(folder, b"box") == before


def test_layers_on_an_overlay_have_no_idmapped_mounts(folder: Path):
    with tempfile.TemporaryDirectory(dir="/opt") as overlaid:
        layer = Path(overlaid) / "layer"
        layer.mkdir(mode=0o755)
        root = made(folder, base)
        unmapped = type(root)(root.folder, (layer,))

        async def look() -> None:
            async with local_unpackers() as unpackers:
                with pytest.raises(FailedPrecondition, match="no idmapped mounts"):
                    await whole(export(unpackers, unmapped, None))

        try:
            asyncio.run(look())
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
