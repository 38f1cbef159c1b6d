"""Our side of the mutual TLS: the context that shows our certificate, and the check of the daemon's.

TLS 1.3 only. Host names mean nothing here: the daemon is known by its SPIFFE ID, which must be
`spiffe://<the trust domain of our own certificate>/node/<name>`.
"""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from aurae.client import certificate
from aurae.client.config import ClientConfig
from aurae.client.errors import LOGIN_HINT, NoIdentityError, UntrustedError, of_file

# OpenSSL's X509_V_FLAG_PARTIAL_CHAIN: the bundle may hold an intermediate, as SPIFFE allows.
PARTIAL_CHAIN = ssl.VerifyFlags(0x80000)


class Identity(NamedTuple):
    """A context for connections as ourselves, and the trust domain we belong to."""

    context: ssl.SSLContext
    trust_domain: str


def _now() -> datetime:
    return datetime.now(UTC)


def load(config: ClientConfig, now: Callable[[], datetime] = _now) -> Identity:
    """Read the identity that a configuration names; NoIdentityError with one line when unusable."""
    own = _own_certificate(config.client_crt, now())
    try:
        trust_domain = own.trust_domain
    except ValueError as error:
        raise _unusable(f"{config.client_crt}: {error}") from None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_flags |= PARTIAL_CHAIN
    context.set_alpn_protocols(["h2"])
    _load_bundle(context, config.ca_crt)
    _load_key(context, config)
    return Identity(context, trust_domain)


def check_daemon(der: bytes | None, trust_domain: str, place: str) -> str:
    """Return the daemon's SPIFFE ID from its verified certificate.

    UntrustedError unless it is a node of our trust domain.
    """
    try:
        spiffe_id = certificate.parse(der or b"").spiffe_id
    except ValueError as error:
        raise UntrustedError(
            f"cannot trust the daemon at {place}: its certificate: {error}"
        ) from None
    node = spiffe_id.removeprefix(f"spiffe://{trust_domain}/node/")
    if node == spiffe_id or not node or "/" in node:
        raise UntrustedError(
            f"cannot trust the daemon at {place}: it is {spiffe_id}, "
            f"not a node of our trust domain {trust_domain}"
        )
    return spiffe_id


def _own_certificate(path: Path, now: datetime) -> certificate.Certificate:
    try:
        own = certificate.first_of_pem(path.read_bytes())
    except OSError as error:
        raise _unusable(of_file(path, error)) from None
    except ValueError as error:
        raise _unusable(f"{path}: {error}") from None
    if now >= own.not_after:
        raise _unusable(f"{path}: it expired at {own.not_after:%Y-%m-%dT%H:%M:%SZ}")
    if now < own.not_before:
        raise NoIdentityError(
            f"cannot use our identity: {path}: it is not valid before "
            f"{own.not_before:%Y-%m-%dT%H:%M:%SZ}; is the clock right?"
        )
    return own


def _load_bundle(context: ssl.SSLContext, path: Path) -> None:
    try:
        context.load_verify_locations(cadata=path.read_text(encoding="ascii"))
    except ssl.SSLError:
        raise _unusable(f"{path}: it holds no certificate in PEM") from None
    except OSError as error:
        raise _unusable(of_file(path, error)) from None
    except ValueError:
        raise _unusable(f"{path}: it holds no certificate in PEM") from None


def _load_key(context: ssl.SSLContext, config: ClientConfig) -> None:
    # OpenSSL's error for a missing key does not name the file.
    try:
        config.client_key.open("rb").close()
    except OSError as error:
        raise _unusable(of_file(config.client_key, error)) from None
    try:
        # Without a password callback OpenSSL would ask the terminal for an encrypted key's.
        context.load_cert_chain(config.client_crt, config.client_key, password="")
    except (ssl.SSLError, ValueError) as error:
        why = "the key and the certificate do not belong together"
        if getattr(error, "reason", None) != "KEY_VALUES_MISMATCH":
            why = "it holds no usable private key in PEM"
        raise _unusable(f"{config.client_key}: {why}") from None


def _unusable(why: str) -> NoIdentityError:
    return NoIdentityError(f"cannot use our identity: {why}; {LOGIN_HINT}")
