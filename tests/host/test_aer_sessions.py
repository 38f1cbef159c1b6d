"""`aer exec` and `aer attach` in pipes and in real terminals."""

import os
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pexpect import fdpexpect

from aurae.proto import runtime_pb2 as api_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.until import until

pytestmark = pytest.mark.host

LIMIT = 60
READER = 'echo ready; while read line; do stty size; echo "got $line"; done; echo over'


class Terminal(fdpexpect.fdspawn):  # type: ignore[misc]  # pexpect has no types
    """A terminal and the program in it. No fork of ours: gRPC's threads would not survive one."""

    program: subprocess.Popen[bytes]

    def resize(self, rows: int, columns: int) -> None:
        termios.tcsetwinsize(self.child_fd, (rows, columns))


@contextmanager
def terminal(daemon: Daemon, *words: str, rows: int = 30, columns: int = 90) -> Iterator[Terminal]:
    """`aer` in a terminal, below a shell that tells how it ended and how the terminal is then."""
    script = 'stty size; "$@"; echo "code=$?"; stty -a | grep -o "[-]*icanon"; echo end'
    master, slave = os.openpty()
    termios.tcsetwinsize(master, (rows, columns))
    program = subprocess.Popen(
        ["setsid", "-c", "sh", "-c", script, "sh", daemon.programs / "aer", *words],
        env=daemon.environment(TERM="xterm"), stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    child = Terminal(master, timeout=LIMIT)
    child.program = program
    try:
        yield child
    finally:
        child.close()
        program.wait(LIMIT)


def ends(child: Terminal, code: int) -> None:
    """Expect aer's exit code, and a terminal that is as it was."""
    child.expect(f"code={code}\r\n")
    child.expect("(-?)icanon")
    assert child.match.group(1) == b""
    child.expect("end\r\n")


@pytest.fixture
def web(api: Api) -> Iterator[api_pb2.Workload]:
    """A workload that runs."""
    yield api.start("sleep", "1000", name="web")
    api.stop("web")


def test_a_command_has_pipes_and_its_own_exit_status(
    shared_daemon: Daemon, web: api_pb2.Workload
) -> None:
    done = shared_daemon.aer(
        "exec", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 7", check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("out\n", "err\n", 7)
    done = shared_daemon.aer("exec", "web", "sh", "-c", "kill -TERM $$", check=False)
    assert done.returncode == 128 + signal.SIGTERM
    done = shared_daemon.aer(
        "exec", "-i", "-e", "A=b", "web", "sh", "-c", "cat; echo $A", stdin="typed\n"
    )
    assert done.stdout == "typed\nb\n"
    done = shared_daemon.aer("exec", "web", "cat", stdin="lost")
    assert done.stdout == ""
    done = shared_daemon.aer(
        "exec", "-u", "nobody", "-w", "/tmp", "web", "sh", "-c", "id -un; pwd"
    )
    assert done.stdout == "nobody\n/tmp\n"


def test_what_cannot_run_is_told_as_a_shell_does(
    shared_daemon: Daemon, web: api_pb2.Workload
) -> None:
    for words, code, text in (
        (["web", "/bin/nope"], 127, "cannot exec in web: execve /bin/nope: No such file"),
        (["web", "/etc/passwd"], 126, "Permission denied"),
        (["nope", "true"], 125, "cannot exec in nope: no such workload runs"),
        (["web"], 2, "the command is missing"),
    ):
        done = shared_daemon.aer("exec", *words, check=False)
        assert done.returncode == code
        assert text in done.stderr


def test_a_file_is_standard_input(shared_daemon: Daemon, web: api_pb2.Workload) -> None:
    content = os.urandom(500_000)
    path = shared_daemon.home / "input"
    path.write_bytes(content)
    with path.open("rb") as file:
        done = subprocess.run(
            [shared_daemon.programs / "aer", "exec", "-i", "web", "cat"],
            env=shared_daemon.environment(), stdin=file, capture_output=True, check=True, timeout=LIMIT,
        )  # fmt: skip
    assert done.stdout == content


def test_a_terminal_goes_along_and_comes_back(
    shared_daemon: Daemon, web: api_pb2.Workload
) -> None:
    with terminal(shared_daemon, "exec", "-t", "web", "--", "bash", "--norc") as child:
        child.expect("30 90\r\n")
        child.expect("# ")
        child.sendline("stty size; echo $TERM")
        child.expect("30 90\r\nxterm\r\n")
        child.resize(40, 100)
        child.expect("# ")
        child.sendline(
            'sh -c \'echo up=$((1+1)); until [ "$(stty size)" = "40 100" ]; do :; done; exec sleep 1000\''
        )
        child.expect("up=2")
        child.send("\x03")
        child.expect("# ")
        child.sendline("stty size; exit 5")
        child.expect("40 100")
        ends(child, 5)


def test_a_killed_command_leaves_the_terminal_as_it_was(
    shared_daemon: Daemon, web: api_pb2.Workload
) -> None:
    with terminal(
        shared_daemon, "exec", "-t", "web", "sh", "-c", "echo up; kill -KILL $$"
    ) as child:
        child.expect("up")
        ends(child, 137)


def test_attached_typing_resizing_and_detaching(api: Api, shared_daemon: Daemon) -> None:
    api.start("sh", "-c", READER, name="tty", terminal=True)
    until(lambda: b"ready" in api.output("tty", 1), "it is ready")
    with terminal(shared_daemon, "attach", "--history", "100", "tty") as child:
        child.expect("attached to tty; ctrl-p,ctrl-q detaches")
        child.expect("ready")
        child.sendline("one")
        child.expect("30 90\r\n")
        child.expect("got one")
        child.send("\x10\x11")
        child.expect("detached from tty, which goes on")
        ends(child, 0)
    assert api.get("tty").status == api_pb2.STATUS_RUNNING
    with terminal(shared_daemon, "attach", "--detach-keys", "ctrl-a,d", "tty", rows=20) as child:
        child.expect("ctrl-a,d detaches")
        child.sendline("two")
        child.expect("20 90\r\n")
        child.expect("got two")
        child.send("\x04")
        child.expect("over")
        ends(child, 0)


def test_a_terminal_that_vanishes_ends_neither_the_workload_nor_another_client(
    api: Api, shared_daemon: Daemon
) -> None:
    api.start("sh", "-c", READER, name="tty", terminal=True)
    until(lambda: b"ready" in api.output("tty", 1), "it is ready")
    with terminal(shared_daemon, "attach", "tty") as stays:
        stays.expect("detaches")
        with terminal(shared_daemon, "attach", "tty") as goes:
            goes.expect("detaches")
            goes.sendline("bye")
            goes.expect("got bye")
            goes.program.send_signal(signal.SIGHUP)
        stays.sendline("still")
        stays.expect("got still")
        stays.send("\x04")
        ends(stays, 0)


def test_pipes_are_attached_and_closed_on_demand(api: Api, shared_daemon: Daemon) -> None:
    script = "import sys\nprint('ready', flush=True)\nprint(sys.stdin.read().upper())\nsys.exit(4)"
    api.start(sys.executable, "-c", script, name="pipe", stdin_open=True)
    until(lambda: b"ready" in api.output("pipe", 1), "it is ready")
    done = shared_daemon.aer(
        "attach", "--history", "100", "--close-stdin", "pipe", stdin="typed", check=False
    )
    assert (done.stdout, done.returncode) == ("ready\nTYPED\n", 4)
    done = shared_daemon.aer("attach", "--detach-keys", "f1", "pipe", check=False)
    assert done.returncode == 2
    assert "'f1' is not a key" in done.stderr
