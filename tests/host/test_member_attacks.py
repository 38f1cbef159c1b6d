"""Attacks by users who may use the daemon, or could until a moment ago."""

import tomllib
from pathlib import Path

import pytest
from hyperframe.frame import Frame, HeadersFrame, RstStreamFrame, SettingsFrame

from aurae.proto import runtime_pb2 as rt
from tests.support.api import Api
from tests.support.daemon import Daemon
from tests.support.h2raw import PREFACE, RawClient, client_context
from tests.support.svids import ClientFiles
from tests.support.tiny_server import tiny_server
from tests.support.until import until

MIB = 1024 * 1024
WAIT = "/aurae.runtime.v0.RuntimeService/Wait"
CANCEL = 8
FIRST = range(1, 2 * 64, 2)
"""The numbers of 64 streams."""


def test_answers_that_nobody_reads_do_not_fill_the_memory(daemon: Daemon) -> None:
    with Api(daemon.client_config) as api:
        api.start("/bin/sh", "-c", f"head -c {6 * MIB} /dev/zero", name="big")
        api.wait("big")
        until(lambda: len(api.output("big", 1)) > 6 * MIB - 1, "all is logged")
    server = daemon.pids()["server"]
    before = _memory(server)
    request = rt.WaitRequest(name="big", output_limit=4 * MIB).SerializeToString()
    with _shut(daemon) as client:
        for stream in FIRST:
            client.send(client.headers(stream, WAIT), client.message(stream, request))
        refused, largest = 0, 0
        while refused < len(FIRST) - 8:
            refused += _status(client, client.frame()) == "8"  # RESOURCE_EXHAUSTED
            largest = max(largest, _memory(server))
        assert largest - before < 160 * MIB
        # What was not refused waits, and holds up nobody on another connection.
        with Api(daemon.client_config) as api:
            api.wait("big")


def test_an_answer_that_is_not_taken_in_time_is_dropped() -> None:
    with tiny_server(stall=0.5) as server, server.unharmed(), server.raw(greet=False) as client:
        client.send(PREFACE, _no_window())
        client.send(client.headers(1, "/trial.Trial/Echo"), client.message(1, b"\x0a\x01x"))
        assert _reset(client).error_code == CANCEL
        # A stream of answers may wait: somebody reads it page by page.
        client.send(client.headers(3, "/trial.Trial/Tick"), client.message(3, b""))
        client.send(client.headers(5, "/trial.Trial/Echo"), client.message(5, b"\x0a\x01x"))
        assert _reset(client).stream_id == 5


def test_a_removed_member_keeps_no_open_stream() -> None:
    with tiny_server() as server, server.unharmed(), server.raw() as client:
        client.send(client.headers(1, "/trial.Trial/Tick"), client.message(1, b""))
        until(lambda: isinstance(client.frame(), HeadersFrame), "the stream begins")
        (server.folder / "removed").touch()
        assert client.trailers(1)["grpc-status"] == "7"  # PERMISSION_DENIED


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_no_output_moves_a_terminals_cursor_or_turns_its_text(daemon: Daemon, form: str) -> None:
    evil = "\x1b[31m\x9b31m\u202etxt.exe\u2066"
    with Api(daemon.client_config) as api:
        api.start("/bin/echo", evil, name="evil", env={"EVIL": evil})
        api.wait("evil")
        until(lambda: len(api.output("evil", 1)) > 10, "all is logged")
    for command in (["get", "evil"], ["logs", "evil"], ["ps", "--all"]):
        text = daemon.aer(*command, "-o", form).stdout
        assert "txt.exe" in text
        assert not any(letter in text for letter in "\x1b\x9b\u202e\u2066")


def test_no_error_moves_a_terminals_cursor(daemon: Daemon) -> None:
    evil = "\x1b[31m\x9b\u202e"
    for words in (["ps", "--config", f"/{evil}"], ["ps", f"--{evil}"], [evil], ["get", evil]):
        done = daemon.aer(*words, check=False)
        assert done.returncode
        assert done.stderr.count("\n") == 1
        assert not any(letter in done.stderr for letter in "\x1b\x9b\u202e")


def _shut(daemon: Daemon) -> RawClient:
    auth = tomllib.loads(daemon.client_config.read_text())["auth"]
    files = ClientFiles(*(Path(auth[name]) for name in ("ca_crt", "client_crt", "client_key")))
    client = RawClient(daemon.socket, client_context(files), greet=False)
    client.send(PREFACE, _no_window())
    return client


def _no_window() -> SettingsFrame:
    return SettingsFrame(0, {SettingsFrame.INITIAL_WINDOW_SIZE: 0})


def _reset(client: RawClient) -> RstStreamFrame:
    while not isinstance(frame := client.frame(), RstStreamFrame):
        assert frame is not None
    return frame


def _status(client: RawClient, frame: Frame | None) -> str | None:
    assert frame is not None, "the connection ended"
    if not isinstance(frame, HeadersFrame):
        return None
    headers = {str(key): str(value) for key, value in client.decoder.decode(frame.data)}
    return headers.get("grpc-status")


def _memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("the server is gone")
