"""What is kept of images: the image, its manifests, its names, and who holds on to what of it."""

from __future__ import annotations

import enum
from collections.abc import Mapping  # noqa: TC003  # the state reads the types of fields
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes in the content store: their digest, how many they are, and what they are said to be."""

    digest: str
    size: int
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """An image: what its configuration says, whatever the registry it came from.

    `id` is the digest of the configuration. `diff_ids` are the digests of the uncompressed layers, the
    lowest first, `chain_ids` those of each layer with all below it. `created` is the text of the
    configuration, `added_ns` when the image came to be here.
    """

    id: str
    platform: str
    diff_ids: tuple[str, ...] = ()
    chain_ids: tuple[str, ...] = ()
    created: str = ""
    user: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    added_ns: int = 0


@dataclass(frozen=True, slots=True)
class KeptManifest:
    """One way an image is packed: its configuration and its compressed layers, the lowest first.

    An image has several when registries have packed it in several ways.
    """

    blob: Blob
    config: Blob
    layers: tuple[Blob, ...] = ()

    @property
    def digest(self) -> str:
        """The digest of the manifest itself."""
        return self.blob.digest

    @property
    def image(self) -> str:
        """The id of the image."""
        return self.config.digest


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name of an image in its normal form, such as `docker.io/library/alpine:3`.

    `target` is what the registry has under it: the manifest itself, or an index of several. A name
    with a digest that came along when a tag was pulled was not `asked` for: it goes with the last
    one that was.
    """

    name: str
    manifest: str
    target: Blob
    asked: bool = True
    updated_ns: int = 0


@dataclass(frozen=True, slots=True)
class Lease:
    """Holds on to blobs until a moment, such as those of a pull that was interrupted."""

    id: str
    expires_ns: int
    digests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageUsage:
    """Bytes on disk of one image: of its blobs, of its unpacked layers and of its erofs images.

    `unique` is what would be free if the image were gone, `shared` what other images use as well.
    """

    blobs: int = 0
    unpacked: int = 0
    unique: int = 0
    shared: int = 0
    erofs: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An unpacked layer with its place in a chain; `parent` is the chain below, empty at the bottom."""

    chain_id: str
    diff_id: str
    parent: str = ""
    size: int = 0
    inodes: int = 0
    created_ns: int = 0


class LayerForm(enum.Enum):
    """What an image's layers are on the disk, besides the folders that they always are."""

    FOLDER = "folder"
    EROFS = "erofs"
    """Each layer is an erofs image, too."""
    FLAT = "flat"
    """All layers together are one erofs image, without what upper ones hide of lower ones."""


@dataclass(frozen=True, slots=True)
class ErofsFile:
    """An erofs image of the layer at the top of a chain, or, FLAT, of the whole chain.

    `digest` is that of the file; `layer_ns` is when the layer that it lies beside was unpacked.
    """

    chain_id: str
    form: LayerForm
    size: int
    digest: str
    layer_ns: int
    created_ns: int = 0
