"""Disks, volumes and folders of machines, through the API."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from tests.support.machines import node, refused, run, start
from tests.support.require import need
from tests.support.unharmed import unharmed
from tests.support.volumes import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.api import Api
    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
MIB = 1 << 20
WAITS = "while :; do sleep 0.1; done"


@pytest.fixture(scope="module")
def daemon() -> Iterator[Daemon]:
    """A daemon that has what its machines share."""
    with node() as daemon:
        yield daemon


@pytest.fixture
def api(daemon: Daemon) -> Iterator[Api]:
    """A client of the daemon, which has to be as it was when the test is over."""
    with unharmed(daemon) as client:
        yield client


def image(path: Path, *more: str) -> str:
    """Make a qcow2 image."""
    command = [need("qemu-img"), "create", "-q", "-f", "qcow2", *more, str(path), "8M"]
    subprocess.run(command, check=True)
    return str(path)


def test_a_guest_has_its_volumes_drives_and_folders_and_leaves_them_when_it_ends(
    api: Api, tmp_path: Path
):
    need("mkfs.ext4")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "hello").write_text("world\n")
    disk = image(tmp_path / "disk.qcow2")
    with shelf(api) as volumes:
        volumes.create("data", size=32 * MIB)
        volumes.create("plain")
        asked: dict[str, Any] = {
            "drives": [
                {"id": "data", "volume": "data", "target": "/data"},
                {"id": "more", "path": disk, "format": "FORMAT_QCOW2"},
            ],
            "shares": [
                {"target": "/folder", "source": str(folder), "read_only": True},
                {"target": "/plain", "volume": "plain"},
            ],
        }
        script = (
            "echo kept >> /data/file; cat /data/file; ls -a /data | grep lost; cat /folder/hello;"
            "touch /folder/new 2>/dev/null && echo written; echo plain > /plain/file;"
            "for d in /sys/block/vd*; do cat $d/serial; echo; done; sync"
        )
        first = run(api, "/bin/sh", "-c", script, **asked)
        said = first.output.stdout.decode().split()
        assert said[:2] == ["kept", "world"], first
        assert {"aurae-root", "aurae-scratch", "data", "more"} == set(said[2:])
        again = run(api, "/bin/sh", "-c", script, **asked)
        assert again.output.stdout.decode().split()[:3] == ["kept", "kept", "world"]
        assert not (folder / "new").exists()
        # A container has the same files, and nobody has any longer what machines had.
        for name in ("data", "plain"):
            volumes.delete(name)


def test_a_disk_has_one_machine_and_a_container_waits_its_turn(api: Api, tmp_path: Path):
    need("mkfs.ext4")
    disk = image(tmp_path / "disk.qcow2")
    drives = [
        {"id": "disk", "path": disk, "format": "FORMAT_QCOW2"},
        {"id": "data", "volume": "data"},
    ]
    with shelf(api) as volumes:
        volumes.create("data", size=32 * MIB)
        first = start(api, "/bin/sh", "-c", WAITS, drives=drives)
        for drive, why in zip(drives, ("somebody uses it", "volume 'data'"), strict=True):
            code, text = refused(api, "/bin/true", drives=[drive])
            assert code is grpc.StatusCode.FAILED_PRECONDITION
            assert why in text
        with pytest.raises(grpc.RpcError) as used:
            volumes.delete("data")
        assert used.value.code() is grpc.StatusCode.FAILED_PRECONDITION
        assert first.name in (used.value.details() or "")
        api.stop(first.name)
        volumes.delete("data")


@pytest.mark.parametrize("what", ["backing", "own", "odd", "twice", "folder", "large"])
def test_what_can_be_no_disk_is_refused_before_anything_is_started(
    api: Api, daemon: Daemon, tmp_path: Path, what: str
):
    odd = tmp_path / "odd"
    odd.write_bytes(bytes(1000))
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(1 << 43)
    cases: dict[str, tuple[list[dict[str, Any]], str]] = {
        "backing": (
            [{"id": "a", "path": image(tmp_path / "b", "-b", "/etc/shadow", "-F", "raw"), "format": "FORMAT_QCOW2"}],
            "backing file",
        ),
        "own": ([{"id": "a", "path": str(daemon.state_dir / "state.db")}], "belongs to the daemon"),
        "odd": ([{"id": "a", "path": str(odd)}], "sectors"),
        "twice": ([{"id": "a", "path": str(odd)}, {"id": "a", "path": str(odd)}], "drives"),
        "folder": ([{"id": "a", "path": str(tmp_path)}], "neither a file nor a block device"),
        "large": ([{"id": "a", "path": str(large), "format": "FORMAT_QCOW2"}], "no qcow2 image"),
    }  # fmt: skip
    drives, why = cases[what]
    _, text = refused(api, "/bin/true", drives=drives)
    assert why in text
