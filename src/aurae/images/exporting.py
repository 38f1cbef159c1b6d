"""Exports: images as one tar archive, an OCI layout or as `docker save` has it.

Equal images give equal bytes: members are sorted, without times and owners, and layers are as they came.
"""

from __future__ import annotations

import asyncio
import enum
import hashlib
import os
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.failures import told
from aurae.images.finding import find
from aurae.images.packing import packed
from aurae.model import archived, image_name, tar
from aurae.model.archived import SavedImage
from aurae.model.descriptor import Descriptor
from aurae.model.digest import algorithm, encoded
from aurae.model.refusal import FailedPrecondition, InvalidField

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from aurae.images.means import Means
    from aurae.images.packing import Packed
    from aurae.model.image_name import ImageName

PIECE = 256 * 1024
"""Bytes of an archive that are read at a time."""
MOST_IMAGES = 1000


class Format(enum.Enum):
    """What kind of archive."""

    OCI = "oci"
    DOCKER = "docker"


class _Chosen(NamedTuple):
    """An image, all of it, and the name that it was asked for by."""

    image: Packed
    name: ImageName | None


async def export(means: Means, texts: Sequence[str], form: Format) -> AsyncGenerator[bytes]:
    """Yield an archive of images in pieces. Raises Refusal."""
    if not texts or len(texts) > MOST_IMAGES:
        raise InvalidField("save images", "names", f"are not from 1 to {MOST_IMAGES}")
    action = f"save {texts[0] if len(texts) == 1 else 'images'}"
    async with AsyncExitStack() as stack:
        chosen = []
        for text in texts:
            found = find(means.register, action, text, "names")
            alone = found.name.manifest if found.name and form is Format.DOCKER else ""
            image = await stack.enter_async_context(packed(means, action, found, alone))
            name = image_name.parse(found.name.name) if found.name else None
            chosen.append(_Chosen(image, name))
        documents = _oci(chosen) if form is Format.OCI else _docker(chosen)
        blobs = {blob.digest: blob for each in chosen for blob in each.image.blobs}
        with told(action):
            async for piece in _archive(means, action, documents, blobs):
                yield piece


def _oci(chosen: Sequence[_Chosen]) -> dict[str, bytes]:
    """Return the documents of an OCI layout by their paths."""
    tops = {(str(each.name or ""), each.image.top.digest): each for each in chosen}
    entries = []
    for _, each in sorted(tops.items()):
        top = each.image.top
        entries.append((Descriptor(top.media_type, top.digest, len(top.body)), each.name))
    found = {archived.INDEX: archived.index_of(entries), archived.LAYOUT: archived.layout()}
    for each in chosen:
        for document in each.image.documents:
            found[_path(document.digest)] = document.body
    return found


def _docker(chosen: Sequence[_Chosen]) -> dict[str, bytes]:
    """Return the documents of an archive as `docker save` makes it by their paths."""
    names: dict[str, set[str]] = {}
    for each in chosen:
        tags = names.setdefault(each.image.top.digest, set())
        if each.name is not None and each.name.tag and not each.name.digest:
            tags.add(str(each.name))
    images = []
    for digest, each in sorted({each.image.top.digest: each for each in chosen}.items()):
        manifest = each.image.manifest
        layers = tuple(_path(layer.digest) for layer in manifest.layers)
        called = tuple(image_name.parse(name) for name in sorted(names[digest]))
        images.append(SavedImage(_path(manifest.config.digest), layers, called))
    return {archived.DOCKER: archived.save_images(images)}


async def _archive(
    means: Means, action: str, documents: dict[str, bytes], blobs: dict[str, Descriptor]
) -> AsyncGenerator[bytes]:
    by_path = {_path(digest): blob for digest, blob in blobs.items()}
    folders = {"blobs", *(path.rpartition("/")[0] for path in by_path)}
    for path in sorted({*documents, *by_path, *folders}):
        if path in folders:
            yield tar.folder(path)
        elif path in by_path:
            yield tar.file(path, by_path[path].size)
            async for piece in _blob(means, action, by_path[path]):
                yield piece
            yield tar.padding(by_path[path].size)
        else:
            body = documents[path]
            yield tar.file(path, len(body)) + body + tar.padding(len(body))
    yield tar.END


async def _blob(means: Means, action: str, blob: Descriptor) -> AsyncGenerator[bytes]:
    """Yield a blob; FailedPrecondition at its end when it was damaged."""
    total = hashlib.new(algorithm(blob.digest))
    fd = os.open(means.blobs.path(blob.digest), os.O_RDONLY | os.O_CLOEXEC)

    def read() -> bytes:
        piece = os.read(fd, PIECE)
        total.update(piece)
        return piece

    left = blob.size
    try:
        while left:
            reading = asyncio.get_running_loop().run_in_executor(None, read)
            try:
                piece = await asyncio.shield(reading)
            except asyncio.CancelledError:
                await asyncio.wait([reading])  # it uses the descriptor
                raise
            left -= len(piece)
            if left < 0 or not piece:
                break
            yield piece
    finally:
        os.close(fd)
    if left or total.hexdigest() != encoded(blob.digest):
        raise FailedPrecondition(action, f"blob {blob.digest} is damaged; scrub the image")


def _path(digest: str) -> str:
    return f"blobs/{algorithm(digest)}/{encoded(digest)}"
