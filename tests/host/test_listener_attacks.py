"""The listener against clients that attack it; after each, a good client gets its answer."""

import contextlib
import os
import resource
import threading
from collections.abc import Iterator

import pytest
from hpack import Encoder
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    HeadersFrame,
    PingFrame,
    PriorityFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)

from tests.support.h2raw import RawClient, client_context, connect
from tests.support.svids import Recipe
from tests.support.tiny_server import DISCOVER, TinyServer, acting_as, forged, tiny_server
from tests.support.until import until

NOBODY = 65534
MIB = 1024 * 1024
LOGIN = "/aurae.identity.v0.LoginService/Login"


@pytest.fixture(scope="module")
def server() -> Iterator[TinyServer]:
    """One server for all: what one test leaves behind, the next one meets."""
    with tiny_server() as running:
        yield running


@pytest.fixture(scope="module")
def hasty() -> Iterator[TinyServer]:
    """A server with little patience."""
    with tiny_server(handshake=0.5, preface=0.5, stall=0.5, expired=0.3) as running:
        yield running


@pytest.mark.parametrize("name", ["aurae.sock", "login.sock"])
def test_garbage_ends_the_connection(server: TinyServer, name: str) -> None:
    with server.unharmed(), connect(server.folder / name) as sock:
        with contextlib.suppress(ConnectionError):
            sock.sendall(b"GET / HTTP/1.1\r\n\r\n" + os.urandom(100_000))
            while sock.recv(65536):
                pass


def test_a_client_that_never_greets_is_closed(hasty: TinyServer) -> None:
    with hasty.unharmed(), connect(hasty.socket) as silent:
        assert silent.recv(100) == b""


def test_a_client_that_only_does_tls_is_closed_with_a_reason(hasty: TinyServer) -> None:
    with hasty.unharmed(), hasty.raw(greet=False) as client:
        assert b"no HTTP/2 preface" in client.goaway().additional_data


def test_a_hundred_half_open_connections_keep_nobody_out(server: TinyServer) -> None:
    with server.unharmed(), contextlib.ExitStack() as stack:
        with acting_as(NOBODY):
            for _ in range(100):
                stack.enter_context(connect(server.socket))
        server.call()


def _ping(_: RawClient, __: int) -> bytes:
    return PingFrame(0, bytes(8)).serialize()


def _settings(_: RawClient, __: int) -> bytes:
    return SettingsFrame(0).serialize()


def _priority(_: RawClient, index: int) -> bytes:
    return PriorityFrame(2 * index + 1, depends_on=0).serialize()


def _window(_: RawClient, __: int) -> bytes:
    frame = WindowUpdateFrame(0)
    frame.window_increment = 1
    return frame.serialize()


def _empty_data(client: RawClient, index: int) -> bytes:
    if not index:
        return client.headers(1, "/trial.Trial/Hang").serialize()
    return DataFrame(1).serialize()


def _rapid_reset(client: RawClient, index: int) -> bytes:
    stream = 2 * index + 1
    reset = RstStreamFrame(stream)
    reset.error_code = 8
    return client.headers(stream, "/trial.Trial/Hang").serialize() + reset.serialize()


def _continuation(client: RawClient, index: int) -> bytes:
    if index:
        return ContinuationFrame(1, b"").serialize()
    frame = client.headers(1, DISCOVER)
    frame.flags.discard("END_HEADERS")
    return frame.serialize()


@pytest.mark.parametrize(
    "attack",
    [_ping, _settings, _priority, _window, _empty_data, _rapid_reset, _continuation],
)
def test_a_flood_ends_with_a_goaway_that_says_why(server: TinyServer, attack: object) -> None:
    assert callable(attack)
    with server.unharmed(), server.raw() as client:
        sender = threading.Thread(target=_flood, args=(client, attack))
        sender.start()
        goaway = client.goaway()
        sender.join(20)
        assert not sender.is_alive()
        assert goaway.error_code == 11  # ENHANCE_YOUR_CALM
        assert goaway.additional_data.startswith((b"too many", b"header block too long"))


def _flood(client: RawClient, attack: object) -> None:
    assert callable(attack)
    with contextlib.suppress(OSError):
        for start in range(0, 60_000, 500):
            client.send(b"".join(attack(client, index) for index in range(start, start + 500)))


def test_a_compression_bomb_in_headers_ends_the_connection(server: TinyServer) -> None:
    with server.unharmed(), server.raw() as client:
        frame = HeadersFrame(1)
        # One long entry, then four thousand references to it of a byte each.
        encoder = Encoder()
        first = encoder.encode([("x", "y" * 3000)])
        frame.data = first + encoder.encode([("x", "y" * 3000)]) * 4000
        frame.flags.add("END_HEADERS")
        client.send(frame)
        assert client.goaway().error_code == 11


def test_a_user_over_its_limit_is_told_so() -> None:
    with tiny_server(max_connections_per_user=3) as server, contextlib.ExitStack() as stack:
        name = "spiffe://aurae.local/host/n/user/nobody"
        context = client_context(forged(server, Recipe(uris=(name,))))
        with acting_as(NOBODY):
            clients = [stack.enter_context(RawClient(server.socket, context)) for _ in range(4)]
        answers = [client.call(1, DISCOVER) for client in clients]
        assert [answer["grpc-status"] for answer in answers] == ["0", "0", "0", "8"]
        assert "uid 65534 has 3 connections" in answers[3]["grpc-message"]
        assert b"uid 65534 has 3 connections" in clients[3].goaway().additional_data
        with server.unharmed():
            server.call()


def test_the_owner_gets_in_over_its_limit() -> None:
    with tiny_server(max_connections_per_user=3) as server, contextlib.ExitStack() as stack:
        clients = []
        for _ in range(20):
            client = stack.enter_context(server.raw())
            client.send(client.headers(1, "/trial.Trial/Hang"), client.message(1, b""))
            clients.append(client)
        server.call()


def test_a_lack_of_descriptors_is_survived(server: TinyServer) -> None:
    pid = server.process.pid
    held = len(os.listdir(f"/proc/{pid}/fd"))
    limits = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    with server.unharmed(), contextlib.ExitStack() as stack:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (held + 2, limits[1]))
        for _ in range(5):
            stack.enter_context(connect(server.socket))
        until(lambda: "Too many open files" in server.log(), "accept fails")
        resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)
        server.call()
