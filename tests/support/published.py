"""Images that a test publishes in a registry of its own, and the names by which a daemon pulls them."""

import http.client
from typing import NamedTuple

from aurae.model.digest import digest_of
from aurae.model.image_manifest import OCI_MANIFEST
from tests.support.docker_registry import DockerRegistry
from tests.support.registry_client import image


class Published(NamedTuple):
    """An image: its name, its id, the digests of its manifest and of its compressed layers."""

    name: str
    id: str
    manifest: str
    layers: list[str]


def publish(registry: DockerRegistry, name: str, *layers: bytes) -> Published:
    """Push an image of compressed layers as `name:tag`, as any client does."""
    repository, _, tag = name.partition(":")
    manifest, config = image(*layers)
    door = http.client.HTTPConnection("127.0.0.1", registry.port, timeout=30)
    try:
        for blob in (*layers, config):
            door.request("POST", f"/v2/{repository}/blobs/uploads/")
            begun = door.getresponse()
            begun.read()
            place = begun.headers["Location"].partition(f":{registry.port}")[2]
            door.request("PUT", f"{place}&digest={digest_of(blob)}", blob)
            _check(door, 201)
        path = f"/v2/{repository}/manifests/{tag}"
        door.request("PUT", path, manifest, {"Content-Type": OCI_MANIFEST})
        _check(door, 201)
    finally:
        door.close()
    return Published(
        f"{registry.address}/{name}",
        digest_of(config),
        digest_of(manifest),
        [digest_of(layer) for layer in layers],
    )


def _check(door: http.client.HTTPConnection, status: int) -> None:
    answer = door.getresponse()
    body = answer.read()
    assert answer.status == status, f"{answer.status}: {body!r}"
