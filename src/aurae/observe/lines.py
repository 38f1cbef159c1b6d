"""One stream as time-stamped lines, from any position on, a piece at a time."""

from bisect import bisect_right
from collections import deque
from pathlib import Path
from typing import NamedTuple

from aurae.observe.segment_files import Listing, Segment, list_stream, open_index, read_bytes

CHUNK = 1 << 16
"""Bytes read at once: some two milliseconds of work."""
PIECE = 1 << 20
"""Longest line in bytes that is given in one piece."""


NO_END = 1 << 64


class Line(NamedTuple):
    """A line without its line feed; a tuple because there are ten million of them in a gigabyte.

    `time_ns` is when its last byte reached the log (CLOCK_REALTIME). `partial` says that no line
    feed follows (yet): the end of the stream, or a piece of a line over 1 MiB.
    """

    stream: int
    time_ns: int
    data: bytes
    partial: bool


class Lines:
    """The lines of one stream from `position` on.

    `queue` holds lines that were read, each with the position behind it; `fill` adds to it.
    `lost` counts bytes that retention removed before they were read. Nothing is read from `end`
    on, where it is given.
    """

    def __init__(
        self, folder: Path, stream: int, position: int = 0, end: int | None = None
    ) -> None:
        self.folder = folder
        self.stream = stream
        self.position = position
        self.end = end
        self.queue: deque[tuple[Line, int]] = deque()
        self.lost = 0
        self._start = self._next = position  # of the unfinished line, and of what is to be read
        self._unfinished = b""
        self._time_ns = 0
        self._listing = Listing([], 0)

    def fill(self, *, final: bool) -> bool:
        """Read on until there are lines; False when there are none now.

        `final` also takes bytes that are not in the index (yet), and the unfinished line.
        """
        refreshed = False
        while not self.queue:
            segment = self._listing.at(self._next)
            data = self._fetch(segment, final) if segment else b""
            if segment and data:
                self._split(segment, data)
                refreshed = False
            elif refreshed and data is not None:
                break
            else:
                self._listing = list_stream(self.folder, self.stream)
                refreshed = True
        if not self.queue:
            self._skip_removed()
            if final:
                self._give_unfinished()
        return bool(self.queue)

    def take(self, count: int = 1, until_ns: int = 0) -> list[Line]:
        """Return the next line and those behind it that are older than `until_ns`.

        Of the lines in the queue, at most `count` and PIECE bytes; stands behind the last.
        """
        taken: list[Line] = []
        size = 0
        while self.queue and len(taken) < count and size < PIECE:
            line, position = self.queue[0]
            if taken and line.time_ns >= until_ns:
                break
            self.queue.popleft()
            self.position = position
            taken.append(line)
            size += len(line.data)
        return taken

    def _fetch(self, segment: Segment, final: bool) -> bytes | None:
        """Read the next bytes, after a note of those that are lost.

        Returns nothing when it has to wait, and None when the segment has been removed.
        """
        if segment.base > self._next:
            self._lose(segment.base)
        start = self._next - segment.base
        size = CHUNK if self.end is None else min(CHUNK, self.end - self._next)
        if not final and segment.number == self._listing.segments[-1].number:
            with open_index(segment.index) as index:
                size = min(size, index.indexed() - start)
        return read_bytes(segment, start, size) if size > 0 else b""

    def _skip_removed(self) -> None:
        """Note what is lost when nothing is left behind it."""
        end = self._listing.end if self.end is None else min(self.end, self._listing.end)
        if not self._listing.at(self._next) and end > self._next:
            self._lose(end)

    def _lose(self, position: int) -> None:
        self._give_unfinished()
        self.lost += position - self._next
        self._next = self._start = position
        if not self.queue:
            self.position = position

    def _give_unfinished(self) -> None:
        if self._unfinished:
            line = Line(self.stream, self._time_ns, self._unfinished, True)
            self.queue.append((line, self._next))
            self._unfinished = b""
            self._start = self._next

    def _split(self, segment: Segment, data: bytes) -> None:
        """Queue the lines that end in `data`, which was read at the next position."""
        start = self._next - segment.base
        with open_index(segment.index) as index:
            offsets, times = index.times(start, start + len(data))
        times.append(segment.modified_ns)  # of bytes that a killed journal did not index
        *lines, rest = (self._unfinished + data).split(b"\n")
        at = self._start
        known = time_ns = 0  # Bytes below `known` have that time: most lines need no search.
        for line in lines:
            text = self._cut(line, at, segment, offsets, times) if len(line) > PIECE else line
            at += len(line) + 1
            if (feed := at - 1 - segment.base) >= known:
                number = bisect_right(offsets, feed)
                time_ns = times[number]
                known = offsets[number] if number < len(offsets) else NO_END
            self.queue.append((Line(self.stream, time_ns, text, False), at))
        if len(rest) > PIECE:
            left = self._cut(rest, at, segment, offsets, times)
            at += len(rest) - len(left)
            rest = left
        self._start, self._unfinished = at, rest
        self._next += len(data)
        self._time_ns = times[bisect_right(offsets, start + len(data) - 1)]

    def _cut(
        self, line: bytes, at: int, segment: Segment, offsets: list[int], times: list[int]
    ) -> bytes:
        """Queue all whole pieces of an over-long line that begins at `at`; return the rest."""
        whole = (len(line) - 1) // PIECE * PIECE
        for start in range(0, whole, PIECE):
            end = at + start + PIECE
            time_ns = times[bisect_right(offsets, end - 1 - segment.base)]
            piece = line[start : start + PIECE]
            self.queue.append((Line(self.stream, time_ns, piece, True), end))
        return line[whole:]
