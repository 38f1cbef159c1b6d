"""The content store: blobs by digest, each written beside its place, verified, synced and renamed.

    content/blobs/sha256/<hex>    whole and verified
    content/ingest/sha256-<hex>   on its way; goes on after a break
    content/removing/             on its way out

Theory. A file below `blobs/` is what its name says: it was hashed while it came, and it was on the
disk before it got its name. One that goes is renamed first, in one step of the event loop, so that
whoever looks for it afterwards does not find it and fetches it anew; its bytes are given back in a
thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from aurae.images.ingest import Ingest
from aurae.images.reserve import Reserve
from aurae.model.digest import LENGTHS, algorithm, digest_of, encoded
from aurae.supervise.tasks import settled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Partial(NamedTuple):
    """A blob on its way: what it is to be, its bytes on disk, and when it was last written to."""

    digest: str
    size: int
    written_ns: int


class Blobs:
    """What is below `content/`. Methods raise OSError."""

    def __init__(self, folder: Path, kept: int = 0) -> None:
        """Call `open` before anything else. Of the disk so many bytes are `kept` free."""
        self.folder = folder
        self._reserve = Reserve(folder, kept)
        self._blobs = folder / "blobs"
        self._ingest = folder / "ingest"
        self._removing = folder / "removing"
        self._removed = 0
        self._putting = asyncio.Lock()

    def open(self) -> None:
        """Make the folders, and finish what was being removed."""
        folders = [self._blobs / name for name in LENGTHS]
        for path in (self.folder, self._blobs, *folders, self._ingest, self._removing):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self._removing.iterdir():
            path.unlink()

    @property
    def aside(self) -> Path:
        """A folder on the same disk that is emptied when a server starts."""
        return self._removing

    def path(self, digest: str) -> Path:
        """Return where a blob is, or would be."""
        return self._blobs.joinpath(algorithm(digest), encoded(digest))

    def size(self, digest: str) -> int | None:
        """Return how many bytes a blob has; None when it is not here."""
        try:
            return self.path(digest).stat().st_size
        except FileNotFoundError:
            return None

    def room(self) -> int:
        """Return how many bytes of the disk blobs may still take."""
        return self._reserve.room()

    def check_room(self) -> None:
        """Raise OSError when the disk has no room for more."""
        self._reserve.check()

    def begin(self, digest: str, size: int) -> Ingest:
        """Begin a blob, or go on with it; nobody else may be at it."""
        return Ingest(self._part(digest), digest, size)

    async def commit(self, ingest: Ingest) -> None:
        """Give a whole and verified blob its place; on the disk when this returns.

        Once begun it is done, also when who waits for it leaves.
        """
        await settled(asyncio.get_running_loop().run_in_executor(None, self._place, ingest))

    async def put(self, digest: str, body: bytes) -> None:
        """Write a small blob; ValueError when it is another one."""
        if digest_of(body, digest) != digest:
            raise ValueError(f"the content is not that of {digest}")
        async with self._putting:
            if self.size(digest) == len(body):
                return
            ingest = self.begin(digest, len(body))
            try:
                ingest.restart()
                ingest.write(0, body)
                await self.commit(ingest)
            except BaseException:
                self.drop(digest)
                raise
            finally:
                ingest.close()

    async def read(self, digest: str, limit: int) -> bytes:
        """Return a small blob; FileNotFoundError, or ValueError when it is damaged or too long."""

        def read() -> bytes:
            with self.path(digest).open("rb") as file:
                body = file.read(limit + 1)
            if len(body) > limit or digest_of(body, digest) != digest:
                raise ValueError(f"{digest} is damaged")
            return body

        return await asyncio.to_thread(read)

    async def is_sound(self, digest: str) -> bool:
        """Read a blob again, and say whether it is what its name says."""
        return await asyncio.to_thread(self._is_sound, digest)

    def take_out(self, digests: Iterable[str]) -> list[Path]:
        """Have blobs not be here any more, at once; returns what `free` gives back."""
        found = []
        for digest in digests:
            self._removed += 1
            aside = self._removing / f"{self._removed}-{encoded(digest)[:16]}"
            with contextlib.suppress(FileNotFoundError):
                self.path(digest).rename(aside)
                found.append(aside)
        return found

    async def free(self, taken: Iterable[Path]) -> int:
        """Give back the bytes of what was taken out; returns how many they were."""

        def remove() -> int:
            freed = 0
            for path in taken:
                freed += path.stat().st_size
                path.unlink()
            return freed

        return await settled(asyncio.get_running_loop().run_in_executor(None, remove))

    def drop(self, digest: str) -> int:
        """Forget what there is of a blob on its way; returns the bytes that are free again."""
        part = self._part(digest)
        with contextlib.suppress(FileNotFoundError):
            size = part.stat().st_size
            part.unlink()
            return size
        return 0

    def present(self) -> dict[str, int]:
        """Return the digests of all blobs, and their sizes."""
        found = {}
        for name in LENGTHS:
            with os.scandir(self._blobs / name) as entries:
                for entry in entries:
                    with contextlib.suppress(FileNotFoundError):  # it has gone meanwhile
                        found[f"{name}:{entry.name}"] = entry.stat().st_size
        return found

    def partial(self) -> list[Partial]:
        """Return the blobs on their way."""
        found = []
        with os.scandir(self._ingest) as entries:
            for entry in entries:
                digest = entry.name.replace("-", ":", 1)
                with contextlib.suppress(FileNotFoundError):  # it has come meanwhile
                    state = entry.stat()
                    found.append(Partial(digest, state.st_blocks * 512, state.st_mtime_ns))
        return found

    def _is_sound(self, digest: str) -> bool:
        try:
            with self.path(digest).open("rb") as file:
                return hashlib.file_digest(file, algorithm(digest)).hexdigest() == encoded(digest)
        except FileNotFoundError:
            return False

    def _part(self, digest: str) -> Path:
        return self._ingest / digest.replace(":", "-", 1)

    def _place(self, ingest: Ingest) -> None:
        ingest.sync()
        place = self.path(ingest.digest)
        ingest.path.rename(place)
        folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
