"""Each way a connection can fail is one line that says why, against real sockets and real TLS."""

import asyncio
import contextlib
import os
import socket
import ssl
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection

from aurae.client import channel, config, errors, identity
from aurae.client.calls import call
from aurae.proto.discovery_grpc import DiscoveryServiceStub
from aurae.proto.discovery_pb2 import DiscoverRequest, DiscoverResponse
from tests.support.certificates import Authority
from tests.support.small_daemon import NODE, SmallDaemon

AUTHORITY = Authority()


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("c")


def discover(path: Path, limit: float = 10.0) -> DiscoverResponse:
    """Make one call as the client that a configuration describes."""

    async def ask() -> DiscoverResponse:
        found = config.read(path)
        async with channel.Channel(found.socket, identity.load(found)) as opened:
            return await call(DiscoveryServiceStub(opened).Discover, DiscoverRequest(), limit)

    return asyncio.run(ask())


def failure(path: Path, kind: type[errors.ClientError]) -> str:
    """Return what the user is told when the call fails as it should."""
    with pytest.raises(kind) as caught:
        discover(path)
    text = str(caught.value)
    assert text.startswith("cannot ")
    assert "\n" not in text
    return text


@pytest.fixture
def talker(folder: Path) -> Iterator[Callable[[Callable[[socket.socket], None]], Path]]:
    """Listen on the daemon's socket and treat the one connection as the test says."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "aurae.sock"))
    listener.listen()
    threads: list[threading.Thread] = []

    def start(talk: Callable[[socket.socket], None]) -> Path:
        def serve() -> None:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            # The client may leave in the middle of what is said.
            with peer, contextlib.suppress(OSError):
                peer.settimeout(10)
                talk(peer)

        threads.append(threading.Thread(target=serve))
        threads[0].start()
        return SmallDaemon(folder, AUTHORITY).config()

    yield start
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for thread in threads:
        thread.join(60)


def test_a_good_connection_answers(folder: Path) -> None:
    with SmallDaemon(folder, AUTHORITY) as daemon:
        assert discover(daemon.config()).version == "9.9.9"


def test_a_missing_socket_asks_whether_auraed_runs(folder: Path) -> None:
    path = SmallDaemon(folder, AUTHORITY).config()
    text = failure(path, errors.UnreachableError)
    assert text.endswith(
        f"cannot reach the daemon at {folder}/aurae.sock: no such file; is auraed running?"
    )


def test_a_socket_nobody_listens_on_asks_the_same(folder: Path) -> None:
    path = SmallDaemon(folder, AUTHORITY).config()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(folder / "aurae.sock"))
    assert "nobody listens; is auraed running?" in failure(path, errors.UnreachableError)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_socket_without_permission_says_so(folder: Path) -> None:
    with SmallDaemon(folder, AUTHORITY) as daemon:
        path = daemon.config()
        closed = folder / "closed"
        closed.mkdir()
        daemon.socket.rename(closed / "aurae.sock")
        path.write_text(path.read_text().replace(str(daemon.socket), str(closed / "aurae.sock")))
        closed.chmod(0o700)
        for file in [path, *folder.glob("client.*"), folder / "ca.crt"]:
            file.chmod(file.stat().st_mode | stat.S_IROTH)
        found = config.read(path)
        ours = identity.load(found)
        # Only the effective user of this thread's process changes, and changes back.
        os.seteuid(65534)
        try:

            async def ask() -> None:
                async with channel.Channel(found.socket, ours) as opened:
                    await call(DiscoveryServiceStub(opened).Discover, DiscoverRequest(), 5)

            with pytest.raises(errors.UnreachableError, match="permission denied"):
                asyncio.run(ask())
        finally:
            os.seteuid(0)
            (closed / "aurae.sock").rename(daemon.socket)


def test_a_daemon_that_does_not_answer_is_given_up(
    talker: Callable[[Callable[[socket.socket], None]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "CONNECT_TIMEOUT", 0.1)

    def silent(peer: socket.socket) -> None:
        while peer.recv(4096):
            pass

    assert failure(talker(silent), errors.UnreachableError).endswith("it does not answer")


def test_garbage_is_not_taken_for_a_daemon(
    talker: Callable[[Callable[[socket.socket], None]], Path],
) -> None:
    def garbage(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        peer.recv(4096)

    text = failure(talker(garbage), errors.UntrustedError)
    assert "does not speak TLS; is it the right socket?" in text


def test_a_connection_closed_at_once_is_told(
    talker: Callable[[Callable[[socket.socket], None]], Path],
) -> None:
    text = failure(talker(lambda peer: None), errors.UnreachableError)
    assert "it closed the connection" in text


def test_the_words_of_a_goaway_are_told(
    talker: Callable[[Callable[[socket.socket], None]], Path], folder: Path
) -> None:
    def refuse(peer: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*AUTHORITY.issue(folder, "server", NODE))
        context.set_alpn_protocols(["h2"])
        with context.wrap_socket(peer, server_side=True) as tls:
            connection = H2Connection(H2Configuration(client_side=False))
            connection.initiate_connection()
            connection.close_connection(11, b"cannot accept: user root has 64 connections already")
            tls.sendall(connection.data_to_send())
            while tls.recv(4096):
                pass

    text = failure(talker(refuse), errors.UnreachableError)
    assert "cannot accept: user root has 64 connections already" in text


def test_an_old_tls_is_refused(
    talker: Callable[[Callable[[socket.socket], None]], Path], folder: Path
) -> None:
    def old(peer: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(*AUTHORITY.issue(folder, "server", NODE))
        with suppress(OSError):
            context.wrap_socket(peer, server_side=True)

    assert "does not speak TLS 1.3" in failure(talker(old), errors.UntrustedError)


def test_a_daemon_of_another_ca_is_not_trusted(folder: Path) -> None:
    with SmallDaemon(folder, Authority()) as daemon:
        path = daemon.config()
        AUTHORITY.bundle(folder / "ca.crt")
        text = failure(path, errors.UntrustedError)
        assert "its certificate is not signed by our CA" in text
        assert "aer login --local" in text


@pytest.mark.parametrize("flags", [0, ssl.OP_NO_TICKET])
def test_the_alert_of_a_daemon_that_does_not_know_our_ca_is_told(
    talker: Callable[[Callable[[socket.socket], None]], Path], folder: Path, flags: int
) -> None:
    def refuse(peer: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.options |= flags
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_cert_chain(*AUTHORITY.issue(folder, "server", NODE))
        context.load_verify_locations(Authority().bundle(folder / "others.crt"))
        with suppress(OSError):
            context.wrap_socket(peer, server_side=True)

    text = failure(talker(refuse), errors.UntrustedError)
    assert "the daemon does not know the CA of our certificate" in text
    assert "aer login --local" in text


def test_a_daemon_that_refuses_our_certificate_without_an_alert_is_told(folder: Path) -> None:
    # asyncio's server is one: it closes the connection and sends nothing.
    with SmallDaemon(folder, AUTHORITY, client_authority=Authority()) as daemon:
        text = failure(daemon.config(), errors.UntrustedError)
        assert "it may not accept our certificate, then run `aer login --local`" in text


@pytest.mark.parametrize(
    "server_id",
    [
        "spiffe://aurae.local/host/h/user/mallory",
        "spiffe://other.local/node/test",
        "spiffe://aurae.local/node/a/b",
        "spiffe://aurae.local/node/",
        "spiffe://aurae.local.evil/node/test",
    ],
)
def test_somebody_with_a_certificate_of_our_ca_is_not_the_daemon(
    folder: Path, server_id: str
) -> None:
    with SmallDaemon(folder, AUTHORITY, server_id=server_id) as daemon:
        text = failure(daemon.config(), errors.UntrustedError)
        assert f"it is {server_id}, not a node of our trust domain aurae.local" in text


def test_an_expired_identity_is_told_before_any_connection(folder: Path) -> None:
    begin, end = timedelta(hours=-2), timedelta(hours=-1)
    path = SmallDaemon(folder, AUTHORITY).config(begin=begin, end=end)
    text = failure(path, errors.NoIdentityError)
    assert "client.crt: it expired at " in text
    assert text.endswith("run `aer login --local`")


def test_an_identity_of_the_future_asks_for_the_clock(folder: Path) -> None:
    path = SmallDaemon(folder, AUTHORITY).config(begin=timedelta(hours=1), end=timedelta(hours=2))
    assert "is not valid before" in failure(path, errors.NoIdentityError)


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("client.key", None, "client.key: no such file"),
        ("client.crt", None, "client.crt: no such file"),
        ("ca.crt", None, "ca.crt: no such file"),
        ("client.key", "x", "client.key: it holds no usable private key"),
        ("client.crt", "x", "client.crt: it holds no certificate"),
        ("ca.crt", "x", "ca.crt: it holds no certificate"),
    ],
)
def test_an_identity_with_a_bad_file_names_it(
    folder: Path, file: str, content: str | None, why: str
) -> None:
    path = SmallDaemon(folder, AUTHORITY).config()
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_text(content)
    assert why in failure(path, errors.NoIdentityError)


def test_a_key_of_another_certificate_is_told(folder: Path) -> None:
    path = SmallDaemon(folder, AUTHORITY).config()
    _, key = AUTHORITY.issue(folder, "other", NODE)
    key.rename(folder / "client.key")
    assert "do not belong together" in failure(path, errors.NoIdentityError)


def test_no_answer_within_the_limit_is_told(
    talker: Callable[[Callable[[socket.socket], None]], Path], folder: Path
) -> None:
    def stall(peer: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*AUTHORITY.issue(folder, "server", NODE))
        with context.wrap_socket(peer, server_side=True) as tls:
            connection = H2Connection(H2Configuration(client_side=False))
            connection.initiate_connection()
            tls.sendall(connection.data_to_send())
            while tls.recv(4096):
                pass

    path = talker(stall)
    with pytest.raises(
        errors.UnreachableError, match=r"cannot call Discover: no answer within 0\.1 s"
    ):
        discover(path, 0.1)
