"""Signatures of images: which count, and why others do not."""

import base64
import json
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from aurae.images import cosign
from aurae.images.cosign import BadSignature
from aurae.model.image_policy import Signer
from tests.support import cosigned

DIGEST = "sha256:" + "ab" * 32
OTHER = "sha256:" + "cd" * 32
REPOSITORY = "127.0.0.1:5000/web"
NOW = cosigned.BEGIN + timedelta(days=100)
IDENTITY = "https://ci.example/build@refs/heads/main"
ISSUER = "https://accounts.example"
NAMES = [x509.UniformResourceIdentifier(IDENTITY)]


@pytest.fixture(scope="module")
def key():
    return cosigned.new_key()


@pytest.fixture(scope="module")
def authority():
    return cosigned.Authority()


@pytest.fixture(scope="module")
def log():
    return cosigned.new_key()


@pytest.fixture(scope="module")
def files(key, authority, log):
    return {"/key": cosigned.public(key), "/roots": authority.pem, "/log": cosigned.public(log)}


def check(payload, annotations, signer, files, now=NOW):
    cosign.check(payload, annotations, signer, files.__getitem__, now)
    cosign.check_payload(payload, DIGEST, REPOSITORY, signer)


def test_what_the_key_has_signed_counts(key, files):
    payload = cosigned.payload_of(DIGEST)
    check(payload, {cosign.SIGNATURE: cosigned.sign(key, payload)}, Signer(key="/key"), files)


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (cosigned.payload_of(OTHER), "it is of 'sha256:cdcd"),
        (cosigned.payload_of(DIGEST, "127.0.0.1:5000/other"), "it names the repository"),
        (cosigned.payload_of(DIGEST, kind="a letter"), "no signature of an image"),
        (b"{}", "its payload: critical: is no object"),
        (b"\xff", "its payload"),
        (b'{"critical": {"image": 1}}', "critical.image: is no object"),
    ],
)
def test_what_it_has_signed_of_something_else_does_not(key, files, payload, why):
    with pytest.raises(BadSignature, match=why):
        check(payload, {cosign.SIGNATURE: cosigned.sign(key, payload)}, Signer(key="/key"), files)


@pytest.mark.parametrize(
    ("signature", "why"),
    [
        (None, "has no signature"),
        ("%", "is no base64"),
        ("QUJD", "another key"),
        ("", "another key"),
    ],
)
def test_what_is_no_signature_does_not_count(files, signature, why):
    annotations = {} if signature is None else {cosign.SIGNATURE: signature}
    with pytest.raises(BadSignature, match=why):
        check(cosigned.payload_of(DIGEST), annotations, Signer(key="/key"), files)


def test_another_key_does_not_count(files):
    payload = cosigned.payload_of(DIGEST)
    annotations = {cosign.SIGNATURE: cosigned.sign(cosigned.new_key(), payload)}
    with pytest.raises(BadSignature, match="another key"):
        check(payload, annotations, Signer(key="/key"), files)


@pytest.mark.parametrize(
    ("named", "repository", "counts"),
    [
        ("index.docker.io/library/web", "docker.io/library/web", True),
        ("127.0.0.1:5000/web:1", REPOSITORY, True),
        (f"127.0.0.1:5000/web@{DIGEST}", REPOSITORY, True),
        ("127.0.0.1:5000/other", "*", True),
        ("127.0.0.1:5000/web/inner", REPOSITORY, False),
        ("", REPOSITORY, False),
    ],
)
def test_a_signature_names_its_repository(named, repository, counts):
    payload = cosigned.payload_of(DIGEST, named)
    signer = Signer(key="/key", repository=repository)
    if counts:
        cosign.check_payload(payload, DIGEST, "127.0.0.1:5000/copy", signer)
    else:
        with pytest.raises(BadSignature, match="it names the repository"):
            cosign.check_payload(payload, DIGEST, "127.0.0.1:5000/copy", signer)


def certified(key, authority, log, *, names=NAMES, begin=NOW, entered=NOW, **more):
    """Return a payload and its annotations by a certificate that began to be valid then."""
    payload = cosigned.payload_of(DIGEST)
    certificate = authority.certify(key, names, begin, **more)
    signature = cosigned.sign(key, payload)
    return payload, {
        cosign.SIGNATURE: signature,
        cosign.CERTIFICATE: certificate.public_bytes(cosigned.PEM).decode(),
        cosign.CHAIN: authority.pem.decode(),
        cosign.BUNDLE: cosigned.receipt(log, entered, signature, certificate, payload),
    }


LOGGED = Signer(roots="/roots", identity=IDENTITY, issuer=ISSUER, log_key="/log")


@pytest.mark.parametrize(
    "signer",
    [
        LOGGED,
        Signer(roots="/roots", identity_pattern=r"https://ci\.example/build@.*", log_key="/log"),
    ],
)
def test_a_certificate_that_was_valid_when_it_signed_counts_later(
    key, authority, log, files, signer
):
    payload, annotations = certified(key, authority, log)
    check(payload, annotations, signer, files, NOW + timedelta(days=30))


def test_without_a_log_it_must_be_valid_now(key, authority, log, files):
    signer = Signer(roots="/roots", identity=IDENTITY)
    payload, annotations = certified(key, authority, log)
    check(payload, annotations, signer, files, NOW + timedelta(minutes=1))
    with pytest.raises(BadSignature, match="its certificate"):
        check(payload, annotations, signer, files, NOW + timedelta(days=30))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            {"names": [x509.UniformResourceIdentifier("https://ci.example/other")]},
            "it is of https",
        ),
        ({"names": []}, "it is of nobody"),
        ({"issuer": b"https://evil.example"}, "vouched for who signed it"),
        ({"entered": NOW + timedelta(days=1)}, "its certificate"),
        ({"entered": NOW - timedelta(days=1)}, "its certificate"),
        ({"uses": []}, "not for signing code"),
        ({"uses": [x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]}, "not for signing code"),
    ],
)
def test_another_certificate_does_not_count(key, authority, log, files, change, why):
    payload, annotations = certified(key, authority, log, **change)
    with pytest.raises(BadSignature, match=why):
        check(payload, annotations, LOGGED, files)


@given(st.integers(0, 0xFFFF), st.integers(1, 255))
def test_a_certificate_with_any_byte_changed_is_refused_in_words(
    key, authority, log, files, at, change
):
    payload, annotations = certified(key, authority, log)
    certificate = x509.load_pem_x509_certificate(annotations[cosign.CERTIFICATE].encode())
    der = bytearray(certificate.public_bytes(Encoding.DER))
    der[at % len(der)] ^= change
    text = base64.encodebytes(der).decode()
    annotations[cosign.CERTIFICATE] = (
        f"-----BEGIN CERTIFICATE-----\n{text}-----END CERTIFICATE-----\n"
    )
    with pytest.raises(BadSignature):
        check(payload, annotations, LOGGED, files)


def test_another_authority_does_not_count(key, log, files):
    payload, annotations = certified(key, cosigned.Authority(), log)
    with pytest.raises(BadSignature, match="its certificate"):
        check(payload, annotations, LOGGED, files)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("integratedTime", 1, "SignedEntryTimestamp: is not the log's"),
        ("integratedTime", 2**62, "is no time"),
        ("logID", "00", "is another log"),
        ("body", base64.b64encode(b"{}").decode(), "SignedEntryTimestamp: is not the log's"),
        ("logIndex", -1, "logIndex"),
    ],
)
def test_a_receipt_that_was_changed_does_not_count(key, authority, log, files, field, value, why):
    payload, annotations = certified(key, authority, log)
    bundle = json.loads(annotations[cosign.BUNDLE])
    bundle["Payload"][field] = value
    with pytest.raises(BadSignature, match=why):
        check(payload, {**annotations, cosign.BUNDLE: json.dumps(bundle)}, LOGGED, files)


def test_a_receipt_of_something_else_does_not_count(key, authority, log, files):
    payload, annotations = certified(key, authority, log)
    signature = annotations[cosign.SIGNATURE]
    certificate = x509.load_pem_x509_certificate(annotations[cosign.CERTIFICATE].encode())
    other = authority.certify(key, NAMES, NOW)
    for made, why in (
        (cosigned.receipt(log, NOW, signature, certificate, b"other"), "of another payload"),
        (cosigned.receipt(log, NOW, "QUJD", certificate, payload), "of another signature"),
        (cosigned.receipt(log, NOW, signature, other, payload), "of another certificate"),
        (
            cosigned.receipt(cosigned.new_key(), NOW, signature, certificate, payload),
            "another log",
        ),
        ("", "is missing"),
    ):
        with pytest.raises(BadSignature, match=why):
            check(payload, {**annotations, cosign.BUNDLE: made}, LOGGED, files)


@given(
    payload=st.binary(max_size=300),
    annotations=st.dictionaries(
        st.sampled_from([cosign.SIGNATURE, cosign.CERTIFICATE, cosign.CHAIN, cosign.BUNDLE]),
        st.text(max_size=200),
    ),
)
@pytest.mark.parametrize("signer", [Signer(key="/key"), LOGGED])
def test_what_strangers_send_is_refused_in_words(files, signer, payload, annotations):
    with pytest.raises(BadSignature):
        check(payload, annotations, signer, files)
