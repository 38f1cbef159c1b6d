"""The CA's files: one file holds a private key and its certificate, so that one rename makes both new.

`<name>.key` (0600) is the truth; `<name>.crt` is a copy of its certificate for people and tools
and is made again from it. Each file is written beside its place, synced and renamed: after a crash
either the old pair or the new one is there, never a mixture.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

_SUFFIX = ".new"


class CannotLoadCa(Exception):
    """The CA's folder or a file in it cannot be used; "cannot load CA: ...". Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A CA certificate and its private key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def load(folder: Path, name: str) -> Issuer | None:
    """Read the pair `name` from `folder`; None when it was never made. Raises CannotLoadCa."""
    path = folder / f"{name}.key"
    public = folder / f"{name}.crt"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if public.exists():
            raise CannotLoadCa(
                f"cannot load CA: {path} is missing, but {public} is there;"
                " restore the key from a backup, or move the whole folder away to start a new CA"
            ) from None
        return None
    except OSError as error:
        raise CannotLoadCa(f"cannot load CA: {path}: {error.strerror}") from None
    try:
        key = serialization.load_pem_private_key(data, password=None)
        certificate = x509.load_pem_x509_certificate(data)
    except (ValueError, TypeError) as error:
        raise CannotLoadCa(f"cannot load CA: {path} is corrupt: {error}") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise CannotLoadCa(f"cannot load CA: {path} does not hold an elliptic-curve key")
    if certificate.public_key() != key.public_key():
        raise CannotLoadCa(f"cannot load CA: key and certificate in {path} do not match")
    _publish_copy(public, certificate)
    return Issuer(key, certificate)


def store(folder: Path, name: str, issuer: Issuer) -> None:
    """Replace the pair `name` in one step and wait until it is on disk; raises OSError."""
    data = key_pem(issuer.key) + certificate_pem(issuer.certificate)
    replace(folder / f"{name}.key", data, 0o600)
    _publish_copy(folder / f"{name}.crt", issuer.certificate)


def sweep(folder: Path) -> None:
    """Remove what a crash between write and rename left behind."""
    for path in folder.glob(f".*{_SUFFIX}"):
        path.unlink(missing_ok=True)


def replace(path: Path, data: bytes, mode: int) -> None:
    """Write `data` beside `path`, sync it, and rename it into place with file mode `mode`."""
    beside = path.parent / f".{path.name}{_SUFFIX}"
    beside.unlink(missing_ok=True)
    fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(data)
        os.fchmod(fd, mode)
        file.flush()
        os.fsync(fd)
    beside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the private key as unencrypted PKCS #8 PEM."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def certificate_pem(certificate: x509.Certificate) -> bytes:
    """Return the certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def certificate_der(certificate: x509.Certificate) -> bytes:
    """Return the certificate as DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


def _publish_copy(path: Path, certificate: x509.Certificate) -> None:
    wanted = certificate_pem(certificate)
    if not path.exists() or path.read_bytes() != wanted:
        replace(path, wanted, 0o600)
