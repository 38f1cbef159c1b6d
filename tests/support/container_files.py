"""A container's root for tests: layers made by hand, a folder for what is written, and means to see to its files."""

import asyncio
import io
import os
import tarfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aurae.images.unpackers import Unpackers
from aurae.supervise.tasks import OwnedTasks
from tests.support.snapshotting import IDS, LINGER, LocalInit

FIRST = 524288


@dataclass(frozen=True)
class Root:
    """What `containers.roots.Root` is."""

    folder: Path
    layers: tuple[Path, ...]
    image: str = "sha256:" + "0" * 64
    first_id: int = FIRST
    key: str = "service-1"

    @property
    def upper(self) -> Path:
        return self.folder / "upper"


def made(folder: Path, *layers: Callable[[Path], None], first: int = FIRST) -> Root:
    """A root whose layers, the lowest first, are filled by functions."""
    paths = []
    for number, fill in enumerate(layers):
        path = folder / f"layer{number}"
        path.mkdir(mode=0o755)
        path.chmod(0o755)
        fill(path)
        paths.append(path)
    box = folder / "box"
    for name in ("upper", "work"):
        (box / name).mkdir(parents=True)
    box.chmod(0o700)
    os.chown(box / "upper", first, first)
    (box / "upper").chmod(0o755)
    return Root(box, tuple(paths), first_id=first)


@asynccontextmanager
async def local_unpackers() -> AsyncIterator[Unpackers]:
    """What sees to files, without an init: its process is a child of the test."""
    async with asyncio.TaskGroup() as group:
        yield Unpackers(LocalInit(), lambda: next(IDS), OwnedTasks(group), LINGER)  # type: ignore[arg-type]


async def whole(pieces: AsyncIterator[bytes]) -> bytes:
    """All that comes."""
    async with aclosing(pieces) as stream:  # type: ignore[type-var]
        return b"".join([piece async for piece in stream])


async def in_pieces(data: bytes, size: int = 65536) -> AsyncGenerator[bytes]:
    """Data as a client sends it."""
    for at in range(0, len(data), size):
        yield data[at : at + size]


def members(archive: bytes) -> dict[str, tarfile.TarInfo]:
    """The entries of an archive by their names."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return {member.name: member for member in opened}
