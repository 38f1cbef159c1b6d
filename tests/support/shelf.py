"""A registry without a network, whose images a test makes, and layers that unpack into files.

Both have the faces that the room of images sees, and can be told to fail.
"""

import asyncio
import contextlib
import gzip
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from aurae.images import shifting
from aurae.images.snapshots import LayerBlob
from aurae.images.unpacking import UnpackFailed
from aurae.model.chain import chain_ids
from aurae.model.descriptor import Descriptor
from aurae.model.digest import digest_of, encoded
from aurae.model.image import Snapshot
from aurae.model.image_manifest import OCI_CONFIG, OCI_INDEX, OCI_MANIFEST
from aurae.model.image_name import ImageName
from aurae.registry.content import Fetched, Ingest
from aurae.registry.failures import BadContent, NotFound

LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
CHUNK = 1000


class Built(NamedTuple):
    """An image that a test has made."""

    id: str
    manifest: str
    layers: list[str]
    body: bytes


class Shelf:
    """Images by name and digest; `fault` is called with what is asked for, and may raise."""

    def __init__(self) -> None:
        self.documents: dict[str, Fetched] = {}
        self.blobs: dict[str, bytes] = {}
        self.fault: Callable[[str], None] = lambda _: None
        self.served = Counter[str]()
        """Bytes of each blob that went out."""
        self.gate: asyncio.Event | None = None
        """Where blobs wait after their first chunk."""

    def build(self, *layers: bytes, platform: str = "linux/amd64", **config: object) -> Built:
        """Make an image of some layers; it has no name yet."""
        system, architecture = platform.split("/")[:2]
        body = json.dumps(
            {
                "os": system,
                "architecture": architecture,
                "created": "2024-05-06T07:08:09Z",
                "rootfs": {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]},
                "history": [{"created_by": f"step {n}"} for n, _ in enumerate(layers)],
                **config,
            }
        ).encode()
        packed = [gzip.compress(layer, 1, mtime=0) for layer in layers]
        manifest = {
            "schemaVersion": 2,
            "mediaType": OCI_MANIFEST,
            "config": self._keep(body, OCI_CONFIG),
            "layers": [self._keep(blob, LAYER) for blob in packed],
        }
        text = json.dumps(manifest).encode()
        self._document(text, OCI_MANIFEST)
        digests = [digest_of(blob) for blob in packed]
        return Built(digest_of(body), digest_of(text), digests, text)

    def put(self, name: str, *layers: bytes, **config: object) -> Built:
        """Make an image and give it a name, which another image may have had."""
        built = self.build(*layers, **config)  # type: ignore[arg-type]  # a platform is a text
        self.name(name, built.manifest)
        return built

    def name(self, name: str, digest: str) -> None:
        """Give a document a name."""
        self.documents[name] = self.documents[digest]

    def index(self, name: str, images: dict[str, Built]) -> str:
        """Make an index of images by platform, and give it a name; returns its digest."""
        manifests = []
        for platform, built in images.items():
            system, architecture = platform.split("/")[:2]
            manifests.append(
                {
                    "mediaType": OCI_MANIFEST,
                    "digest": built.manifest,
                    "size": len(built.body),
                    "platform": {"os": system, "architecture": architecture},
                }
            )
        text = json.dumps(
            {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests}
        ).encode()
        self.documents[name] = self._document(text, OCI_INDEX)
        return digest_of(text)

    @contextlib.asynccontextmanager
    async def source(self, name: ImageName) -> AsyncIterator["Shelf"]:
        """Open the registry of a name."""
        await asyncio.sleep(0)
        self.fault(f"open {name}")
        yield self

    async def resolve(self, name: ImageName) -> Fetched:
        """Return what a name stands for."""
        await asyncio.sleep(0)
        self.fault(f"resolve {name}")
        return self._found(name.digest or str(name))

    async def manifest(self, name: ImageName, digest: str, limit: int) -> Fetched:
        """Return a manifest."""
        await asyncio.sleep(0)
        self.fault(f"manifest {digest}")
        return self._found(digest)

    async def blob(
        self,
        name: ImageName,
        wanted: Descriptor,
        ingest: Ingest,
        progress: Callable[[int], None],
    ) -> None:
        """Send a blob in chunks, from where the ingest is."""
        content = self.blobs[wanted.digest]
        if ingest.path.read_bytes() != content[: ingest.offset]:
            ingest.restart()
        at = ingest.offset
        while at < len(content):
            self.fault(f"blob {wanted.digest} {at}")
            chunk = content[at : at + CHUNK]
            ingest.write(at, chunk)
            self.served[wanted.digest] += len(chunk)
            at += len(chunk)
            progress(at)
            waits = self.gate if at < len(content) else None
            await (waits.wait() if waits else asyncio.sleep(0))
        if digest_of(ingest.path.read_bytes()) != wanted.digest:
            raise BadContent("its digest is another one")

    async def push_blob(
        self,
        name: ImageName,
        blob: Descriptor,
        path: Path,
        progress: Callable[[int], None],
        mount_from: str = "",
    ) -> bool:
        """Take a blob, as long as no gate is closed; says whether it is new."""
        self.fault(f"push {blob.digest} {mount_from}".rstrip())
        if self.gate is not None:
            await self.gate.wait()
        await asyncio.sleep(0)
        is_new = blob.digest not in self.blobs
        self.blobs[blob.digest] = await asyncio.to_thread(path.read_bytes)
        progress(blob.size)
        return is_new

    async def push_manifest(self, name: ImageName, media_type: str, body: bytes) -> str:
        """Take a manifest, whose blobs must be here."""
        self.fault(f"push {name}")
        await asyncio.sleep(0)
        document = self._document(body, media_type)
        self.documents[str(name)] = document
        return document.digest

    def _found(self, key: str) -> Fetched:
        if key not in self.documents:
            raise NotFound(f"there is no {key}")
        return self.documents[key]

    def _keep(self, content: bytes, media_type: str) -> dict[str, object]:
        digest = digest_of(content)
        self.blobs[digest] = content
        return {"mediaType": media_type, "digest": digest, "size": len(content)}

    def _document(self, text: bytes, media_type: str) -> Fetched:
        document = Fetched(digest_of(text), media_type, text)
        self.documents[document.digest] = document
        return document


class Files:
    """Unpacked layers as files, one for each chain id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.fault: Callable[[str], None] = lambda _: None

    async def open(self) -> None:
        """Clear away what is not whole."""
        for path in self.folder.parent.glob("staged-*"):
            shutil.rmtree(path)
        for path in self.folder.iterdir():
            if path.suffix:
                path.unlink()

    @property
    def all(self) -> dict[str, Snapshot]:
        """What is unpacked."""
        return {
            f"sha256:{path.name}": Snapshot(f"sha256:{path.name}", "", "", path.stat().st_size)
            for path in self.folder.iterdir()
            if not path.suffix
        }

    def path(self, chain_id: str) -> Path:
        """Return an empty folder for a layer, with a place beside it that goes with the layer."""
        place = self._beside(chain_id) / "fs"
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _beside(self, chain_id: str) -> Path:
        return self.folder.parent / "beside" / encoded(chain_id)

    @contextlib.asynccontextmanager
    async def aside(self) -> AsyncIterator[Path]:
        """Give a folder."""
        with tempfile.TemporaryDirectory(dir=self.folder.parent, prefix="staged-") as folder:
            os.mkdir(f"{folder}/fs")
            yield Path(folder)

    async def unpack(
        self, layers: Sequence[LayerBlob], progress: Callable[[int, int], None]
    ) -> list[Snapshot]:
        """Unpack layers, all at once."""
        chains = chain_ids(layer.diff_id for layer in layers)
        try:
            async with asyncio.TaskGroup() as group:
                for layer, chain in zip(layers, chains, strict=True):
                    group.create_task(self._unpack(layer, chain))
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return [self.all[chain] for chain in chains]

    async def shift(self, layers: Sequence[LayerBlob], first: int) -> None:
        """Make copies that are empty."""
        for chain in chain_ids(layer.diff_id for layer in layers):
            shifting.place(self.path(chain), first).mkdir(parents=True, exist_ok=True)

    async def remove(self, ids: Iterable[str], is_needed: Callable[[str], bool]) -> int:
        """Remove layers."""
        await asyncio.sleep(0)
        freed = 0
        for chain in ids:
            if not is_needed(chain):
                path = self._path(chain)
                freed += path.stat().st_size
                path.unlink()
                shutil.rmtree(self._beside(chain), ignore_errors=True)
        await asyncio.sleep(0)
        return freed

    @contextlib.asynccontextmanager
    async def staged(self, archive: int) -> AsyncIterator[Path]:
        """Unpack an archive that a test has made."""
        self.fault("staged")
        with tempfile.TemporaryDirectory(dir=self.folder.parent, prefix="staged-") as folder:
            await asyncio.to_thread(_extract, archive, folder)
            yield Path(folder)

    def room(self) -> int:
        """There is plenty."""
        return 1 << 40

    def prepare(self) -> None:
        """Nothing has to start."""

    async def settle(self) -> bool:
        """All of it is."""
        return True

    async def _unpack(self, layer: LayerBlob, chain: str) -> None:
        if self._path(chain).exists():
            return
        blob = await layer.opened()
        with os.fdopen(blob, "rb") as file:
            self.fault(layer.diff_id)
            content = file.read()
        await asyncio.sleep(0)
        try:
            if content.startswith(b"\x1f\x8b"):
                content = gzip.decompress(content)
        except OSError as error:
            raise UnpackFailed(str(error), unfit=True) from None
        if digest_of(content) != layer.diff_id:
            raise UnpackFailed("it is another layer", unfit=True)
        beside = self._path(chain, ".new")
        beside.write_bytes(content)
        beside.rename(self._path(chain))

    def _path(self, chain_id: str, suffix: str = "") -> Path:
        return self.folder / f"{encoded(chain_id)}{suffix}"


def _extract(archive: int, folder: str) -> None:
    os.lseek(archive, 0, os.SEEK_SET)
    try:
        with os.fdopen(os.dup(archive), "rb") as file, tarfile.open(fileobj=file) as tar:
            tar.extractall(folder, filter="fully_trusted")
    except tarfile.TarError as error:
        raise UnpackFailed(str(error), unfit=True) from None


def noise(seed: int, size: int) -> bytes:
    """Return bytes that do not shrink."""
    blocks = (hashlib.sha256(f"{seed} {n}".encode()).digest() for n in range(size // 32 + 1))
    return b"".join(blocks)[:size]
