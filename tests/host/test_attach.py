"""Clients that are attached to a workload: all see the same, none harms another or the workload."""

import os
import random
import signal
import sys
from functools import partial

import pytest

from aurae.proto import runtime_pb2 as api_pb2
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.proc import alive
from tests.support.talking import Attach, answers, refused
from tests.support.until import until

pytestmark = pytest.mark.host

READER = 'echo ready; while read line; do echo "got $line"; done; echo over'


def says(api: Api, name: str, text: bytes) -> bool:
    """Whether a workload has written a text."""
    return text in api.output(name, 1)


def begin(api: Api, *argv: str, text: bytes = b"ready", **executable: object) -> api_pb2.Workload:
    """Start a workload and wait for what it says first."""
    workload = api.start(*argv, name="web", **executable)
    until(partial(says, api, "web", text), "it is ready")
    return workload


def test_all_see_history_and_then_the_same(api: Api) -> None:
    begin(api, "sh", "-c", READER, stdin_open=True)
    with Attach(api, "web", history=100) as one, Attach(api, "web") as two:
        assert one.begun().stdin
        assert two.begun().workload.name == "web"
        assert one.until(b"ready\n") == b"ready\n"
        one.type(b"first\n")
        for each in (one, two):
            each.until(b"got first\n")
        two.type(b"second\n")
        for each in (one, two):
            each.until(b"got second\n")
        one.send(api_pb2.AttachRequest(stdin_end=True))
        for each in (one, two):
            assert each.ended().exit_code == 0
        assert one.stdout == b"ready\ngot first\ngot second\nover\n"
        assert two.stdout == b"got first\ngot second\nover\n"


def test_no_byte_is_lost_or_doubled_while_much_is_written(api: Api) -> None:
    script = (
        "import os, sys\n"
        "os.write(1, b'ready\\n')\n"
        "os.read(0, 1)\n"
        "for n in range(300000): sys.stdout.write(f'{n}\\n')\n"
        "sys.stderr.write('err')\n"
    )
    begin(api, sys.executable, "-c", script, stdin_open=True)
    with Attach(api, "web") as early, Attach(api, "web", history=1 << 20) as other:
        for each in (early, other):
            each.begun()
        early.type(b"x")
        with Attach(api, "web", history=1 << 20) as late:
            late.begun()
            for each in (early, other, late):
                assert each.ended().exit_code == 0
        whole = b"".join(b"%d\n" % n for n in range(300000))
        assert early.stdout == whole
        assert other.stdout == b"ready\n" + whole
        assert whole.endswith(late.stdout.removeprefix(b"ready\n"))
        assert {each.stderr for each in (early, other, late)} == {b"err"}


def test_a_terminal_is_typed_into_and_sized(api: Api) -> None:
    begin(
        api,
        "sh",
        "-c",
        "echo ready; while read line; do stty size; done; echo over",
        terminal=True,
    )
    size = api_pb2.TerminalSize(rows=30, columns=100)
    with Attach(api, "web", size=size) as one, Attach(api, "web", read_only=True) as two:
        started = one.begun()
        assert (started.terminal, started.stdin) == (True, True)
        assert not two.begun().stdin
        one.type(b"\n")
        one.until(b"30 100")
        one.send(api_pb2.AttachRequest(size=api_pb2.TerminalSize(rows=40, columns=50)))
        one.type(b"\n")
        for each in (one, two):
            each.until(b"40 50")
        one.type(b"\x04")
        assert one.ended().exit_code == 0
        assert two.ended().exit_code == 0
    assert says(api, "web", b"over")


def test_who_only_looks_types_nothing(api: Api) -> None:
    begin(api, "sh", "-c", READER, stdin_open=True)
    with Attach(api, "web", read_only=True) as looking:
        assert not looking.begun().stdin
        looking.type(b"x\n")
        code, why = refused(looking)
    assert code == "INVALID_ARGUMENT"
    assert "what is typed reaches nobody" in why
    api.stop("web")
    assert not says(api, "web", b"got")


def test_a_client_that_vanishes_changes_nothing(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        begin(api, "sh", "-c", READER, stdin_open=True)
        with Attach(api, "web") as stays:
            stays.begun()
            for _ in range(3):
                with Api(daemon.client_config) as other:
                    gone = Attach(other, "web")
                    gone.begun()
                    gone.type(b"hello\n")
                    gone.until(b"got hello")
                gone.done()
            stays.type(b"still\n")
            stays.until(b"got still\n")
            assert stays.stdout.count(b"got hello\n") == 3
        assert api.get("web").status == api_pb2.STATUS_RUNNING
        api.stop("web")


def test_input_that_nobody_reads_costs_no_memory_and_ends_with_the_client(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        begin(api, "sh", "-c", "echo ready; sleep 1000", stdin_open=True)
        data = random.Random(3).randbytes(65536)
        with Attach(api, "web") as typing:
            typing.begun()
            for _ in range(200):
                typing.type(data)
            with Attach(api, "web", history=10) as other:  # is held up by nothing
                other.begun()
                other.until(b"ready")
        api.stop("web")


def test_a_killed_server_is_unavailable_and_the_input_goes_on_after_it(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        main = begin(api, "sh", "-c", READER, stdin_open=True).pid
        with Attach(api, "web") as attached:
            attached.begun()
            os.kill(daemon.pids()["server"], signal.SIGKILL)
            assert refused(attached)[0] == "UNAVAILABLE"
        assert alive(main)
        until(partial(answers, api, "web"), "there is a server again")
        with Attach(api, "web", history=1000) as again:
            assert again.begun().stdin
            again.type(b"back\n")
            again.until(b"got back\n")
            again.send(api_pb2.AttachRequest(stdin_end=True))
            assert again.ended().exit_code == 0
        assert again.stdout == b"ready\ngot back\nover\n"


def test_what_has_ended_is_shown_and_then_told(api: Api) -> None:
    api.start("sh", "-c", "echo said; exit 3", name="web")
    api.wait("web")
    with Attach(api, "web", history=1000) as late:
        assert not late.begun().stdin
        assert late.ended().exit_code == 3
        assert late.stdout == b"said\n"


def test_without_open_input_nothing_can_be_typed(api: Api) -> None:
    begin(api, "sh", "-c", "echo ready; sleep 1000")
    with Attach(api, "web") as attached:
        assert not attached.begun().stdin
    api.stop("web")


@pytest.mark.parametrize(
    ("start", "code", "text"),
    [
        ({"name": "nope"}, "NOT_FOUND", "cannot attach to nope: no such workload"),
        ({"history": (1 << 20) + 1}, "INVALID_ARGUMENT", "history: at most 1048576 bytes"),
        ({"size": api_pb2.TerminalSize(rows=1 << 17)}, "INVALID_ARGUMENT", "size.rows: is above"),
        ({"name": "a//b"}, "INVALID_ARGUMENT", "cannot attach to"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    api: Api, start: dict[str, object], code: str, text: str
) -> None:
    with Attach(api, str(start.pop("name", "web")), **start) as attached:
        status, why = refused(attached)
    assert status == code
    assert text in why
