"""The small certificate reader agrees with a full one, and takes any bytes without harm."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import example, given
from hypothesis import strategies as st

from aurae.client import certificate
from tests.support.certificates import DER, Authority

AUTHORITY = Authority()
KEY = ec.generate_private_key(ec.SECP256R1()).public_key()


@pytest.mark.parametrize("days", [1, 365 * 20, 365 * 60])
def test_it_reads_what_cryptography_reads(days: int) -> None:
    leaf = AUTHORITY.leaf(KEY, "spiffe://aurae.local/node/a", end=timedelta(days=days))
    found = certificate.parse(leaf.public_bytes(DER))
    assert found.spiffe_id == "spiffe://aurae.local/node/a"
    assert found.trust_domain == "aurae.local"
    assert found.not_before == leaf.not_valid_before_utc
    assert found.not_after == leaf.not_valid_after_utc


@pytest.mark.parametrize("uris", [(), ("spiffe://a/b", "spiffe://a/c"), ("https://a/b",)])
def test_a_certificate_without_exactly_one_spiffe_id_has_none(uris: tuple[str, ...]) -> None:
    found = certificate.parse(AUTHORITY.leaf(KEY, *uris).public_bytes(DER)) if uris else None
    if found is None:
        plain = AUTHORITY.root.public_bytes(DER)
        assert certificate.parse(plain).uris == ("spiffe://aurae.local",)
        return
    with pytest.raises(ValueError, match="it has no SPIFFE ID"):
        _ = found.spiffe_id


def test_the_first_certificate_of_a_chain_is_taken(tmp_path: Path) -> None:
    crt, _ = AUTHORITY.issue(tmp_path, "x", "spiffe://aurae.local/host/h/user/u")
    assert certificate.first_of_pem(crt.read_bytes()).spiffe_id.endswith("/user/u")


@pytest.mark.parametrize("data", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_file_without_a_certificate_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="it holds no certificate in PEM"):
        certificate.first_of_pem(data)


@given(st.binary())
def test_any_bytes_are_a_certificate_or_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        certificate.parse(data)
    pem = b"-----BEGIN CERTIFICATE-----\n" + data + b"\n-----END CERTIFICATE-----"
    with pytest.raises(ValueError, match=r"."):
        certificate.first_of_pem(pem)


# The library warns of such a number and reads the rest.
@pytest.mark.filterwarnings("ignore:Parsed a serial number which wasn't positive")
@given(st.integers(0, 700), st.integers(0, 255))
@example(15, 128)
def test_a_damaged_certificate_is_read_as_it_is_or_refused(at: int, value: int) -> None:
    der = bytearray(AUTHORITY.intermediate.public_bytes(DER))
    der[at % len(der)] = value
    try:
        found = certificate.parse(bytes(der))
    except ValueError:
        return
    try:
        whole = x509.load_der_x509_certificate(bytes(der))
        names = whole.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        uris = tuple(names.get_values_for_type(x509.UniformResourceIdentifier))
    except (ValueError, x509.InvalidVersion, x509.ExtensionNotFound, x509.DuplicateExtension):
        return
    assert found.uris == uris
