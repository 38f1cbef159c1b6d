"""Attacks by local users who may not use the daemon, and by those who hold an old certificate."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509

from aurae.identity.keyfiles import load
from aurae.identity.profiles import new_key
from aurae.server.complaints import FIRST
from aurae.server.listener import ARRIVALS_AT_ONCE, LOGINS_EACH
from aurae.server.login import LOGINS_AT_ONCE
from tests.support.daemon import Daemon
from tests.support.h2raw import RawClient, client_context, connect
from tests.support.svids import ClientFiles, Recipe, leaf, pem, write_client
from tests.support.tiny_server import TinyServer, acting_as, forged, tiny_server

NOBODY = 65534
LOGIN = "/aurae.identity.v0.LoginService/Login"
LIST = "/aurae.runtime.v0.RuntimeService/List"
AS_NOBODY = Recipe(uris=("spiffe://aurae.local/host/n/user/nobody",), uid=str(NOBODY))


@pytest.fixture
def server() -> Iterator[TinyServer]:
    """A server that nobody has attacked yet."""
    with tiny_server(login=1.5) as running:
        yield running


def test_idle_logins_end_and_keep_nobody_out(server: TinyServer) -> None:
    context = client_context(forged(server, AS_NOBODY))
    with server.unharmed(), contextlib.ExitStack() as stack:
        waiting = []
        for uid in range(50_000, 50_016):
            with acting_as(uid):
                for _ in range(LOGINS_EACH):
                    with contextlib.suppress(OSError):
                        client = stack.enter_context(RawClient(server.login_socket, None))
                        waiting.append(client)
        with acting_as(NOBODY):
            stack.enter_context(RawClient(server.socket, context))
        with RawClient(server.login_socket, None) as owner:
            assert owner.call(1, LOGIN)["grpc-status"] == "3"  # it may, but sends no request
        assert all(client.ended() for client in waiting)


def test_a_user_has_few_logins_at_the_same_time(server: TinyServer) -> None:
    with server.unharmed(), contextlib.ExitStack() as stack:
        with acting_as(NOBODY):
            for _ in range(LOGINS_EACH):
                stack.enter_context(RawClient(server.login_socket, None))
            one_more = stack.enter_context(RawClient(server.login_socket, None))
        answer = one_more.call(1, LOGIN)
        assert answer["grpc-status"] == "8"
        assert f"has {LOGINS_EACH} connections (limit of a user" in answer["grpc-message"]


def test_a_login_connection_ends_after_its_answer(server: TinyServer) -> None:
    with server.unharmed(), RawClient(server.login_socket, None) as client:
        assert client.call(1, LOGIN)["grpc-status"] == "3"
        assert b"for one login" in client.goaway().additional_data
        assert client.ended()


def test_logins_of_a_stranger_are_refused_before_they_cost_much(server: TinyServer) -> None:
    with server.unharmed():
        with acting_as(NOBODY):
            client = RawClient(server.login_socket, None)
        with client:
            answers = [client.call(stream, LOGIN)["grpc-status"] for stream in range(1, 200, 2)]
        assert answers[:LOGINS_AT_ONCE] == ["7"] * LOGINS_AT_ONCE
        assert answers.count("8") > 50


def test_a_flood_of_connections_is_closed_before_the_handshake(server: TinyServer) -> None:
    context = client_context(forged(server, AS_NOBODY))
    with server.unharmed():
        served = 0
        for _ in range(3 * ARRIVALS_AT_ONCE):
            with acting_as(NOBODY), contextlib.suppress(OSError):
                RawClient(server.socket, context).sock.close()
                served += 1
        assert ARRIVALS_AT_ONCE <= served < 2 * ARRIVALS_AT_ONCE
        for _ in range(2 * ARRIVALS_AT_ONCE):  # the owner always gets in
            server.call()


def test_garbage_does_not_fill_the_log(server: TinyServer) -> None:
    before = len(server.log())
    for path, count in ((server.socket, ARRIVALS_AT_ONCE), (server.login_socket, LOGINS_EACH)):
        for _ in range(count):
            with acting_as(NOBODY), contextlib.suppress(OSError), connect(path) as sock:
                sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
                while sock.recv(4096):
                    pass
    lines = [line for line in server.log()[before:].splitlines() if f"uid {NOBODY}" in line]
    assert len(lines) == FIRST


def test_a_name_that_went_to_another_user_takes_no_rights_along(make_daemon: object) -> None:
    assert callable(make_daemon)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    daemon: Daemon = make_daemon(listen=f"127.0.0.1:{port}")
    for uid, status in (("0", "0"), ("4321", "7"), ("", "7")):
        context = client_context(_issued(daemon, uid))
        for address in (("127.0.0.1", port), daemon.socket):
            with RawClient(address, context) as client:
                assert client.call(1, LIST)["grpc-status"] == status


def _issued(daemon: Daemon, uid: str) -> ClientFiles:
    own = Path(daemon.home / ".aurae/client.crt").read_bytes()
    names = x509.load_pem_x509_certificate(own).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    uris = names.value.get_values_for_type(x509.UniformResourceIdentifier)
    issuer = load(daemon.state_dir / "pki", "intermediate")
    assert issuer is not None
    key = new_key()
    chain = pem(leaf(issuer, Recipe(uris=uris, uid=uid), key)) + pem(issuer.certificate)
    ca = (daemon.runtime_dir / "ca.crt").read_bytes()
    return write_client(daemon.folder, f"forged{uid}", chain, key, ca)
