"""A blob whose pieces come in any order, hashed in its own: what lies ahead is read back in its turn.

A SHA-256 takes its bytes one after the other, so ranges that are fetched at once can be hashed as
they come only at the front. Those ahead of it were just written, so reading them back costs a copy.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from typing import TYPE_CHECKING, TypeVarTuple

from aurae.model.digest import algorithm, encoded
from aurae.registry.failures import BadContent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aurae.model.descriptor import Descriptor
    from aurae.registry.content import Ingest

Arguments = TypeVarTuple("Arguments")

STEP = 256 * 1024
"""Bytes that are read back at a time; of more the processor's cache is no help."""


class Ordered:
    """The file, and how much of its beginning was hashed (`front`).

    It outlives a host that does not give all of the blob: the next one is asked for the rest.
    """

    def __init__(
        self, ingest: Ingest, wanted: Descriptor, progress: Callable[[int], None]
    ) -> None:
        self._ingest = ingest
        self.wanted = wanted
        self._progress = progress
        self._hash = hashlib.new(algorithm(wanted.digest))
        self._ahead: dict[int, int] = {}
        self._turn = asyncio.Lock()
        self._received = 0
        self.front = 0

    async def resume(self) -> None:
        """Hash what an earlier try has left."""
        if self.front == self._ingest.offset == 0:
            return
        before = self.front
        await self._alone(self._read_back, min(self._ingest.offset, self.wanted.size))
        self._tell(self.front - before)

    async def take(self, piece: int, offset: int, chunks: Sequence[bytes]) -> None:
        """Write bytes of the piece that begins at `piece`, which come in their order."""
        await self._alone(self._take, piece, offset, chunks)
        self._tell(sum(map(len, chunks)))

    async def restart(self) -> None:
        """Begin anew."""
        await self._alone(self._restart)
        self._tell(-self._received)

    def check(self) -> None:
        """Raise BadContent unless the whole blob was hashed and is the one that was wanted."""
        assert self.front == self.wanted.size, "a piece is missing"
        found = self._hash.hexdigest()
        if found != encoded(self.wanted.digest):
            made = f"{algorithm(self.wanted.digest)}:{found}"
            raise BadContent(f"blob {self.wanted.digest} came as {made}")

    async def settle(self) -> None:
        """Leave a file without gaps behind."""
        if self._turn.locked() or self._has_more():
            await self._alone(self._settle)
        self._received = self.front

    def _tell(self, more: int) -> None:
        self._received += more
        self._progress(self._received)

    def _take(self, piece: int, offset: int, chunks: Sequence[bytes]) -> None:
        for chunk in chunks:
            self._ingest.write(offset, chunk)
            if offset == self.front:
                self._hash.update(chunk)
                self.front += len(chunk)
            else:
                self._ahead[piece] = offset + len(chunk)
            offset += len(chunk)
        while (end := self._ahead.pop(self.front, None)) is not None:
            self._read_back(end)

    def _read_back(self, end: int) -> None:
        """Hash what was written, from the front on."""
        buffer = memoryview(bytearray(min(STEP, max(end - self.front, 0))))
        while self.front < end:
            room = buffer[: min(len(buffer), end - self.front)]
            count = os.preadv(self._ingest.fileno(), [room], self.front)
            if count == 0:
                break
            self._hash.update(room[:count])
            self.front += count

    def _restart(self) -> None:
        self._ingest.restart()
        self._hash = hashlib.new(algorithm(self.wanted.digest))
        self._ahead.clear()
        self.front = 0

    def _has_more(self) -> bool:
        return os.fstat(self._ingest.fileno()).st_size > self.front

    def _settle(self) -> None:
        self._ahead.clear()
        if self._has_more():
            os.ftruncate(self._ingest.fileno(), self.front)

    async def _alone(self, work: Callable[[*Arguments], None], *arguments: *Arguments) -> None:
        """Do something in a thread, one at a time; who is cancelled waits until it is done."""
        async with self._turn:
            loop = asyncio.get_running_loop()
            running = loop.run_in_executor(None, work, *arguments)
            cancelled: asyncio.CancelledError | None = None
            while not running.done():
                try:
                    await asyncio.shield(running)
                except asyncio.CancelledError as error:
                    if running.done():
                        raise
                    cancelled = error
            if cancelled is not None:
                running.exception()  # it is looked at, so that nobody reports it as lost
                raise cancelled
            running.result()
