"""What containers share with each other and with the machine: volumes, devices, names, memory, room."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import tarfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import container_pb2, execution_pb2, runtime_pb2
from tests.support.container_python import python, python_mounts
from tests.support.containers import IMAGE, loaded, refused, run, said, shell, start
from tests.support.host_manifest import unchanged
from tests.support.unharmed import unharmed
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.api import Api
    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Mount, Bind = container_pb2.Mount, container_pb2.BindMount
HOST_USERS = runtime_pb2.Container.USER_NAMESPACE_HOST
INVALID = grpc.StatusCode.INVALID_ARGUMENT
QUICK = {"stop_timeout": {"nanos": 100_000_000}}


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with the image of busybox."""
    with loaded(shared_daemon, IMAGE):
        yield shared_daemon


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A folder of the machine that no test may change; nor may it change anything else."""
    folder = tmp_path / "victim"
    folder.mkdir()
    (folder / "file").write_text("unharmed")
    with unchanged(folder):
        yield folder


@pytest.fixture
def api(node: Daemon, victim: Path) -> Iterator[Api]:
    """A connection to a daemon that is as it was afterwards."""
    del victim
    with unharmed(node) as connection:
        yield connection


EXCHANGER = """
import ctypes, os
call = ctypes.CDLL(None).syscall
os.makedirs("/volume/here/sub", exist_ok=True)
for number, target in enumerate((VICTIM, "/proc", "/../.." + VICTIM, "/proc/1/root" + VICTIM)):
    os.symlink(target, f"/volume/there{number}")
print("ready", flush=True)
while not os.path.exists("/volume/stop"):
    for number in range(4):
        for _ in range(2):
            call(316, -100, b"/volume/here", -100, b"/volume/there%d" % number, 2)
"""
"""Exchanges a folder and links, over and over (renameat2, RENAME_EXCHANGE)."""


@pytest.mark.parametrize("users", [runtime_pb2.Container.USER_NAMESPACE_OWN, HOST_USERS])
def test_links_that_are_exchanged_while_others_start_lead_nowhere(
    api: Api, victim: Path, tmp_path: Path, users: Any
):
    """CVE-2021-30465, CVE-2019-19921, CVE-2023-27561, CVE-2024-45310."""
    volume = tmp_path / "volume"
    volume.mkdir()
    shared = Mount(target="/volume", bind=Bind(source=str(volume)))
    source = EXCHANGER.replace("VICTIM", repr(str(victim)))
    argv = python(source)
    mounts = [*python_mounts(), shared]
    start(api, *argv, name="exchanging", mounts=mounts, user_namespace=users)
    until(lambda: api.output("exchanging", 1) == b"ready\n", "it exchanges")
    script = "touch /volume/here/sub/mine; cat /volume/here/sub/mine/../file 2>/dev/null; true"
    for number in range(40):
        mounts = [
            shared,
            Mount(target=f"/volume/here/sub/new{number}", tmpfs=container_pb2.TmpfsMount()),
            Mount(target="/volume/here/sub/file", secret=container_pb2.SecretMount(content=b"x")),
        ]
        process = {"working_directory": f"/volume/here/sub/folder{number}"}
        try:
            answer = run(
                api, "/bin/sh", "-c", script, mounts=mounts, process=process, user_namespace=users
            )
        except grpc.RpcError:
            continue  # some meet a link, which leads to nothing in the container
        assert b"unharmed" not in answer.output.stdout
    (volume / "stop").touch()
    api.wait("exchanging")


def devices() -> bytes:
    """Return a layer of what an image should not have."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, kind, major, minor in (
            ("memory", tarfile.CHRTYPE, 1, 1),
            ("port", tarfile.CHRTYPE, 1, 4),
            (
                "disk",
                tarfile.BLKTYPE,
                os.major(os.stat("/").st_dev),
                os.minor(os.stat("/").st_dev),
            ),
            ("fuse", tarfile.CHRTYPE, 10, 229),
            ("terminal", tarfile.CHRTYPE, 5, 1),
        ):
            entry = tarfile.TarInfo(f"srv/{name}")
            entry.type, entry.devmajor, entry.devminor, entry.mode = kind, major, minor, 0o666
            archive.addfile(entry)
    return buffer.getvalue()


@pytest.mark.parametrize("options", [{}, {"user_namespace": HOST_USERS}], ids=["own", "host"])
def test_devices_of_an_image_are_not_to_be_opened(api: Api, node: Daemon, options: dict[str, Any]):
    script = """
        for file in /srv/*; do (dd if=$file of=/dev/null bs=1 count=1) 2>/dev/null && echo $file; done
        for number in "c 1 1" "b 254 0" "b 8 0" "c 10 229" "c 5 1"; do
            rm -f /tmp/node; mknod -m 666 /tmp/node $number 2>/dev/null || continue
            (dd if=/tmp/node of=/dev/null bs=1 count=1) 2>/dev/null && echo $number
        done; true
    """
    with loaded(node, "devices:1", devices()):
        assert "memory" in shell(api, "ls /srv", image="devices:1", **options)
        assert shell(api, script, image="devices:1", **options) == ""


def test_programs_that_a_container_makes_are_nobodys_on_the_machine(api: Api, node: Daemon):
    script = "cp /bin/busybox /srv/program; chmod 6755 /srv/program; echo ready; sleep 1000"
    start(api, "/bin/sh", "-c", script, name="making", process=QUICK)
    until(lambda: api.output("making", 1) == b"ready\n", "it is ready")
    [program] = (node.state_dir / "containers").glob("*/upper/srv/program")
    made = program.stat()
    assert made.st_mode & stat.S_ISUID
    assert made.st_uid >= 524_288
    assert made.st_gid >= 524_288
    for folder in (node.state_dir / "containers", program.parents[2], program.parents[2] / "work"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.stat().st_uid == 0
    api.stop("making")


def test_no_abstract_socket_of_ours_is_reached_from_the_hosts_network(api: Api, node: Daemon):
    """CVE-2020-15257."""
    script = "grep -F @ /proc/net/unix || true"
    seen = shell(api, script, network=runtime_pb2.Container.NETWORK_HOST)
    inodes = {line.split()[6] for line in seen.splitlines()}
    for pid in node.pids().values():
        for fd in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                name = os.readlink(f"/proc/{pid}/fd/{fd}")
                assert name.removeprefix("socket:[").rstrip("]") not in inodes


def test_memory_of_a_container_is_bounded_and_others_start_meanwhile(api: Api):
    script = """
        for file in /dev/shm/x /etc/hosts /etc/resolv.conf /dev/mine /run/secret; do
            dd if=/dev/zero of=$file bs=64k count=4096 2>/dev/null; stat -c %s $file
        done; echo ready; sleep 1000
    """
    secret = Mount(target="/run/secret", secret=container_pb2.SecretMount(content=b"x"))
    options = {"shm_size": 1 << 20, "mounts": [secret], "process": QUICK}
    start(api, "/bin/sh", "-c", script, name="full", **options)
    until(lambda: b"ready" in api.output("full", 1), "it is full")
    sizes = [int(word) for word in api.output("full", 1).split()[:-1]]
    assert sizes[0] == 1 << 20
    assert sum(sizes[1:4]) <= 17 << 20
    assert sizes[4] == 1
    assert said(api, "/bin/cat", "/run/secret", mounts=[secret]) == "x"
    api.stop("full")


def test_the_daemons_own_folders_are_no_volumes(api: Api, node: Daemon, tmp_path: Path):
    (tmp_path / "link").symlink_to(node.state_dir)
    sources = [node.state_dir, node.state_dir / "containers", node.runtime_dir, node.log_dir]
    for source in (*sources, tmp_path / "link", tmp_path / "link/trash"):
        for create in (False, True):
            bind = container_pb2.BindMount(source=str(source), create=create)
            code, text = refused(api, "/bin/true", mounts=[Mount(target="/x", bind=bind)])
            assert code is grpc.StatusCode.FAILED_PRECONDITION
            assert "it belongs to the daemon" in text
    bind = container_pb2.BindMount(source=str(node.state_dir), idmapped=False)
    mounts = [Mount(target="/x", bind=bind)]
    assert "state.db" in shell(api, "ls /x", mounts=mounts, privileged=True)


def test_200_mounts_are_made_and_300_refused(api: Api):
    def mounts(count: int) -> list[container_pb2.Mount]:
        return [Mount(target=f"/m/{n}", tmpfs=container_pb2.TmpfsMount()) for n in range(count)]

    out = shell(api, "grep -c ' /m/' /proc/mounts", mounts=mounts(200))
    assert out == "200\n"
    assert refused(api, "/bin/true", mounts=mounts(300))[0] is INVALID


@pytest.mark.parametrize("name", ["CAP_EVERYTHING", "SYS_ADMIN\0", "", "cap", "63"])
def test_a_capability_that_nobody_knows_is_refused(api: Api, name: str):
    sandbox = execution_pb2.Sandbox(add_capabilities=[name])
    assert refused(api, "/bin/true", process={"sandbox": sandbox})[0] is INVALID


@pytest.mark.parametrize(
    "name",
    [
        *(
            "kernel.core_pattern",
            "kernel.shmmax\n",
            "kernel/core_pattern",
            "net/../kernel/hostname",
        ),
        *(
            "net.ipv4.ip_forward+kernel.core_pattern",
            "vm.swappiness",
            "fs.file-max",
            "kernel.sysrq",
        ),
    ],
)
def test_parameters_of_the_machine_are_not_set(api: Api, name: str):
    """CVE-2022-0811."""
    assert refused(api, "/bin/true", sysctls={name: "1"})[0] is INVALID
    values = {"kernel.shmmni": "1+kernel.core_pattern=|/evil", "kernel.sem": "1\n2"}
    assert refused(api, "/bin/true", sysctls=values)[0] is INVALID
    on_host = runtime_pb2.Container.NETWORK_HOST
    forward = {"net.ipv4.ip_forward": "1"}
    assert refused(api, "/bin/true", sysctls=forward, network=on_host)[0] is INVALID


def test_of_those_that_want_one_name_one_has_it(api: Api):
    def one(_: int) -> grpc.StatusCode | None:
        try:
            start(api, "/bin/sleep", "1000", name="beside-privileged", process=QUICK)
        except grpc.RpcError as error:
            code: grpc.StatusCode = error.code()
            return code
        return None

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(one, range(8)))
    assert got.count(None) == 1
    assert set(got) == {None, grpc.StatusCode.ALREADY_EXISTS}
    api.stop("beside-privileged")


def test_what_is_stopped_while_it_starts_leaves_nothing(api: Api):
    with ThreadPoolExecutor(2) as pool:
        for number in range(10):
            name = f"hasty-{number}"
            starting = pool.submit(start, api, "/bin/sleep", "1000", name=name, process=QUICK)
            while not starting.done():
                with contextlib.suppress(grpc.RpcError):
                    api.stop(name)
            with contextlib.suppress(grpc.RpcError):
                starting.result()
                api.stop(name)
