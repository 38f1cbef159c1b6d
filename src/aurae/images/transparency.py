"""The receipt of a transparency log (Rekor): that and when a signature was entered.

The log signs the entry with its time, so that a certificate of ten minutes can be checked later.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from aurae.model import json_fields
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography import x509

PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | ed25519.Ed25519PublicKey

LARGEST = 256 * 1024
LONGEST_TIME = 253_402_300_799
"""The last second of the year 9999."""


def signed_at(
    receipt: str, log_key: PublicKey, signature: str, certificate: x509.Certificate, payload: bytes
) -> datetime:
    """Return when the log entered this signature by this certificate of this payload.

    Raises BadValue when the receipt is missing, is not the log's, or is of something else.
    """
    if not receipt:
        raise BadValue("", "is missing")
    bundle = json_fields.read_object(receipt.encode(), LARGEST)
    fields = json_fields.as_object("Payload", bundle.get("Payload"))
    body = json_fields.text(fields, "body", LARGEST)
    entered = json_fields.number(fields, "integratedTime")
    if entered > LONGEST_TIME:
        raise BadValue("Payload.integratedTime", "is no time")
    log_id = json_fields.text(fields, "logID")
    signed = {
        "body": body,
        "integratedTime": entered,
        "logID": log_id,
        "logIndex": json_fields.number(fields, "logIndex"),
    }
    # The canonical form of such an object (RFC 8785): its names are in order, its values simple.
    text = json.dumps(signed, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    _check_log(log_key, log_id, _base64(bundle, "SignedEntryTimestamp"), text)
    _check_entry(_decoded("Payload.body", body), signature, certificate, payload)
    return datetime.fromtimestamp(entered, UTC)


def _check_log(log_key: PublicKey, log_id: str, timestamp: bytes, text: bytes) -> None:
    der = log_key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    if log_id != hashlib.sha256(der).hexdigest():
        raise BadValue("Payload.logID", "is another log")
    try:
        if isinstance(log_key, ec.EllipticCurvePublicKey):
            log_key.verify(timestamp, text, ec.ECDSA(hashes.SHA256()))
        elif isinstance(log_key, ed25519.Ed25519PublicKey):
            log_key.verify(timestamp, text)
        else:
            raise BadValue("", "a log's key is ECDSA or Ed25519")
    except InvalidSignature:
        raise BadValue("SignedEntryTimestamp", "is not the log's") from None


def _check_entry(
    body: bytes, signature: str, certificate: x509.Certificate, payload: bytes
) -> None:
    """BadValue unless the entry is of this signature: receipts of others are easily had."""
    spec = _inner(json_fields.read_object(body, LARGEST), "spec")
    value = _inner(_inner(spec, "data"), "hash")
    kind, digest = json_fields.text(value, "algorithm"), json_fields.text(value, "value")
    if (kind, digest) != ("sha256", hashlib.sha256(payload).hexdigest()):
        raise BadValue("Payload.body", "is of another payload")
    entry = _inner(spec, "signature")
    if json_fields.text(entry, "content", LARGEST) != signature:
        raise BadValue("Payload.body", "is of another signature")
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    if _base64(_inner(entry, "publicKey"), "content").strip() != pem.strip():
        raise BadValue("Payload.body", "is of another certificate")


def _inner(fields: Mapping[str, object], name: str) -> Mapping[str, object]:
    return json_fields.as_object(name, fields.get(name))


def _base64(fields: Mapping[str, object], name: str) -> bytes:
    return _decoded(name, json_fields.text(fields, name, LARGEST))


def _decoded(name: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadValue(name, "is no base64") from None
