"""Where images come from, as this room sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.model.descriptor import Descriptor
    from aurae.model.image_name import ImageName
    from aurae.registry.content import Ingest


class Document(Protocol):
    """A manifest as a registry has sent it; its digest is that of its bytes."""

    @property
    def digest(self) -> str:
        """Its digest."""

    @property
    def media_type(self) -> str:
        """What it was sent as."""

    @property
    def body(self) -> bytes:
        """Its bytes."""


class BlobSource(Protocol):
    """Where blobs come from; raises RegistryFailed."""

    async def blob(
        self, name: ImageName, wanted: Descriptor, ingest: Ingest, progress: Callable[[int], None]
    ) -> None:
        """Fetch a blob and verify it; `progress` is told how many bytes are there."""


class Source(BlobSource, Protocol):
    """Where images come from; raises RegistryFailed."""

    async def resolve(self, name: ImageName) -> Document:
        """Return what a name stands for now."""

    async def manifest(self, name: ImageName, digest: str, limit: int) -> Document:
        """Return a manifest by its digest."""


class Registry(Source, Protocol):
    """A source that takes images, too; raises RegistryFailed."""

    async def push_blob(
        self,
        name: ImageName,
        blob: Descriptor,
        path: Path,
        progress: Callable[[int], None],
        mount_from: str = "",
    ) -> bool:
        """Push a blob that lies at a path, unless it is there; `progress` is told how much is.

        `mount_from` is another repository of the same registry that is believed to have it.
        Says whether it was not there.
        """

    async def push_manifest(self, name: ImageName, media_type: str, body: bytes) -> str:
        """Push a manifest under a tag, or under its digest where the name has none; returns that."""
