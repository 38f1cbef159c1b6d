"""Signatures of cosign: a payload that names a manifest's digest, signed by a key or a certificate.

The form is that of cosign's signature specification: a layer of an image under the tag
`sha256-<digest>.sig`, whose annotations hold the signature, the certificate with its chain, and the
transparency log's receipt.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509 import verification

from aurae.images import transparency
from aurae.model import json_fields
from aurae.model.image_policy import ANY
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurae.model.image_policy import Signer

PAYLOAD = "application/vnd.dev.cosign.simplesigning.v1+json"
LARGEST_PAYLOAD = 64 * 1024
TYPE = "cosign container image signature"
SIGNATURE = "dev.cosignproject.cosign/signature"
CERTIFICATE = "dev.sigstore.cosign/certificate"
CHAIN = "dev.sigstore.cosign/chain"
BUNDLE = "dev.sigstore.cosign/bundle"

ISSUER_AS_TEXT = x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.1")
ISSUER = x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.8")
"""Fulcio's extensions for who vouched for the identity: as bare text, and as a DER UTF8String."""
UTF8_STRING = 0x0C

MALFORMED = (
    *(ValueError, TypeError, OverflowError, UnsupportedAlgorithm),
    *(x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType),
)
"""What the library raises for a certificate that it cannot read, some of it only when it is looked at."""


class BadSignature(Exception):
    """A signature that does not count; the text says why."""


def tag_of(digest: str) -> str:
    """Return the tag under which the signatures of a manifest stand."""
    return digest.replace(":", "-") + ".sig"


def check(
    payload: bytes,
    annotations: Mapping[str, str],
    signer: Signer,
    read: Callable[[str], bytes],
    now: datetime,
) -> None:
    """BadSignature unless `signer` has signed the payload; `read` gives the policy's files."""
    if signer.key:
        signature = _decoded(annotations, SIGNATURE)
        _check_by(load_key(read(signer.key), signer.key), signature, payload)
        return
    try:
        _check_by_certificate(payload, annotations, signer, read, now)
    except MALFORMED as error:
        raise BadSignature(f"its certificate: {str(error)[:200]}") from None


def _check_by_certificate(
    payload: bytes,
    annotations: Mapping[str, str],
    signer: Signer,
    read: Callable[[str], bytes],
    now: datetime,
) -> None:
    certificate, chain = _certificates(annotations)
    _check_by(certificate.public_key(), _decoded(annotations, SIGNATURE), payload)
    when = now
    if signer.log_key:
        try:
            log_key = load_key(read(signer.log_key), signer.log_key)
            when = transparency.signed_at(
                annotations.get(BUNDLE, ""), log_key, annotations[SIGNATURE], certificate, payload
            )
        except BadValue as error:
            raise BadSignature(f"its receipt of the log: {error}") from None
    _check_chain(certificate, chain, read(signer.roots), when)
    _check_identity(certificate, signer)


def check_payload(payload: bytes, digest: str, repository: str, signer: Signer) -> None:
    """BadSignature unless the payload names this manifest, and the repository that it should."""
    try:
        fields = json_fields.read_object(payload, LARGEST_PAYLOAD)
        critical = json_fields.as_object("critical", fields.get("critical"))
        image = json_fields.as_object("critical.image", critical.get("image"))
        identity = json_fields.as_object("critical.identity", critical.get("identity"))
        kind = json_fields.text(critical, "type")
        named = json_fields.text(image, "docker-manifest-digest")
        reference = json_fields.text(identity, "docker-reference")
    except BadValue as error:
        raise BadSignature(f"its payload: {error}") from None
    if kind != TYPE:
        raise BadSignature(f"its payload is {kind[:80]!r}, no signature of an image")
    if named != digest:
        raise BadSignature(f"it is of {named[:80]!r}")
    wanted = signer.repository or repository
    if wanted != ANY and _bare(reference) != wanted:
        raise BadSignature(f"it names the repository {reference[:256]!r}, not {wanted!r}")


def load_key(data: bytes, path: str) -> transparency.PublicKey:
    """Return the public key in a PEM file; BadSignature when there is none of a kind we know."""
    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise BadSignature(f"{path} holds no public key") from None
    if isinstance(key, (ec.EllipticCurvePublicKey, rsa.RSAPublicKey, ed25519.Ed25519PublicKey)):
        return key
    raise BadSignature(f"{path} holds a key of another kind than ECDSA, RSA and Ed25519")


def _check_by(key: object, signature: bytes, payload: bytes) -> None:
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, payload, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, payload, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, payload)
        else:
            raise BadSignature("its key is of another kind than ECDSA, RSA and Ed25519")
    except InvalidSignature:
        raise BadSignature("it was made with another key, or for other content") from None


def _certificates(
    annotations: Mapping[str, str],
) -> tuple[x509.Certificate, list[x509.Certificate]]:
    text, more = annotations.get(CERTIFICATE, ""), annotations.get(CHAIN, "")
    if not text:
        raise BadSignature("it has no certificate")
    try:
        certificate = x509.load_pem_x509_certificate(text.encode())
        chain = x509.load_pem_x509_certificates(more.encode()) if more else []
    except ValueError as error:
        raise BadSignature(f"its certificate: {error}") from None
    return certificate, chain


def _check_chain(
    certificate: x509.Certificate, chain: list[x509.Certificate], roots: bytes, when: datetime
) -> None:
    """BadSignature unless a root vouches for the certificate at this time, for signing code."""
    try:
        store = verification.Store(x509.load_pem_x509_certificates(roots))
        usual = verification.ExtensionPolicy.permit_all()
        verifier = (
            verification.PolicyBuilder()
            .store(store)
            .time(when.astimezone(UTC).replace(tzinfo=None))
            .extension_policies(
                ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(), ee_policy=usual
            )
            .build_client_verifier()
        )
        verifier.verify(certificate, chain)
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (verification.VerificationError, ValueError) as error:
        raise BadSignature(f"its certificate: {str(error)[:200]}") from None
    except x509.ExtensionNotFound:
        raise BadSignature("its certificate is not for signing code") from None
    if x509.oid.ExtendedKeyUsageOID.CODE_SIGNING not in uses:
        raise BadSignature("its certificate is not for signing code")


def _check_identity(certificate: x509.Certificate, signer: Signer) -> None:
    names = _names(certificate)
    if signer.identity:
        found = signer.identity in names
    else:
        found = any(re.fullmatch(signer.identity_pattern, name) for name in names)
    if not found:
        raise BadSignature(f"it is of {', '.join(names)[:256] or 'nobody'}")
    if signer.issuer and _issuer(certificate) != signer.issuer:
        raise BadSignature(f"{_issuer(certificate)[:256] or 'nobody'} vouched for who signed it")


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    kinds = (x509.UniformResourceIdentifier, x509.RFC822Name, x509.DNSName)
    return [name.value for name in names if isinstance(name, kinds)]


def _issuer(certificate: x509.Certificate) -> str:
    for oid in (ISSUER, ISSUER_AS_TEXT):
        try:
            value = certificate.extensions.get_extension_for_oid(oid).value
        except (x509.ExtensionNotFound, ValueError):
            continue
        if isinstance(value, x509.UnrecognizedExtension):
            data = value.value
            if oid == ISSUER:
                data = _utf8_string(data)
            return data.decode(errors="replace")
    return ""


def _utf8_string(data: bytes) -> bytes:
    """Return what a DER UTF8String of less than 256 bytes holds, nothing when it is none."""
    if len(data) >= 2 and data[0] == UTF8_STRING and data[1] == len(data) - 2 < 0x80:
        return data[2:]
    if len(data) >= 3 and data[:2] == bytes((UTF8_STRING, 0x81)) and data[2] == len(data) - 3:
        return data[3:]
    return b""


def _decoded(annotations: Mapping[str, str], name: str) -> bytes:
    try:
        return base64.b64decode(annotations[name], validate=True)
    except KeyError:
        raise BadSignature("it has no signature") from None
    except (binascii.Error, ValueError):
        raise BadSignature("its signature is no base64") from None


def _bare(reference: str) -> str:
    """Return the repository of a reference, with Docker's registry under the name we know."""
    repository = reference.partition("@")[0]
    head, slash, last = repository.rpartition("/")
    repository = head + slash + last.partition(":")[0]
    old = "index.docker.io/"
    return (
        "docker.io/" + repository.removeprefix(old) if repository.startswith(old) else repository
    )
