"""One blob and one manifest of a hostile registry, and what is expected of whoever asks for them."""

import os
from typing import Any

import pytest

from aurae.model import image_manifest
from aurae.registry.failures import BadContent, RegistryFailed
from tests.support.hostile_registry import HostileRegistry
from tests.support.registry_client import File, described, image, layer, named, registry

BLOB = os.urandom(1_000_000)
WANTED = described(BLOB)
PATH = f"/v2/app/blobs/{WANTED.digest}"
TAG = "/v2/app/manifests/1"
MANIFEST, CONFIG = image(layer(a=b"b"))
OCI = {"Content-Type": image_manifest.OCI_MANIFEST}
SMALL: dict[str, Any] = {"parallel_from": 400_000, "piece": 150_000}
"""Has the blob fetched in seven ranges."""


async def fetch(server: HostileRegistry, file: File, **fields: Any) -> list[int]:
    """Fetch the blob; returns what was told of how many bytes are there."""
    told: list[int] = []
    async with registry(**fields) as client:
        await client.blob(named(server.address), WANTED, file, told.append)
    assert file.content() == BLOB
    assert told[-1] == len(BLOB)
    return told


async def refused(
    server: HostileRegistry,
    file: File,
    why: str,
    kind: type[RegistryFailed] = BadContent,
    **fields: Any,
) -> None:
    """Check that the blob is refused, and that nothing is kept where the content was wrong."""
    with pytest.raises(kind, match=why):
        await fetch(server, file, **fields)
    if kind is BadContent:
        assert file.content() == b""
    assert BLOB.startswith(file.content())


async def resolve(server: HostileRegistry, **fields: Any) -> Any:
    """Ask what the tag stands for."""
    async with registry(**fields) as client:
        return await client.resolve(named(server.address))


def ranges(server: HostileRegistry) -> list[str]:
    """Return the ranges of the blob that were asked for."""
    return [asked.headers.get("range", "") for asked in server.asked_for(PATH)]
