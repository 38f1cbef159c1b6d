"""Signatures as cosign makes them: by a key, or by a certificate with a receipt of a log."""

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aurae.images import cosign

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CODE = ExtendedKeyUsageOID.CODE_SIGNING
PEM = serialization.Encoding.PEM


def new_key() -> ec.EllipticCurvePrivateKey:
    """Make a key of the kind that cosign makes."""
    return ec.generate_private_key(ec.SECP256R1())


def public(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return its public half, as a PEM file holds it."""
    return key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def payload_of(
    digest: str, repository: str = "127.0.0.1:5000/web", kind: str = cosign.TYPE
) -> bytes:
    """Return what is signed of an image."""
    critical = {
        "identity": {"docker-reference": repository},
        "image": {"docker-manifest-digest": digest},
        "type": kind,
    }
    return json.dumps({"critical": critical, "optional": None}).encode()


def sign(key: ec.EllipticCurvePrivateKey, payload: bytes) -> str:
    """Return the signature, as the annotation holds it."""
    return base64.b64encode(key.sign(payload, ec.ECDSA(hashes.SHA256()))).decode()


class Authority:
    """One that makes certificates of ten minutes, as Fulcio does."""

    def __init__(self) -> None:
        self.key = new_key()
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test root")])
        self.name = name
        certificate = self._builder(name, self.key.public_key(), BEGIN, timedelta(days=3650))
        self.certificate = (
            certificate.add_extension(
                x509.BasicConstraints(ca=True, path_length=None), critical=True
            )
            .add_extension(_usage(certifies=True), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    @property
    def pem(self) -> bytes:
        """The root, as a PEM file holds it."""
        return self.certificate.public_bytes(PEM)

    def certify(
        self,
        key: ec.EllipticCurvePrivateKey,
        names: Sequence[x509.GeneralName],
        begin: datetime,
        issuer: bytes = b"https://accounts.example",
        uses: Sequence[x509.ObjectIdentifier] = (CODE,),
    ) -> x509.Certificate:
        """Make a certificate that is valid for ten minutes."""
        nobody = x509.Name([])
        builder = self._builder(nobody, key.public_key(), begin, timedelta(minutes=10))
        builder = builder.add_extension(_usage(certifies=False), critical=True)
        if uses:
            builder = builder.add_extension(x509.ExtendedKeyUsage(list(uses)), critical=False)
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=True)
        text = bytes((cosign.UTF8_STRING, len(issuer))) + issuer
        for oid, value in ((cosign.ISSUER, text), (cosign.ISSUER_AS_TEXT, issuer)):
            builder = builder.add_extension(x509.UnrecognizedExtension(oid, value), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def _builder(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, begin: datetime, lasts: timedelta
    ) -> x509.CertificateBuilder:
        authority = self.key.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + lasts)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False
            )
        )


def receipt(
    log: ec.EllipticCurvePrivateKey,
    when: datetime,
    signature: str,
    certificate: x509.Certificate,
    payload: bytes,
) -> str:
    """Return what a log says of an entry, as the annotation holds it."""
    pem = base64.b64encode(certificate.public_bytes(PEM)).decode()
    body = {
        "apiVersion": "0.0.1",
        "kind": "hashedrekord",
        "spec": {
            "data": {
                "hash": {"algorithm": "sha256", "value": hashlib.sha256(payload).hexdigest()}
            },
            "signature": {"content": signature, "publicKey": {"content": pem}},
        },
    }
    der = log.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    entry = {
        "body": base64.b64encode(json.dumps(body).encode()).decode(),
        "integratedTime": int(when.timestamp()),
        "logID": hashlib.sha256(der).hexdigest(),
        "logIndex": 7,
    }
    text = json.dumps(entry, separators=(",", ":"), sort_keys=True).encode()
    return json.dumps({"SignedEntryTimestamp": sign(log, text), "Payload": entry})


def _usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certifies,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )
