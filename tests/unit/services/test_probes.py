"""Looks at real servers, honest, slow and hostile."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from typing import Any

import pytest
from grpclib.health.check import ServiceStatus
from grpclib.health.service import OVERALL, Health
from grpclib.server import Server
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.looks import Look
from aurae.model.service import Command, GrpcProbe, HealthCheck, HttpProbe, TcpProbe
from aurae.services import http_probe, probes
from aurae.services.grpc_probe import MOST, Exchange, serving_status
from tests.support.loops import in_loop

Speak = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

QUICK = HealthCheck(interval=30.0, timeout=20.0)
HURRIED = HealthCheck(interval=30.0, timeout=0.3)


async def no_command(command: Command, limit: float) -> int:
    raise AssertionError((command, limit))


async def look(check: HealthCheck) -> Look:
    return await probes.look(check, no_command, lambda: None)


@asynccontextmanager
async def serving(speak: Speak):
    """A server on a port; what its clients did to it is not its business."""
    ended = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await speak(reader, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        ended.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
        async with asyncio.timeout(15):
            await ended.wait()
    finally:
        server.close()
        await server.wait_closed()


def answering(*parts: bytes) -> Speak:
    """Read a request, then send the parts."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in parts:
            writer.write(part)
            await writer.drain()

    return speak


def test_a_port_that_accepts_is_healthy():
    async def scene() -> None:
        async with serving(answering()) as port:
            check = replace(QUICK, tcp=TcpProbe(port))
            assert await look(check) == Look(True, "accepts connections")
        assert await look(check) == Look(False, "Connection refused")

    in_loop(scene())


def test_every_address_of_a_name_is_tried():
    async def scene() -> None:
        async with serving(answering()) as port:
            assert (await look(replace(QUICK, tcp=TcpProbe(port, "localhost")))).passed
        refused = await look(replace(QUICK, tcp=TcpProbe(port, "localhost")))
        assert refused == Look(False, "Connection refused")

    in_loop(scene())


@pytest.mark.parametrize("host", ["\N{SNOWMAN}" * 80, "a" * 70 + ".b", ".."])
def test_no_name_is_unhealthy_with_its_reason(host):
    async def scene() -> None:
        found = await look(replace(QUICK, timeout=20.0, tcp=TcpProbe(9, host)))
        assert not found.passed
        assert found.text

    in_loop(scene())


def test_a_full_backlog_takes_no_longer_than_allowed():
    async def scene() -> None:
        full = socket.socket()
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        client = socket.create_connection(full.getsockname())
        check = replace(HURRIED, tcp=TcpProbe(full.getsockname()[1]))
        assert await look(check) == Look(False, "no answer within 0.3 s")
        client.close()
        full.close()

    in_loop(scene())


@pytest.mark.parametrize(
    ("answer", "statuses", "found"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", (), Look(True, "status 200")),
        (b"HTTP/1.0 204\r\n", (), Look(True, "status 204")),
        (b"HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n", (), Look(True, "status 302")),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", (), Look(False, "status 404")),
        (b"HTTP/1.1 503 Late\n\n", (), Look(False, "status 503")),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", (404,), Look(True, "status 404")),
        (b"HTTP/1.1 200 OK\r\n\r\n", (204, 404), Look(False, "status 200")),
        (
            b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            (),
            Look(True, "status 200"),
        ),
        (b"", (), Look(False, "the connection was closed without a status")),
        (b"HTTP/1.1 2", (), Look(False, "the connection was closed without a status")),
        (
            b"HTTP/1.1 100 Go on\r\n\r\n",
            (),
            Look(False, "the connection was closed without a status"),
        ),
        (b"HTTP/2 200 OK\r\n\r\n", (), Look(False, "the answer is not HTTP/1")),
        (b"HTTP/1.1 099 Odd\r\n\r\n", (), Look(False, "the answer is not HTTP/1")),
        (b"SSH-2.0-OpenSSH\r\n", (), Look(False, "the answer is not HTTP/1")),
        (b"x" * 100_000, (), Look(False, "the answer is not HTTP/1")),
        (b"HTTP/1.1 100 a\r\n\r\n" * 5000, (), Look(False, "the answer is not HTTP/1")),
        (b"HTTP/1.1 100 a\r\n" + b"a: b\r\n" * 9999, (), Look(False, "the answer is not HTTP/1")),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000, (), Look(True, "status 200")),
    ],
)
def test_the_status_of_a_get_decides(answer, statuses, found):
    async def scene() -> None:
        async with serving(answering(answer)) as port:
            probe = HttpProbe(port, statuses=statuses)
            assert await look(replace(QUICK, http=probe)) == found

    in_loop(scene())


def test_the_request_names_path_and_host():
    async def scene() -> None:
        asked = []

        async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")

        async with serving(speak) as port:
            probe = HttpProbe(port, "localhost", "/ready?a=b")
            assert (await look(replace(QUICK, http=probe))).passed
        lines = asked[0].decode().split("\r\n")
        assert lines[0] == "GET /ready?a=b HTTP/1.1"
        assert f"Host: localhost:{port}" in lines
        assert "Connection: close" in lines

    in_loop(scene())


@pytest.mark.parametrize("kind", ["http", "grpc"])
@pytest.mark.parametrize("drip", [b"", b"H", b"\0"])
def test_a_server_that_takes_its_time_takes_no_longer_than_allowed(kind, drip):
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            writer.write(drip)
            await writer.drain()
            with suppress(TimeoutError):
                async with asyncio.timeout(0.02):
                    await reader.read(1000)

    async def scene() -> None:
        async with serving(slowly) as port:
            check = (
                replace(HURRIED, http=HttpProbe(port))
                if kind == "http"
                else replace(HURRIED, grpc=GrpcProbe(port))
            )
            loop = asyncio.get_running_loop()
            began = loop.time()
            found = await look(check)
            assert not found.passed
            assert loop.time() - began < 10

    in_loop(scene())


@given(st.binary(max_size=200) | st.text("HTP/1. 20\r\n:a", max_size=60).map(str.encode))
def test_any_bytes_are_a_status_or_none(got):
    with suppress(http_probe.NoHttp):
        found = http_probe.status(got)
        assert found is None or 0 <= found <= 999


@pytest.mark.parametrize(
    ("service", "found"),
    [
        ("", Look(False, "NOT_SERVING")),
        ("web", Look(True, "SERVING")),
        ("db", Look(False, "NOT_SERVING")),
        ("new", Look(False, "UNKNOWN")),
        ("other", Look(False, "the server does not know the service")),
        ("x" * 20_000, Look(False, "the name of the service or of its host is too long")),
    ],
)
def test_a_grpc_server_says_whether_it_serves(service, found):
    async def scene() -> None:
        states = {"web": ServiceStatus(), "db": ServiceStatus(), "new": ServiceStatus()}
        states["web"].set(True)
        states["db"].set(False)

        class Named:
            def __init__(self, name: str) -> None:
                self.name = name

            def __mapping__(self) -> dict[str, object]:
                return {f"/{self.name}/Call": None}

        checks: dict[Any, Any] = {Named(name): [state] for name, state in states.items()}
        health = Health({OVERALL: [states["db"]]} | checks)
        server = Server([health])
        with closing(socket.create_server(("127.0.0.1", 0))) as sock:
            await server.start(sock=sock)
            probe = GrpcProbe(sock.getsockname()[1], service=service)
            assert await look(replace(QUICK, grpc=probe)) == found
            server.close()
            await server.wait_closed()

    in_loop(scene())


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "the answer is not gRPC"),
        (b"", "the connection was closed without an answer"),
        (b"\0\0\0\4\0\0\0\0\0" * 10_000, f"the answer has over {MOST} bytes"),
        (b"\xff" * 100_000, "the answer is not gRPC"),
    ],
)
def test_no_grpc_server_is_unhealthy(answer, text):
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(24)
        writer.write(answer)
        await writer.drain()
        writer.write_eof()
        await reader.read()

    async def scene() -> None:
        async with serving(speak) as port:
            found = await look(replace(QUICK, grpc=GrpcProbe(port)))
            assert found in (Look(False, text), Look(False, "Connection reset by peer"))

    in_loop(scene())


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (b"\0\0\0\0\0", 0),
        (b"\0\0\0\0\2\x08\x01", 1),
        (b"\0\0\0\0\x09\x12\x01a\x08\x01\x08\x02\x08\x03", 3),
        (b"\0\0\0\0\7\x15aaaa\x08\x01", 1),
        (b"\0\0\0\0\x0b\x11aaaaaaaa\x08\x01", 1),
        (b"", None),
        (b"\0\0\0\0\1", None),
        (b"\1\0\0\0\2\x08\x01", None),
        (b"\0\0\0\0\2\x08\x81", None),
        (b"\0\0\0\0\2\x12\x09", None),
        (b"\0\0\0\0\1\x0b", None),
        (b"\0\0\0\0\x0c\x08" + b"\xff" * 11, None),
    ],
)
def test_the_state_is_read_from_its_message(data, state):
    assert serving_status(data) == state


@given(
    st.binary(max_size=40).flatmap(lambda body: st.just(b"\0\0\0\0" + bytes([len(body)]) + body))
)
def test_any_message_has_a_state_or_none(data):
    found = serving_status(data)
    assert found is None or 0 <= found < 2**70


FRAME = st.builds(
    lambda kind, flags, stream, body: (
        len(body).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + body
    ),
    st.integers(0, 10),
    st.integers(0, 255),
    st.sampled_from([0, 1, 2, 3]),
    st.binary(max_size=30),
)


@given(st.lists(FRAME | st.binary(max_size=30), max_size=20))
def test_any_frames_give_a_look_or_wait_for_more(frames):
    exchange = Exchange("web", "127.0.0.1:80")
    exchange.to_send()
    for data in [b"\0\0\0\4\0\0\0\0\0", *frames]:
        found = exchange.receive(data)
        if found is not None:
            assert found.text
            assert found.text.isprintable()
            return
        exchange.to_send()


@pytest.mark.parametrize("status", [0, 1, 127])
def test_a_command_is_asked_with_its_limit(status):
    async def scene() -> None:
        ran: list[tuple[tuple[str, ...], float]] = []

        async def run(command: Command, limit: float) -> int:
            ran.append((command.argv, limit))
            return int(status)

        check = HealthCheck(command=Command(("/bin/check",)), interval=2.0)
        found = await probes.look(check, run, lambda: None)
        assert found == Look(status == 0, f"exit status {status}")
        assert ran == [(("/bin/check",), 2.0)]

    in_loop(scene())


def test_a_command_that_hangs_takes_no_longer_than_allowed():
    async def scene() -> None:
        async def hang(command: Command, limit: float) -> int:
            await asyncio.Event().wait()
            raise AssertionError

        check = HealthCheck(command=Command(("/bin/check",)), interval=0.1)
        assert await probes.look(check, hang, lambda: None) == Look(
            False, "no answer within 0.1 s"
        )

    in_loop(scene())


def test_a_server_that_only_puts_off_is_none():
    with pytest.raises(http_probe.NoHttp):
        http_probe.status(b"HTTP/1.1 100 Continue\r\n\r\n" * 20)
