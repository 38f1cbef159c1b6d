"""Children that do not behave: the daemon keeps count of them, and ends every one."""

import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.duration_pb2 import Duration

from aurae.proto import runtime_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.numbers import WIDTH, fault, written
from tests.support.proc import alive, cgroup_processes
from tests.support.until import until

IGNORING = "trap '' TERM; echo ready; while :; do sleep 60; done"
LONG = {"stop_timeout": Duration(seconds=3600)}
SHORT = {"stop_timeout": Duration(nanos=300_000_000)}


def shell(api: Api, script: str, name: str, **options: Any) -> runtime_pb2.Workload:
    """Start a script of sh(1)."""
    return api.start("sh", "-c", script, name=name, **options)


def said(api: Api, name: str, text: bytes) -> None:
    """Wait until a workload has written a text to its standard output."""
    until(lambda: text in api.output(name, 1), f"{name} has written {text!r}")


def state(pid: int) -> str:
    """Return the letter of a process's state: T when it is stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


PACED = (
    "import os, time\n"
    "begun = time.monotonic()\n"
    "for tenth in range(30):\n"
    "  block = memoryview(b''.join(b'%099d\\n' % n for n in range(tenth * 10000, tenth * 10000 + 10000)))\n"
    "  while block: block = block[os.write(1, block):]\n"
    "  time.sleep(max(0, begun + (tenth + 1) / 10 - time.monotonic()))\n"
    "os.write(2, b'%.2f s' % (time.monotonic() - begun))\n"
)
"""Writes 300,000 numbered lines in 3 s, and tells how long it took."""


def test_a_hundred_thousand_lines_a_second_are_all_kept_in_order(
    api: Api, shared_daemon: Daemon
) -> None:
    workload = api.start(sys.executable, "-I", "-S", "-c", PACED, name="paced")
    assert api.wait("paced").exit_code == 0
    folder = shared_daemon.log_dir / str(workload.id)
    assert written(folder) == 300_000 * WIDTH
    assert fault(folder) == ""
    assert api.output("paced", 1) == b"".join(b"%099d\n" % n for n in range(300_000))
    print(f"300,000 lines in {api.output('paced', 2).decode()}")


FLOOD = (
    "import os\n"
    "for n in range(0, 100000, 100):\n"
    "  for stream in (1, 2): os.write(stream, b''.join(b'%d %07d\\n' % (stream, m) for m in range(n, n + 100)))\n"
)


def test_a_flood_of_both_streams_is_kept_apart_and_in_order(api: Api) -> None:
    api.start(sys.executable, "-I", "-S", "-c", FLOOD, name="flood")
    assert api.wait("flood").exit_code == 0
    for stream in (1, 2):
        expected = b"".join(b"%d %07d\n" % (stream, number) for number in range(100_000))
        assert api.output("flood", stream) == expected


def test_a_child_that_closes_its_output_runs_on(api: Api) -> None:
    workload = shell(api, "echo before; exec >&- 2>&-; exec sleep 600", "mute")
    said(api, "mute", b"before\n")
    assert api.get("mute").status == runtime_pb2.STATUS_RUNNING
    assert alive(workload.pid)
    assert api.stop("mute").signal == signal.SIGTERM
    assert api.output("mute", 1) == b"before\n"


def test_the_exit_status_of_a_child_that_closed_its_output_is_known(api: Api) -> None:
    shell(api, "echo before; exec >&- 2>&-; exit 3", "mute")
    assert api.wait("mute").exit_code == 3
    assert api.output("mute", 1) == b"before\n"


def test_a_child_that_ignores_sigterm_is_killed_after_its_grace(api: Api) -> None:
    workload = shell(api, IGNORING, "deaf", **SHORT)
    said(api, "deaf", b"ready")
    begun = time.monotonic()
    stopped = api.stop("deaf")
    assert time.monotonic() - begun >= 0.3
    assert (stopped.status, stopped.signal) == (runtime_pb2.STATUS_EXITED, signal.SIGKILL)
    assert not alive(workload.pid)


def test_a_child_that_stopped_itself_is_woken_for_its_stop_signal(api: Api) -> None:
    workload = shell(
        api, "trap 'echo bye; exit 9' TERM; kill -STOP $$; sleep 600", "still", **LONG
    )
    until(lambda: state(workload.pid) == "T", "it has stopped itself")
    assert api.get("still").status == runtime_pb2.STATUS_RUNNING
    assert api.stop("still").exit_code == 9
    assert api.output("still", 1) == b"bye\n"


def test_a_child_that_is_stopped_and_ignores_sigterm_is_killed(api: Api) -> None:
    workload = shell(api, "trap '' TERM; kill -STOP $$; exec sleep 600", "still", **SHORT)
    until(lambda: state(workload.pid) == "T", "it has stopped itself")
    assert api.stop("still").signal == signal.SIGKILL


def test_what_a_child_that_exits_leaves_behind_is_ended(api: Api, shared_daemon: Daemon) -> None:
    workload = shell(api, "sleep 600 & sleep 601 & exit 4", "parent", **LONG)
    assert api.wait("parent").exit_code == 4
    leaf = shared_daemon.cgroup / f"_{workload.id}"
    until(lambda: not leaf.exists(), "the leaf is gone, and so is all that was in it")
    assert api.wait("parent").exit_code == 4


DAEMON = (
    "import os, signal, sys\n"
    "if os.fork(): os.wait(); sys.exit(5)\n"
    "os.setsid()\n"
    "read, write = os.pipe()\n"
    "if os.fork(): os.read(read, 1); os._exit(0)\n"
    "os.setsid()\n"
    "signal.signal(signal.SIGTERM, getattr(signal, sys.argv[1]))\n"
    "os.write(1, b'%d' % os.getpid())\n"
    "os.write(write, b'x')\n"
    "for fd in (0, 1, 2): os.close(fd)\n"
    "signal.pause()\n"
)
"""Daemonizes by the book: two forks, two sessions, no stdio; the first process exits with 5."""


@pytest.mark.parametrize("handler", ["SIG_DFL", "SIG_IGN"])
def test_a_child_that_daemonizes_does_not_get_away(
    api: Api, shared_daemon: Daemon, handler: str
) -> None:
    argv = (sys.executable, "-I", "-S", "-c", DAEMON, handler)
    workload = api.start(*argv, name="daemon", **SHORT)
    assert api.wait("daemon").exit_code == 5
    pid = int(api.output("daemon", 1))
    until(lambda: not alive(pid), "the daemonized process has been ended")
    until(lambda: not (shared_daemon.cgroup / f"_{workload.id}").exists(), "its leaf is gone")


def test_a_stop_ends_what_has_a_session_of_its_own(api: Api, shared_daemon: Daemon) -> None:
    script = "setsid sh -c 'echo ready; exec sleep 600' & wait"
    workload = shell(api, script, "session", **LONG)
    said(api, "session", b"ready")
    processes = cgroup_processes(shared_daemon.cgroup / f"_{workload.id}")
    assert len(processes) == 2
    api.stop("session")
    assert not any(alive(pid) for pid in processes)


def test_output_that_a_grandchild_holds_open_is_complete_soon(api: Api) -> None:
    script = "echo out; (trap '' TERM; while :; do sleep 1; done) & exit 6"
    shell(api, script, "holder", **LONG)
    begun = time.monotonic()
    assert api.wait("holder").exit_code == 6
    assert api.output("holder", 1) == b"out\n"
    request = runtime_pb2.LogsRequest(name="holder", follow=True)
    followed = [
        line for batch in api.stream("RuntimeService.Logs", request) for line in batch.lines
    ]
    assert [line.line for line in followed] == [b"out"]
    # 200 ms for whatever comes late; the grandchild itself would hold it for an hour.
    assert time.monotonic() - begun < 30
    stop = runtime_pb2.StopRequest(name="holder", timeout=Duration())
    api.call("RuntimeService.Stop", stop)
