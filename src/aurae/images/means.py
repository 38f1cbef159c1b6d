"""What the room's files work with."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aurae.images.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from aurae.images.blobs import Blobs
    from aurae.images.erofs import Erofs
    from aurae.images.fetching import Fetches
    from aurae.images.register import Register
    from aurae.images.snapshots import LayerBlob
    from aurae.images.sources import Registry
    from aurae.images.unpackers import Unpackers
    from aurae.images.verifying import Verifier
    from aurae.model.image import Snapshot
    from aurae.model.image_name import ImageName
    from aurae.model.platform import Platform
    from aurae.supervise.tasks import OwnedTasks

DEFAULT_LIMITS = Limits()

LEASE = 24 * 3600.0
"""Seconds that what came of an interrupted pull is kept, for the next try to go on with."""


class Snapshots(Protocol):
    """Unpacked layers, by chain id."""

    async def open(self) -> None:
        """Take over what an earlier server left. Raises OSError, StateFailed."""

    @property
    def all(self) -> Mapping[str, Snapshot]:
        """What is unpacked, whole."""

    def path(self, chain_id: str) -> Path:
        """Return the folder that is the layer of overlayfs."""

    def prepare(self) -> None:
        """Get ready: layers are to be unpacked soon."""

    async def unpack(
        self, layers: Sequence[LayerBlob], progress: Callable[[int, int], None]
    ) -> list[Snapshot]:
        """Unpack the layers of an image, the lowest first, each when its blob is there.

        `progress` is told the number of a layer and how many bytes of its blob were read. Raises
        UnpackFailed, and what the blobs do.
        """

    async def shift(self, layers: Sequence[LayerBlob], first: int) -> None:
        """Have a copy of each layer of an image beside it whose ids begin at `first`, unless there is one.

        Raises UnpackFailed, OSError, and what the blobs do.
        """

    async def remove(self, ids: Iterable[str], is_needed: Callable[[str], bool]) -> int:
        """Remove unpacked layers but those that are needed when it comes to it; returns the bytes.

        From one step of the event loop on they are not here any more.
        """

    def staged(self, archive: int) -> AbstractAsyncContextManager[Path]:
        """Unpack an archive that is no layer, whatever is in it; the folder goes with the block.

        `archive` is a descriptor that the caller may close then. Raises UnpackFailed, OSError.
        """

    def aside(self) -> AbstractAsyncContextManager[Path]:
        """Give a folder on the same disk with an empty `fs` in it; it goes with the block. Raises OSError."""

    def room(self) -> int:
        """Return how many bytes of the disk may be used. Raises OSError."""

    async def settle(self) -> bool:
        """Wait for what was unpacked until now to be on the disk; says whether all of it is."""


@dataclass(frozen=True, slots=True)
class Means:
    """The store, the state, and where images come from.

    `sources` opens the registry of a name, `verifier` has the policy; `machine` is what this machine runs; `discard` has the
    blobs of unpacked layers removed; `clock` is CLOCK_REALTIME in nanoseconds. Without `unpackers` nobody sees to files of containers.
    """

    tasks: OwnedTasks
    blobs: Blobs
    fetches: Fetches
    register: Register
    snapshots: Snapshots
    erofs: Erofs
    sources: Callable[[ImageName], AbstractAsyncContextManager[Registry]]
    verifier: Verifier
    machine: Platform
    discard: bool = False
    limits: Limits = DEFAULT_LIMITS
    clock: Callable[[], int] = time.time_ns
    unpackers: Unpackers | None = None
