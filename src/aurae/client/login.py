"""Gets a client identity from the login socket and writes the four client files.

The kernel tells the daemon who is at the other end of that socket. A key is made here and never
leaves this machine; `cryptography` is imported only by this module.
"""

import asyncio
import base64
import errno
import os
from pathlib import Path
from typing import NamedTuple

from aurae.client.address import Address
from aurae.client.calls import call
from aurae.client.channel import Channel
from aurae.client.errors import ClientError
from aurae.proto.identity_grpc import LoginServiceStub
from aurae.proto.identity_pb2 import LoginRequest, LoginResponse


class LoginResult(NamedTuple):
    """Who we are from now on: the SPIFFE ID, the end of the certificate (seconds of the epoch), the file."""

    spiffe_id: str
    not_after: int
    config: Path


def login(login_socket: Path, api_socket: Path, folder: Path, limit: float) -> LoginResult:
    """Get a new identity and write `folder`/{ca.crt,client.crt,client.key,config}.

    An identity that is there already is replaced, each file in one step. Raises ClientError.
    """
    key, request = _make_request()
    reply = asyncio.run(_ask(login_socket, request, limit))
    if not reply.certificate_chain or not reply.trust_bundle:
        raise ClientError("cannot log in: the daemon sent no certificate")
    files = {
        "ca.crt": (_pem(list(reply.trust_bundle)), 0o644),
        "client.key": (key, 0o600),
        "client.crt": (_pem(list(reply.certificate_chain)), 0o644),
        "config": (_config(folder, api_socket), 0o600),
    }
    try:
        _write(folder, files)
    except OSError as error:
        raise ClientError(f"cannot write {error.filename or folder}: {error.strerror}") from None
    return LoginResult(reply.spiffe_id, reply.not_after.seconds, folder / "config")


async def _ask(login_socket: Path, request: bytes, limit: float) -> LoginResponse:
    async with Channel(Address(str(login_socket), "", 0), None) as channel:
        stub = LoginServiceStub(channel)
        return await call(stub.Login, LoginRequest(certificate_request=request), limit)


def _make_request() -> tuple[bytes, bytes]:
    """Make a P-256 key (PEM, PKCS #8) and a certificate request for it (DER)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem, request.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _pem(certificates: list[bytes]) -> bytes:
    return b"".join(
        b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"
        for der in certificates
    )


def _config(folder: Path, api_socket: Path) -> bytes:
    return (
        "# Written by `aer login --local`.\n"
        "[auth]\n"
        f"ca_crt = {_toml(folder / 'ca.crt')}\n"
        f"client_crt = {_toml(folder / 'client.crt')}\n"
        f"client_key = {_toml(folder / 'client.key')}\n"
        "\n"
        "[system]\n"
        f"socket = {_toml(api_socket)}\n"
    ).encode()


def _toml(path: Path) -> str:
    import json

    return json.dumps(str(path), ensure_ascii=False)  # a JSON string is a TOML one


def _write(folder: Path, files: dict[str, tuple[bytes, int]]) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for found in (folder.lstat(), folder.stat()):
        # Under sudo HOME may be another user's, who could replace what root writes and trusts.
        if found.st_uid != os.geteuid():
            raise OSError(errno.EPERM, f"it belongs to uid {found.st_uid}", str(folder))
    folder.chmod(0o700)
    # All are on disk before the first takes its place: a full disk leaves the old identity whole.
    for name, (content, mode) in files.items():
        new = folder / f".{name}.new"
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    for name in files:
        os.replace(folder / f".{name}.new", folder / name)
