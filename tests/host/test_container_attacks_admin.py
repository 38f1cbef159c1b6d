"""Root of a container with SYS_ADMIN over its own mounts: what it was given read-only or covered stays so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from aurae.linux import mount as mounting
from aurae.linux import root
from aurae.proto import container_pb2, execution_pb2
from tests.support.containers import IMAGE, loaded, shell, start
from tests.support.host_manifest import unchanged
from tests.support.talking import Exec
from tests.support.unharmed import unharmed
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.api import Api
    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Paths = container_pb2.Paths
Mount, Bind = container_pb2.Mount, container_pb2.BindMount
ATTEMPTS = {
    "write a read-only volume": "mount -o remount,bind,rw /ro; echo x > /ro/file",
    "write it by a bind of it": "mount -o bind /ro /mnt; mount -o remount,bind,rw /mnt; echo x > /mnt/file",
    "take set-user-ID bits back": "mount -o remount,bind,suid /rw; ! grep ' /rw .*nosuid' /proc/mounts",
    "take devices back": "mount -o remount,bind,dev /rw; ! grep ' /rw .*nodev' /proc/mounts",
    "write the root": "mount -o remount,bind,rw /; echo x > /x",
    "uncover the daemon": "umount -l /rw/daemon/state; ls /rw/daemon/state | grep .",
    "uncover it by a bind": "mount -o bind /rw/daemon /mnt; ls /mnt/state | grep .",
    "see interrupts": "umount -l /proc/interrupts; grep . /proc/interrupts",
    "see firmware": "umount -l /sys/firmware; ls /sys/firmware | grep .",
    "see interrupts by a bind": "mount -o bind /proc /mnt; grep . /mnt/interrupts",
    "see interrupts in a new proc": "mount -t proc proc /mnt; grep . /mnt/interrupts",
    "write parameters": "mount -o remount,bind,rw /proc/sys; umount -l /proc/sys; echo x > /proc/sys/kernel/core_pattern",
    "ask for a dump": "umount -l /proc/sysrq-trigger; echo h > /proc/sysrq-trigger",
    "write files of the kernel": "mount -o remount,bind,rw /sys; echo > /sys/kernel/uevent_helper",
    "write control groups": "mount -o remount,bind,rw /sys/fs/cgroup; mkdir /sys/fs/cgroup/x",
    "mount sysfs anew": "mount -t sysfs sysfs /mnt; ls /mnt/firmware | grep .",
    "change devices": "mount -o remount,bind,dev /dev/shm; mknod /dev/shm/mem c 1 1",
}
"""Each tells by its status whether it got through."""


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with the image of busybox."""
    with loaded(shared_daemon, IMAGE):
        yield shared_daemon


@pytest.fixture
def api(node: Daemon, tmp_path: Path) -> Iterator[Api]:
    """A connection to a daemon that is as it was afterwards, as is the machine."""
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_text("unharmed")
    with unchanged(victim), unharmed(node) as connection:
        yield connection


def admin(tmp_path: Path, node: Daemon, **more: Any) -> dict[str, Any]:
    """Return a container that may mount, with volumes."""
    (tmp_path / "rw").mkdir(exist_ok=True)
    sandbox = execution_pb2.Sandbox(add_capabilities=["SYS_ADMIN", "SYS_PTRACE"], **more)
    read_only = Bind(source=str(tmp_path / "victim"))
    return {
        "read_only": True,
        "process": {"sandbox": sandbox, "user": "0"},
        "mounts": [
            Mount(target="/ro", read_only=True, bind=read_only),
            Mount(target="/rw", bind=Bind(source=str(tmp_path / "rw"))),
            Mount(target="/rw/daemon", bind=Bind(source=str(node.folder))),
            Mount(target="/mnt", tmpfs=container_pb2.TmpfsMount()),
        ],
    }


def tries() -> str:
    """Return a script that prints the name of each attempt that gets through."""
    lines = [f"({script}) >/dev/null 2>&1 && echo '{name}'" for name, script in ATTEMPTS.items()]
    return "\n".join([*lines, "echo tried"])


@pytest.mark.parametrize("profile", ["", "none"])
def test_who_may_mount_lifts_nothing_that_was_put_over_his_container(
    api: Api, node: Daemon, tmp_path: Path, profile: str
):
    assert shell(api, tries(), **admin(tmp_path, node, profile=profile)) == "tried\n"


def test_a_session_lifts_nothing_either(api: Api, node: Daemon, tmp_path: Path):
    options = admin(tmp_path, node)
    options["process"]["stop_timeout"] = {"nanos": 100_000_000}
    start(api, "/bin/sleep", "1000", name="mounting", **options)
    with Exec(api, "mounting", "/bin/sh", "-c", tries(), no_stdin=True) as session:
        assert session.ended().exit_code == 0
    assert session.stdout == b"tried\n"
    api.stop("mounting")


def test_who_may_mount_does_so_in_a_root_that_is_as_ever(api: Api, node: Daemon, tmp_path: Path):
    """What was locked is where it was: the folder, secrets of a user, a reaper, later mounts of the host."""
    (tmp_path / "rw").mkdir()
    sandbox = execution_pb2.Sandbox(add_capabilities=["SYS_ADMIN"])
    mounts = [
        Mount(target="/data", bind=Bind(source=str(tmp_path), propagation=Bind.PROPAGATION_SLAVE)),
        Mount(target="/run/secret", secret=container_pb2.SecretMount(content=b"hush")),
    ]
    script = """
        pwd; mkdir /mnt; mount -t tmpfs tmpfs /mnt; umount /mnt; mkdir made; cat /run/secret; echo
        stat -c '%a %u' /run/secret made; id -u
    """
    for reaper in (False, True):
        process = {"sandbox": sandbox, "working_directory": "/a/b", "user": "0"}
        out = shell(api, script, process=process, mounts=mounts, reaper=reaper)
        assert out.splitlines() == ["/a/b", "hush", "400 0", "755 0", "0"]
    user = {"user": "33", "sandbox": sandbox}
    assert shell(api, "cat /run/secret; id -u", process=user, mounts=mounts) == "hush33\n"
    proc = "mkdir /mnt; mount -t proc proc /mnt; grep -c . /mnt/interrupts >/dev/null"
    shell(
        api,
        proc,
        process={"sandbox": sandbox, "user": "0"},
        masked_paths=Paths(),
        read_only_paths=Paths(),
    )


def test_later_mounts_of_the_host_come_to_a_locked_volume(api: Api, tmp_path: Path):
    folder = tmp_path / "shared"
    folder.mkdir()
    mounting.mount("tmpfs", str(folder), "tmpfs")
    try:
        mounting.mount("none", str(folder), flags=mounting.SHARED)
        bind = Bind(source=str(folder), propagation=Bind.PROPAGATION_SLAVE)
        process = {
            "sandbox": execution_pb2.Sandbox(add_capabilities=["SYS_ADMIN"]),
            "stop_timeout": {"nanos": 100_000_000},
        }
        script = "echo ready; while ! [ -e /data/late/file ]; do sleep 0.05; done; echo seen"
        mounts = [Mount(target="/data", bind=bind)]
        start(api, "/bin/sh", "-c", script, name="later", process=process, mounts=mounts)
        until(lambda: api.output("later", 1) == b"ready\n", "it waits")
        (folder / "late").mkdir()
        mounting.mount("tmpfs", str(folder / "late"), "tmpfs")
        (folder / "late/file").touch()
        until(lambda: api.output("later", 1) == b"ready\nseen\n", "it has come")
        api.wait("later")
    finally:
        root.leave(os.fsencode(folder / "late"))
        root.leave(os.fsencode(folder))
