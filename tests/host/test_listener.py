"""Who may connect: certificates, users, and both of them over time."""

import signal
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import grpc
import pytest

from tests.support.h2raw import RawClient, client_context
from tests.support.svids import Recipe, root
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


def talk(server: TinyServer, context: ssl.SSLContext) -> None:
    """Connect, greet, and listen to the end."""
    with RawClient(server.socket, context) as client:
        while client.sock.recv(4096):
            pass


def tls_error(server: TinyServer, context: ssl.SSLContext) -> str:
    """Connect and return the error a client sees."""
    with pytest.raises((ssl.SSLError, ConnectionError)) as caught:
        talk(server, context)
    return str(caught.value)


def test_a_client_without_a_certificate_is_told_so(server: TinyServer) -> None:
    with server.unharmed():
        assert "certificate required" in tls_error(server, client_context(None))


def test_a_certificate_of_another_ca_is_refused(server: TinyServer) -> None:
    with server.unharmed():
        files = forged(server, Recipe(), root("strange.org"))
        assert "unknown ca" in tls_error(server, client_context(files))


NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("recipe", "alert"),
    [
        (Recipe(not_after=NOW - timedelta(minutes=1)), "certificate expired"),
        (Recipe(not_before=NOW + timedelta(hours=1)), "alert"),
    ],
)
def test_a_certificate_out_of_its_time_is_refused(
    server: TinyServer, recipe: Recipe, alert: str
) -> None:
    with server.unharmed():
        assert alert in tls_error(server, client_context(forged(server, recipe)))


@pytest.mark.parametrize(
    ("recipe", "why"),
    [
        (Recipe(uris=("spiffe://aurae.local/a", "spiffe://aurae.local/b")), "2 URI names"),
        (Recipe(uris=("spiffe://aurae.local",)), "names a trust domain"),
        (Recipe(uris=("spiffe://other.org/host/n/user/root",)), "may not speak for"),
        (Recipe(uris=("spiffe://aurae.local/host/elsewhere/user/root",)), "another node"),
        (Recipe(uris=("spiffe://aurae.local/host/n/user/no-such-user",)), ""),
    ],
)
def test_a_certificate_against_the_policy_is_answered_with_the_reason(
    server: TinyServer, recipe: Recipe, why: str
) -> None:
    files = forged(server, recipe)
    with server.unharmed(), server.raw(files) as client:
        headers = client.call(1, DISCOVER)
        if why:
            assert headers["grpc-status"] == str(grpc.StatusCode.UNAUTHENTICATED.value[0])
            assert why in headers["grpc-message"]
            assert why.encode() in client.goaway().additional_data
        else:
            # Root may use any local user's certificate.
            assert headers["grpc-status"] == "0"


def test_a_stolen_key_is_no_use_to_another_user(server: TinyServer) -> None:
    context = client_context(server.client)
    with acting_as(NOBODY):
        client = RawClient(server.socket, context)
    with client:
        headers = client.call(1, DISCOVER)
    assert headers["grpc-status"] == "16"
    assert "/user/root is not uid 65534 (nobody)" in headers["grpc-message"]


def test_tls_1_2_is_refused(server: TinyServer) -> None:
    context = client_context(server.client)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with server.unharmed():
        assert "protocol version" in tls_error(server, context)


def test_a_client_must_offer_h2(server: TinyServer) -> None:
    context = client_context(server.client)
    context.set_alpn_protocols(["http/1.1"])
    with server.unharmed(), RawClient(server.socket, context) as client:
        assert b"ALPN" in client.goaway().additional_data


def test_a_connection_ends_when_its_certificate_does(hasty: TinyServer) -> None:
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=3)
    files = forged(hasty, replace(Recipe(), not_after=soon))
    with hasty.unharmed(), hasty.raw(files) as client:
        assert client.call(1, DISCOVER)["grpc-status"] == "0"
        client.send(client.headers(3, "/trial.Trial/Hang"), client.message(3, b""))
        assert b"certificate expired" in client.goaway().additional_data
        assert datetime.now(UTC) >= soon
        assert client.ended(5)


def test_open_connections_outlive_a_new_certificate_of_the_daemon(server: TinyServer) -> None:
    with server.raw() as client:
        first = _certificate(client)
        assert client.call(1, DISCOVER)["grpc-status"] == "0"
        server.process.send_signal(signal.SIGHUP)
        until(lambda: _new_certificate(server) != first, "a new certificate is served")
        assert client.call(3, DISCOVER)["grpc-status"] == "0"


def _certificate(client: RawClient) -> bytes:
    assert isinstance(client.sock, ssl.SSLSocket)
    return client.sock.getpeercert(binary_form=True) or b""


def _new_certificate(server: TinyServer) -> bytes:
    with server.raw() as client:
        return _certificate(client)
