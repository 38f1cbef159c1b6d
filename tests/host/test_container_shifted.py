"""Layers for file systems without idmapped mounts: copies that are seen inside as the layers are."""

import os
import struct
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.containers.copying import export
from aurae.images import shifting
from aurae.images.snapshots import LayerBlob, Snapshots
from aurae.images.unpackers import Unpackers
from aurae.model.chain import chain_ids
from aurae.model.digest import digest_of
from aurae.model.refusal import FailedPrecondition
from aurae.proto import container_pb2
from tests.support.api import Api
from tests.support.container_files import FIRST, Root, local_unpackers, made, members, whole
from tests.support.containers import IMAGE, load, shell
from tests.support.daemon import Daemon
from tests.support.layers import END, file, folder, header, link, pax, symlink
from tests.support.snapshotting import blob, fresh_snapshots
from tests.support.until import until

pytestmark = pytest.mark.host

CAPABILITY = struct.pack("<5I", 0x0200_0001, 1 << 10, 0, 0, 0)
BASE = (
    folder(b"./", mode=0o755)
    + folder(b"etc/", uid=1, gid=2)
    + file(b"etc/passwd", b"root", mode=0o640, gid=42)
    + folder(b"tmp/", mode=0o1777)
    + folder(b"old/")
    + file(b"old/file")
    + pax([(b"SCHILY.xattr.security.capability", CAPABILITY)])
    + file(b"ping", b"x", mode=0o755)
    + file(b"su", mode=0o4755)
    + link(b"sudo", b"su")
    + symlink(b"bin", b"etc")
    + header(b"null", b"3", device=(1, 3), mode=0o666)
    + END
)
TOP = file(b"tmp/new", b"1", uid=33) + file(b"etc/deep/er") + file(b".wh.old") + END
PLAIN = folder(b"etc/", uid=7) + file(b"etc/passwd", b"root", uid=7) + END


@pytest.fixture
def private(tmp_path: Path) -> Path:
    """A folder as a state folder is: nobody else's."""
    tmp_path.chmod(0o700)
    for name in ("state", "box"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def unmapped(private: Path) -> Iterator[Path]:
    """A folder on a file system that has no idmapped mounts: an overlay."""
    for name in ("lower", "upper", "work"):
        (private / "state" / name).mkdir()
    place = private / "place"
    place.mkdir()
    folders = "lowerdir={0}/lower,upperdir={0}/upper,workdir={0}/work".format(private / "state")
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", folders, place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def blobs(*archives: bytes) -> list[LayerBlob]:
    return [blob(archive, digest_of(archive)) for archive in archives]


def paths(snapshots: Snapshots, *archives: bytes) -> list[Path]:
    return [snapshots.path(chain) for chain in chain_ids(map(digest_of, archives))]


@pytest_asyncio.fixture
async def unpackers() -> AsyncIterator[Unpackers]:
    async with local_unpackers() as running:
        yield running


async def seen(unpackers: Unpackers, root: Root) -> dict[str, tuple[object, ...]]:
    """All that those inside see of a root."""
    found = members(await whole(export(unpackers, root, None)))
    return {
        name: (
            *(one.type, one.mode, one.uid, one.gid, one.size, one.linkname, one.mtime),
            {key: value for key, value in one.pax_headers.items() if key.startswith("SCHILY")},
        )
        for name, one in found.items()
    }


@pytest.mark.asyncio
async def test_a_copy_is_seen_inside_as_its_layer_is(unpackers: Unpackers, private: Path):
    async with fresh_snapshots(private / "state") as snapshots:
        await snapshots.unpack(blobs(BASE, TOP))
        layers = paths(snapshots, BASE, TOP)
        await snapshots.shift(blobs(BASE, TOP), FIRST)
        copies = [shifting.place(layer, FIRST) for layer in layers]
        made_ns = copies[0].stat().st_ctime_ns
        await snapshots.shift(blobs(BASE, TOP), FIRST)
        assert copies[0].stat().st_ctime_ns == made_ns, "it is made once"
        root = made(private / "box")
        mapped = await seen(unpackers, Root(root.folder, tuple(layers)))
        assert await seen(unpackers, Root(root.folder, tuple(copies))) == mapped
        assert {"etc/passwd", "tmp/new", "null", "ping"} <= set(mapped)
        assert "old" not in mapped
        assert (copies[0] / "etc").stat().st_uid == FIRST + 1
        assert (copies[1] / "tmp").stat().st_mode & 0o1777 == 0o1777, "as in the layer below"
        # It goes with its layer.
        chains = chain_ids([digest_of(BASE), digest_of(TOP)])
        folders = list(zip(chains, layers, strict=True))
        assert shifting.copies(folders) == dict.fromkeys(chains, 1)
        await snapshots.remove(chains, lambda _: False)
        assert shifting.copies(folders) == {}
        assert not copies[0].exists()


@pytest.mark.asyncio
async def test_a_file_system_without_idmapped_mounts_is_said_and_copies_do(
    unpackers: Unpackers, unmapped: Path, private: Path
):
    async with fresh_snapshots(unmapped) as snapshots:
        await snapshots.unpack(blobs(PLAIN))
        layers = paths(snapshots, PLAIN)
        root = made(private / "box")
        with pytest.raises(FailedPrecondition, match="no idmapped mounts"):
            await seen(unpackers, Root(root.folder, tuple(layers)))
        await snapshots.shift(blobs(PLAIN), FIRST)
        copies = [shifting.place(layer, FIRST) for layer in layers]
        found = await seen(unpackers, Root(root.folder, tuple(copies)))
        assert found["etc/passwd"][2] == 7
        await snapshots.settle()


@pytest.mark.asyncio
async def test_what_is_left_of_a_copy_that_failed_is_cleared_away(tmp_path: Path):
    async with fresh_snapshots(tmp_path) as snapshots:
        await snapshots.unpack(blobs(PLAIN))
        with pytest.raises(Exception, match="its content is"):
            await snapshots.shift([blob(BASE, digest_of(PLAIN))], FIRST)
        (layer,) = paths(snapshots, PLAIN)
        assert sorted(os.listdir(layer.parent)) == ["about", "fs"]
        assert os.listdir(tmp_path / "snapshots/staging") == []


def test_containers_run_where_layers_have_no_idmapped_mounts():
    daemon = Daemon()
    place = daemon.state_dir / "snapshots"
    place.mkdir(parents=True)
    os.chmod(daemon.state_dir, 0o700)
    for name in ("lower", "upper", "work"):
        (daemon.folder / name).mkdir()
    folders = f"lowerdir={daemon.folder}/lower,upperdir={daemon.folder}/upper,workdir={daemon.folder}/work"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", folders, place], check=True)
    try:
        with daemon:
            try:
                load(daemon)
                look_at_copies(daemon, place)
            finally:
                daemon.stop()
                subprocess.run(["umount", place], check=True)
    finally:
        if os.path.ismount(place):  # the daemon did not come up
            subprocess.run(["umount", place], check=True)


def look_at_copies(daemon: Daemon, place: Path) -> None:
    """Run containers, and look at the copies of layers that they have."""
    with Api(daemon.client_config) as api:
        out = shell(api, "id -u; stat -c %u /bin/busybox /; cat /proc/self/uid_map")
        uid, owner, top, line = out.splitlines()
        first = int(line.split()[1])
        assert (uid, owner, top) == ("0", "0", "0")
        assert first >= 524288
        (copy,) = place.glob(f"*/ids-{first}")
        assert (copy / "bin").stat().st_uid == first
        before = copy.stat().st_ctime_ns
        assert shell(api, "echo > /srv/new; stat -c %u /srv/new") == "0\n"
        other = container_pb2.ImageMount(image=IMAGE)
        mounts = [container_pb2.Mount(target="/other", image=other)]
        script = "stat -c %u /other /other/bin/busybox; head -1 /other/etc/passwd | cut -d: -f1"
        assert shell(api, script, mounts=mounts) == "0\n0\nroot\n"
    assert "no idmapped mounts" in daemon.log()
    daemon.stop()
    daemon.start()
    with Api(daemon.client_config) as api:
        assert shell(api, "stat -c %u /bin") == "0\n"
        assert shell(api, script, mounts=mounts) == "0\n0\nroot\n"
    assert copy.stat().st_ctime_ns == before, "it is made once"
    daemon.aer("image", "rm", IMAGE)
    until(lambda: not list(place.glob("*/ids-*")), "it goes with its image")
