"""How images are shown."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aurae.cli.document import moment
from aurae.cli.table import age
from aurae.cli.units import bytes_text
from aurae.cli.workloads import since

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aurae.proto.images_pb2 import GetImageResponse, Image

DIGITS = 12
"""Digits of a digest that are shown of it in a table."""


def short(digest: str) -> str:
    """Return the first digits of a digest."""
    return digest.partition(":")[2][:DIGITS]


def title(image: "Image") -> str:
    """Return what an image is called by: its first tag, else its first digest, else its id."""
    names = [*image.tags, *image.digests, image.id]
    return names[0]


def rows(image: "Image") -> "Iterator[tuple[str, ...]]":
    """Yield the cells of a table for each name with a tag; one without a name has `<none>`."""
    for name in [*image.tags] or [*image.digests] or ["<none>"]:
        yield (
            name,
            short(image.id),
            image.platform,
            size_text(image),
            created_text(image.created),
            f"{age(since(image.added_at))} ago",
        )


def size_text(image: "Image") -> str:
    """Return the bytes on disk, of blobs, unpacked layers and erofs images together."""
    return bytes_text(image.usage.blobs + image.usage.unpacked + image.usage.erofs)


def created_text(text: str) -> str:
    """Return how long ago a time in RFC 3339 was; `-` when it is none."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return "-"
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return f"{age((datetime.now(UTC) - when).total_seconds())} ago"


def details(found: "GetImageResponse") -> list[tuple[str, str]]:
    """Return what is known of an image, names and values."""
    image, config, usage = found.image, found.config, found.image.usage
    return [
        ("id", image.id),
        *(("name", name) for name in image.tags),
        *(("digest", name) for name in image.digests),
        ("platform", image.platform),
        ("created", image.created),
        ("added", moment(image.added_at)),
        ("blobs", bytes_text(usage.blobs)),
        ("unpacked", bytes_text(usage.unpacked)),
        ("erofs", bytes_text(usage.erofs)),
        ("unique", bytes_text(usage.unique)),
        ("shared", bytes_text(usage.shared)),
        ("used by", ", ".join(image.users)),
        ("user", config.user),
        ("working dir", config.working_dir),
        ("entrypoint", _words(config.entrypoint)),
        ("cmd", _words(config.cmd)),
        *(("env", variable) for variable in config.env),
        *(("port", port) for port in config.exposed_ports),
        *(("volume", volume) for volume in config.volumes),
        *((f"label {key}", image.labels[key]) for key in sorted(image.labels)),
        *(("manifest", manifest.digest) for manifest in found.manifests),
        *(("layer", f"{layer.digest} {bytes_text(layer.size)}") for layer in found.layers),
        *_erofs(found),
    ]


def _erofs(found: "GetImageResponse") -> "Iterator[tuple[str, str]]":
    for layer in found.layers:
        if layer.HasField("erofs"):
            yield "erofs layer", f"{layer.erofs.digest} {bytes_text(layer.erofs.size)}"
    if found.HasField("flat"):
        yield "flat", f"{found.flat.digest} {bytes_text(found.flat.size)}"


def _words(words: "Iterable[str]") -> str:
    found = [*words]
    return json.dumps(found, ensure_ascii=False) if found else ""
