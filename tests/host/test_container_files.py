"""Files of containers that do not run: copied in and out, all of them, and what differs from the image."""

import asyncio
import contextlib
import io
import os
import re
import signal
import stat
import struct
import tarfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from aurae.containers.committing import commit
from aurae.containers.copying import copy_in, copy_out, export
from aurae.containers.differences import diff
from aurae.images.adding import Addition
from aurae.images.unpackers import Unpackers
from aurae.model import image_name
from aurae.model.amendment import Amendment
from aurae.model.container_change import ChangeKind
from aurae.model.refusal import FailedPrecondition, InvalidField, NotFound
from tests.support.container_files import (
    FIRST,
    Root,
    in_pieces,
    local_unpackers,
    made,
    members,
    whole,
)
from tests.support.hostile_layers import of
from tests.support.imaged import image_world
from tests.support.layers import END, file, folder, header, link, manifest, pax, symlink
from tests.support.unpacking import running_unpacker
from tests.support.until import eventually

pytestmark = [pytest.mark.host, pytest.mark.asyncio]

CAPABILITIES = 1 << 0 | 1 << 1 | 1 << 3 | 1 << 4 | 1 << 27 | 1 << 31
"""CHOWN, DAC_OVERRIDE, FOWNER, FSETID, MKNOD, SETFCAP."""
ADDED, CHANGED, DELETED = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.DELETED


def base(top: Path) -> None:
    """What an image has."""
    for name in ("etc", "srv", "usr/bin", "old/deep", "tmp"):
        (top / name).mkdir(parents=True)
    (top / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\n")
    (top / "usr/bin/tool").write_text("#!/bin/sh\n")
    os.chmod(top / "usr/bin/tool", 0o4755)
    os.link(top / "usr/bin/tool", top / "usr/bin/other")
    (top / "bin").symlink_to("usr/bin")
    (top / "out").symlink_to("../../../../../../etc")
    (top / "old/deep/file").write_text("old")
    os.chown(top / "srv", 33, 33)
    os.chmod(top / "tmp", 0o1777)


@pytest_asyncio.fixture
async def unpackers() -> AsyncIterator[Unpackers]:
    async with local_unpackers() as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Root:
    tmp_path.chmod(0o700)  # as a state folder is: nobody else's
    return made(tmp_path, base, lambda _: None)


def owned(root: Root) -> None:
    """Have all that a test wrote belong to root inside."""
    for path in root.upper.rglob("*"):
        os.chown(path, FIRST, FIRST, follow_symlinks=False)


async def put(unpackers: Unpackers, root: Root, path: str, archive: bytes, **how: bool) -> int:
    return await copy_in(unpackers, root, None, path, in_pieces(archive + END), **how)


async def test_an_archive_is_put_into_a_folder_and_belongs_to_root(
    unpackers: Unpackers, root: Root
):
    archive = file(b"a", b"one", uid=7, gid=8, mode=0o4711) + folder(b"d/", uid=9) + file(b"d/b")
    assert await put(unpackers, root, "/srv", archive) == 3
    found = (root.upper / "srv/a").stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (FIRST, FIRST, 0o4711)
    assert (root.upper / "srv/a").read_text() == "one"
    assert (root.upper / "srv").stat().st_uid == FIRST + 33, "the folder is as it was"


async def test_owners_of_the_archive_are_ids_inside(unpackers: Unpackers, root: Root):
    archive = file(b"a", uid=7, gid=65_535) + symlink(b"l", b"/etc/passwd")
    await put(unpackers, root, "/srv", archive, keep_owners=True)
    found = (root.upper / "srv/a").stat()
    assert (found.st_uid, found.st_gid) == (FIRST + 7, FIRST + 65_535)
    assert (root.upper / "srv/l").readlink() == Path("/etc/passwd")


async def test_ids_that_the_container_has_not_are_refused(unpackers: Unpackers, root: Root):
    with pytest.raises(FailedPrecondition, match="belongs to 65536:0"):
        await put(unpackers, root, "/srv", file(b"a", uid=65_536), keep_owners=True)


async def test_what_comes_out_is_what_went_in(unpackers: Unpackers, root: Root):
    attributes = pax([(b"SCHILY.xattr.user.mine", b"\0\1"), (b"mtime", b"1600000000")])
    archive = attributes + file(b"a", b"x" * 70_000, uid=1, gid=2, mode=0o640)
    archive += link(b"b", b"a") + symlink(b"c", b"nowhere") + header(b"f", b"6", uid=3)
    await put(unpackers, root, "/tmp", archive, keep_owners=True)
    out = await whole(copy_out(unpackers, root, None, "/tmp/"))
    found = members(out)
    assert list(found) == ["tmp", "tmp/a", "tmp/b", "tmp/c", "tmp/f"]
    a = found["tmp/a"]
    assert (a.uid, a.gid, a.mode, a.size, a.mtime) == (1, 2, 0o640, 70_000, 1_600_000_000)
    assert a.pax_headers["SCHILY.xattr.user.mine"] == "\0\1"
    assert (found["tmp/b"].type, found["tmp/b"].linkname) == (tarfile.LNKTYPE, "tmp/a")
    assert found["tmp/c"].linkname == "nowhere"
    assert (found["tmp/f"].type, found["tmp/f"].uid) == (tarfile.FIFOTYPE, 3)
    assert found["tmp"].mode == 0o1777


async def test_a_path_is_looked_up_as_within_the_container(unpackers: Unpackers, root: Root):
    await put(unpackers, root, "/out", file(b"hosts", b"inside"))
    assert (root.upper / "etc/hosts").read_text() == "inside", "not in the host's /etc"
    found = members(await whole(copy_out(unpackers, root, None, "/out/../etc/./passwd")))
    assert list(found) == ["passwd"]
    assert list(members(await whole(copy_out(unpackers, root, None, "/out/passwd")))) == ["passwd"]


async def test_a_link_is_copied_or_what_it_leads_to(unpackers: Unpackers, root: Root):
    as_it_is = members(await whole(copy_out(unpackers, root, None, "/bin")))
    assert as_it_is["bin"].linkname == "usr/bin"
    followed = members(await whole(copy_out(unpackers, root, None, "/bin", follow=True)))
    assert {"bin", "bin/tool", "bin/other"} == set(followed)
    within = members(await whole(copy_out(unpackers, root, None, "/usr/bin/.")))
    assert {".", "tool", "other"} == set(within)


@pytest.mark.parametrize(
    ("path", "kind", "why"),
    [
        ("/nope", NotFound, "/nope: No such file"),
        ("/etc/passwd", FailedPrecondition, "/etc/passwd.*no folder"),
        ("srv", InvalidField, "not absolute"),
        ("/" + "x" * 5000, InvalidField, "4095"),
        ("/a\0b", InvalidField, "NUL"),
    ],
)
async def test_a_folder_that_is_none_is_refused(
    unpackers: Unpackers, root: Root, path: str, kind: type[Exception], why: str
):
    with pytest.raises(kind, match=why):
        await put(unpackers, root, path, file(b"a"))


async def test_what_is_missing_cannot_be_copied_out(unpackers: Unpackers, root: Root):
    with pytest.raises(NotFound, match="/etc/nope: No such file"):
        await whole(copy_out(unpackers, root, None, "/etc/nope"))


async def test_folders_and_files_take_each_others_place_only_where_asked(
    unpackers: Unpackers, root: Root
):
    with pytest.raises(FailedPrecondition, match="is there and a folder"):
        await put(unpackers, root, "/", file(b"old"))
    with pytest.raises(FailedPrecondition, match="is there and no folder"):
        await put(unpackers, root, "/etc", folder(b"passwd/"))
    await put(unpackers, root, "/", file(b"old", b"new"), replace=True)
    assert (root.upper / "old").read_text() == "new"


async def test_hostile_archives_change_nothing_but_the_container(
    unpackers: Unpackers, root: Root, tmp_path: Path
):
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o750)
    (outside / "victim").write_text("unharmed")
    before = manifest(tmp_path, b"box")
    refused = 0
    for hostile in of(os.fsencode(outside)):
        if hostile.name.startswith(("a bomb", "a sparse file of", "mode 0")):
            continue  # how much of it there may be is asked elsewhere
        archive = in_pieces(hostile.archive + (END if "cut" not in hostile.name else b""))
        try:
            await copy_in(unpackers, root, None, "/srv", archive, keep_owners=True, replace=True)
        except (FailedPrecondition, NotFound):
            refused += 1
        assert manifest(tmp_path, b"box") == before, hostile.name
    assert refused > 30


async def test_marks_of_layers_are_plain_names_in_a_container(unpackers: Unpackers, root: Root):
    await put(unpackers, root, "/old", file(b".wh.deep", b"1") + file(b".wh..wh..opq"))
    assert (root.upper / "old/.wh.deep").read_text() == "1"
    assert "old/deep/file" in members(await whole(export(unpackers, root, None)))


async def test_devices_are_not_made_with_ids_of_ones_own(unpackers: Unpackers, root: Root):
    with pytest.raises(FailedPrecondition, match="mem: Operation not permitted"):
        await put(unpackers, root, "/srv", header(b"mem", b"3", device=(1, 1)))


async def test_all_of_it_is_exported_as_it_is_seen(unpackers: Unpackers, root: Root):
    os.mknod(root.upper / "etc", stat.S_IFCHR, 0)
    found = members(await whole(export(unpackers, root, None)))
    assert "etc" not in found
    assert (found["srv"].uid, found["srv"].gid) == (33, 33)
    assert found["usr/bin/tool"].linkname == "usr/bin/other"
    assert found["usr/bin/other"].mode == 0o4755


async def test_a_large_file_of_holes_is_as_long_as_its_data(unpackers: Unpackers, root: Root):
    with (root.upper / "holes").open("wb") as holes:
        holes.write(b"1" * 4096)
        holes.seek(1 << 40)
        holes.write(b"2" * 4096)
    out = await whole(copy_out(unpackers, root, None, "/holes"))
    assert len(out) < 1 << 20
    with tarfile.open(fileobj=io.BytesIO(out)) as archive:
        (member,) = archive.getmembers()
        assert member.name == "holes"
        assert member.size == (1 << 40) + 4096


async def test_what_differs_is_told_a_folder_before_what_is_in_it(
    unpackers: Unpackers, root: Root
):
    await put(unpackers, root, "/srv", file(b"new/a") + file(b"b"))
    await put(unpackers, root, "/etc", file(b"passwd"))
    os.mkdir(root.upper / "old")
    os.mknod(root.upper / "old/deep", stat.S_IFCHR, 0)
    os.mknod(root.upper / "old/never", stat.S_IFCHR, 0)
    assert await diff(unpackers, root, None) == [
        (CHANGED, "/etc"),
        (CHANGED, "/etc/passwd"),
        (CHANGED, "/old"),
        (DELETED, "/old/deep"),
        (CHANGED, "/srv"),
        (ADDED, "/srv/b"),
        (ADDED, "/srv/new"),
        (ADDED, "/srv/new/a"),
    ]


async def test_what_a_folder_hides_is_told(unpackers: Unpackers, root: Root):
    (root.upper / "old").mkdir()
    os.setxattr(root.upper / "old", "trusted.overlay.opaque", b"y")
    (root.upper / "old/new").write_text("")
    assert await diff(unpackers, root, None) == [
        (CHANGED, "/old"),
        (ADDED, "/old/new"),
        (DELETED, "/old/deep"),
    ]


async def test_what_a_start_made_for_its_mounts_is_no_difference(unpackers: Unpackers, root: Root):
    for path in ("proc", "sys", "dev", "run/credentials", "data/volume"):
        (root.upper / path).mkdir(parents=True)
    (root.upper / "etc").mkdir()
    (root.upper / "etc/hosts").touch()
    owned(root)
    assert await diff(unpackers, root, None, ["/data/volume"]) == []
    (root.upper / "data/kept").touch()
    (root.upper / "etc/mine").touch()
    assert await diff(unpackers, root, None, ["/data/volume"]) == [
        (ADDED, "/data"),
        (ADDED, "/data/kept"),
        (CHANGED, "/etc"),
        (ADDED, "/etc/mine"),
    ]


async def test_a_container_with_the_hosts_ids_has_the_same(unpackers: Unpackers, tmp_path: Path):
    root = made(tmp_path, base, first=0)
    await put(unpackers, root, "/srv", file(b"a", uid=7), keep_owners=True)
    assert (root.upper / "srv/a").stat().st_uid == 7
    assert await diff(unpackers, root, None) == [(CHANGED, "/srv"), (ADDED, "/srv/a")]


async def test_a_client_that_leaves_takes_the_work_along(unpackers: Unpackers, root: Root):
    async def broken() -> AsyncIterator[bytes]:
        yield file(b"a", b"1" * 100_000)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await copy_in(unpackers, root, None, "/srv", broken())
    (root.upper / "large").write_bytes(b"1" * (4 << 20))
    stream = copy_out(unpackers, root, None, "/large")
    async for _ in stream:
        break
    await stream.aclose()
    assert "srv" in members(await whole(copy_out(unpackers, root, None, "/srv")))


async def test_a_commit_is_the_layer_that_makes_the_same_of_the_image(
    unpackers: Unpackers, root: Root, tmp_path: Path
):
    """The new layer, unpacked above the old ones, is seen as the container is."""
    archive = file(b"new/a", b"a", uid=33, mode=0o640) + link(b"new/b", b"new/a")
    archive += pax([(b"SCHILY.xattr.user.mine", b"1")]) + file(b"c") + symlink(b"d", b"c")
    await put(unpackers, root, "/srv", archive, keep_owners=True)
    await put(unpackers, root, "/", file(b"old", b"was a folder"), replace=True)
    (root.upper / "usr").mkdir()
    os.mknod(root.upper / "usr/bin", stat.S_IFCHR, 0)
    (root.upper / "tmp").mkdir()
    os.setxattr(root.upper / "tmp", "trusted.overlay.opaque", b"y")
    (root.upper / "proc").mkdir()
    for path in (root.upper / "usr", root.upper / "tmp", root.upper / "proc"):
        os.chown(path, FIRST, FIRST)
    # CAP_NET_BIND_SERVICE, permitted and effective, for root of the container (VFS_CAP_REVISION_3).
    capability = struct.pack("<6I", 0x0300_0001, 1 << 10, 0, 0, 0, FIRST)
    os.setxattr(root.upper / "srv/c", "security.capability", capability)

    (tmp_path / "images").mkdir()
    async with image_world(tmp_path / "images") as node:
        node.shelf.put("localhost/app:1", END)
        base_image = await node.pull("localhost/app:1")
        addition = Addition(base_image.id, image_name.parse("localhost/app:2"), Amendment())
        async with commit(unpackers, node.images, root, None, addition) as errand:
            image = await errand.result()
        details = await node.images.get("localhost/app:2")
        blob = node.means.blobs.path(details.manifests[0].layers[-1].digest).read_bytes()
    layer = tmp_path / "layer"
    layer.mkdir()
    async with running_unpacker() as process:
        unpacked = await process.unpack(blob, layer)
    assert unpacked.diff_id == image.diff_ids[-1]
    assert "proc" not in os.listdir(layer), "made by a start"
    (tmp_path / "copy").mkdir()
    copy = made(tmp_path / "copy", lambda _: None)
    copy = Root(copy.folder, (*root.layers, layer))
    theirs = members(await whole(export(unpackers, copy, None)))
    ours = members(await whole(export(unpackers, root, None)))
    del ours["proc"]
    assert described(theirs) == described(ours)


def described(found: dict[str, tarfile.TarInfo]) -> dict[str, tuple[object, ...]]:
    """All that an archive says of each file but when its folders were changed."""
    return {
        name: (
            *(one.type, one.mode, one.uid, one.gid, one.size, one.linkname),
            {key: value for key, value in one.pax_headers.items() if key.startswith("SCHILY")},
            0 if one.isdir() else one.mtime,
        )
        for name, one in found.items()
    }


@pytest.mark.parametrize("copies_in", [True, False])
async def test_who_copies_has_few_rights_and_nothing_of_the_containers(
    unpackers: Unpackers, root: Root, copies_in: bool
):
    """The child is looked at while it waits for its client."""
    may_go_on = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield file(b"a", b"1" * 100_000)
        await may_go_on.wait()
        yield END

    async def out() -> None:
        stream = copy_out(unpackers, root, None, "/large")
        await anext(stream)
        await may_go_on.wait()
        await stream.aclose()

    (root.upper / "large").write_bytes(b"1" * (4 << 20))
    async with asyncio.TaskGroup() as group:
        if copies_in:
            group.create_task(copy_in(unpackers, root, None, "/srv", slow()))
        else:
            group.create_task(out())
        try:
            child = await confined()
            os.kill(child, signal.SIGSTOP)  # it is looked at in peace
            await eventually(lambda: status(child)["State"][0] in "Tt", "it stands still", 20)
            look_at(child, root, CAPABILITIES if copies_in else 1 << 2)
            os.kill(child, signal.SIGCONT)
        finally:
            may_go_on.set()


async def confined() -> int:
    """The process that copies, once it is confined."""
    found: list[int] = []

    def look() -> bool:
        found[:] = [pid for pid in below(os.getpid()) if status(pid).get("Seccomp") == "2"]
        return bool(found)

    await eventually(look, "somebody copies", 20)
    return found[0]


def below(pid: int) -> Iterator[int]:
    """The processes that a process has begun, and theirs."""
    with contextlib.suppress(FileNotFoundError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for word in (task / "children").read_text().split():
                yield int(word)
                yield from below(int(word))


def status(pid: int) -> dict[str, str]:
    with contextlib.suppress(FileNotFoundError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return {}


def look_at(child: int, root: Root, capabilities: int) -> None:
    """Check all that /proc tells of who copies."""
    here, found = Path(f"/proc/{child}"), status(child)
    for name in ("CapPrm", "CapEff", "CapBnd"):
        assert int(found[name], 16) == capabilities
    assert int(found["CapInh"], 16) == int(found["CapAmb"], 16) == 0
    assert found["NoNewPrivs"] == "1"
    assert found["Uid"].split() == [str(FIRST)] * 4, "root of the container"
    assert (here / "uid_map").read_text().split() == ["0", str(FIRST), "65536"]
    assert (here / "mem").stat().st_uid == 0, "it is not dumpable"
    assert found["NSpid"].split()[1:] == ["1"]
    for kind in ("mnt", "pid", "net", "ipc", "uts", "cgroup", "user"):
        assert (here / "ns" / kind).readlink() != Path("/proc/self/ns", kind).readlink()
    (mount,) = (here / "mountinfo").read_text().splitlines()
    words = mount.split()
    assert {"nosuid", "nodev", "noexec", "nosymfollow"} <= set(words[5].split(","))
    assert ("ro" in words[5].split(",")) == (capabilities == 1 << 2)
    device = (here / "root").stat().st_dev
    loaded = [line.split() for line in (here / "maps").read_text().splitlines() if "/" in line]
    ours = f"{os.major(device):02x}:{os.minor(device):02x}"
    assert ours not in {line[3] for line in loaded}, "nothing of the container's is loaded"
    files = {re.sub("[0-9]+", "", os.readlink(fd)) for fd in (here / "fd").iterdir()}
    assert files <= {"/null", "/dev/null", "/", "/srv", "/srv/a", "/large", "pipe:[]"}
