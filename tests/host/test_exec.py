"""Sessions in running workloads, with the real daemon: where they are, what they carry, how they end."""

import hashlib
import os
import random
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import grpc
import pytest

from aurae.proto import cells_pb2, execution_pb2
from aurae.proto import runtime_pb2 as api_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import alive
from tests.support.talking import Exec, answers, refused
from tests.support.until import until

pytestmark = pytest.mark.host


def run(api: Api, name: str, *argv: str, **start: object) -> tuple[bytes, bytes, int]:
    """Run a command to its end; return both streams and the exit code."""
    with Exec(api, name, *argv, **start) as session:
        ended = session.ended()
        return session.stdout, session.stderr, ended.exit_code


@pytest.fixture
def web(api: Api) -> Iterator[api_pb2.Workload]:
    """A workload that runs."""
    yield api.start("sleep", "1000", name="web", working_directory="/usr", env={"COLOUR": "red"})
    api.stop("web")


def test_a_command_runs_in_the_group_of_the_workload_and_as_it_does(
    api: Api, web: api_pb2.Workload
) -> None:
    out, err, code = run(
        api, "web", "sh", "-c", "pwd; echo $COLOUR $MORE; cat /proc/self/cgroup; id -u; echo e >&2; exit 7",
        env={"MORE": "blue"},
    )  # fmt: skip
    where, colours, *groups, user = out.decode().splitlines()
    assert (where, colours, user) == ("/usr", "red blue", str(os.geteuid()))
    assert any(line.endswith(f"/_{web.id}") for line in groups)
    assert (err, code) == (b"e\n", 7)


def test_another_user_and_folder(api: Api, web: api_pb2.Workload) -> None:
    script = "id -u; id -g; pwd; echo $HOME $COLOUR; test -w /etc/passwd || echo powerless"
    out, _, code = run(
        api, "web", "sh", "-c", script, user="nobody", group="daemon", working_directory="/tmp"
    )
    lines = out.decode().splitlines()
    assert lines[0] == "65534"
    assert lines[2] == "/tmp"
    assert "red" not in lines[3]
    assert lines[4] == "powerless"
    assert code == 0


def test_a_group_alone_leaves_the_user(api: Api, web: api_pb2.Workload) -> None:
    out, _, _ = run(api, "web", "id", "-u", group="daemon")
    assert out == b"%d\n" % os.geteuid()


def test_binary_input_comes_out_as_it_went_in(api: Api, web: api_pb2.Workload) -> None:
    data = random.Random(7).randbytes(3_000_000)
    with Exec(api, "web", "sha256sum") as session:
        session.type(data)
        session.end_input()
        assert session.ended().exit_code == 0
        assert session.stdout.split()[0].decode() == hashlib.sha256(data).hexdigest()
    with Exec(api, "web", "cat") as session:
        session.type(data)
        session.done()  # the end of the requests is that of the input, too
        assert session.ended().exit_code == 0
        assert session.stdout == data


def test_much_output_is_whole_and_in_order(api: Api, web: api_pb2.Workload) -> None:
    out, err, code = run(api, "web", "sh", "-c", "seq 1 1500000; echo done >&2")
    assert out.split() == [b"%d" % number for number in range(1, 1_500_001)]
    assert (err, code) == (b"done\n", 0)


def test_a_client_that_does_not_read_holds_the_command_up_and_costs_no_memory(
    daemon: Daemon,
) -> None:
    with Api(daemon.client_config) as api:
        api.start("sleep", "1000", name="web")
        script = "import os\nwhile True: os.write(1, b'x' * 65536)"
        with Exec(api, "web", sys.executable, "-c", script) as session:
            pid = session.begun()
            server = daemon.pids()["server"]
            until(lambda: waits_to_write(pid), "the writer is held up")
            before = resident(server)
            for _ in range(20):
                next(session.answers)
            until(lambda: waits_to_write(pid), "the writer is held up again")
            assert resident(server) < before + 8 * 1024 * 1024
        until(lambda: not alive(pid), "the session ends with its client")
        api.stop("web")


def waits_to_write(pid: int) -> bool:
    """Whether a process waits for a pipe."""
    return "pipe" in Path(f"/proc/{pid}/wchan").read_text()


def resident(pid: int) -> int:
    """The memory of a process in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def test_a_terminal_has_its_size_and_changes_it(api: Api, web: api_pb2.Workload) -> None:
    size = api_pb2.TerminalSize(rows=33, columns=111)
    with Exec(api, "web", "bash", "--norc", "-i", terminal=size) as session:
        session.type(b"tty; stty size; echo $TERM\n")
        assert b"/dev/pts/" in session.until(b"xterm-256color")
        session.until(b"33 111")
        session.send(api_pb2.ExecRequest(size=api_pb2.TerminalSize(rows=44, columns=55)))
        session.type(b"stty size\n")
        session.until(b"44 55")
        session.type(b"sh -c 'echo up=$((1+1)); exec sleep 1000'\n")
        session.until(b"up=2")
        session.type(b"\x03")
        session.type(b"echo code=$?\n")
        session.until(b"code=130")
        session.type(b"exit 3\n")
        assert session.ended().exit_code == 3


def test_signals_reach_it_and_its_end_tells_them(api: Api, web: api_pb2.Workload) -> None:
    with Exec(api, "web", "sleep", "1000") as session:
        session.begun()
        session.send(api_pb2.ExecRequest(signal="SIGUSR1"))
        ended = session.ended()
        assert (ended.signal, ended.reason) == (signal.SIGUSR1, "ended by SIGUSR1")
        assert not ended.HasField("exit_code")


def test_output_counts_as_complete_although_a_grandchild_holds_it(
    api: Api, web: api_pb2.Workload
) -> None:
    with Exec(api, "web", "sh", "-c", "sleep 600 & echo $!; exit 4") as session:
        assert session.ended().exit_code == 4
        pid = int(session.stdout)
        assert alive(pid)  # it goes on in the group of the workload
    with Exec(api, "web", "sh", "-c", "yes & exit 5") as session:
        assert session.ended().exit_code == 5
    api.stop("web")
    assert not alive(pid)


def test_a_client_that_vanishes_ends_its_session_alone(
    daemon: Daemon,
) -> None:
    with Api(daemon.client_config) as other:
        main = other.start("sleep", "1000", name="web").pid
        with Api(daemon.client_config) as api:
            session = Exec(api, "web", "sh", "-c", "trap '' HUP; while :; do sleep 1; done")
            pid = session.begun()
            terminal = Exec(api, "web", "sleep", "1000", terminal=api_pb2.TerminalSize())
            typed = terminal.begun()
            assert alive(pid)
            assert alive(typed)
        until(lambda: not alive(pid), "what ignores SIGHUP is killed")
        until(lambda: not alive(typed), "the terminal hangs up")
        assert alive(main)
        session.done()
        terminal.done()
        other.stop("web")


def test_a_session_ends_with_its_workload(api: Api, web: api_pb2.Workload) -> None:
    with Exec(
        api, "web", "sh", "-c", "trap '' TERM HUP; echo up; while :; do sleep 1; done"
    ) as session:
        session.until(b"up")
        api.stop("web")
        assert session.ended().signal == signal.SIGKILL


def test_a_killed_server_ends_the_session_and_not_the_workload(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        main = api.start("sleep", "1000", name="web").pid
        with Exec(api, "web", "sleep", "1000") as session:
            pid = session.begun()
            os.kill(daemon.pids()["server"], signal.SIGKILL)
            assert refused(session)[0] == "UNAVAILABLE"
        until(lambda: not alive(pid), "the session has ended")
        until(partial(answers, api, "web"), "there is a server again")
        assert api.get("web").pid == main
        assert alive(main)
        assert run(api, "web", "echo", "again")[0] == b"again\n"
        api.stop("web")


def test_in_an_isolated_cell_it_sees_the_processes_of_the_workload_and_no_others(
    api: Api, shared_daemon: Daemon
) -> None:
    cell = cells_pb2.Cell(name="inner", isolate_process=True, isolate_network=True)
    api.call("CellService.Allocate", cells_pb2.CellServiceAllocateRequest(cell=cell))
    try:
        request = api_pb2.StartRequest(
            workload=api_pb2.WorkloadSpec(
                name="web", cell="inner", executable=api_pb2.Executable(argv=["sleep", "1000"])
            )
        )
        main = api.call("RuntimeService.Start", request).workload
        out, _, _ = run(
            api, "inner/web", "sh", "-c", "ps -eo pid=,args=; readlink /proc/self/ns/net; hostname"
        )
        text = out.decode()
        assert "sleep 1000" in text
        assert f" {os.getpid()} " not in text
        assert "auraed" not in text.replace("auraed-holder", "")
        assert os.readlink(f"/proc/{main.pid}/ns/net") in text
        # A process outside has no number in there.
        outside = run(api, "inner/web", "kill", "-0", str(shared_daemon.pid))
        assert outside[2] == 1
    finally:
        api.call("CellService.Free", cells_pb2.CellServiceFreeRequest(cell_name="inner"))


@pytest.mark.parametrize(
    ("start", "status", "text"),
    [
        ({"name": "nope"}, "NOT_FOUND", "cannot exec in nope: no such workload runs"),
        ({"argv": []}, "INVALID_ARGUMENT", "cannot exec in web: argv: is empty"),
        ({"user": "n0body!"}, "INVALID_ARGUMENT", "cannot exec in web: user: unknown user 'n0body!'"),
        ({"working_directory": "tmp"}, "INVALID_ARGUMENT", "working_directory: is not an absolute"),
        ({"argv": ["/bin/nope"]}, "FAILED_PRECONDITION", "cannot exec in web: execve /bin/nope: No such"),
        ({"working_directory": "/nope"}, "FAILED_PRECONDITION", "chdir /nope: No such file"),
        (
            {"terminal": api_pb2.TerminalSize(rows=70000)},
            "INVALID_ARGUMENT", "terminal.rows: is above 65535",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(
    api: Api, web: api_pb2.Workload, start: dict[str, object], status: str, text: str
) -> None:
    given: dict[str, object] = {"name": "web", "argv": ["true"], **start}
    name, argv = given.pop("name"), given.pop("argv")
    with Exec(api, str(name), *argv, **given) as session:  # type: ignore[misc]
        code, why = refused(session)
    assert code == status
    assert text in why


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (api_pb2.ExecRequest(signal="SIGNOPE"), "signal: unknown signal 'SIGNOPE'"),
        (api_pb2.ExecRequest(stdin=b"x" * 65537), "stdin: has 65537 bytes, a message takes 65536"),
        (api_pb2.ExecRequest(size=api_pb2.TerminalSize(columns=70000)), "size.columns: is above"),
        (api_pb2.ExecRequest(), "request: is not known or not the first"),
    ],
)
def test_a_message_that_means_nothing_ends_the_session(
    api: Api, web: api_pb2.Workload, request_: api_pb2.ExecRequest, text: str
) -> None:
    with Exec(api, "web", "sleep", "1000") as session:
        pid = session.begun()
        session.send(request_)
        code, why = refused(session)
    assert code == "INVALID_ARGUMENT"
    assert text in why
    until(lambda: not alive(pid), "the session has ended")


def test_without_input_there_is_none(api: Api, web: api_pb2.Workload) -> None:
    assert run(api, "web", "cat", no_stdin=True) == (b"", b"", 0)
    with Exec(api, "web", "sleep", "1000", no_stdin=True) as session:
        session.begun()
        session.type(b"x")
        assert refused(session)[0] == "INVALID_ARGUMENT"


def test_nothing_runs_beside_what_has_ended(api: Api) -> None:
    api.start("true", name="short")
    api.wait("short")
    with Exec(api, "short", "true") as session:
        assert refused(session)[0] in ("NOT_FOUND", "FAILED_PRECONDITION")


def test_requests_that_begin_wrongly_are_refused(api: Api) -> None:
    answers = api.talk("RuntimeService.Exec", iter([api_pb2.ExecRequest(stdin=b"x")]))
    with pytest.raises(grpc.RpcError) as failure:
        list(answers)
    assert failure.value.details() == "cannot exec: start: has to be the first message"


@pytest.mark.parametrize("user", ["", "nobody"])
def test_a_session_beside_a_sandboxed_workload_has_its_filters_and_rights(
    api: Api, user: str
) -> None:
    sandbox = execution_pb2.Sandbox(profile="strict")
    api.start("sleep", "1000", name="boxed", user=user, sandbox=sandbox)
    names = ("Seccomp:", "NoNewPrivs:", "CapBnd:")
    script = f"grep -E '^({'|'.join(names)})' /proc/self/status; unshare -U true; ls /home"
    out, err, _ = run(api, "boxed", "sh", "-c", script)
    found = dict(line.split() for line in out.decode().splitlines())
    assert found == {"Seccomp:": "2", "NoNewPrivs:": "1", "CapBnd:": "0" * 16}
    assert b"unshare" in err
    api.stop("boxed")


def test_a_session_is_refused_whose_filters_are_not_known(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        sandbox = execution_pb2.Sandbox(profile="strict")
        api.start("sleep", "1000", name="boxed", sandbox=sandbox)
        daemon.kill_server()
        why = refused(Exec(api, "boxed", "true"))
    assert "its filter of system calls is not known" in str(why)
