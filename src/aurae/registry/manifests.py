"""Manifests from a registry: by tag or by digest, verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.model.descriptor import check_media_type
from aurae.model.digest import check_digest, digest_of
from aurae.model.image_manifest import INDEXES, LARGEST, MANIFESTS
from aurae.model.refusal import BadValue
from aurae.registry.content import Fetched
from aurae.registry.failures import BadContent, NotFound
from aurae.registry.transport import Request

if TYPE_CHECKING:
    from aurae.model.image_name import ImageName
    from aurae.registry.endpoint import Endpoint
    from aurae.registry.transport import Response

ACCEPT = ", ".join([*INDEXES, *MANIFESTS])

_MEANINGLESS = frozenset(
    {"application/json", "application/octet-stream", "text/plain", "binary/octet-stream"}
)
"""What careless servers send everything as."""


def pull_scope(name: ImageName) -> str:
    """Return what a token has to allow."""
    return f"repository:{name.path}:pull"


async def fetch(
    endpoint: Endpoint, name: ImageName, reference: str, largest: int = LARGEST
) -> Fetched:
    """Return the manifest that a tag or a digest stands for. Raises RegistryFailed."""
    url = endpoint.url(name.path, "manifests", reference)
    request = Request("GET", url, {"Accept": ACCEPT})
    async with await endpoint.ask(request, pull_scope(name)) as response:
        body = await response.read(largest)
        said = response.header("Docker-Content-Digest")
        media_type = _media_type(response)
    wanted = reference if ":" in reference else ""
    digest = digest_of(body, wanted or "sha256:")
    if wanted and digest != wanted:
        raise BadContent(f"manifest {wanted} came as {digest}")
    if said and not wanted:
        _check_said(said, body)
    return Fetched(digest, media_type, body)


async def digest(endpoint: Endpoint, name: ImageName, reference: str) -> str:
    """Return the digest of what a tag stands for, without fetching it where the registry tells."""
    url = endpoint.url(name.path, "manifests", reference)
    request = Request("HEAD", url, {"Accept": ACCEPT})
    async with await endpoint.ask(request, pull_scope(name)) as response:
        said = response.header("Docker-Content-Digest")
    try:
        return check_digest(said)
    except BadValue:
        return (await fetch(endpoint, name, reference)).digest


async def exists(endpoint: Endpoint, name: ImageName, kind: str, which: str, scope: str) -> bool:
    """Say whether a registry has a blob (`blobs`) or a manifest (`manifests`)."""
    request = Request("HEAD", endpoint.url(name.path, kind, which), {"Accept": ACCEPT})
    try:
        response = await endpoint.ask(request, scope)
    except NotFound:
        return False
    response.close()
    return True


def _check_said(said: str, body: bytes) -> None:
    try:
        check_digest(said)
    except BadValue as error:
        raise BadContent(f"its digest of the manifest: {error}") from None
    if digest_of(body, said) != said:
        raise BadContent(f"the manifest it calls {said} is another")


def _media_type(response: Response) -> str:
    """Return what a manifest was sent as, empty where that says nothing."""
    try:
        found = check_media_type(response.header("Content-Type"))
    except BadValue:
        return ""
    return "" if found in _MEANINGLESS else found
