"""Hostile processes in a container: root in there tries to get out, by itself and through those who enter."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
import pytest

from aurae.proto import execution_pb2, runtime_pb2
from tests.support.container_python import python, python_mounts
from tests.support.containers import IMAGE, loaded, said, start
from tests.support.host_manifest import unchanged
from tests.support.talking import Exec
from tests.support.unharmed import unharmed
from tests.support.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.api import Api
    from tests.support.daemon import Daemon

pytestmark = pytest.mark.host
HOST_USERS = runtime_pb2.Container.USER_NAMESPACE_HOST
HOST_NETWORK = runtime_pb2.Container.NETWORK_HOST
ATTACKER = (Path(__file__).parent.parent / "support/attacker.py").read_text()
OWN = {"see_the_tree_of_pid_1", "write_into_the_system", "make_a_set_user_id_program"}
"""Attempts at what is the container's own."""
UNFILTERED = {
    *("trace_pid_1_out_of_its_filter", "make_a_user_namespace", "clone_a_user_namespace"),
    *("use_the_keys_of_root", "open_raw_packets", "reach_the_hypervisor"),
    *("call_as_another_architecture", "read_memory_of_pid_1"),
}
"""What only filters keep from it: traced is itself, namespaces are within its own."""


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


def executed(api: Api, name: str, *argv: str, **options: Any) -> tuple[int, bytes, bytes]:
    """Run a command in a container; return its exit status and what it wrote."""
    with Exec(api, name, *argv, no_stdin=True, **options) as session:
        ended = session.ended()
    return ended.exit_code, session.stdout, session.stderr


def profile(name: str) -> dict[str, Any]:
    return {"process": {"sandbox": execution_pb2.Sandbox(profile=name)}}


QUICK = {"stop_timeout": {"nanos": 100_000_000}}
"""PID 1 of a container has no ear for SIGTERM unless it asks for it."""

CASES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "as it is": ({}, {"open_raw_packets"}),
    "strict": (profile("strict"), set()),
    "without filters": (profile("none"), UNFILTERED),
    "on the network of the host": ({"network": HOST_NETWORK}, set()),
    "with the users of the host": ({"user_namespace": HOST_USERS}, {"open_raw_packets"}),
}


@pytest.mark.parametrize("case", CASES)
def test_root_stays_in_its_container(api: Api, node: Daemon, case: str):
    options, expected = CASES[case]
    arguments = str(node.state_dir), str(node.socket), str(os.getpid())
    out = said(api, *python(ATTACKER, *arguments), mounts=python_mounts(), **options)
    *found, last = out.split()
    assert last == "tried"
    assert set(found) <= OWN | expected


def test_a_session_is_not_led_out_of_the_container(api: Api, node: Daemon):
    """CVE-2024-21626: its folder is a link to a descriptor of whoever starts it."""
    script = "for i in $(seq 3 40); do ln -s /proc/self/fd/$i /w$i; done; echo ready; sleep 1000"
    start(api, "/bin/sh", "-c", script, name="led", process=QUICK)
    until(lambda: api.output("led", 1) == b"ready\n", "it is ready")
    for number in range(3, 24):
        for folder in (f"/w{number}", f"/proc/self/fd/{number}", f"/w{number}/../../.."):
            with pytest.raises(grpc.RpcError, match="chdir"):
                executed(api, "led", "/bin/pwd", working_directory=folder)
    api.stop("led")


def test_a_session_has_the_terminal_that_it_asks_for(api: Api):
    start(api, "/bin/sleep", "1000", name="typed", process=QUICK)
    size = runtime_pb2.TerminalSize(rows=11, columns=22)
    script = "trap 'exit 3' INT; stty size; echo ready; while :; do sleep 0.1; done"
    with Exec(api, "typed", "/bin/sh", "-c", script, terminal=size) as session:
        assert b"11 22" in session.until(b"ready")
        session.type(b"\x03")
        assert session.ended().exit_code == 3
    api.stop("typed")


def test_a_session_in_a_container_that_dies_is_refused_and_leaves_nothing(api: Api):
    ended = (grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.NOT_FOUND)
    for number in range(8):
        start(api, "/bin/sh", "-c", "sleep 0.02", name=f"dying-{number}")
        with pytest.raises(grpc.RpcError) as failure:
            _execute_for_ever(api, f"dying-{number}")
        assert failure.value.code() in ended, failure.value


def _execute_for_ever(api: Api, name: str) -> None:
    while True:
        executed(api, name, "/bin/true")


REWRITER = """
import ctypes, os, time
open("/tmp/evil/true", "w").write("#!/bin/sh\\necho evil\\n")
os.chmod("/tmp/evil/true", 0o755)
os.chdir("/tmp/evil")
area = next(line for line in open("/proc/self/maps") if "[stack]" in line).split()[0]
first, last = (int(word, 16) for word in area.split("-"))
stack = (ctypes.c_char * (last - first)).from_address(first)
at = stack.raw.rindex(b"PATH=")
end = stack.raw.index(b"\\0", at)
stack[at:end] = b"PATH=/tmp/evil:".ljust(end - at, b"/")
assert b"PATH=/tmp/evil" in open("/proc/self/environ", "rb").read()
print("ready", flush=True)
time.sleep(1000)
"""
"""Has /proc tell another PATH than it was started with."""


def test_a_main_process_does_not_choose_what_others_run_as_root(api: Api):
    process: dict[str, Any] = {"user": "web", **QUICK}
    argv = ("/bin/sh", "-c", "mkdir /tmp/evil; exec " + shlex.join(python(REWRITER)))
    start(api, *argv, name="lying", process=process, mounts=python_mounts())
    until(lambda: api.output("lying", 1) == b"ready\n", "it lies")
    assert executed(api, "lying", "true", user="root") == (0, b"", b"")
    assert executed(api, "lying", "/bin/pwd", user="root") == (0, b"/\n", b"")
    api.stop("lying")


WATCHER = """
import os, time
seen = set()
print("ready", flush=True)
while not os.path.exists("/stop"):
    for pid in os.listdir("/proc"):
        if pid.isdigit() and int(pid) > 1:
            for name in ("mountinfo", "net/unix", "cgroup", "environ", "maps"):
                try:
                    text = open(f"/proc/{pid}/{name}").read()
                except OSError:
                    continue
                if WORD in text:
                    seen.add(name)
            for name in ("exe", "root", "cwd", "fd/0", "ns/mnt"):
                try:
                    path = os.readlink(f"/proc/{pid}/{name}")
                except OSError:
                    continue
                if WORD in path or name == "exe" and "python" in path:
                    seen.add(name)
print(sorted(seen), flush=True)
"""
"""Looks, as long as it can, at whoever comes into its container."""


def test_those_who_enter_show_nothing_of_the_machine(api: Api, node: Daemon):
    """CVE-2019-5736; and a session was seen in the host's namespaces before it had entered all others."""
    word = node.folder.name
    source = WATCHER.replace("WORD", repr(word))
    start(api, *python(source), name="watching", mounts=python_mounts())
    until(lambda: api.output("watching", 1) == b"ready\n", "it watches")
    for _ in range(30):
        assert executed(api, "watching", "/bin/true") == (0, b"", b"")
    executed(api, "watching", "/bin/touch", "/stop")
    api.wait("watching")
    assert api.output("watching", 1) == b"ready\n[]\n"
