"""A token server that a real registry believes: it signs what it is asked for, and remembers it."""

import asyncio
import base64
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.support.hostile_registry import Answer, Asked

SERVICE, ISSUER = "tests", "a token server"


class TokenServer:
    """A script of a `HostileRegistry`; `scopes` are those it was asked for.

    Who shows one of `logins` as Authorization, or as a refresh token, may do what they ask for; others
    may pull.
    """

    def __init__(self, certificate: Path, key: Path, *logins: str) -> None:
        self._certificate = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), None)
        assert isinstance(private, ec.EllipticCurvePrivateKey)
        self._key = private
        self._logins = logins
        self.scopes: list[list[str]] = []

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Answer with a token."""
        form = parse_qs(asked.body.decode() or urlsplit(asked.target).query)
        assert form["service"] == [SERVICE]
        scopes = [one for value in form.get("scope", []) for one in value.split()]
        self.scopes.append(scopes)
        shown = {asked.headers.get("authorization", ""), *form.get("refresh_token", [])}
        access = [self._access(scope, known=bool(shown & set(self._logins))) for scope in scopes]
        token = self._signed({**_claims(), "access": access})
        await Answer(200, json.dumps({"token": token, "expires_in": 300}).encode())(asked, writer)

    def _access(self, scope: str, *, known: bool) -> dict[str, Any]:
        kind, name, actions = scope.split(":")
        granted = [one for one in actions.split(",") if known or one == "pull"]
        return {"type": kind, "name": name, "actions": granted}

    def _signed(self, claims: dict[str, Any]) -> str:
        der = self._certificate.public_bytes(serialization.Encoding.DER)
        header = {"typ": "JWT", "alg": "ES256", "x5c": [base64.b64encode(der).decode()]}
        text = ".".join(_encoded(json.dumps(part).encode()) for part in (header, claims))
        numbers = decode_dss_signature(self._key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{text}.{_encoded(b''.join(one.to_bytes(32, 'big') for one in numbers))}"


def _claims() -> dict[str, Any]:
    now = int(time.time())
    return {
        "iss": ISSUER,
        "sub": "",
        "aud": SERVICE,
        "exp": now + 300,
        "nbf": now - 10,
        "iat": now,
        "jti": "1",
    }


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
