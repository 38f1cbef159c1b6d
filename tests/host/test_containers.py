"""Containers through the API: their root, users, mounts, network and limits, and what is refused."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import grpc
import pytest

from aurae.proto import cells_pb2, container_pb2, execution_pb2, runtime_pb2, service_pb2
from tests.support.api import Api
from tests.support.containers import IMAGE, loaded, refused, run, shell, start
from tests.support.talking import Exec
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
Mount = container_pb2.Mount
SOON = {"nanos": 300_000_000}
"""The grace of a first process that has no ear for its signal."""
INVALID, MISSING = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.NOT_FOUND
UNREADY = grpc.StatusCode.FAILED_PRECONDITION


@pytest.fixture(scope="module")
def node(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The shared daemon, with the image of busybox."""
    with loaded(shared_daemon, IMAGE, Env=["COLOUR=blue"]):
        yield shared_daemon


@pytest.fixture
def api(node: Daemon) -> Iterator[Api]:
    """A connection; afterwards no root of a container is left."""
    with Api(node.client_config) as connection:
        yield connection
    folder = node.state_dir / "containers"
    until(lambda: {path.name for path in folder.iterdir()} == {"trash"}, "no root is left")
    until(lambda: not list((folder / "trash").iterdir()), "the trash is emptied")


def test_a_container_is_root_in_users_of_its_own(api: Api):
    out = shell(
        api, "id -u; cat /proc/self/uid_map; echo $$; echo $COLOUR; pwd; hostname", name="own"
    )
    uid, line, pid, colour, folder, host = out.splitlines()
    assert (uid, pid, colour, folder, host) == ("0", "1", "blue", "/", "own")
    inside, outside, count = map(int, line.split())
    assert (inside, count) == (0, 65536)
    assert outside >= 524288


def test_it_sees_nothing_of_the_machine(api: Api):
    out = shell(
        api, "cat /proc/mounts; ls /; ls /dev; ls /proc | grep -c '^[0-9]'; ls /sys/class/net"
    )
    assert "/var/lib" not in out
    assert "ext4" not in out
    assert {"lo", "null", "zero", "full", "random", "urandom", "tty", "pts"} <= set(out.split())
    assert "eth0" not in out


def test_what_it_writes_goes_with_it(api: Api):
    assert shell(api, "echo mine > /srv/file; cat /srv/file") == "mine\n"
    assert "file" not in shell(api, "ls /srv")


def test_its_rights_are_the_usual_ones(api: Api):
    out = shell(api, "grep -E '^(Cap|NoNew|Seccomp)' /proc/self/status")
    found = dict(line.split(":\t") for line in out.splitlines())
    assert found["CapEff"] == found["CapBnd"] == "00000000a80425fb"
    assert found["CapInh"] == found["CapAmb"] == "0000000000000000"
    assert (found["NoNewPrivs"], found["Seccomp"]) == ("1", "2")


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("web", "33 33 4 33 /srv"),
        ("33", "33 33 4 33 /srv"),
        ("web:log", "33 4 4 /srv"),
        ("1000", "1000 0 0 /"),
        ("1000:1001", "1000 1001 1001 /"),
    ],
)
def test_its_user_is_looked_up_in_its_image(api: Api, user: str, expected: str):
    out = shell(api, "id -u; id -g; id -G; echo $HOME", process={"user": user})
    assert sorted(set(out.split())) == sorted(set(expected.split()))


def test_a_user_that_the_image_does_not_have_is_said(api: Api):
    code, text = refused(api, "/bin/true", process={"user": "nobody-here"})
    assert code is UNREADY
    assert "become nobody-here: the image has no user 'nobody-here'" in text


def test_the_exit_status_and_the_signal_are_told(api: Api):
    assert run(api, "/bin/sh", "-c", "exit 7").workload.exit_code == 7
    ended = run(api, "/bin/sh", "-c", "sh -c 'kill -9 1'; exit 3").workload
    assert ended.exit_code == 3, "PID 1 of a container is not killed from inside"


def test_a_missing_program_is_said_and_leaves_nothing(api: Api):
    code, text = refused(api, "/bin/nope", name="nope")
    assert code is UNREADY
    assert "execve /bin/nope: No such file or directory" in text


def test_an_image_that_is_not_here_is_said(api: Api):
    code, text = refused(api, "/bin/true", image="nowhere:1")
    assert code is MISSING
    assert "image 'nowhere:1' is not here: pull it first" in text


def test_mounts_are_where_they_were_asked_for(api: Api, tmp_path: Path):
    (tmp_path / "file").write_text("of the host\n")
    mounts = [
        Mount(target="/data", bind=container_pb2.BindMount(source=str(tmp_path))),
        Mount(target="/data/mem", tmpfs=container_pb2.TmpfsMount(size=1 << 20)),
        Mount(target="/ro", read_only=True, bind=container_pb2.BindMount(source=str(tmp_path))),
        Mount(target="/other", image=container_pb2.ImageMount(image=IMAGE, sub_path="etc")),
        Mount(target="/run/secret", secret=container_pb2.SecretMount(content=b"hush")),
    ]
    script = """
        cat /data/file; echo new > /data/new; touch /data/mem/x; touch /ro/x 2>/dev/null && exit 1
        cat /other/passwd | head -1; touch /other/x 2>/dev/null && exit 1
        cat /run/secret; stat -c ' %a %U' /run/secret; stat -c '%u' /data/file
    """
    out = shell(api, script, mounts=mounts, process={"user": "0"})
    assert out.splitlines() == ["of the host", "root:x:0:0::/root:/bin/sh", "hush 400 root", "0"]
    assert (tmp_path / "new").stat().st_uid == 0, "idmapped: root inside is root outside"


def test_what_is_loosened_by_name_is_there_and_in_a_session_too(api: Api):
    sandbox = execution_pb2.Sandbox(add_capabilities=["NET_ADMIN"])
    script = (
        "ip link add dummy9 type dummy 2>/dev/null; ip link set lo down; echo ready; sleep 1000"
    )
    process = {"sandbox": sandbox, "stop_timeout": SOON}
    start(api, "/bin/sh", "-c", script, name="loosened", process=process)
    until(lambda: api.output("loosened", 1) == b"ready\n", "it is ready")
    with Exec(api, "loosened", "/bin/ip", "link", "set", "lo", "up", no_stdin=True) as session:
        assert session.ended().exit_code == 0
    api.stop("loosened")


def test_a_read_only_root_cannot_be_written(api: Api):
    out = shell(api, "touch /x 2>&1 || true; touch /tmp/x 2>&1 || true", read_only=True)
    assert out.count("Read-only file system") == 2


def test_without_a_network_there_is_only_lo_and_it_is_down(api: Api):
    up = shell(api, "ip -o link show lo")
    down = shell(api, "ip -o link show lo", network=runtime_pb2.Container.NETWORK_NONE)
    assert "UP" in up.split("<")[1].split(">")[0].split(",")
    assert "UP" not in down.split("<")[1].split(">")[0].split(",")


def test_the_hosts_network_is_given_by_name(api: Api):
    ours = os.readlink("/proc/self/ns/net")
    host = runtime_pb2.Container.NETWORK_HOST
    assert shell(api, "readlink /proc/self/ns/net", network=host).strip() == ours
    assert shell(api, "readlink /proc/self/ns/net").strip() != ours


def test_a_privileged_container_has_the_hosts_users_and_all_rights(api: Api):
    out = shell(api, "cat /proc/self/uid_map; grep CapEff /proc/self/status", privileged=True)
    assert out.split()[:3] == ["0", "0", "4294967295"]
    assert int(out.split()[-1], 16) & 1 << 21


def test_a_terminal_is_its_console(api: Api):
    out = shell(api, "tty; ls -l /dev/console; stty size", process={"terminal": True})
    assert "/dev/console" in out


def test_sysctls_of_its_own_namespaces_are_set(api: Api):
    given = {"net.ipv4.ip_forward": "1", "kernel.shmmni": "100"}
    out = shell(api, "cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/shmmni", sysctls=given)
    assert out.split() == ["1", "100"]


def test_it_is_stopped_by_its_signal_and_killed_after_its_grace(api: Api):
    script = "trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done"
    start(api, "/bin/sh", "-c", script, name="polite")
    # Before there is a handler PID 1 has no ear for it, as for any signal.
    until(lambda: api.output("polite", 1) == b"ready\n", "it listens")
    assert api.stop("polite").exit_code == 5
    process = {"stop_timeout": SOON}
    start(api, "/bin/sleep", "1000", name="deaf", process=process)
    assert api.stop("deaf").signal == signal.SIGKILL


def test_a_service_keeps_its_root_over_restarts_until_it_is_removed(api: Api, node: Daemon):
    service = service_pb2.Service()
    script, process = "date +%s%N >> /srv/starts; sleep 1000", {"stop_timeout": SOON}
    start(api, "/bin/sh", "-c", script, name="kept", service=service, process=process)
    api.call("RuntimeService.Restart", runtime_pb2.RestartRequest(name="kept"))
    [root] = [path for path in (node.state_dir / "containers").iterdir() if path.name != "trash"]
    until(
        lambda: len((root / "upper/srv/starts").read_text().splitlines()) == 2,
        "it has started twice",
    )
    api.call("RuntimeService.Remove", runtime_pb2.RemoveRequest(name="kept", stop=True))
    until(lambda: not root.exists(), "the root has gone")


def test_a_command_is_executed_in_a_running_container(api: Api, node: Daemon):
    process = {"env": {"WHO": "me"}, "stop_timeout": SOON}
    start(api, "/bin/sleep", "1000", name="busy", process=process)
    done = node.aer(
        "exec", "busy", "--", "/bin/sh", "-c", "id -u; hostname; echo $WHO; cat /proc/1/comm"
    )
    assert done.stdout.split() == ["0", "busy", "me", "sleep"], done.stderr
    web = node.aer("exec", "--user", "web", "busy", "--", "/bin/sh", "-c", "id -u; echo $HOME")
    assert web.stdout.split() == ["33", "/srv"], web.stderr
    rights = node.aer(
        "exec", "busy", "--", "grep", "-E", "CapEff|Seccomp:|NoNew", "/proc/self/status"
    )
    assert rights.stdout.split()[1::2] == ["00000000a80425fb", "1", "2"]
    api.stop("busy")


def test_containers_outlive_the_server_and_can_be_entered_afterwards(api: Api, node: Daemon):
    script = "trap 'exit 4' TERM; while :; do sleep 0.1; done"
    first = start(api, "/bin/sh", "-c", script, name="lasting")
    node.kill_server()
    until(lambda: _alive(first.pid), "it lives on")
    with Api(node.client_config) as again:
        assert again.get("lasting").pid == first.pid
        done = node.aer("exec", "lasting", "--", "id", "-u")
        assert done.stdout == "0\n", done.stderr
        assert again.stop("lasting").exit_code == 4


def _alive(pid: int) -> bool:
    return os.path.exists(f"/proc/{pid}")


def test_a_profile_of_apparmor_that_is_not_there_is_said(api: Api):
    code, text = refused(api, "/bin/true", apparmor="no-such-profile")
    assert code in (UNREADY, MISSING)
    assert "change to profile no-such-profile of AppArmor: this kernel has no AppArmor" in text


def test_with_a_reaper_its_process_is_the_second_and_orphans_are_reaped(api: Api):
    script = "(sh -c 'sleep 0.1 & exit' ); echo $$; cat /proc/1/comm; sleep 0.5; cat /proc/[0-9]*/stat | grep -c ' Z '"
    answer = run(api, "/bin/sh", "-c", f"{script}; exit 6", reaper=True)
    assert answer.output.stdout.decode().split() == ["2", "auraed-reaper", "0"], answer
    assert answer.workload.exit_code == 6


def test_with_a_reaper_a_signal_without_a_handler_ends_it(api: Api, node: Daemon):
    start(api, "/bin/sleep", "1000", name="reaped", reaper=True)
    done = node.aer("exec", "reaped", "--", "/bin/sh", "-c", "cat /proc/2/comm; id -u")
    assert done.stdout.split() == ["sleep", "0"], done.stderr
    assert api.stop("reaped").signal == signal.SIGTERM


def test_files_are_changed_only_where_landlock_lets_it(api: Api):
    script = """
        echo ok > /srv/a; echo ok > /dev/null; cat /etc/passwd > /srv/b; sh -c 'rm /srv/b'
        touch /etc/x 2>&1 || true; rm /etc/passwd 2>&1 || true; mv /srv/a /tmp/a 2>&1 || true
        ls /srv
    """
    out = shell(api, script, writable_paths=container_pb2.Paths(paths=["/srv"]))
    assert out.count("Permission denied") + out.count("cross-device") == 3, out
    assert out.splitlines()[-1] == "a"


def test_a_limit_without_its_controller_is_refused_and_leaves_nothing(api: Api, node: Daemon):
    if (node.cgroup / "cgroup.controllers").read_text().strip():
        pytest.skip("this machine has controllers")
    limits = container_pb2.Limits(memory=cells_pb2.MemoryController(max=64 << 20))
    before = len(api.running())
    code, text = refused(api, "/bin/true", name="bounded", limits=limits)
    assert code is UNREADY
    assert "memory.max needs the memory controller" in text
    assert len(api.running()) == before
    assert shell(api, "echo free", name="bounded") == "free\n"


def test_a_start_makes_nothing_in_the_root_to_mount_things_on(api: Api, node: Daemon):
    """The image has none of these places; so a diff has nothing of ours, and there is little to remove."""
    idle = start(api, "/bin/sleep", "1000", name="pristine", process={"stop_timeout": SOON})
    assert not list((node.state_dir / f"containers/run-{idle.id}/upper").iterdir())
    api.stop("pristine")
