"""TLS contexts: a handshake in memory for each thing that must not pass."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aurae.identity.authority import OwnIdentity
from aurae.identity.contexts import LastWords, last_words, server_context, verified_chain
from aurae.identity.keyfiles import Issuer, key_pem
from aurae.identity.profiles import new_key
from aurae.identity.spiffe import node_id
from tests.support.h2raw import client_context
from tests.support.svids import ClientFiles, Recipe, der, leaf, pem, root, write_client

OLD, NEW = root(), root("new.org")


def own_identity() -> OwnIdentity:
    key = new_key()
    recipe = Recipe(uris=("spiffe://aurae.local/node/n",))
    return OwnIdentity(
        spiffe_id=node_id("aurae.local", "n"),
        chain_pem=pem(leaf(OLD, recipe, key)),
        key_pem=key_pem(key),
        not_before=datetime.now(UTC),
        not_after=recipe.not_after,
    )


def client_of(issuer: Issuer, folder: Path) -> ClientFiles:
    key = new_key()
    return write_client(
        folder, "client", pem(leaf(issuer, Recipe(), key)), key, pem(OLD.certificate)
    )


def shake(client: ssl.SSLContext, server: ssl.SSLContext) -> ssl.SSLObject:
    """Do a handshake and return the server's side."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (
        client.wrap_bio(to_client, to_server),
        server.wrap_bio(to_server, to_client, server_side=True),
    )
    done: set[ssl.SSLObject] = set()
    for _ in range(6):
        for end in ends:
            try:
                end.do_handshake()
                done.add(end)
            except ssl.SSLWantReadError:
                pass
    assert len(done) == 2
    return ends[1]


def test_the_verified_chain_ends_with_the_anchor(tmp_path: Path) -> None:
    context = server_context(own_identity(), pem(OLD.certificate))
    session = shake(client_context(client_of(OLD, tmp_path)), context)
    chain = verified_chain(session)
    assert chain[0] == session.getpeercert(binary_form=True)
    assert chain[-1] == der(OLD.certificate)
    assert session.selected_alpn_protocol() == "h2"
    assert session.version() == "TLSv1.3"


def test_a_root_taken_out_of_the_bundle_is_refused_from_then_on(tmp_path: Path) -> None:
    own = own_identity()
    client = client_context(client_of(OLD, tmp_path))
    both = server_context(own, pem(OLD.certificate) + pem(NEW.certificate))
    shake(client, both)
    with pytest.raises(ssl.SSLError, match="certificate verify failed"):
        shake(client, server_context(own, pem(NEW.certificate)))


def test_no_session_ticket_is_given_out(tmp_path: Path) -> None:
    context = server_context(own_identity(), pem(OLD.certificate))
    assert context.num_tickets == 0
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version is ssl.TLSVersion.TLSv1_3


def test_the_alert_of_a_failed_handshake_is_kept() -> None:
    words = LastWords()
    last_words.set(words)
    client = client_context(None)
    client.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError):
        shake(client, server_context(own_identity(), pem(OLD.certificate)))
    assert words.alert[0] == 21  # an alert record


def test_a_key_that_does_not_match_is_refused_at_load() -> None:
    own = own_identity()
    other = own_identity()
    mixed = OwnIdentity(own.spiffe_id, own.chain_pem, other.key_pem, own.not_before, own.not_after)
    with pytest.raises(ssl.SSLError):
        server_context(mixed, pem(OLD.certificate))
