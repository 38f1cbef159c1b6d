"""Who we are to a registry: Docker's config.json, podman's auth.json, and helpers named in them."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from aurae.model import json_fields
from aurae.model.refusal import BadValue
from aurae.registry.failures import RegistryFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from aurae.registry.settings import CredentialHelper

LARGEST = 1024 * 1024
"""Bytes of a file."""

LARGEST_ANSWER = 64 * 1024
"""Bytes of a helper's answer."""

LONGEST_SECRET = 32 * 1024

DOCKER = "https://index.docker.io/v1/"
"""What Docker calls its own registry."""

_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_ALIASES = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io"})
_TOKEN_USER = "<token>"  # noqa: S105 - how helpers mark an identity token


@dataclass(frozen=True, slots=True)
class Credentials:
    """Name and password, or a token: `identity_token` buys tokens, `registry_token` is one."""

    username: str = ""
    password: str = field(default="", repr=False)
    identity_token: str = field(default="", repr=False)
    registry_token: str = field(default="", repr=False)

    @property
    def basic(self) -> str:
        """The value of an Authorization header with name and password."""
        pair = f"{self.username}:{self.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"


class AuthFile(NamedTuple):
    """What one file holds; `entries` and `helpers` are by registry or by a repository's beginning."""

    entries: Mapping[str, Credentials]
    helpers: Mapping[str, str]
    store: str = ""


async def find(
    files: Sequence[Path],
    registry: str,
    path: str,
    helper: CredentialHelper,
    limit: float = 30.0,
) -> Credentials | None:
    """Return what the first file that knows a registry, or a repository there, says of it.

    `limit` is how long a helper may take. RegistryFailed when a file cannot be understood.
    """
    for file in files:
        found = await asyncio.to_thread(read, file)
        if found is None:
            continue
        credentials = await _of_file(found, registry, path, helper, limit)
        if credentials is not None:
            return credentials
    return None


def read(path: Path) -> AuthFile | None:
    """Return what a file holds, None where there is no such file."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise RegistryFailed(f"{path}: is no ordinary file")
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RegistryFailed(f"{path}: {error.strerror}") from None
    try:
        return parse(data)
    except BadValue as error:
        raise RegistryFailed(f"{path}: {error}") from None


def parse(data: bytes) -> AuthFile:
    """Return what the bytes of a file say; BadValue when a field is unfit."""
    fields = json_fields.read_object(data, LARGEST)
    auths = (
        json_fields.inner(fields, "auths", lambda value: json_fields.as_object("", value)) or {}
    )
    entries: dict[str, Credentials] = {}
    for key, value in auths.items():
        try:
            entries.setdefault(_normal(key), _entry(value))
        except BadValue as error:
            raise json_fields.within(f"auths[{key[:80]!r}]", error) from None
    helpers = json_fields.pairs(fields, "credHelpers", 1000, 64)
    store = json_fields.text(fields, "credsStore", 64)
    for name in [*helpers.values(), *([store] if store else [])]:
        if name and not _HELPER.fullmatch(name):
            raise BadValue("credHelpers", f"{name[:64]!r} is no name of a helper")
    return AuthFile(entries, {_normal(key): name for key, name in helpers.items()}, store)


def _normal(key: str) -> str:
    """Return a key without what Docker of old put around a registry: a scheme, `/v1/`, `/v2/`."""
    bare = re.sub(r"^https?://", "", key)
    if bare != key or bare.endswith(("/v1/", "/v2/")):
        bare = re.sub(r"(/v[12])?/*$", "", bare)
    registry, slash, path = bare.partition("/")
    if registry.lower() in _ALIASES:
        registry = "docker.io"
    return registry.lower() + slash + path


def _entry(value: object) -> Credentials:
    fields = json_fields.as_object("", value)
    username = json_fields.text(fields, "username", 1024)
    password = json_fields.text(fields, "password", LONGEST_SECRET)
    auth = json_fields.text(fields, "auth", LONGEST_SECRET)
    if auth:
        try:
            pair = base64.b64decode(auth, validate=True).decode()
        except ValueError:
            raise BadValue("auth", "is no base64") from None
        username, colon, password = pair.partition(":")
        if not colon:
            raise BadValue("auth", "has no colon between name and password")
        password = password.rstrip("\0")
    return Credentials(
        username,
        password,
        json_fields.text(fields, "identitytoken", LONGEST_SECRET),
        json_fields.text(fields, "registrytoken", LONGEST_SECRET),
    )


async def _of_file(
    file: AuthFile, registry: str, path: str, helper: CredentialHelper, limit: float
) -> Credentials | None:
    name = _normal(registry)
    chosen = file.helpers.get(name)
    if chosen:
        return await _ask(chosen, name, helper, limit)
    parts = path.split("/") if path else []
    for count in range(len(parts), -1, -1):
        found = file.entries.get("/".join([name, *parts[:count]]))
        if found is not None and found != Credentials():
            return found
    return await _ask(file.store, name, helper, limit) if file.store else None


async def _ask(
    name: str, registry: str, helper: CredentialHelper, limit: float
) -> Credentials | None:
    program = f"docker-credential-{name}"
    server = DOCKER if registry == "docker.io" else registry
    try:
        async with asyncio.timeout(limit):
            answer = await helper(program, server.encode())
    except TimeoutError:
        raise RegistryFailed(f"{program} gives no answer within {limit:g} s") from None
    except OSError as error:
        raise RegistryFailed(f"{program}: {error.strerror or error}") from None
    if b"credentials not found" in answer[:4096]:
        return None
    try:
        fields = json_fields.read_object(answer, LARGEST_ANSWER)
        username = json_fields.text(fields, "Username", 1024)
        secret = json_fields.text(fields, "Secret", LONGEST_SECRET)
    except BadValue as error:
        # What it wrote is not shown: it may hold the secret.
        raise RegistryFailed(f"{program}: its answer {error}") from None
    if username == _TOKEN_USER:
        return Credentials(identity_token=secret)
    return Credentials(username, secret) if username or secret else None
