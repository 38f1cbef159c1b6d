"""Volumes in containers: mounted, shared, filled from images, kept, refused, given back."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import container_pb2, containers_pb2, service_pb2
from aurae.proto import volumes_pb2 as messages
from tests.support.api import Api
from tests.support.containers import IMAGE, loaded, refused, run, shell, spec, start
from tests.support.layers import file, folder, symlink
from tests.support.until import until
from tests.support.volumes import Shelf, archive, content, members, shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Mount = container_pb2.Mount
Code = grpc.StatusCode


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with an image that has something at /srv/site and /srv/link."""
    layer = (
        folder(b"srv/site", mode=0o2770, uid=33, gid=34)
        + folder(b"srv/site/inner", mode=0o700)
        + file(b"srv/site/inner/page", b"hello", mode=0o640, uid=33)
        + symlink(b"srv/site/passwd", b"/etc/passwd")
        + symlink(b"srv/link", b"/srv/site")
        + file(b"srv/file", b"x")
    )
    with loaded(shared_daemon, IMAGE, layer):
        yield shared_daemon


@pytest.fixture
def volumes(node: Daemon) -> Iterator[Shelf]:
    """Volumes of the node; afterwards nothing of them is left."""
    with Api(node.client_config) as api, shelf(api) as made:
        yield made
    folders = node.state_dir / "volumes"
    until(lambda: sorted(path.name for path in folders.iterdir()) == ["staging", "trash"], "gone")
    until(lambda: not list((folders / "trash").iterdir()), "the trash is emptied")


def mounted(
    name: str, target: str = "/data", *, read_only: bool = False, **volume: Any
) -> list[container_pb2.Mount]:
    """Return the mounts of one volume."""
    inner = container_pb2.VolumeMount(name=name, **volume)
    return [Mount(target=target, read_only=read_only, volume=inner)]


def test_what_is_written_to_a_volume_outlives_the_container(volumes: Shelf):
    made = volumes.create("data")
    write = "echo kept >/data/file; chown 7:8 /data/file; stat -c %u /data"
    assert shell(volumes.api, write, mounts=mounted("data")) == "0\n"
    read = "cat /data/file; stat -c '%u %g' /data/file"
    assert shell(volumes.api, read, mounts=mounted("data")) == "kept\n7 8\n"
    host = shell(volumes.api, read, mounts=mounted("data"), user_namespace="USER_NAMESPACE_HOST")
    assert host == "kept\n7 8\n"
    assert content(volumes.export("data"), "file") == b"kept\n"
    assert members(volumes.export("data"))["file"].uid == 7
    assert not volumes.get("data").volume.mounted
    assert volumes.get("data").volume.id == made.id


def test_two_containers_share_one_and_only_one_may_write(volumes: Shelf):
    volumes.create("data")
    start(
        volumes.api, "/bin/sh", "-c", "while :; do date >/data/now; sleep 0.05; done",
        name="writer", mounts=mounted("data"), process={"stop_timeout": {"nanos": 1000}},
    )  # fmt: skip
    try:
        script = "until [ -s /data/now ]; do sleep 0.05; done; touch /data/x 2>&1 || echo no"
        out = shell(volumes.api, script, mounts=mounted("data", read_only=True))
        assert "Read-only file system" in out
        found = volumes.get("data").volume
        assert (list(found.users), found.mounted) == (["writer"], True)
        code, text = volumes.refused("Delete", messages.DeleteVolumeRequest(name="data"))
        assert (code, text) == (
            Code.FAILED_PRECONDITION,
            "cannot delete volume data: it is used by writer",
        )
        with pytest.raises(grpc.RpcError) as import_refused:
            volumes.fill("data", archive(a=b"b"))
        assert "used by writer" in (import_refused.value.details() or "")
        assert not volumes.clone("data", "copy").consistent
        assert "now" in members(volumes.export("copy"))
    finally:
        volumes.api.stop("writer")
    until(lambda: not volumes.get("data").volume.mounted, "it is given back")


def test_nothing_in_it_is_more_than_a_file(volumes: Shelf):
    volumes.create("data")
    out = shell(
        volumes.api,
        "grep ' /data ' /proc/mounts; cp /bin/busybox /data/su; chmod 4755 /data/su; ls /data",
        mounts=mounted("data"),
    )
    options = out.split()[3].split(",")
    assert {"nosuid", "nodev"} <= set(options)


def test_a_fresh_volume_takes_over_what_the_image_has(volumes: Shelf, node: Daemon):
    look = "stat -c '%u %g %a' /srv/site; cat /srv/site/inner/page; readlink /srv/site/passwd"
    mounts = mounted("site", "/srv/site", create=True)
    volumes.made.append("site")
    assert shell(volumes.api, look, mounts=mounts) == "33 34 2770\nhello/etc/passwd\n"
    shell(volumes.api, "rm -r /srv/site/*; chmod 700 /srv/site", mounts=mounts)
    assert shell(volumes.api, "ls /srv/site; stat -c %a /srv/site", mounts=mounts) == "700\n"
    volumes.create("plain")
    empty = mounted("plain", "/srv/site", no_copy=True)
    assert shell(volumes.api, "ls /srv/site; stat -c '%u %a' /srv/site", mounts=empty) == "0 755\n"
    again = mounted("plain", "/srv/site")
    assert shell(volumes.api, "ls /srv/site", mounts=again) == ""


def test_what_was_asked_of_the_top_folder_wins_over_the_image(volumes: Shelf):
    volumes.create("own", uid=5, mode=0o711)
    out = shell(
        volumes.api,
        "stat -c '%u %g %a' /srv/site; ls /srv/site",
        mounts=mounted("own", "/srv/site"),
    )
    assert out == "5 34 711\ninner\npasswd\n"


@pytest.mark.parametrize("target", ["/srv/file", "/nowhere/deep", "/srv/none"])
def test_where_the_image_has_no_folder_the_volume_stays_empty(volumes: Shelf, target: str):
    volumes.create("data")
    if target == "/srv/file":
        code, _ = refused(volumes.api, "/bin/true", mounts=mounted("data", target))
        assert code is Code.FAILED_PRECONDITION
        return
    assert shell(volumes.api, f"ls {target}", mounts=mounted("data", target)) == ""


def test_a_part_of_it_is_mounted_and_links_lead_nowhere(volumes: Shelf):
    volumes.create("data")
    script = "mkdir -p /data/a/b; echo in >/data/a/b/file; ln -s /etc /data/out; ln -s a /data/to"
    shell(volumes.api, script, mounts=mounted("data"))
    assert shell(volumes.api, "cat /data/file", mounts=mounted("data", sub_path="a/b")) == "in\n"
    one = mounted("data", "/data/one", sub_path="a/b/file")
    assert shell(volumes.api, "cat /data/one", mounts=one) == "in\n"
    for path in ("out", "to/b", "none"):
        code, text = refused(volumes.api, "/bin/true", mounts=mounted("data", sub_path=path))
        assert code is Code.FAILED_PRECONDITION, text
    for path in ("../x", "/etc", "a//b", "a/./b"):
        code, text = refused(volumes.api, "/bin/true", mounts=mounted("data", sub_path=path))
        assert (code, "sub_path" in text) == (Code.INVALID_ARGUMENT, True)


def test_a_sub_path_never_leaves_the_volume_while_its_folders_are_exchanged(volumes: Shelf):
    volumes.create("data")
    script = (
        "cd /data; mkdir -p a/b; echo inside >a/b/hostname; ln -s / link; "
        "while :; do mv a real; mv link a; mv a link; mv real a; done"
    )
    start(
        volumes.api, "/bin/sh", "-c", script, name="hostile", mounts=mounted("data"),
        process={"stop_timeout": {"nanos": 1000}},
    )  # fmt: skip
    host = os.uname().nodename
    seen = []
    try:
        for _ in range(30):
            mounts = mounted("data", "/part", sub_path="a/b")
            try:
                answer = run(volumes.api, "/bin/cat", "/part/hostname", mounts=mounts)
            except grpc.RpcError as error:
                assert error.code() is Code.FAILED_PRECONDITION  # noqa: PT017  # either may be
                continue
            seen.append(answer.output.stdout)
    finally:
        volumes.api.stop("hostile")
    assert set(seen) <= {b"inside\n", b""}
    assert host.encode() not in b"".join(seen)


def test_a_missing_volume_is_made_only_where_that_was_asked_for(volumes: Shelf):
    code, text = refused(volumes.api, "/bin/true", mounts=mounted("none"))
    assert (code, "there is no volume 'none'" in text) == (Code.NOT_FOUND, True)
    request = containers_pb2.CreateContainerRequest(
        workload=spec("/bin/true", name="kept", mounts=mounted("none"))
    )
    with pytest.raises(grpc.RpcError) as missing:
        volumes.api.call("ContainerService.Create", request)
    assert missing.value.code() is Code.NOT_FOUND
    volumes.made.append("new")
    shell(volumes.api, "touch /data/x", mounts=mounted("new", create=True))
    assert volumes.names() == ["new"]


def test_many_starts_on_one_that_is_not_there_yet_make_it_once(volumes: Shelf):
    volumes.made.append("site")
    mounts = mounted("site", "/srv/site", create=True)

    def one(number: int) -> str:
        return shell(
            volumes.api, f"cat /srv/site/inner/page; touch /srv/site/{number}", mounts=mounts
        )

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(one, range(8))) == {"hello"}
    assert volumes.names() == ["site"]
    assert {str(number) for number in range(8)} <= members(volumes.export("site")).keys()


def test_a_container_that_is_kept_uses_its_volume_also_while_it_is_down(volumes: Shelf):
    volumes.create("data")
    volumes.create("other")
    workload = spec(
        "/bin/sh", "-c", "sleep 1000", name="kept", service=service_pb2.Service(),
        mounts=[*mounted("data"), *mounted("other", "/other")],
    )  # fmt: skip
    volumes.api.call(
        "ContainerService.Create", containers_pb2.CreateContainerRequest(workload=workload)
    )
    second = spec("/bin/true", name="second", mounts=mounted("other"))
    volumes.api.call(
        "ContainerService.Create", containers_pb2.CreateContainerRequest(workload=second)
    )
    assert list(volumes.get("data").volume.users) == ["kept"]
    code, text = volumes.refused("Delete", messages.DeleteVolumeRequest(name="other"))
    assert (code, "kept, second" in text) == (Code.FAILED_PRECONDITION, True)
    pruned = volumes.api.call("VolumeService.Prune", messages.PruneVolumesRequest())
    assert list(pruned.names) == []
    delete = containers_pb2.DeleteContainerRequest(name="kept", force=True, volumes=True)
    assert list(volumes.api.call("ContainerService.Delete", delete).volumes) == ["data"]
    assert volumes.names() == ["other"]
    volumes.api.call(
        "ContainerService.Delete", containers_pb2.DeleteContainerRequest(name="second")
    )
    assert volumes.names() == ["other"]


def test_a_start_that_fails_leaves_the_volume_unused(volumes: Shelf):
    volumes.create("data")
    code, _ = refused(volumes.api, "/no/such", mounts=mounted("data"))
    assert code is Code.FAILED_PRECONDITION
    until(lambda: not volumes.get("data").volume.mounted, "it is given back")
    volumes.delete("data")


def test_export_survives_what_changes_and_what_is_no_file(volumes: Shelf):
    volumes.create("data")
    script = (
        "cd /data; mkfifo pipe; truncate -s 20G sparse; nc -l -U socket & "
        "i=0; while :; do echo $i >file; mv file gone; rm gone; mkdir d; touch d/x; rm -r d; "
        "ln -s /etc/passwd link; rm link; done"
    )
    start(
        volumes.api, "/bin/sh", "-c", script, name="busy", mounts=mounted("data"),
        process={"stop_timeout": {"nanos": 1000}},
    )  # fmt: skip
    try:
        for _ in range(5):
            found = members(volumes.export("data"))
            assert found["sparse"].size == 20 << 30
            assert stat.S_IMODE(found["pipe"].mode) & 0o400
            assert b"root:" not in b"".join(
                name.encode() for name in found
            )  # no content of the machine came as a name
    finally:
        volumes.api.stop("busy")


def test_the_command_line_names_volumes(volumes: Shelf, node: Daemon):
    volumes.made += ["cli", "more"]

    done = node.aer("container", "run", "--rm", "-v", "cli:/data", "--mount", "type=volume,source=more,target=/more,nocopy",
                    IMAGE, "--", "/bin/sh", "-c", "touch /data/a /more/b")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert volumes.names() == ["cli", "more"]
    done = node.aer(
        "container", "run", "--rm", "-v", "cli:/data:ro,subpath=a", IMAGE, "--", "/bin/ls", "/data"
    )
    assert done.stdout == "/data\n"
