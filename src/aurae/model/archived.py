"""What the documents of an archive of images say: an OCI layout's, and those of `docker save`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from aurae.model import image_name, json_fields
from aurae.model.image_manifest import MOST_LAYERS, MOST_MANIFESTS, OCI_CONFIG, OCI_MANIFEST
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName

LAYOUT = "oci-layout"
INDEX = "index.json"
VERSION = "1.0.0"
DOCKER = "manifest.json"
FULL_NAME = "io.containerd.image.name"
REF_NAME = "org.opencontainers.image.ref.name"
MOST_NAMES = 1000


class SavedImage(NamedTuple):
    """An image in an archive of `docker save`: the paths of its parts in the archive, and its names."""

    config: str
    layers: tuple[str, ...]
    names: tuple[ImageName, ...]


def check_layout(body: bytes) -> None:
    """BadValue unless a file `oci-layout` is of a version that is known."""
    fields = json_fields.read_object(body)
    version = json_fields.text(fields, "imageLayoutVersion", 64)
    if not version.startswith("1."):
        raise BadValue("imageLayoutVersion", f"is {version!r}, not {VERSION}")


def name_in(annotations: Mapping[str, str]) -> ImageName | None:
    """Return the name that an index has for an image; None where it has at most a tag. BadValue."""
    full = annotations.get(FULL_NAME, "")
    if full:
        return image_name.parse(full)
    reference = annotations.get(REF_NAME, "")
    # Many write a bare tag there: then only whoever saved it knows of what.
    if "/" not in reference and ":" not in reference:
        return None
    return image_name.parse(reference)


def annotations_of(name: ImageName | None) -> dict[str, str]:
    """Return what an index says of a name."""
    if name is None:
        return {}
    tag = {REF_NAME: name.tag} if name.tag else {}
    return {FULL_NAME: str(name), **tag}


def saved_images(body: bytes) -> tuple[SavedImage, ...]:
    """Return what `manifest.json` says; BadValue when anything of it is odd."""
    return json_fields.read_array(body, MOST_MANIFESTS, _saved)


def save_images(images: Sequence[SavedImage]) -> bytes:
    """Return `manifest.json` for images."""
    return _written(
        [
            {
                "Config": image.config,
                "RepoTags": [str(name) for name in image.names],
                "Layers": list(image.layers),
            }
            for image in images
        ]
    )


def manifest_of(config: Descriptor, layers: Sequence[Descriptor]) -> bytes:
    """Return a manifest for an image that came without one; equal images get equal ones."""
    return _written(
        {
            "schemaVersion": 2,
            "mediaType": OCI_MANIFEST,
            "config": _entry(config, OCI_CONFIG),
            "layers": [_entry(layer, layer.media_type) for layer in layers],
        }
    )


def index_of(images: Sequence[tuple[Descriptor, ImageName | None]]) -> bytes:
    """Return `index.json` for images and their names."""
    manifests = []
    for image, name in images:
        entry = _entry(image, image.media_type)
        notes = annotations_of(name)
        manifests.append({**entry, "annotations": notes} if notes else entry)
    return _written({"schemaVersion": 2, "manifests": manifests})


def layout() -> bytes:
    """Return the file `oci-layout`."""
    return _written({"imageLayoutVersion": VERSION})


def _saved(value: object) -> SavedImage:
    fields = json_fields.as_object("", value)
    config = json_fields.text(fields, "Config")
    if not config:
        raise BadValue("Config", "is missing")
    return SavedImage(
        config=config,
        layers=json_fields.texts(fields, "Layers", MOST_LAYERS),
        names=json_fields.each(fields, "RepoTags", MOST_NAMES, _name),
    )


def _name(value: object) -> ImageName:
    return image_name.parse(json_fields.as_text("", value, image_name.LONGEST))


def _entry(descriptor: Descriptor, media_type: str) -> dict[str, object]:
    return {"mediaType": media_type, "digest": descriptor.digest, "size": descriptor.size}


def _written(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
