"""Certificate requests (PKCS #10) of clients: foreign bytes, checked before anything is signed."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from aurae.identity.profiles import PublicKey

LIMIT = 16 * 1024
"""Longest request in bytes."""
_RSA_BITS = range(2048, 8193)
_CURVES = ("secp256r1", "secp384r1")


class RequestRefused(ValueError):
    """The request is malformed, not signed by its own key, or its key is too weak."""


def requested_key(data: bytes) -> PublicKey:
    """Return the public key that the request (DER) proves to hold; raises RequestRefused.

    Names and extensions in the request are ignored. Keys: ECDSA P-256 and P-384, Ed25519, and
    RSA from 2048 to 8192 bits.
    """
    if len(data) > LIMIT:
        raise RequestRefused(f"certificate request is longer than {LIMIT} bytes")
    try:
        request = x509.load_der_x509_csr(data)
        key = request.public_key()
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion):
        raise RequestRefused("certificate request is not valid PKCS #10 DER") from None
    accepted = _accepted(key)
    # The key is judged first: verifying a signature of an absurd RSA key takes long.
    try:
        valid = request.is_signature_valid
    except (ValueError, UnsupportedAlgorithm, InvalidSignature, TypeError):
        valid = False
    if not valid:
        raise RequestRefused("certificate request is not signed by its own key")
    return accepted


def _accepted(key: object) -> PublicKey:
    match key:
        case ec.EllipticCurvePublicKey() if key.curve.name in _CURVES:
            return key
        case ed25519.Ed25519PublicKey():
            return key
        case rsa.RSAPublicKey() if key.key_size in _RSA_BITS:
            return key
    raise RequestRefused(
        "key of the certificate request must be P-256, P-384, Ed25519 or RSA of 2048 to 8192 bits"
    )
