"""Hostile images and hostile wishes: what a container's start must not do to the machine.

Each test that names a CVE tries what it was about. What counts is the machine afterwards, and only then what is said.
"""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import container_pb2, runtime_pb2
from tests.support.api import Api
from tests.support.busybox_image import tar_of
from tests.support.containers import IMAGE, loaded, refused, run, said, shell
from tests.support.host_manifest import unchanged
from tests.support.unharmed import unharmed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Mount, Bind = container_pb2.Mount, container_pb2.BindMount
INVALID = grpc.StatusCode.INVALID_ARGUMENT
UNREADY = grpc.StatusCode.FAILED_PRECONDITION
HOST_USERS = runtime_pb2.Container.USER_NAMESPACE_HOST
NAME = "hostile:1"


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


def attacked(node: Daemon, layer: bytes, *argv: str, **config: Any) -> str:
    """Run an image with a layer over busybox; return what was said, or why it was refused."""
    options = config.pop("options", {})
    with loaded(node, NAME, layer, **config), Api(node.client_config) as client:
        return tried(client, *argv, **options)


def tried(client: Api, *argv: str, **options: Any) -> str:
    """Run the hostile image as it is; return what was said, or why it was refused."""
    try:
        answer = run(client, *argv, image=NAME, **options)
    except grpc.RpcError as error:
        return f"refused: {error.details()}"
    return str((answer.output.stdout + answer.output.stderr).decode(errors="replace"))


SWAPPED = ("dev", "proc", "sys", "etc", "etc/hosts", "etc/resolv.conf", "dev/pts", "run", "tmp")


@pytest.mark.parametrize("name", SWAPPED)
def test_a_link_of_the_image_in_place_of_what_is_mounted_leads_nowhere(
    api: Api, node: Daemon, victim: Path, name: str
):
    """CVE-2026-41579, CVE-2024-5154, CVE-2019-19921, CVE-2025-52565."""
    mounts = [Mount(target="/run/x", tmpfs=container_pb2.TmpfsMount())]
    for link in (str(victim), f"/proc/1/root{victim}"):
        layer = tar_of({name: (0o777, link)})
        attacked(node, layer, "/bin/true", options={"mounts": mounts})


@pytest.mark.parametrize("place", ["/proc", "/proc/sys", "/proc/self", "/proc/1"])
def test_a_mount_is_not_led_over_the_kernels_files_by_a_link(api: Api, node: Daemon, place: str):
    """CVE-2019-19921, CVE-2023-27561: with a /proc of one's own nothing would be masked."""
    mounts = [Mount(target="/data", tmpfs=container_pb2.TmpfsMount())]
    layer = tar_of({"data": (0o777, place)})
    out = attacked(node, layer, "/bin/true", options={"mounts": mounts})
    assert out.startswith("refused: ")


@pytest.mark.parametrize(
    "target", ["/proc", "/proc/self/attr", "/proc/sys/kernel", "/sys", "/dev", "/dev/pts", "/"]
)
def test_a_mount_over_the_kernels_files_is_refused(api: Api, target: str):
    mounts = [Mount(target=target, tmpfs=container_pb2.TmpfsMount())]
    assert refused(api, "/bin/true", mounts=mounts)[0] is INVALID


@pytest.mark.parametrize("target", ["/a/../../etc", "/a/./b", "a", "", "/a\0b", "//etc"])
def test_a_target_that_is_no_plain_path_is_refused(api: Api, target: str):
    mounts = [Mount(target=target, tmpfs=container_pb2.TmpfsMount())]
    assert refused(api, "/bin/true", mounts=mounts)[0] is INVALID


def test_descriptors_of_the_start_lead_nowhere(api: Api, node: Daemon):
    """CVE-2024-21626, from an image; CVE-2019-5736: /proc/self/exe would be a program of the machine."""
    numbers = range(3, 20)
    outside = [f"/proc/self/fd/{number}/{'../' * 8}usr/bin/env" for number in numbers]
    entries: dict[str, Any] = {
        **{f"w{number}": (0o777, f"/proc/self/fd/{number}") for number in numbers},
        **{f"s{path.split('/')[4]}": (0o755, f"#!{path}\n".encode()) for path in outside},
    }
    with loaded(node, NAME, tar_of(entries)):
        for number, path in zip(numbers, outside, strict=True):
            for folder in (f"/w{number}", f"/w{number}/new", f"/proc/self/fd/{number}"):
                out = tried(api, "/bin/pwd", process={"working_directory": folder})
                assert out.startswith("refused: "), (folder, out)
            for program in (path, f"/s{number}"):
                out = tried(api, program)
                assert out.startswith("refused: "), (program, out)


def test_a_container_has_no_descriptor_but_its_streams(api: Api):
    script = "for fd in /proc/$$/fd/*; do readlink $fd || true; done; readlink /proc/$$/cwd"
    lines = shell(api, script).split()
    assert [line.partition(":")[0] for line in lines] == ["/dev/null", "pipe", "pipe", "/"]
    stdin, dev = shell(api, "stat -L -c %d /proc/self/fd/0 /dev").split()
    assert stdin == dev, "the null device is not the machine's"


@pytest.mark.parametrize("options", [{}, {"user_namespace": HOST_USERS}, {"privileged": True}])
def test_the_null_device_of_the_machine_is_not_changed_through_stdin(
    api: Api, options: dict[str, Any]
):
    script = "chmod 600 /proc/self/fd/0; chown 1:1 /proc/self/fd/0; touch /proc/self/fd/0; echo x > /dev/stdin"
    said(api, "/bin/sh", "-c", f"{script}; true", **options)


HOSTILE_CONFIGS: list[dict[str, Any]] = [
    {"WorkingDir": "/../../../tmp/../../etc/cron.d/x"},
    {"WorkingDir": "x" * 5000},
    {"WorkingDir": "/" + "x/" * 2000},
    {"WorkingDir": "/a\0b"},
    {"User": "4294967295"},
    {"User": "-1"},
    {"User": "99999999999999999999"},
    {"User": "0x0"},
    {"User": "root\n"},
    {"User": "../../etc/passwd"},
    {"Env": ["LD_PRELOAD=/evil.so", "=", "A", "B\0=1", "PATH=/proc/self/fd/3"]},
    {"Env": [f"X{number}={'y' * 1000}" for number in range(5000)]},
    {"StopSignal": "SIGKILL; reboot"},
    {"StopSignal": "99999"},
    {"Labels": {"io.containerd.nri": "/evil", "aurae.privileged": "true", "": "x" * 100_000}},
    {"Volumes": {"/../../../../etc": {}, "/proc": {}, "/a\0": {}}},
    {"Entrypoint": ["/proc/1/root/bin/true"]},
    {"Entrypoint": ["/" + "y" * 100_000]},
    {"Entrypoint": ["\0"]},
    {"Env": ["A=\ud800"]},
    {"Entrypoint": ["\ud800"]},
    {"WorkingDir": "/\ud800"},
    {"User": "\ud800"},
    {"ExposedPorts": {"../x": {}}},
    {"Healthcheck": {"Test": ["CMD", "/evil"]}},
]


@pytest.mark.parametrize("config", HOSTILE_CONFIGS, ids=lambda config: str(config)[:32])
def test_what_an_image_says_of_itself_selects_nothing_on_the_machine(
    api: Api, node: Daemon, config: dict[str, Any]
):
    """CVE-2022-23648, CVE-2026-53488, CVE-2024-40635, CVE-2026-46680."""
    (node.folder / "image.tar").unlink(missing_ok=True)
    try:
        attacked(node, tar_of({}), "/bin/true", **config)
    except AssertionError as error:
        if "aer image load" not in str(error):  # an image that is not even taken
            raise
    finally:
        (node.folder / "image.tar").unlink(missing_ok=True)


USERS = {
    "root line for a number": ("1000", b"1000:x:0:0::/:/bin/sh\nroot:x:0:0::/:\n", "1000"),
    "a group as a number": ("1000:1000", b"a:x:1:0::/:\n", "1000"),
    "two lines": ("web", b"web:x:33:33::/:\nweb:x:0:0::/:\n", "33"),
}


@pytest.mark.parametrize("case", USERS)
def test_a_number_is_never_looked_up_as_a_name(api: Api, node: Daemon, case: str):
    """CVE-2024-40635, CVE-2026-46680."""
    user, passwd, expected = USERS[case]
    group = b"1000:x:0:\nroot:x:0:\n"
    layer = tar_of({"etc/passwd": (0o644, passwd), "etc/group": (0o644, group)})
    out = attacked(node, layer, "/bin/id", "-u", User=user)
    assert out.strip() == expected


@pytest.mark.parametrize("uid", [65_535, 65_536, 3_000_000_000, 2**32 - 2])
def test_a_root_directory_of_nobody_belongs_to_nobody_elses_ids(api: Api, node: Daemon, uid: int):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        top = tarfile.TarInfo("./")
        top.type, top.mode, top.uid, top.gid = tarfile.DIRTYPE, 0o755, uid, uid
        archive.addfile(top)
    out = attacked(node, buffer.getvalue(), "/bin/stat", "-c", "%u", "/")
    assert out.strip() == ("65535" if uid == 65_535 else "0")
