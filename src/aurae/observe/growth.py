"""One stream as the bytes that were written, from some way before its end on, as it grows."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from aurae.observe.segment_files import Listing, list_stream, read_bytes
from aurae.observe.watch import watching

PIECE = 64 * 1024
"""Bytes read at once."""
PAUSE = 0.005
"""Seconds between two looks at a log that grows without a break."""


class Growth:
    """Reads a stream piece by piece; what retention has removed is left out."""

    def __init__(self, folder: Path, stream: int, history: int) -> None:
        """Begin `history` bytes before the end that it has now; `folder` need not exist (yet)."""
        self.folder = folder
        self._stream = stream
        self._listing = list_stream(folder, stream)
        self._position = max(0, self._listing.end - history)

    def read(self) -> bytes:
        """Return the next bytes; none when there are none now."""
        data = self._next(self._listing)
        if not data:
            self._listing = list_stream(self.folder, self._stream)
            data = self._next(self._listing)
        return data

    def _next(self, listing: Listing) -> bytes:
        segment = listing.at(self._position)
        while segment is not None:
            self._position = max(self._position, segment.base)
            data = read_bytes(segment, self._position - segment.base, PIECE)
            if data:
                # No further than was looked at: the next segment begins where this one ended then.
                data = data[: segment.end - self._position]
                self._position += len(data)
                return data
            self._position = segment.end  # removed
            segment = listing.at(self._position)
        return b""


async def grow(growth: Growth, ended: asyncio.Event) -> AsyncGenerator[bytes, None]:
    """Give what there is and then all that comes, until `ended` is set and all is given."""
    while True:
        woken = asyncio.Event()
        final = ended.is_set()
        # Watched before it is looked at: what comes in between wakes us.
        with watching(growth.folder, woken):
            while data := await asyncio.to_thread(growth.read):
                yield data
            if final:
                return
            await _either(woken, ended)
        if not ended.is_set():
            await asyncio.sleep(PAUSE)


async def _either(first: asyncio.Event, second: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(event.wait()) for event in (first, second)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
