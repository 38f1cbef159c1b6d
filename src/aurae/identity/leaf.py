"""Decides whether a peer's certificate is an X.509-SVID of a trust domain we know.

OpenSSL verifies signatures and times in the handshake, against the roots of all trust domains
together. It accepts much that SPIFFE forbids (two URI SANs, CA certificates as leaves, no key
usage) and lets the CA of one trust domain sign for another; this module refuses those.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aurae.identity.spiffe import InvalidSpiffeId, SpiffeId

Bundles = Mapping[str, frozenset[bytes]]
"""Trust anchors (DER) by the trust domain they may speak for."""

LIMIT = 32 * 1024
"""Longest certificate in bytes."""

_UNREADABLE = (
    ValueError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the certificate parser raises for foreign bytes."""


class LeafRefused(Exception):
    """The certificate does not identify a peer; the text says why."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What a verified certificate says of its holder."""

    spiffe_id: SpiffeId
    subject_common_name: str
    issuer_common_name: str
    sha256_fingerprint: str
    key_algorithm: str
    not_after: datetime
    uid: int | None = None
    """The number that a local user had when the certificate was issued."""


def check(leaf: bytes, chain: Sequence[bytes], bundles: Bundles, now: datetime) -> Peer:
    """Return who holds the certificate `leaf` (DER); raises LeafRefused.

    `chain` is the chain OpenSSL verified (DER, leaf first, anchor last). The anchor must be one
    of the bundle of the leaf's own trust domain.
    """
    if len(leaf) > LIMIT:
        raise LeafRefused(f"cannot accept certificate: longer than {LIMIT} bytes")
    try:
        certificate = x509.load_der_x509_certificate(leaf)
        extensions = certificate.extensions
        spiffe_id = _spiffe_id(extensions)
        _check_usage(extensions)
        peer = _peer(certificate, leaf, spiffe_id)
    except _UNREADABLE as error:
        raise LeafRefused(f"cannot accept certificate: {error}") from None
    if not certificate.not_valid_before_utc <= now < peer.not_after:
        raise LeafRefused(
            "cannot accept certificate: not valid now"
            f" (valid from {certificate.not_valid_before_utc} to {peer.not_after})"
        )
    if not chain or chain[-1] not in bundles.get(spiffe_id.trust_domain, frozenset()):
        raise LeafRefused(
            "cannot accept certificate: its CA may not speak for trust domain"
            f" {spiffe_id.trust_domain}"
        )
    return peer


def _spiffe_id(extensions: x509.Extensions) -> SpiffeId:
    try:
        names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        raise LeafRefused(
            "cannot accept certificate: it has no subject alternative name"
        ) from None
    uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    if len(uris) != 1:
        raise LeafRefused(
            f"cannot accept certificate: {len(uris)} URI names, an X.509-SVID has exactly one"
        )
    try:
        spiffe_id = SpiffeId.parse(uris[0])
    except InvalidSpiffeId as error:
        raise LeafRefused(f"cannot accept certificate: {error}") from None
    if not spiffe_id.segments:
        raise LeafRefused(
            f"cannot accept certificate: {spiffe_id} names a trust domain, not a peer"
        )
    return spiffe_id


def _check_usage(extensions: x509.Extensions) -> None:
    basic = _find(extensions, x509.BasicConstraints)
    if basic is None or basic.value.ca:
        raise LeafRefused("cannot accept certificate: it is not marked as a leaf (CA:FALSE)")
    usage = _find(extensions, x509.KeyUsage)
    if usage is None or not usage.critical or not usage.value.digital_signature:
        raise LeafRefused(
            "cannot accept certificate: key usage must be critical with digitalSignature"
        )
    if usage.value.key_cert_sign or usage.value.crl_sign:
        raise LeafRefused("cannot accept certificate: a leaf must not sign certificates or CRLs")
    extended = _find(extensions, x509.ExtendedKeyUsage)
    if extended is None:
        return
    for wanted in (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH):
        if wanted not in extended.value:
            raise LeafRefused(
                "cannot accept certificate: extended key usage must have serverAuth and clientAuth"
            )


_Kind = TypeVar("_Kind", bound=x509.ExtensionType)


def _find(extensions: x509.Extensions, kind: type[_Kind]) -> x509.Extension[_Kind] | None:
    try:
        return extensions.get_extension_for_class(kind)
    except x509.ExtensionNotFound:
        return None


def _peer(certificate: x509.Certificate, leaf: bytes, spiffe_id: SpiffeId) -> Peer:
    return Peer(
        spiffe_id=spiffe_id,
        subject_common_name=_common_name(certificate.subject),
        issuer_common_name=_common_name(certificate.issuer),
        sha256_fingerprint=hashlib.sha256(leaf).hexdigest(),
        key_algorithm=_key_algorithm(certificate),
        not_after=certificate.not_valid_after_utc,
        uid=_uid(certificate.subject),
    )


def _uid(subject: x509.Name) -> int | None:
    found = [str(item.value) for item in subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    if len(found) != 1 or not (found[0].isascii() and found[0].isdecimal()):
        return None
    # A uid has at most ten digits.
    return int(found[0]) if len(found[0]) <= 10 else None


def _common_name(name: x509.Name) -> str:
    for attribute in name.get_attributes_for_oid(NameOID.COMMON_NAME):
        if isinstance(attribute.value, str):
            return attribute.value
    return ""


_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}


def _key_algorithm(certificate: x509.Certificate) -> str:
    key = certificate.public_key()
    match key:
        case ec.EllipticCurvePublicKey():
            return f"ECDSA {_CURVES.get(key.curve.name, key.curve.name)}"
        case rsa.RSAPublicKey():
            return f"RSA {key.key_size}"
        case ed25519.Ed25519PublicKey():
            return "Ed25519"
        case _:
            return type(key).__name__.removesuffix("PublicKey")
