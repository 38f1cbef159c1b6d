"""What a daemon has of images: by its own word, and on the disk."""

from pathlib import Path
from typing import Any

from aurae.proto import images_pb2
from tests.support.api import Api

Contents = dict[str, dict[str, bytes]]
"""The files of layers, by the digests of these as they are compressed."""


def all_images(api: Api) -> dict[str, Any]:
    """Return all images by their ids."""
    listed = api.call("ImageService.List", images_pb2.ListImagesRequest()).images
    return {image.id: image for image in listed}


def names_of(api: Api) -> list[list[str]]:
    """Return the names of each image."""
    return [[*image.tags, *image.digests] for image in all_images(api).values()]


def check_whole(api: Api, state: Path, contents: Contents) -> None:
    """Assert that every image is whole: each blob is sound, each layer is unpacked with its files."""
    request = images_pb2.ScrubImagesRequest(check_only=True)
    for told in api.stream("ImageService.Scrub", request, 60):
        sound = images_pb2.BLOB_STATE_UNSPECIFIED, images_pb2.BLOB_STATE_SOUND
        assert told.state in sound, told
    for image in all_images(api):
        for layer in _shown(api, image).layers:
            assert layer.present, f"{layer.digest} is missing"
            assert layer.unpacked, f"{layer.digest} is not unpacked"
            folder = state / "snapshots" / layer.chain_id[7:] / "fs"
            found = {path.name: path.read_bytes() for path in folder.iterdir()}
            assert found == contents[layer.digest]


def reached(api: Api) -> set[str]:
    """Return the paths of what images need, as `left` has them."""
    paths: set[str] = set()
    for image in all_images(api):
        shown = _shown(api, image)
        documents = [image, *(one.digest for one in shown.manifests)]
        blobs = [*documents, *(layer.digest for layer in shown.layers)]
        paths.update(f"content/blobs/sha256/{digest[7:]}" for digest in blobs)
        paths.update(f"snapshots/{layer.chain_id[7:]}" for layer in shown.layers)
    return paths


def left(state: Path) -> set[str]:
    """Return the paths of what is on the disk for images, below the folder of the state."""
    places = ("content/blobs/sha256/*", "content/ingest/*", "content/removing/*")
    layers = ("snapshots/[0-9a-f]*", "snapshots/staging/*", "snapshots/trash/*")
    found = (path for place in (*places, *layers) for path in state.glob(place))
    return {str(path.relative_to(state)) for path in found}


def _shown(api: Api, name: str) -> Any:
    return api.call("ImageService.Get", images_pb2.GetImageRequest(name=name))
