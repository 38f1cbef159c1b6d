"""What is reached from the names: rows that are kept, and blobs and unpacked layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurae.state.images import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.model.image import KeptManifest
    from aurae.state.images import Rows


def unreached(rows: Rows, used: Iterable[str], now_ns: int) -> Change:
    """Return the change that removes rows which no name leads to, and leases that are over.

    An image that is `used`, such as by a container, stays without a name with all its manifests.
    """
    used = set(used)
    named = {name.manifest for name in rows.names.values()}
    kept = {
        key: item for key, item in rows.manifests.items() if key in named or item.image in used
    }
    images = {item.image for item in kept.values()}
    return Change(
        no_manifests=[key for key in rows.manifests if key not in kept],
        no_images=[key for key in rows.images if key not in images],
        no_leases=[key for key, lease in rows.leases.items() if lease.expires_ns <= now_ns],
    )


def content(manifest: KeptManifest) -> list[str]:
    """Return the digests of a manifest and of all it needs."""
    return [manifest.digest, manifest.image, *(layer.digest for layer in manifest.layers)]


def reached_blobs(rows: Rows) -> set[str]:
    """Return the digests of all blobs that a name or a lease leads to."""
    found: set[str] = set()
    for manifest in rows.manifests.values():
        found.update(content(manifest))
    found.update(name.target.digest for name in rows.names.values())
    for lease in rows.leases.values():
        found.update(lease.digests)
    return found


def reached_tops(rows: Rows) -> set[str]:
    """Return the chain ids of images as a whole."""
    return {image.chain_ids[-1] for image in rows.images.values() if image.chain_ids}


def reached_layers(rows: Rows) -> set[str]:
    """Return the chain ids of all unpacked layers of images."""
    return {chain_id for image in rows.images.values() for chain_id in image.chain_ids}
