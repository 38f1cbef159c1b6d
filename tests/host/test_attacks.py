"""Attacks on the daemon that once had an effect: each must have none."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aurae.cli import boot
from aurae.client.login import login
from aurae.config.settings import Settings
from aurae.proto import runtime_pb2 as rt
from aurae.server.connections import HANDSHAKES, HANDSHAKES_EACH, Connections
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import alive, cgroup_mount
from tests.support.until import until

SOMEBODY = 45678
OWNER = ("uid", "0")
DEEP = 1200
"""Nested groups: more than Python's stack is high."""


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that belongs to somebody else."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    os.chown(folder, SOMEBODY, SOMEBODY)
    return folder


def settings_in(folder: Path, **others: Path) -> Settings:
    paths = {name: folder / name for name in ("runtime_dir", "state_dir", "log_dir")} | others
    return Settings(
        runtime_dir=paths["runtime_dir"],
        state_dir=paths["state_dir"],
        log_dir=paths["log_dir"],
    )


@pytest.mark.parametrize("name", ["runtime_dir", "state_dir", "log_dir"])
def test_a_folder_that_somebody_made_first_is_refused(
    tmp_path: Path, theirs: Path, name: str
) -> None:
    theirs.chmod(0o777)
    with pytest.raises(OSError, match=rf"cannot make {theirs}: .* belongs to uid {SOMEBODY}"):
        boot.make_folders(settings_in(tmp_path, **{name: theirs}))
    assert theirs.stat().st_mode & 0o7777 == 0o777


def test_somebodys_link_to_a_folder_of_ours_is_refused(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.mkdir(mode=0o755)
    link = tmp_path / "link"
    link.symlink_to(ours)
    os.chown(link, SOMEBODY, SOMEBODY, follow_symlinks=False)
    with pytest.raises(OSError, match=rf"belongs to uid {SOMEBODY}"):
        boot.make_folders(settings_in(tmp_path, state_dir=link))
    assert ours.stat().st_mode & 0o777 == 0o755


def test_a_lock_that_is_a_link_empties_no_file(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("important")
    (tmp_path / "auraed.lock").symlink_to(precious)
    arguments = boot.init_arguments(settings_in(tmp_path, runtime_dir=tmp_path), tmp_path, [])
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode != 0
    assert precious.read_text() == "important"


def test_a_login_with_somebody_elses_home_writes_nothing_there(
    shared_daemon: Daemon, tmp_path: Path, theirs: Path
) -> None:
    ours = tmp_path / "ours"
    ours.mkdir(mode=0o755)
    (ours / "config").write_text("ours")
    link = theirs / ".aurae"
    link.symlink_to(ours)
    os.chown(link, SOMEBODY, SOMEBODY, follow_symlinks=False)
    for folder in (link, theirs):
        with pytest.raises(Exception, match=rf"cannot write {folder}: it belongs to uid"):
            login(shared_daemon.login_socket, shared_daemon.socket, folder, 10.0)
    assert (ours / "config").read_text() == "ours"
    assert ours.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in theirs.iterdir()] == [".aurae"]


def test_half_open_connections_of_many_users_do_not_keep_the_owner_out() -> None:
    connections = Connections(1024, 64, OWNER)
    for user in range(HANDSHAKES // HANDSHAKES_EACH):
        for _ in range(HANDSHAKES_EACH):
            assert connections.handshaking(("uid", f"10000{user}"))
            connections.take(("uid", f"10000{user}"))
    assert not connections.handshaking(("uid", "1000"))
    assert connections.handshaking(OWNER)


def test_half_open_connections_on_tcp_do_not_keep_local_users_out() -> None:
    connections = Connections(1024, 64, OWNER)
    for host in range(HANDSHAKES // HANDSHAKES_EACH):
        for _ in range(HANDSHAKES_EACH):
            connections.take(("ip", f"192.0.2.{host}"))
    assert not connections.handshaking(("ip", "198.51.100.1"))
    assert connections.handshaking(("uid", "1000"))


def test_a_workload_that_left_its_leaf_is_stopped_all_the_same(daemon: Daemon) -> None:
    program = f"trap '' TERM; echo $$ > {cgroup_mount()}/cgroup.procs; exec sleep 1000"
    with Api(daemon.client_config) as api:
        pid = start(api, "mover", ["/bin/sh", "-c", program]).pid
        until(lambda: pid not in _members(daemon.cgroup), "the workload has left its leaf")
        request = rt.StopRequest(name="mover")
        request.timeout.FromMilliseconds(200)
        stopped = api.call("RuntimeService.Stop", request).workload
    assert stopped.signal == 9
    assert not alive(pid)


def test_groups_nested_without_end_are_removed_and_the_server_lives(daemon: Daemon) -> None:
    program = (
        f"import os; os.chdir('{daemon.cgroup}/_1')\n"
        f"for _ in range({DEEP}): os.mkdir('x'); os.chdir('x')\n"
    )
    server = daemon.pids()["server"]
    with Api(daemon.client_config) as api:
        start(api, "deep", [sys.executable, "-c", program])
        ended = api.call("RuntimeService.Wait", rt.WaitRequest(name="deep")).workload
        assert ended.exit_code == 0
        until(lambda: not (daemon.cgroup / "_1").exists(), "the leaf is removed")
    assert daemon.pids()["server"] == server


def test_folders_with_absurd_numbers_do_not_use_the_ids_up(daemon: Daemon) -> None:
    numbers = ["99999999999999999999", str(2**63 - 1), "9" * 200]
    folders = [daemon.cgroup / f"_{numbers[0]}", daemon.cgroup / f"_{numbers[1]}"]
    for folder in (*folders, *(daemon.log_dir / number for number in numbers)):
        folder.mkdir()
    try:
        daemon.kill_server()
        with Api(daemon.client_config) as api:
            assert start(api, "next", ["/bin/true"]).id == 1
    finally:
        for folder in folders:
            folder.rmdir()


def start(api: Api, name: str, argv: list[str]) -> rt.Workload:
    spec = rt.WorkloadSpec(name=name, executable=rt.Executable(argv=argv))
    found: rt.Workload = api.call("RuntimeService.Start", rt.StartRequest(workload=spec)).workload
    return found


def _members(group: Path) -> list[int]:
    found: list[int] = []
    for path in group.glob("_*/cgroup.procs"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text().split())
    return found
