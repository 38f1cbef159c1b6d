"""The log of one workload: history and growth as time-stamped lines of both streams.

Lines of one stream keep their order; those of two are merged by time, equal times stdout first. A
cursor holds where each stream stands, so going on from it neither loses nor doubles a byte.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from pathlib import Path

from aurae.observe.cursor import STREAMS, Cursor, decode
from aurae.observe.lines import Line, Lines
from aurae.observe.positions import start_of
from aurae.observe.segment_files import list_stream, read_bytes
from aurae.observe.watch import watching
from aurae.wire.messages import STDERR, STDOUT

BATCH_LINES = 512
BATCH_BYTES = 1 << 18
"""A batch ends behind the line that reaches one of these."""
PAUSE = 0.02
"""Seconds between two looks at a log that grows without a break."""
SECOND = 1_000_000_000
NEVER = 1 << 64
BOTH = frozenset(STREAMS)

__all__ = ["BOTH", "Batch", "Line", "LogReader", "follow"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines, the cursor behind them, and how many bytes before them retention had removed."""

    lines: list[Line]
    cursor: str
    lost_bytes: int


class LogReader:
    """The log in `folder`, which need not exist (yet)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(
        self,
        *,
        streams: frozenset[int] = BOTH,
        since_ns: int | None = None,
        until_ns: int | None = None,
        cursor: str = "",
        tail: int | None = None,
    ) -> Iterator[Batch]:
        """Give what is there now; each step is some milliseconds of work.

        Lines from `since_ns` (inclusive) until `until_ns` (exclusive, CLOCK_REALTIME), and the
        last `tail` of each stream of those; or all behind `cursor`, which excludes `since_ns` and
        `tail`. Raises ValueError for a cursor that is none, or lies behind the end.
        """
        merge = _Merge(self.folder, streams, until_ns)
        merge.begin(since_ns, cursor, tail)
        merge.end_here()
        while batch := merge.batch(final=True):
            yield batch

    def head(self, stream: int, limit: int) -> tuple[bytes, bool]:
        """Return the first bytes of a stream, at most `limit`, and whether there is more.

        Bytes that retention removed count as more.
        """
        listing = list_stream(self.folder, stream)
        parts = []
        left = limit
        for segment in listing.segments:
            data = read_bytes(segment, 0, min(left, segment.size)) or b""
            parts.append(data)
            left -= len(data)
            if not left:
                break
        data = b"".join(parts)
        return data, listing.end > len(data)


class _Merge:
    """The selected streams, merged."""

    def __init__(self, folder: Path, streams: frozenset[int], until_ns: int | None) -> None:
        self._folder = folder
        self._until_ns = until_ns
        self._since_ns = 0
        self._streams = sorted(streams)
        self._positions: dict[int, int] = {}
        self._lines: dict[int, Lines] = {}
        self._reached: set[int] = set()

    @property
    def done(self) -> bool:
        """Whether every stream has reached `until`."""
        return len(self._reached) == len(self._streams)

    def begin(self, since_ns: int | None, cursor: str, tail: int | None) -> None:
        """Find where to start; ValueError as `LogReader.read`."""
        self._since_ns = since_ns or 0
        self._positions = decode(cursor).offsets
        for stream in self._streams:
            at = self._positions[stream]
            if not cursor:
                at = start_of(self._folder, stream, since_ns, self._until_ns, tail)
            elif at > list_stream(self._folder, stream).end:
                raise ValueError("cannot read logs: cursor: behind the end of the log")
            self._lines[stream] = Lines(self._folder, stream, at)

    def end_here(self) -> None:
        """Read nothing that comes from now on."""
        for stream, lines in self._lines.items():
            lines.end = list_stream(self._folder, stream).end

    def batch(self, *, final: bool) -> Batch | None:
        """Return the next lines; None when there are none now (`final` as in `Lines.fill`)."""
        found: list[Line] = []
        size = 0
        waiting = set(self._streams) - self._reached
        while len(found) < BATCH_LINES and size < BATCH_BYTES:
            lines, other_ns = self._first(waiting, final)
            if lines is None:
                break
            for line in lines.take(BATCH_LINES - len(found), other_ns):
                if line.time_ns >= self._since_ns:
                    found.append(line)
                    size += len(line.data)
        lost = 0
        for lines in self._lines.values():
            lost += lines.lost
            lines.lost = 0
        return Batch(found, self._cursor(), lost) if found or lost else None

    def _first(self, waiting: set[int], final: bool) -> tuple[Lines | None, int]:
        """Return the stream, of those in `waiting`, whose next line is the oldest.

        The time is the one from which on it is another's turn, or nobody's. A stream without a
        line leaves `waiting`: looking again is for the next batch.
        """
        first: Lines | None = None
        other_ns = NEVER if self._until_ns is None else self._until_ns
        for stream in sorted(waiting):
            lines = self._lines[stream]
            if not (lines.queue or lines.fill(final=final)):
                waiting.discard(stream)
                continue
            time_ns = lines.queue[0][0].time_ns
            if self._until_ns is not None and time_ns >= self._until_ns:
                self._reached.add(stream)
                waiting.discard(stream)
            elif first is None:
                first = lines
            elif time_ns < (first_ns := first.queue[0][0].time_ns):
                first, other_ns = lines, min(other_ns, first_ns)
            else:
                other_ns = min(other_ns, time_ns)
        return first, other_ns

    def _cursor(self) -> str:
        at = self._positions | {stream: lines.position for stream, lines in self._lines.items()}
        return Cursor(at[STDOUT], at[STDERR]).encode()


async def follow(
    folder: Path,
    *,
    ended: asyncio.Event,
    streams: frozenset[int] = BOTH,
    since_ns: int | None = None,
    until_ns: int | None = None,
    cursor: str = "",
    tail: int | None = None,
) -> AsyncGenerator[Batch, None]:
    """Give history as `LogReader.read` does, then each new line when it is finished.

    `ended` says that the streams are complete; all is given then, and the iteration ends; it also
    ends at `until_ns`. With `ended` set from the start this is history that leaves the event loop
    alone, for all file work is done in a thread. Raises ValueError as `read` does.
    """
    merge = _Merge(folder, streams, until_ns)
    await asyncio.to_thread(merge.begin, since_ns, cursor, tail)
    while True:
        woken = asyncio.Event()
        final = ended.is_set()
        # Looked at before reading: what came until then is read.
        left = None if until_ns is None else (until_ns - time.time_ns()) / SECOND
        with watching(folder, woken):
            while batch := await asyncio.to_thread(merge.batch, final=final):
                yield batch
            if final or merge.done or (left is not None and left <= 0):
                return
            await _either(woken, ended, left)
        if not ended.is_set():
            await asyncio.sleep(PAUSE)


async def _either(first: asyncio.Event, second: asyncio.Event, limit: float | None) -> None:
    """Wait until one of two events is set, at most `limit` seconds."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(event.wait()) for event in (first, second)]
        await asyncio.wait(tasks, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
