"""What is handed over: manifests as they came, and files that blobs are written into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fetched:
    """A manifest: its bytes, verified against the digest, and the type that it was sent as.

    The type is empty where the registry gave none that says anything.
    """

    digest: str
    media_type: str
    body: bytes


class Ingest(Protocol):
    """A file that a blob is written into, piece by piece and in any order.

    A blob that could not be fetched leaves bytes without a gap behind, with which the next try goes
    on; one that turned out to be another leaves nothing.
    """

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def offset(self) -> int:
        """Bytes at its beginning that an earlier try wrote, not verified."""

    def fileno(self) -> int:
        """Return the descriptor, open for reading and writing."""

    def write(self, offset: int, chunk: bytes) -> None:
        """Write a piece at its place; raises OSError. It is called in a thread."""

    def restart(self) -> None:
        """Forget what was written."""
