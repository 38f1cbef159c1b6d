"""An archive of images as a source: what it has under which names, each blob verified as it is taken.

Whatever is odd is BadContent: what an archive lacks or has wrong no later try will have.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from aurae.model import archived, image_config, image_manifest
from aurae.model.descriptor import Descriptor
from aurae.model.digest import algorithm, digest_of, encoded
from aurae.model.image_manifest import OCI_CONFIG, OCI_INDEX, OCI_MANIFEST, Index
from aurae.model.refusal import BadValue
from aurae.registry.content import Fetched
from aurae.registry.failures import BadContent
from aurae.supervise.tasks import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.images.archive import Archive
    from aurae.model.archived import SavedImage
    from aurae.model.image_name import ImageName
    from aurae.registry.content import Ingest

PIECE = 1024 * 1024
"""Bytes of a blob that are taken at a time."""

_IMAGES = image_manifest.INDEXES + image_manifest.MANIFESTS
_LAYER = "application/vnd.oci.image.layer.v1.tar"
_SUFFIXES = {b"\x1f\x8b": "+gzip", b"\x28\xb5": "+zstd"}


class Entry(NamedTuple):
    """An image of an archive: what it has under a name, which it need not say."""

    document: Fetched
    name: ImageName | None


class ArchiveSource:
    """Has what is asked for by digest; a name stands for the entry that was chosen last."""

    def __init__(self, archive: Archive) -> None:
        """Call `entries` before anything else."""
        self._archive = archive
        self._documents: dict[str, Fetched] = {}
        self._paths: dict[str, str] = {}
        self._entry: Fetched | None = None

    def entries(self) -> list[Entry]:
        """Return the images of the archive. Blocks: it is for a thread. Raises BadContent, OSError."""
        layout = self._archive.read(archived.LAYOUT, image_manifest.LARGEST)
        try:
            if layout is not None:
                archived.check_layout(layout)
                return self._oci()
            saved = self._archive.read(archived.DOCKER, image_manifest.LARGEST)
            if saved is not None:
                images = archived.saved_images(saved)
                return [entry for image in images for entry in self._docker(image)]
        except BadValue as error:
            raise BadContent(str(error)) from None
        why = f"it has neither {archived.LAYOUT} nor {archived.DOCKER}"
        raise BadContent(f"it is no archive of images: {why}")

    def choose(self, entry: Entry) -> None:
        """Have names stand for this image from now on."""
        self._entry = entry.document

    async def resolve(self, name: ImageName) -> Fetched:
        """Return what a name stands for: the entry that was chosen."""
        assert self._entry is not None
        if name.digest not in ("", self._entry.digest):
            raise BadContent(f"it is {self._entry.digest}")
        return self._entry

    async def manifest(self, name: ImageName, digest: str, limit: int) -> Fetched:
        """Return a manifest, verified."""
        if digest in self._documents:
            return self._documents[digest]
        return await asyncio.to_thread(self._document, digest, "", limit)

    async def blob(
        self, name: ImageName, wanted: Descriptor, ingest: Ingest, progress: Callable[[int], None]
    ) -> None:
        """Copy a blob and verify it; `progress` is told how much is there."""
        ingest.restart()
        fd = self._archive.open(self._path(wanted.digest))
        if fd is None:
            raise BadContent(f"the archive lacks blob {wanted.digest}")
        with os.fdopen(fd, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size != wanted.size:
                raise BadContent(f"blob {wanted.digest} has {size} bytes, not {wanted.size}")
            total, at = hashlib.new(algorithm(wanted.digest)), 0

            def copy(at: int) -> int:
                piece = os.pread(file.fileno(), PIECE, at)
                total.update(piece)
                ingest.write(at, piece)
                return len(piece)

            loop = asyncio.get_running_loop()
            while taken := await settled(loop.run_in_executor(None, copy, at)):
                at += taken
                progress(at)
        found = total.hexdigest()
        if found != encoded(wanted.digest):
            why = f"is {algorithm(wanted.digest)}:{found}, not {wanted.digest}"
            raise BadContent(f"a blob in the archive {why}")

    def _oci(self) -> list[Entry]:
        body = self._archive.read(archived.INDEX, image_manifest.LARGEST)
        if body is None:
            raise BadContent(f"the archive lacks {archived.INDEX}")
        index = image_manifest.parse(body, OCI_INDEX)
        assert isinstance(index, Index)
        found = []
        for each in index.manifests:
            if each.artifact_type or each.media_type not in _IMAGES:
                continue  # signatures and the like
            document = self._document(each.digest, each.media_type, image_manifest.LARGEST)
            if len(document.body) != each.size:
                raise BadContent(f"{each.digest} has {len(document.body)} bytes, not {each.size}")
            found.append(Entry(document, archived.name_in(each.annotations)))
        return found

    def _docker(self, saved: SavedImage) -> list[Entry]:
        """Return an image with each of its names, with a manifest of ours: it came without."""
        body = self._archive.read(saved.config, image_config.LARGEST)
        if body is None:
            raise BadContent(f"the archive lacks {saved.config[:120]!r}")
        config = Descriptor(OCI_CONFIG, digest_of(body), len(body))
        self._paths[config.digest] = saved.config
        manifest = archived.manifest_of(config, [self._layer(path) for path in saved.layers])
        document = Fetched(digest_of(manifest), OCI_MANIFEST, manifest)
        self._documents[document.digest] = document
        return [Entry(document, name) for name in saved.names or (None,)]

    def _layer(self, path: str) -> Descriptor:
        """Return what a layer is: nobody says so in such an archive."""
        path = self._archive.linked(path)
        fd = self._archive.open(path)
        if fd is None:
            raise BadContent(f"the archive lacks {path[:120]!r}")
        with os.fdopen(fd, "rb") as file:
            start = file.read(2)
            file.seek(0)
            digest = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
            size = os.fstat(file.fileno()).st_size
        self._paths[digest] = path
        return Descriptor(_LAYER + _SUFFIXES.get(start, ""), digest, size)

    def _document(self, digest: str, media_type: str, limit: int) -> Fetched:
        body = self._archive.read(self._path(digest), limit)
        if body is None:
            raise BadContent(f"the archive lacks manifest {digest}")
        found = digest_of(body, digest)
        if found != digest:
            raise BadContent(f"a manifest in the archive is {found}, not {digest}")
        return Fetched(digest, media_type, body)

    def _path(self, digest: str) -> str:
        return self._paths.get(digest) or f"blobs/{algorithm(digest)}/{encoded(digest)}"
