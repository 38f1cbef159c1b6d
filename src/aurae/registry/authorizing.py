"""Logging in to one host: basic, or bearer tokens bought from where its challenge says.

A token is kept for the realm, service and scope that it was given for, until shortly before it ends.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from aurae.model import json_fields
from aurae.model.refusal import BadValue
from aurae.registry import urls
from aurae.registry.answers import check
from aurae.registry.failures import BadContent, RegistryFailed, Unauthorized
from aurae.registry.transport import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from aurae.registry.challenges import Challenge
    from aurae.registry.credentials import Credentials
    from aurae.registry.host import Host
    from aurae.registry.settings import RegistrySettings
    from aurae.registry.transport import Transport

LARGEST = 64 * 1024
"""Bytes of a token server's answer."""

LIFETIME = 60.0
"""Seconds of a token that does not say how long it lasts, as the specification has it."""

MARGIN = 5.0
"""Seconds by which a token is let go of early."""

CLIENT = "aurae"


class _Key(NamedTuple):
    realm: str
    service: str
    scope: str


class _Token(NamedTuple):
    header: str
    ends: float


class Authorizer:
    """What is known of how one host wants to be asked."""

    def __init__(
        self,
        transport: Transport,
        settings: RegistrySettings,
        host: Host,
        credentials: Callable[[], Awaitable[Credentials | None]],
    ) -> None:
        """`credentials` tells who we are to this host, and is asked at most once."""
        self._transport = transport
        self._settings = settings
        self._host = host
        self._find = credentials
        self._credentials: Credentials | None = None
        self._asked = False
        self._lock = asyncio.Lock()
        self._tokens: dict[_Key, _Token] = {}
        self._by_scope: dict[str, _Key] = {}
        self._fixed = ""

    def header(self, scope: str) -> str:
        """Return the Authorization that served for this scope before, empty where none is known."""
        key = self._by_scope.get(scope)
        token = self._tokens.get(key) if key else None
        if token is not None and token.ends > asyncio.get_running_loop().time():
            return token.header
        return self._fixed

    async def challenged(self, challenges: Sequence[Challenge], scope: str, refused: str) -> str:
        """Return the Authorization to try next; `refused` is the one that was not taken.

        Unauthorized when there is none left to try.
        """
        async with self._lock:
            known = self.header(scope)
            if known and known != refused:
                return known  # somebody else logged in meanwhile
            for challenge in challenges:
                if challenge.scheme == "bearer":
                    return await self._bearer(challenge.parameters, scope)
            if any(challenge.scheme == "basic" for challenge in challenges):
                return await self._with_password(refused)
        raise Unauthorized("it wants to be logged in to in a way that is not known here")

    async def _with_password(self, refused: str) -> str:
        credentials = await self._who()
        if credentials is None or not credentials.username:
            raise Unauthorized("it wants a name and a password, and none are known")
        if credentials.basic == refused:
            raise Unauthorized(f"it does not take the password of {credentials.username!r}")
        self._fixed = credentials.basic
        return self._fixed

    async def _bearer(self, parameters: Mapping[str, str], scope: str) -> str:
        credentials = await self._who()
        if credentials is not None and credentials.registry_token:
            self._fixed = f"Bearer {credentials.registry_token}"
            return self._fixed
        wanted = _joined(scope, parameters.get("scope", ""))
        key = _Key(parameters.get("realm", ""), parameters.get("service", ""), wanted)
        self._check_realm(key.realm)
        token = await self._buy(key, credentials)
        self._tokens[key] = token
        self._by_scope[scope] = key
        return token.header

    def _check_realm(self, realm: str) -> None:
        """Raise RegistryFailed unless a token may be bought there: passwords go over TLS."""
        try:
            found = urls.origin(realm)
        except RegistryFailed as error:
            raise RegistryFailed(f"its realm: {error}") from None
        if found.scheme != "https" and urls.origin(self._host.url).scheme == "https":
            raise RegistryFailed(f"its realm at {found.host} is plain http")

    async def _buy(self, key: _Key, credentials: Credentials | None) -> _Token:
        if credentials is not None and credentials.identity_token:
            request = _refresh(key, credentials)
        else:
            request = _plain(key, credentials)
        realm = urls.origin(key.realm)
        async with await self._transport.send(request, self._host.towards(realm)) as response:
            await check(response, self._settings, f"the token server {realm.host}")
            body = await response.read(LARGEST)
        return _parse(body, asyncio.get_running_loop().time())

    async def _who(self) -> Credentials | None:
        if not self._asked:
            self._credentials = await self._find()
            self._asked = True
        return self._credentials


def _joined(scope: str, asked: str) -> str:
    """Return what we need and what the challenge names, for each resource together."""
    actions: dict[str, dict[str, None]] = {}
    for one in [*scope.split(), *asked.split()]:
        resource, colon, words = one.rpartition(":")
        known = actions.setdefault(resource if colon else one, {})
        known.update(dict.fromkeys(words.split(",") if colon else ()))
    return " ".join(
        ":".join([one, ",".join(words)] if words else [one]) for one, words in actions.items()
    )


def _plain(key: _Key, credentials: Credentials | None) -> Request:
    """Return the request for a token by name and password, or by nobody."""
    query = [("service", key.service)] if key.service else []
    query += [("scope", one) for one in key.scope.split()]
    named = credentials is not None and bool(credentials.username)
    if credentials is not None and named:
        query.append(("account", credentials.username))
    join = "&" if "?" in key.realm else "?"
    url = f"{key.realm}{join}{urlencode(query)}" if query else key.realm
    headers = {"Authorization": credentials.basic} if credentials is not None and named else {}
    return Request("GET", url, headers)


def _refresh(key: _Key, credentials: Credentials) -> Request:
    """Return the request for a token by identity token: OAuth2's refresh (RFC 6749, section 6)."""
    form = urlencode(
        {
            "grant_type": "refresh_token",
            "service": key.service,
            "scope": key.scope,
            "client_id": CLIENT,
            "refresh_token": credentials.identity_token,
        }
    ).encode()

    async def body() -> AsyncIterator[bytes]:
        yield form

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Request("POST", key.realm, headers, body, len(form))


def _parse(body: bytes, now: float) -> _Token:
    """Return the token of an answer; BadContent when it holds none."""
    try:
        fields = json_fields.read_object(body, LARGEST)
        token = json_fields.text(fields, "token", LARGEST) or json_fields.text(
            fields, "access_token", LARGEST
        )
    except BadValue as error:
        raise BadContent(f"the token server's answer {error}") from None
    if not token or not (token.isascii() and token.isprintable()) or " " in token:
        raise BadContent("the token server's answer holds no token")
    lifetime = fields.get("expires_in")
    seconds = float(lifetime) if isinstance(lifetime, int) and 0 < lifetime < 10**9 else LIFETIME
    return _Token(f"Bearer {token}", now + max(seconds, LIFETIME) - MARGIN)
