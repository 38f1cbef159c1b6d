"""Volumes through the API and `aer`: made, found, changed, filled, copied and removed."""

from __future__ import annotations

import io
import json
import os
import stat
import tarfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import grpc
import pytest

from aurae.proto import volumes_pb2 as messages
from tests.support.api import Api
from tests.support.until import until
from tests.support.volumes import Shelf, archive, content, members, shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Code = grpc.StatusCode


@pytest.fixture
def volumes(shared_daemon: Daemon) -> Iterator[Shelf]:
    """Volumes of the shared daemon; afterwards nothing of them is left."""
    with Api(shared_daemon.client_config) as api, shelf(api) as made:
        yield made
    folder = shared_daemon.state_dir / "volumes"
    until(lambda: sorted(path.name for path in folder.iterdir()) == ["staging", "trash"], "gone")
    until(lambda: not list((folder / "trash").iterdir()), "the trash is emptied")
    assert not list((folder / "staging").iterdir())


def data(node: Daemon, volume: messages.Volume) -> Path:
    """Return the folder of a volume without a limit."""
    return node.state_dir / "volumes" / volume.id / "data"


def test_a_volume_is_made_shown_and_removed(volumes: Shelf, shared_daemon: Daemon):
    made = volumes.create("data", labels={"tier": "db"}, uid=70, gid=71, mode=0o2750)
    assert (made.spec.name, made.backing) == ("data", messages.Volume.BACKING_FOLDER)
    assert made.owner.startswith("spiffe://")
    found = os.stat(data(shared_daemon, made))
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (70, 71, 0o2750)
    assert volumes.get("data").volume == made
    assert volumes.names() == ["data"]
    assert volumes.names(tier="") == ["data"]
    assert volumes.names(tier="web") == []
    volumes.delete("data")
    assert volumes.names() == []
    assert not data(shared_daemon, made).exists()


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "../up"}, "name"),
        ({"name": "a" * 64}, "name"),
        ({"name": "a\0"}, "name"),
        ({"name": "a", "mode": 0o10000}, "mode"),
        ({"name": "a", "uid": 2**32 - 1}, "uid"),
        ({"name": "a", "size": 1}, "size"),
        ({"name": "a", "size": 2**63}, "size"),
        ({"name": "a", "labels": {"": "x"}}, "labels"),
        ({"name": "a", "labels": {"x": "y" * 300_000}}, "labels"),
        ({"name": "a", "labels": {str(number): "" for number in range(300)}}, "labels"),
    ],
)
def test_what_no_volume_can_be_is_refused_by_its_field(
    volumes: Shelf, spec: dict[str, object], field: str
):
    request = messages.CreateVolumeRequest(spec=messages.VolumeSpec(**spec))  # type: ignore[arg-type]
    code, text = volumes.refused("Create", request)
    assert code is Code.INVALID_ARGUMENT
    assert field in text
    assert volumes.names() == []


def test_what_is_not_there_and_what_is_taken_is_told(volumes: Shelf):
    volumes.create("data")
    again = messages.CreateVolumeRequest(spec=messages.VolumeSpec(name="data"))
    assert volumes.refused("Create", again) == (
        Code.ALREADY_EXISTS,
        "cannot create volume data: there is a volume of that name",
    )
    for rpc, request in (
        ("Get", messages.GetVolumeRequest(name="none")),
        ("Delete", messages.DeleteVolumeRequest(name="none")),
        ("Update", messages.UpdateVolumeRequest(name="none")),
    ):
        code, text = volumes.refused(rpc, request)
        assert (code, "there is no volume 'none'" in text) == (Code.NOT_FOUND, True)


def test_labels_change_and_nothing_else(volumes: Shelf):
    volumes.create("data", labels={"a": "1", "b": "2"})
    request = messages.UpdateVolumeRequest(name="data", labels={"c": "3"}, remove_labels=["a"])
    changed = volumes.api.call("VolumeService.Update", request).volume
    assert dict(changed.spec.labels) == {"b": "2", "c": "3"}
    code, text = volumes.refused(
        "Update", messages.UpdateVolumeRequest(name="data", size=64 << 20)
    )
    assert code is Code.FAILED_PRECONDITION
    assert "has no limit" in text


def test_an_archive_goes_in_and_comes_out_with_owners_and_modes(volumes: Shelf):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        top = tarfile.TarInfo(".")
        top.type, top.mode, top.uid = tarfile.DIRTYPE, 0o750, 999
        tar.addfile(top)
        for name, kind, mode in (
            ("deep", tarfile.DIRTYPE, 0o700),
            ("deep/file", tarfile.REGTYPE, 0o4640),
            ("link", tarfile.SYMTYPE, 0o777),
            ("same", tarfile.LNKTYPE, 0o640),
            ("pipe", tarfile.FIFOTYPE, 0o600),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.mode, member.uid, member.gid = kind, mode, 1000, 1001
            member.mtime = 1_000_000_000
            if kind == tarfile.REGTYPE:
                member.size = 5
            if kind == tarfile.SYMTYPE:
                member.linkname = "/etc/passwd"
            if kind == tarfile.LNKTYPE:
                member.linkname = "deep/file"
            tar.addfile(member, io.BytesIO(b"hello"))
    done = volumes.fill("data", packed.getvalue(), labels={"from": "tar"})
    assert done.entries == 6
    assert dict(done.volume.spec.labels) == {"from": "tar"}
    out = volumes.export("data")
    found = members(out)
    assert (found["."].mode, found["."].uid) == (0o750, 999)
    assert (found["deep/file"].mode, found["deep/file"].uid) == (0o4640, 1000)
    assert found["link"].linkname == "/etc/passwd"
    assert found["same"].islnk()
    assert found["pipe"].isfifo()
    assert content(out, "deep/file") == b"hello"
    assert found["deep"].mtime == 1_000_000_000


def test_an_archive_cannot_reach_outside(volumes: Shelf, shared_daemon: Daemon, tmp_path: Path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        link = tarfile.TarInfo("out")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path)
        tar.addfile(link)
        for name in ("out/file", "../../../../tmp/up", f"{tmp_path}/absolute"):
            member = tarfile.TarInfo(name)
            member.size = 4
            tar.addfile(member, io.BytesIO(b"evil"))
    made = volumes.create("data")
    volumes.fill("data", packed.getvalue())
    assert not list(tmp_path.iterdir())
    top = data(shared_daemon, made)
    # A link is walked as it is to those whose root is the volume.
    assert {path.name for path in top.rglob("*") if path.is_file()} == {"file", "up", "absolute"}


def test_a_damaged_archive_leaves_no_new_volume(volumes: Shelf):
    packed = archive(a=b"x" * 100_000)[:50_000]
    with pytest.raises(grpc.RpcError) as refused:
        volumes.fill("new", packed, labels={"a": "b"})
    assert refused.value.code() is Code.FAILED_PRECONDITION
    assert volumes.names() == []
    with pytest.raises(grpc.RpcError):
        volumes.fill("new", b"no archive" * 100, labels={"a": "b"})
    assert volumes.names() == []


def test_a_copy_has_what_the_other_has(volumes: Shelf):
    volumes.fill("data", archive(one=b"1" * 100_000, two=b"2"), uid=5)
    done = volumes.clone("data", "copy")
    assert done.consistent
    assert done.copied > 100_000
    assert (done.volume.spec.name, done.volume.spec.uid) == ("copy", 5)
    assert volumes.export("copy") == volumes.export("data")
    usage = volumes.get("copy", usage=True).usage
    assert usage.files == 2
    assert usage.used_bytes >= 100_000
    code, _ = volumes.refused("Create", messages.CreateVolumeRequest(spec=done.volume.spec))
    assert code is Code.ALREADY_EXISTS


def test_a_volume_whose_files_are_gone_says_so_and_can_be_removed(
    volumes: Shelf, shared_daemon: Daemon
):
    made = volumes.create("data")
    data(shared_daemon, made).rmdir()
    assert volumes.get("data").volume.missing
    with pytest.raises(grpc.RpcError) as refused:
        volumes.export("data")
    assert refused.value.code() is Code.FAILED_PRECONDITION
    assert "gone from the disk" in (refused.value.details() or "")
    volumes.delete("data")


def test_a_hundred_are_made_and_removed_at_once(volumes: Shelf):
    names = [f"many-{number}" for number in range(100)]
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(volumes.create, names))
        assert volumes.names() == sorted(names)
        list(pool.map(volumes.delete, names))
    assert volumes.names() == []


def test_unused_ones_are_pruned_by_their_labels(volumes: Shelf):
    for name, tier in (("a", "x"), ("b", "x"), ("c", "y")):
        volumes.create(name, labels={"tier": tier})
    dry = messages.PruneVolumesRequest(labels={"tier": "x"}, dry_run=True)
    assert list(volumes.api.call("VolumeService.Prune", dry).names) == ["a", "b"]
    wet = messages.PruneVolumesRequest(labels={"tier": "x"})
    assert list(volumes.api.call("VolumeService.Prune", wet).names) == ["a", "b"]
    assert volumes.names() == ["c"]


def test_the_commands_do_all_of_it(volumes: Shelf, shared_daemon: Daemon, tmp_path: Path):
    aer = shared_daemon.aer

    def said(*words: str) -> str:
        done = aer("volume", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    (tmp_path / "in").mkdir()
    (tmp_path / "in/file").write_text("text")
    volumes.made += ["one", "two", "three"]
    assert said("create", "one", "-l", "a=b", "--mode", "0700") == "one\n"
    assert "one" in said("ls", "-q")
    assert "folder" in said("ls")
    shown = json.loads(said("inspect", "one", "--usage", "-o", "json"))
    assert (shown["volume"]["backing"], shown["usage"]["files"]) == ("folder", 0)
    assert said("import", "one", "-i", str(tmp_path / "in")).startswith("one: 2 entries")
    assert "4.0 KiB" in said("inspect", "one", "--usage")
    said("export", "one", "--file", str(tmp_path / "out.tar"))
    assert content((tmp_path / "out.tar").read_bytes(), "file") == b"text"
    assert said("clone", "one", "two") == "two\n"
    assert said("import", "three", "--create", "-i", str(tmp_path / "out.tar")).startswith("three")
    assert said("update", "one", "--clear-label", "a", "-l", "c=d") == "one\n"
    assert "label c" in said("inspect", "one")
    assert json.loads(said("rm", "two", "three", "-o", "json"))[0]["done"] == "removed"
    refused = aer("volume", "rm", "two", "one", check=False)
    assert refused.returncode == 1
    assert "no volume 'two'" in refused.stderr
    assert said("prune") == ""
