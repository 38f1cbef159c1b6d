"""Hostile volumes: links and exchanges below a source, and what lies in or above a folder of the daemon."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.linux import mount as mounting
from aurae.linux import root
from aurae.proto import container_pb2, containers_pb2, execution_pb2, runtime_pb2
from tests.support.container_python import python, python_mounts
from tests.support.containers import IMAGE, loaded, refused, run, said, shell, start
from tests.support.host_manifest import unchanged
from tests.support.sandboxed import PYTHON
from tests.support.unharmed import unharmed
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.api import Api
    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Mount, Bind = container_pb2.Mount, container_pb2.BindMount
BIND = 0x1000
"""MS_BIND."""
HOST_USERS = runtime_pb2.Container.USER_NAMESPACE_HOST
UNREADY, INVALID = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.INVALID_ARGUMENT
UNFILTERED = {"sandbox": execution_pb2.Sandbox(profile="none")}


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
def volume(tmp_path: Path) -> Path:
    folder = tmp_path / "volume"
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/mine").write_text("mine")
    (folder / "other").mkdir()
    (folder / "other/secret").write_text("secret")
    return folder


@pytest.fixture
def api(node: Daemon, victim: Path) -> Iterator[Api]:
    """A connection to a daemon that is as it was afterwards."""
    del victim
    with unharmed(node) as connection:
        yield connection


def bound(source: Path | str, **options: Any) -> list[container_pb2.Mount]:
    return [Mount(target="/data", bind=Bind(source=str(source), **options))]


def test_a_part_of_a_volume_is_all_that_is_seen_of_it(api: Api, volume: Path):
    script = "cat /data/mine; ls -A /data/..; echo more >> /data/mine; echo; ls /data"
    out = shell(api, script, mounts=bound(volume, sub_path="a/b")).splitlines()
    assert out[0].startswith("mine")
    assert out[-1] == "mine"
    assert "other" not in out
    assert (volume / "a/b/mine").read_text() == "minemore\n"
    one_file = bound(volume, sub_path="other/secret")
    assert said(api, "/bin/cat", "/data", mounts=one_file) == "secret"


LINKS = {
    "to a neighbour": "other",
    "above": "../victim",
    "out of all": "../../../../../../../etc",
    "of the machine": "/etc",
    "through a process": "/proc/self/root/etc",
    "through the first": "/proc/1/root/etc",
    "of nothing": "nowhere",
}


@pytest.mark.parametrize("case", LINKS)
def test_no_link_below_a_volume_is_followed(api: Api, volume: Path, case: str):
    """The class of Kubernetes' subPath (CVE-2017-1002101, CVE-2021-25741)."""
    (volume / "link").symlink_to(LINKS[case])
    for path in ("link", "link/new", "link/secret", "a/../link"):
        for create in (False, True):
            code, text = refused(
                api, "/bin/true", mounts=bound(volume, sub_path=path, create=create)
            )
            assert (code, "symbolic link" in text) in ((UNREADY, True), (INVALID, False)), text
    assert sorted(os.listdir(volume)) == ["a", "link", "other"]


@pytest.mark.parametrize("path", ["..", "a/..", "/etc", "a//b", "./a", "a/.", "a\0b", "x" * 5000])
def test_a_part_that_is_no_plain_path_is_refused(api: Api, volume: Path, path: str):
    assert refused(api, "/bin/true", mounts=bound(volume, sub_path=path))[0] is INVALID


def test_a_missing_part_is_made_where_that_is_asked_for(api: Api, volume: Path):
    code, text = refused(api, "/bin/true", mounts=bound(volume, sub_path="a/new/one"))
    assert (code, "No such file" in text) == (UNREADY, True)
    said(api, "/bin/touch", "/data/x", mounts=bound(volume, sub_path="a/new/one", create=True))
    made = volume / "a/new/one"
    assert [path.name for path in made.iterdir()] == ["x"]
    assert stat.S_IMODE(made.stat().st_mode) == 0o755


EXCHANGER = """
import ctypes, os
call = ctypes.CDLL(None).syscall
for number, target in enumerate((VICTIM, "other", "/proc/1/root" + VICTIM)):
    os.symlink(target, f"/volume/a/there{number}")
print("ready", flush=True)
while not os.path.exists("/volume/stop"):
    for number in range(3):
        for _ in range(2):
            call(316, -100, b"/volume/a/b", -100, b"/volume/a/there%d" % number, 2)
"""
"""Exchanges a part and links, over and over (renameat2, RENAME_EXCHANGE)."""


def test_a_part_that_is_exchanged_while_others_start_is_itself_or_nothing(
    api: Api, victim: Path, volume: Path
):
    source = EXCHANGER.replace("VICTIM", repr(str(victim)))
    shared = Mount(target="/volume", bind=Bind(source=str(volume)))
    start(api, *python(source), name="exchanging", mounts=[*python_mounts(), shared])
    until(lambda: api.output("exchanging", 1) == b"ready\n", "it exchanges")
    seen = []
    for number in range(30):
        mounts = bound(
            volume, sub_path=f"a/b/new{number % 3}" if number % 2 else "a/b", create=True
        )
        try:
            answer = run(api, "/bin/sh", "-c", "ls /data; touch /data/x", mounts=mounts)
        except grpc.RpcError as error:
            assert "symbolic link" in str(error.details())  # noqa: PT017  most get through
            continue
        seen += answer.output.stdout.split()
    (volume / "stop").touch()
    api.wait("exchanging")
    assert not {b"file", b"secret"} & set(seen)


def test_a_folder_above_one_of_the_daemons_shows_nothing_of_that(api: Api, node: Daemon):
    names = [folder.name for folder in (node.state_dir, node.log_dir, node.runtime_dir)]
    tries = "; ".join(
        f"ls -A $top/{name}; touch $top/{name}/x 2>/dev/null && echo written" for name in names
    )
    script = f"{tries}; umount -l $top/{names[0]} 2>/dev/null && ls $top/{names[0]}; true"
    for options in ({}, {"user_namespace": HOST_USERS}, {"process": UNFILTERED}):
        out = shell(api, f"top=/data; {script}", mounts=bound(node.folder), **options)
        assert out == ""
    for source, top in (("/", f"/data{node.folder}"), ("/tmp", f"/data/{node.folder.name}")):
        for recursive in (False, True):
            mounts = bound(source, recursive=recursive, idmapped=False)
            process = {"user": "0"}
            out = shell(
                api, f"top={top}; {script}", mounts=mounts, process=process,
                user_namespace=HOST_USERS,
            )  # fmt: skip
            assert out == ""


def test_another_mount_of_the_daemons_file_system_shows_nothing_of_it(
    api: Api, node: Daemon, tmp_path: Path
):
    alias = tmp_path / "alias"
    alias.mkdir()
    mounting.mount(str(node.folder), str(alias), flags=BIND)
    try:
        script = f"ls -A /data/{node.state_dir.name}"
        assert shell(api, script, mounts=bound(alias)) == ""
        assert shell(api, f"ls -A /data/alias/{node.state_dir.name}", mounts=bound(tmp_path)) == ""
        for inside in (node.state_dir, node.state_dir / "pki"):
            source = alias / inside.relative_to(node.folder)
            code, text = refused(api, "/bin/true", mounts=bound(source))
            assert (code, "it belongs to the daemon" in text) == (UNREADY, True)
    finally:
        root.leave(os.fsencode(alias))


def test_a_part_of_a_volume_is_not_the_daemons(api: Api, node: Daemon):
    for inside in (node.state_dir, node.state_dir / "pki", node.log_dir):
        mounts = bound(node.folder, sub_path=str(inside.relative_to(node.folder)))
        code, text = refused(api, "/bin/true", mounts=mounts)
        assert (code, "it belongs to the daemon" in text) == (UNREADY, True)


def test_files_are_not_copied_out_of_the_daemons_folders_through_a_volume(api: Api, node: Daemon):
    process = {"stop_timeout": {"nanos": 100_000_000}}
    start(api, "/bin/sleep", "1000", name="showing", mounts=bound(node.folder), process=process)
    for name in ("state.db", "pki"):
        request = containers_pb2.CopyOutRequest(
            name="showing", path=f"/data/{node.state_dir.name}/{name}"
        )
        with pytest.raises(grpc.RpcError) as failure:
            list(api.stream("ContainerService.CopyOut", request))
        assert failure.value.code() is grpc.StatusCode.NOT_FOUND
    api.stop("showing")


def test_what_could_be_taken_away_again_is_refused_instead(api: Api, node: Daemon):
    def with_capability(name: str) -> dict[str, Any]:
        return {"sandbox": execution_pb2.Sandbox(add_capabilities=[name])}

    for name in ("SYS_ADMIN", "DAC_READ_SEARCH", "SYS_PTRACE"):
        code, text = refused(
            api, "/bin/true", mounts=bound(node.folder), process=with_capability(name),
            user_namespace=HOST_USERS,
        )  # fmt: skip
        assert (code, "holds folders of the daemon" in text) == (UNREADY, True)
    shell(api, "ls /data", mounts=bound(node.folder), process=with_capability("SYS_ADMIN"))
    shared = bound(node.folder, propagation=Bind.PROPAGATION_SHARED)
    code, text = refused(api, "/bin/true", mounts=shared, user_namespace=HOST_USERS)
    assert (code, "holds folders of the daemon" in text) == (UNREADY, True)
    out = shell(api, f"ls /data/{node.state_dir.name}", mounts=bound(node.folder), privileged=True)
    assert "state.db" in out


RAISED = "import os; print(os.geteuid())"


def test_programs_of_a_volume_give_nobody_rights_unless_that_is_asked_for(api: Api, volume: Path):
    """What root inside makes of an idmapped volume is on the machine what its mode says."""
    script = f"cp -L {PYTHON} /data/raised; chmod 6755 /data/raised"
    shell(api, script, mounts=[*python_mounts(), *bound(volume)])
    made = (volume / "raised").stat()
    assert made.st_mode & stat.S_ISUID
    assert made.st_uid == 0
    for options, expected in (({}, "33"), ({"set_ids": True}, "0")):
        out = said(
            api, "/data/raised", "-I", "-S", "-c", RAISED, process={"user": "33", **UNFILTERED},
            mounts=[*python_mounts(), *bound(volume, **options)],
        )  # fmt: skip
        assert out.strip() == expected
    (volume / "raised").unlink()
    script = f"cp -L {PYTHON} /data/raised; chmod 6755 /data/raised"
    volume.chmod(0o777)  # or nobody could write there
    shell(api, script, mounts=[*python_mounts(), *bound(volume, idmapped=False)])
    assert (volume / "raised").stat().st_uid >= 524_288


def test_devices_of_a_volume_are_not_opened_unless_that_is_asked_for(api: Api, volume: Path):
    os.mknod(volume / "null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    (volume / "null").chmod(0o666)
    script = "echo x > /data/null && echo opened || true"
    assert "opened" not in shell(api, script, mounts=bound(volume))
    assert shell(api, script, mounts=bound(volume, devices=True)) == "opened\n"
    assert shell(api, script, mounts=bound(volume), privileged=True) == "opened\n"
