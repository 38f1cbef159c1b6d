"""Calls on hardened connections, with clients of several makes, up to the last one."""

import asyncio
import contextlib
import grp
import pwd
import signal
import socket
import struct
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import grpc
import pytest
from cryptography import x509
from google.protobuf.wrappers_pb2 import BytesValue, Int64Value
from grpclib.client import UnaryStreamMethod
from hyperframe.frame import (
    DataFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)

from aurae.client import identity
from aurae.client.address import Address
from aurae.client.channel import Channel
from aurae.client.config import ClientConfig
from aurae.identity.profiles import new_key
from aurae.proto.discovery_pb2 import DiscoverRequest, DiscoverResponse
from aurae.proto.identity_pb2 import LoginRequest, LoginResponse
from tests.support.h2raw import RawClient, client_context, connect
from tests.support.svids import ClientFiles, pem, request, write_client
from tests.support.tiny_server import (
    DISCOVER,
    TinyServer,
    acting_as,
    public_folder,
    tiny_server,
)
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


@contextlib.contextmanager
def grpc_channel(server: TinyServer, *, tcp: bool = False) -> Iterator[grpc.Channel]:
    credentials = grpc.ssl_channel_credentials(
        server.client.ca.read_bytes(),
        server.client.key.read_bytes(),
        server.client.certificate.read_bytes(),
    )
    target = f"127.0.0.1:{server.port}" if tcp else f"unix:{server.socket}"
    options = [("grpc.ssl_target_name_override", "server.unsafe.aurae.io")]
    with grpc.secure_channel(target, credentials, options) as channel:
        yield channel


def test_a_message_over_the_limit_is_refused_and_the_connection_lives(server: TinyServer) -> None:
    with server.unharmed(), server.raw() as client:
        client.send(client.headers(1, "/trial.Trial/Echo"))
        client.send(client.data(1, struct.pack(">BI", 0, 100 * MIB), end=False))
        headers = client.trailers(1)
        assert headers["grpc-status"] == "8"
        assert "104857600 bytes, the limit is 16777216" in headers["grpc-message"]
        # A client that pays no heed goes on until its window is used up.
        for _ in range(40):
            client.send(client.data(1, bytes(16384), end=False))
        assert client.call(3, DISCOVER)["grpc-status"] == "0"


def test_a_large_message_in_the_limit_is_taken(server: TinyServer) -> None:
    size = 15 * MIB
    with grpc_channel(server) as channel:
        echo = channel.unary_unary("/trial.Trial/Echo")
        assert len(echo(b"\x0a" + _varint(size) + bytes(size), timeout=20)) > 100


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/no.Such/Method", 12, "cannot call /no.Such/Method: no such method"),
        ("/trial.Trial/Refuse", 5, "cannot get w%C3%A9b: no such thing"),
        ("/trial.Trial/Forbidden", 7, "may not"),
    ],
)
def test_errors_are_grpc_answers_with_a_content_type(
    server: TinyServer, path: str, status: int, message: str
) -> None:
    with server.unharmed(), server.raw() as client:
        for stream in (1, 3, 5):
            headers = client.call(stream, path)
            assert headers["grpc-status"] == str(status)
            assert message in headers["grpc-message"]
            assert headers["content-type"] == "application/grpc+proto"


def test_a_bug_in_a_handler_fails_that_call_alone(server: TinyServer) -> None:
    with server.raw() as client:
        assert client.call(1, "/trial.Trial/Bug")["grpc-status"] == "13"
        assert client.call(3, DISCOVER)["grpc-status"] == "0"


@pytest.mark.parametrize("timeout", ["1m", "99999999n"])
def test_a_deadline_ends_a_call(server: TinyServer, timeout: str) -> None:
    with server.unharmed(), server.raw() as client:
        hang = client.headers(1, "/trial.Trial/Hang", ("grpc-timeout", timeout))
        client.send(hang, client.message(1, b""))
        assert client.trailers(1)["grpc-status"] == "4"


@pytest.mark.parametrize("timeout", ["", "1", "x", "-1S", "9" * 400 + "H", "1S\n"])
def test_a_malformed_deadline_is_refused(server: TinyServer, timeout: str) -> None:
    with server.unharmed(), server.raw() as client:
        echo = client.headers(1, "/trial.Trial/Echo", ("grpc-timeout", timeout))
        client.send(echo, client.message(1, b""))
        assert client.trailers(1)["grpc-status"] == "3"


def test_streams_beyond_the_limit_are_refused_one_by_one(server: TinyServer) -> None:
    with server.unharmed(), server.raw() as client:
        for stream in range(1, 401, 2):
            client.send(client.headers(stream, "/trial.Trial/Hang"), client.message(stream, b""))
        refused = 0
        while refused < 200 - 128:
            frame = client.frame()
            assert frame is not None
            if isinstance(frame, RstStreamFrame):
                assert frame.error_code == 7  # REFUSED_STREAM
                refused += 1


def test_a_slow_reader_holds_little_memory_and_is_closed(hasty: TinyServer) -> None:
    settings = SettingsFrame(0, settings={SettingsFrame.INITIAL_WINDOW_SIZE: 2**31 - 1})
    window = WindowUpdateFrame(0)
    window.window_increment = 2**31 - 1 - 65535
    with hasty.unharmed(), hasty.raw() as client:
        client.send(settings, window)
        wanted = Int64Value(value=16_000).SerializeToString()
        client.send(client.headers(1, "/trial.Trial/Pour"), client.message(1, wanted))
        until(lambda: "it does not read" in hasty.log(), "the slow reader is closed")
        assert client.ended()


async def pour(server: TinyServer, count: int, pause: Callable[[], Awaitable[None]]) -> int:
    """Read `count` messages of 64 KiB with our own client, with a pause after the first one."""
    files = server.client
    place = Address(str(server.socket), "", 0)
    config = ClientConfig(files.ca, files.certificate, files.key, place, server.folder / "config")
    got = 0
    async with Channel(config.socket, identity.load(config)) as channel:
        method = UnaryStreamMethod(channel, "/trial.Trial/Pour", Int64Value, BytesValue)
        async with method.open() as stream:
            await stream.send_message(Int64Value(value=count), end=True)
            async for message in stream:
                got += len(message.value)
                if got == len(message.value):
                    await pause()
    return got


@pytest.mark.parametrize("frozen", [False, True])
def test_a_reader_of_ours_that_pauses_is_waited_for(hasty: TinyServer, frozen: bool) -> None:
    async def pause() -> None:
        # Three times as long as one that holds up the server may: by a full pipe, or politely.
        if frozen:
            time.sleep(1.5)  # noqa: ASYNC251  # as a write to a pipe that nobody reads
        else:
            await asyncio.sleep(1.5)

    before = hasty.log().count("it does not read")
    assert asyncio.run(pour(hasty, 200, pause)) == 200 * 65536
    assert hasty.log().count("it does not read") == before


def test_calls_of_a_client_that_vanishes_end(server: TinyServer) -> None:
    with server.unharmed():
        for _ in range(30):
            with server.raw() as client:
                for stream in range(1, 101, 2):
                    hang = client.headers(stream, "/trial.Trial/Hang")
                    client.send(hang, client.message(stream, b""))


def test_stopping_drains_then_cancels_and_removes_the_sockets() -> None:
    with public_folder() as folder:
        server = TinyServer(Path(folder))
        _stop(server)
        assert not server.socket.exists()
        assert not server.login_socket.exists()
        assert "Traceback" not in server.log()


def _stop(server: TinyServer) -> None:
    with server.raw() as idle, server.raw() as busy, connect(server.socket):
        busy.send(busy.headers(1, "/trial.Trial/Hang"), busy.message(1, b""))
        server.process.send_signal(signal.SIGTERM)
        assert b"the daemon is stopping" in idle.goaway().additional_data
        headers = busy.call(3, DISCOVER)
        assert headers["grpc-status"] == "14"
        assert headers["grpc-message"] == "the daemon is stopping"
        with pytest.raises(OSError, match=r"refused|No such file"):
            connect(server.socket)
        assert b"the daemon is stopping" in busy.goaway().additional_data
    server.close()
    assert server.process.returncode == 0


def test_the_trust_bundle_is_published_for_everyone(server: TinyServer) -> None:
    path = server.folder / "ca.crt"
    assert path.stat().st_mode & 0o777 == 0o644
    assert path.read_bytes() == server.client.ca.read_bytes()


def test_a_plain_text_client_cannot_use_the_api_socket(server: TinyServer) -> None:
    with server.unharmed(), connect(server.socket) as sock:
        sock.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            assert not _http2(sock)


def _http2(sock: socket.socket) -> bool:
    answer = b""
    while data := sock.recv(4096):
        answer += data
    return b"\0\0\0\x04\0\0\0\0\0" in answer


@pytest.mark.parametrize("tcp", [False, True])
def test_a_stock_grpc_client_works(server: TinyServer, tcp: bool) -> None:
    with grpc_channel(server, tcp=tcp) as channel:
        call = channel.unary_unary(
            DISCOVER,
            request_serializer=DiscoverRequest.SerializeToString,
            response_deserializer=DiscoverResponse.FromString,
        )
        assert call(DiscoverRequest(), timeout=10).version.endswith("/user/root")
        unknown = channel.unary_unary("/no.Such/Method")
        with pytest.raises(grpc.RpcError) as caught:
            unknown(b"", timeout=10)
        assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
        pour = channel.unary_stream("/trial.Trial/Pour")
        received = sum(len(item) for item in pour(b"\x08\xc8\x01", timeout=30))
        assert received > 200 * 65536
        upload = channel.stream_unary("/trial.Trial/Total")
        chunk = b"\x0a\x80\x80\x04" + bytes(65536)
        total = upload(iter([chunk] * 200), timeout=30)
        assert Int64Value.FromString(total).value == 200 * 65536


def log_in(server: TinyServer) -> ClientFiles:
    """Get a certificate over the login socket, as the user we are."""
    key = new_key()
    order = LoginRequest(certificate_request=request(key)).SerializeToString()
    with RawClient(server.login_socket, None) as client:
        client.send(client.headers(1, LOGIN), client.message(1, order))
        data = b""
        while not data:
            frame = client.frame()
            assert frame is not None
            data = bytes(frame.data) if isinstance(frame, DataFrame) else b""
    answer = LoginResponse.FromString(data[5:])
    chain = b"".join(
        pem(x509.load_der_x509_certificate(item)) for item in answer.certificate_chain
    )
    bundle = b"".join(pem(x509.load_der_x509_certificate(item)) for item in answer.trust_bundle)
    with acting_as(0):
        return write_client(server.folder, answer.spiffe_id.rpartition("/")[2], chain, key, bundle)


def test_the_login_socket_issues_a_certificate_that_connects(server: TinyServer) -> None:
    with server.raw(log_in(server)) as client:
        assert client.call(1, DISCOVER)["grpc-status"] == "0"


def test_a_member_of_the_group_gets_an_identity_of_its_own() -> None:
    group = grp.getgrgid(pwd.getpwuid(NOBODY).pw_gid).gr_name
    with tiny_server(group=group) as server:
        with acting_as(NOBODY):
            files = log_in(server)
        context = client_context(files)
        with acting_as(NOBODY):
            client = RawClient(server.socket, context)
        with client:
            assert client.call(1, DISCOVER)["grpc-status"] == "0"


def test_a_long_lived_connection_stays_small(server: TinyServer) -> None:
    with server.raw() as client:
        for stream in range(1, 2001, 2):
            client.call(stream, DISCOVER)
        with server.unharmed(growth=2 * MIB):
            for stream in range(2001, 22001, 2):
                client.call(stream, DISCOVER)


def test_login_is_for_the_owner_and_the_group_alone(server: TinyServer) -> None:
    with acting_as(NOBODY):
        client = RawClient(server.login_socket, None)
    with server.unharmed(), client:
        headers = client.call(1, LOGIN)
        assert headers["grpc-status"] == "7"
        assert headers["grpc-message"].startswith("cannot log in: user nobody")
        assert client.call(3, DISCOVER)["grpc-status"] == "12"


def test_a_malformed_request_to_login_is_refused(server: TinyServer) -> None:
    with server.unharmed(), RawClient(server.login_socket, None) as client:
        bad = LoginRequest(certificate_request=b"\x30\x03abc").SerializeToString()
        assert client.call(1, LOGIN, bad)["grpc-status"] == "3"
        assert client.call(3, LOGIN, b"\xff\xff")["grpc-status"] == "3"


def test_a_probe_that_closes_at_once_is_not_worth_a_line() -> None:
    with tiny_server() as server:
        for _ in range(3):
            connect(server.socket).close()
        with connect(server.socket) as sock:
            sock.sendall(b"what is this?\n")
            until(lambda: "cannot accept connection" in server.log(), "noise is told")
        server.call()
        lines = [line for line in server.log().splitlines() if "cannot accept" in line]
        assert len(lines) == 1
        assert not lines[0].rstrip().endswith(":")
