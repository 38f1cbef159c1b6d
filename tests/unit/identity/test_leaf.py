"""The leaf policy: each thing OpenSSL lets pass and SPIFFE does not, with real certificates."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from aurae.identity.leaf import LeafRefused, check
from tests.support.svids import Recipe, der, leaf, root, usage

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ROOT = root()
FOREIGN = root("other.org")
BUNDLES = {
    "aurae.local": frozenset((der(ROOT.certificate),)),
    "other.org": frozenset((der(FOREIGN.certificate),)),
}
GOOD = Recipe()
SIGNING = usage(digital_signature=True, key_cert_sign=True)


def judge(certificate: x509.Certificate, anchor: x509.Certificate = ROOT.certificate) -> str:
    return str(check(der(certificate), [der(certificate), der(anchor)], BUNDLES, NOW).spiffe_id)


@pytest.mark.parametrize(
    "recipe",
    [
        GOOD,
        replace(GOOD, dns=("a.example", "b.example")),
        replace(GOOD, extended=None),
        replace(GOOD, usage=usage(digital_signature=True, key_agreement=True)),
    ],
)
def test_a_good_leaf_is_accepted(recipe: Recipe) -> None:
    assert judge(leaf(ROOT, recipe)) == "spiffe://aurae.local/host/n/user/root"


@pytest.mark.parametrize(
    ("recipe", "why"),
    [
        (replace(GOOD, uris=("spiffe://aurae.local/a", "spiffe://aurae.local/b")), "2 URI names"),
        (replace(GOOD, uris=()), "no subject alternative name"),
        (replace(GOOD, uris=(), dns=("a.example",)), "0 URI names"),
        (replace(GOOD, uris=("https://aurae.local/a",)), "does not start with"),
        (replace(GOOD, uris=("spiffe://aurae.local",)), "names a trust domain"),
        (replace(GOOD, uris=("spiffe://aurae.local/a\n",)), "invalid path segment"),
        (replace(GOOD, uris=("spiffe://AURAE.local/a",)), "invalid trust domain"),
        (replace(GOOD, ca=True, usage=SIGNING), "not marked as a leaf"),
        (replace(GOOD, ca=True), "not marked as a leaf"),
        (replace(GOOD, ca=None), "not marked as a leaf"),
        (replace(GOOD, usage=SIGNING), "must not sign"),
        (replace(GOOD, usage=usage(digital_signature=True, crl_sign=True)), "must not sign"),
        (replace(GOOD, usage=None), "key usage"),
        (replace(GOOD, usage=usage(key_agreement=True)), "key usage"),
        (replace(GOOD, usage_critical=False), "key usage"),
        (replace(GOOD, extended=(ExtendedKeyUsageOID.SERVER_AUTH,)), "clientAuth"),
        (replace(GOOD, extended=(ExtendedKeyUsageOID.CLIENT_AUTH,)), "serverAuth"),
        (replace(GOOD, not_after=datetime(2026, 5, 1, tzinfo=UTC)), "not valid now"),
        (replace(GOOD, not_before=datetime(2026, 7, 1, tzinfo=UTC)), "not valid now"),
        (replace(GOOD, uris=("spiffe://third.org/a",)), "may not speak for"),
    ],
)
def test_a_bad_leaf_is_refused(recipe: Recipe, why: str) -> None:
    with pytest.raises(LeafRefused, match=why):
        judge(leaf(ROOT, recipe))


def test_the_ca_of_another_trust_domain_cannot_forge_our_ids() -> None:
    forged = leaf(FOREIGN, GOOD)
    with pytest.raises(LeafRefused, match=r"may not speak for trust domain aurae\.local"):
        judge(forged, FOREIGN.certificate)
    own = leaf(FOREIGN, replace(GOOD, uris=("spiffe://other.org/a",)))
    assert judge(own, FOREIGN.certificate) == "spiffe://other.org/a"


def test_a_leaf_without_a_verified_chain_is_refused() -> None:
    # What OpenSSL gives for a resumed session.
    certificate = der(leaf(ROOT, GOOD))
    with pytest.raises(LeafRefused, match="may not speak for"):
        check(certificate, [], BUNDLES, NOW)


def test_a_peer_is_described_for_people() -> None:
    certificate = leaf(ROOT, GOOD)
    peer = check(der(certificate), [der(ROOT.certificate)], BUNDLES, NOW)
    assert peer.subject_common_name == "somebody"
    assert peer.issuer_common_name == "Aurae root CA of aurae.local"
    assert peer.sha256_fingerprint == certificate.fingerprint(hashes.SHA256()).hex()
    assert peer.key_algorithm == "ECDSA P-256"
    assert peer.not_after == GOOD.not_after


def test_an_rsa_key_is_named_with_its_size() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    builder = leaf(ROOT, GOOD)
    made = x509.CertificateBuilder(
        subject_name=builder.subject,
        issuer_name=builder.issuer,
        public_key=key.public_key(),
        serial_number=1,
        not_valid_before=GOOD.not_before,
        not_valid_after=GOOD.not_after,
        extensions=list(builder.extensions),
    ).sign(ROOT.key, hashes.SHA256())
    assert check(der(made), [der(ROOT.certificate)], BUNDLES, NOW).key_algorithm == "RSA 2048"


SAMPLE = der(leaf(ROOT, GOOD))


# The library warns of such a number and reads the rest.
@pytest.mark.filterwarnings("ignore:Parsed a serial number which wasn't positive")
@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(1, 255)).map(
            lambda at: SAMPLE[: at[0]] + bytes([SAMPLE[at[0]] ^ at[1]]) + SAMPLE[at[0] + 1 :]
        ),
    )
)
def test_mangled_certificates_are_refused_or_read_but_never_crash(data: bytes) -> None:
    with contextlib.suppress(LeafRefused):
        check(data, [der(ROOT.certificate)], BUNDLES, NOW)
