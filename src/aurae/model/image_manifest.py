"""Manifests of images, in OCI's and Docker's form: from bytes to an `Index` or a `Manifest`.

A document that could be read as one and as the other is refused, and so is one whose own type is
not the one it was sent under: a digest must not mean two things (CVE-2021-41190).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.model import descriptor, json_fields
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurae.model.descriptor import Descriptor

LARGEST = json_fields.LARGEST
"""Bytes of a manifest."""

MOST_LAYERS = 500
"""Layers of an image: what overlayfs stacks (OVL_MAX_STACK)."""

MOST_MANIFESTS = 1000
"""Manifests of an index."""

DEEPEST = 3
"""Indexes within each other, for whoever follows them."""

OCI_INDEX = "application/vnd.oci.image.index.v1+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
INDEXES = (OCI_INDEX, DOCKER_INDEX)
MANIFESTS = (OCI_MANIFEST, DOCKER_MANIFEST)
OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
CONFIGS = (OCI_CONFIG, DOCKER_CONFIG)

_SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+"


@dataclass(frozen=True, slots=True)
class Index:
    """One image for several platforms."""

    media_type: str
    manifests: tuple[Descriptor, ...]
    annotations: Mapping[str, str] = field(default_factory=dict, hash=False)
    subject: Descriptor | None = None
    artifact_type: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One image: its configuration and its layers, the lowest first."""

    media_type: str
    config: Descriptor
    layers: tuple[Descriptor, ...]
    annotations: Mapping[str, str] = field(default_factory=dict, hash=False)
    subject: Descriptor | None = None
    artifact_type: str = ""

    @property
    def is_image(self) -> bool:
        """Whether it is something to run, rather than a chart, a signature or a list of parts."""
        return self.config.media_type in CONFIGS


def parse(body: bytes, media_type: str = "") -> Index | Manifest:
    """Return what a document is; BadValue when it is neither, or odd in any way.

    `media_type` is what it was sent or called for as, empty where that is not known.
    """
    fields = json_fields.read_object(body, LARGEST)
    kind = _kind(fields, media_type)
    if kind in INDEXES:
        return _index(fields, kind)
    return _manifest(fields, kind)


def _kind(fields: Mapping[str, object], sent_as: str) -> str:
    """Return the media type of a document."""
    _check_version(fields)
    own = json_fields.text(fields, "mediaType", 255)
    told = own or sent_as
    if own and sent_as and own != sent_as:
        raise BadValue("mediaType", f"is {own[:80]}, yet it came as {sent_as[:80]}")
    lists = fields.get("manifests") is not None
    layered = fields.get("layers") is not None or fields.get("config") is not None
    if lists and layered:
        raise BadValue("", "is both an index and a manifest")
    kind = told or (OCI_INDEX if lists else OCI_MANIFEST)
    if kind.startswith(_SCHEMA_1):
        raise _schema_1()
    if kind not in INDEXES + MANIFESTS:
        raise BadValue("mediaType", f"{kind[:80]!r} is no type of a manifest known here")
    if lists and kind in MANIFESTS:
        raise BadValue("manifests", "stands in what is said to be a manifest")
    if layered and kind in INDEXES:
        raise BadValue("layers", "stands in what is said to be an index")
    return kind


def _check_version(fields: Mapping[str, object]) -> None:
    if "schemaVersion" not in fields:
        raise BadValue("schemaVersion", "is missing")
    version = json_fields.number(fields, "schemaVersion")
    if version == 1:
        raise _schema_1()
    if version != 2:
        raise BadValue("schemaVersion", f"is {version}, not 2")


def _schema_1() -> BadValue:
    return BadValue(
        "schemaVersion",
        "is 1, a form of 2014 without digests of what layers hold; push the image anew",
    )


def _index(fields: Mapping[str, object], kind: str) -> Index:
    if "manifests" not in fields:
        raise BadValue("manifests", "is missing")
    return Index(
        media_type=kind,
        manifests=json_fields.each(fields, "manifests", MOST_MANIFESTS, descriptor.from_json),
        annotations=json_fields.pairs(fields, "annotations", descriptor.MOST_ANNOTATIONS),
        subject=json_fields.inner(fields, "subject", descriptor.from_json),
        artifact_type=json_fields.text(fields, "artifactType", 255),
    )


def _manifest(fields: Mapping[str, object], kind: str) -> Manifest:
    config = json_fields.inner(fields, "config", descriptor.from_json)
    if config is None:
        raise BadValue("config", "is missing")
    if "layers" not in fields:
        raise BadValue("layers", "is missing")
    return Manifest(
        media_type=kind,
        config=config,
        layers=json_fields.each(fields, "layers", MOST_LAYERS, descriptor.from_json),
        annotations=json_fields.pairs(fields, "annotations", descriptor.MOST_ANNOTATIONS),
        subject=json_fields.inner(fields, "subject", descriptor.from_json),
        artifact_type=json_fields.text(fields, "artifactType", 255),
    )
