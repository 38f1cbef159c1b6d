"""Where the layers of an image are, for who runs it: containers stack them, a virtual machine boots from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aurae.model.image import LayerForm

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.images.means import Means
    from aurae.model.image import Image


class LocalLayer(NamedTuple):
    """A layer: the folder for overlayfs, and its erofs image where there is one (`linux.erofs` mounts it)."""

    chain_id: str
    folder: Path
    erofs: Path | None


class LocalImage(NamedTuple):
    """The layers of an image, the lowest first; `flat` is one erofs image of all, where there is one."""

    layers: list[LocalLayer]
    flat: Path | None


def local_image(means: Means, image: Image) -> LocalImage:
    """Return where they are; who uses them keeps the image meanwhile."""

    def erofs(chain_id: str, form: LayerForm) -> Path | None:
        found = means.erofs.get(chain_id, form)
        return means.erofs.path(chain_id, form) if found is not None else None

    layers = [
        LocalLayer(chain_id, means.snapshots.path(chain_id), erofs(chain_id, LayerForm.EROFS))
        for chain_id in image.chain_ids
    ]
    flat = erofs(image.chain_ids[-1], LayerForm.FLAT) if image.chain_ids else None
    return LocalImage(layers, flat)
