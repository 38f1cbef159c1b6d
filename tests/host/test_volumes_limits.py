"""Volumes with a limit: an ext4 file system each, full and nothing else, grown, copied while written, given back."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import grpc
import pytest

from aurae.proto import volumes_pb2 as messages
from tests.support.api import Api
from tests.support.containers import loaded, run, shell, start
from tests.support.require import need
from tests.support.until import until
from tests.support.volumes import Shelf, archive, content, members, shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Code = grpc.StatusCode
MIB = 1 << 20


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with the image of busybox."""
    need("mkfs.ext4")
    with loaded(shared_daemon):
        yield shared_daemon


@pytest.fixture
def volumes(node: Daemon) -> Iterator[Shelf]:
    """Volumes of the node; afterwards nothing of them is left, and no loop device."""
    with Api(node.client_config) as api, shelf(api) as made:
        yield made
    until(lambda: not devices(node), "all loop devices are free")


def devices(node: Daemon) -> list[str]:
    """Return the files of this node that are loop devices."""
    found = []
    for path in Path("/sys/block").glob("loop*/loop/backing_file"):
        try:
            found.append(path.read_text().strip())
        except OSError:
            continue
    return [name for name in found if name.startswith(str(node.state_dir))]


def mounts(node: Daemon) -> list[str]:
    """Return what is mounted below the state's folder."""
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    return [line.split()[4] for line in lines if f"{node.state_dir}/volumes/" in line]


def is_known(volumes: Shelf) -> bool:
    """Say whether the next server knows that the volume is mounted."""
    try:
        return volumes.get("data").volume.mounted
    except grpc.RpcError:
        return False  # it is not there yet


def mounted(name: str, target: str = "/data") -> list[dict[str, object]]:
    """Return the mounts of one volume."""
    return [{"target": target, "volume": {"name": name}}]


def test_it_is_mounted_while_it_is_used_and_takes_no_more_than_it_has(
    volumes: Shelf, node: Daemon
):
    made = volumes.create("data", size=64 * MIB, uid=5, gid=6, mode=0o750)
    assert made.backing == messages.Volume.BACKING_EXT4
    disk = node.state_dir / "volumes" / made.id / "disk.ext4"
    found = disk.stat()
    assert (found.st_size, stat.S_IMODE(found.st_mode)) == (64 * MIB, 0o600)
    assert found.st_blocks * 512 < 8 * MIB
    assert mounts(node) == []
    out = shell(
        volumes.api,
        "stat -c '%u %g %a' /data; ls -A /data; df -m /data | tail -1; grep ' /data ' /proc/mounts",
        mounts=mounted("data"),
    )
    owner, size, mount = out.splitlines()
    assert owner == "5 6 750"
    assert 45 <= int(size.split()[1]) <= 64
    assert mount.split()[2] == "ext4"
    assert {"nosuid", "nodev"} <= set(mount.split()[3].split(","))
    until(lambda: mounts(node) == [], "it is unmounted")


def test_a_full_one_says_so_inside_and_nothing_else_suffers(volumes: Shelf):
    volumes.create("data", size=16 * MIB)
    script = "dd if=/dev/zero of=/data/fill bs=1M count=32 2>&1 || :; echo more >/tmp/other; cat /tmp/other"
    out = shell(volumes.api, script, mounts=mounted("data"))
    assert "No space left on device" in out
    assert out.endswith("more\n")
    usage = volumes.get("data", usage=True).usage
    assert 8 * MIB < usage.used_bytes <= 16 * MIB
    with pytest.raises(grpc.RpcError) as full:
        volumes.fill("data", archive(big=bytes(12 * MIB)))
    assert full.value.code() is Code.RESOURCE_EXHAUSTED
    assert (
        shell(
            volumes.api, "rm /data/fill; echo fits >/data/x; cat /data/x", mounts=mounted("data")
        )
        == "fits\n"
    )


def test_what_is_in_it_goes_out_and_in(volumes: Shelf, node: Daemon):
    volumes.fill("data", archive(one=b"1", two=b"2"), size=32 * MIB)
    found = members(volumes.export("data"))
    assert {"one", "two"} <= found.keys()
    assert "lost+found" not in found
    assert volumes.get("data", usage=True).usage.files >= 2
    assert mounts(node) == []


def test_it_grows_while_nobody_uses_it_and_never_shrinks(volumes: Shelf):
    volumes.fill("data", archive(kept=b"kept"), size=32 * MIB)
    grow = messages.UpdateVolumeRequest(name="data", size=128 * MIB)
    assert volumes.api.call("VolumeService.Update", grow, 60).volume.spec.size == 128 * MIB
    out = shell(volumes.api, "df -m /data | tail -1; cat /data/kept", mounts=mounted("data"))
    assert int(out.split()[1]) > 90
    assert out.endswith("kept")
    code, text = volumes.refused(
        "Update", messages.UpdateVolumeRequest(name="data", size=64 * MIB)
    )
    assert (code, "never fewer" in text) == (Code.FAILED_PRECONDITION, True)


def test_it_grows_while_it_is_mounted_where_the_daemon_may(volumes: Shelf):
    volumes.create("data", size=32 * MIB)
    script = "echo up >/data/up; until [ -e /data/go ]; do sleep 0.05; done; df -m /data | tail -1"
    start(volumes.api, "/bin/sh", "-c", script, name="user", mounts=mounted("data"))
    try:
        grow = messages.UpdateVolumeRequest(name="data", size=128 * MIB)
        try:
            grown = volumes.api.call("VolumeService.Update", grow, 60).volume
        except grpc.RpcError as error:
            told, expected = error.details() or "", 32 * MIB
        else:
            told, expected = "CAP_SYS_RESOURCE", grown.spec.size
        assert "CAP_SYS_RESOURCE" in told
        assert volumes.get("data").volume.spec.size == expected
    finally:
        volumes.api.stop("user")


def test_a_copy_of_one_that_is_written_is_as_it_was_at_one_moment(volumes: Shelf):
    volumes.create("data", size=32 * MIB)
    script = (
        "cd /data; i=0; while :; do i=$((i+1)); echo $i >first; sync first; "
        "echo $i >second; sync second; done"
    )
    start(
        volumes.api, "/bin/sh", "-c", script, name="writer", mounts=mounted("data"),
        process={"stop_timeout": {"nanos": 1000}},
    )  # fmt: skip
    try:
        until(lambda: "second" in members(volumes.export("data")), "it is written")
        for number in range(3):
            done = volumes.clone("data", f"copy{number}")
            assert done.consistent
            packed = volumes.export(f"copy{number}")
            first, second = (content(packed, name).strip() or b"0" for name in ("first", "second"))
            assert 0 <= int(first) - int(second) <= 1 or b"0" in (first, second)
        assert volumes.get("data").volume.mounted
    finally:
        volumes.api.stop("writer")


def test_a_server_that_is_killed_leaves_it_mounted_and_the_next_one_takes_it_over(
    volumes: Shelf, node: Daemon
):
    volumes.create("data", size=32 * MIB)
    start(
        volumes.api, "/bin/sh", "-c", "while :; do date >/data/now; sleep 0.05; done",
        name="user", mounts=mounted("data"), process={"stop_timeout": {"nanos": 1000}},
    )  # fmt: skip
    os.kill(node.pids()["server"], signal.SIGKILL)
    until(lambda: is_known(volumes), "it is known to be in use", 60)
    code, _ = volumes.refused("Delete", messages.DeleteVolumeRequest(name="data"))
    assert code is Code.FAILED_PRECONDITION
    assert "now" in members(volumes.export("data"))
    volumes.api.stop("user")
    until(lambda: mounts(node) == [], "it is unmounted")


def test_many_with_a_limit_come_and_go(volumes: Shelf, node: Daemon):
    for number in range(5):
        volumes.create(f"v{number}", size=16 * MIB)
    inside = [mount for number in range(5) for mount in mounted(f"v{number}", f"/v{number}")]
    out = shell(
        volumes.api, "for v in /v?; do echo $v >$v/file; done; cat /v?/file", mounts=inside
    )
    assert out.split() == [f"/v{number}" for number in range(5)]
    for _ in range(3):
        assert run(volumes.api, "/bin/cat", "/v0/file", mounts=inside).output.stdout == b"/v0\n"
    until(lambda: mounts(node) == [], "all are unmounted")
