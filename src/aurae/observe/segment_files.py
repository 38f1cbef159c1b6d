"""The segment files of one stream, read only: which there are, their bytes, and the times of those.

Another process writes and removes the files meanwhile, and a disk may hand back anything. So no
descriptor is kept between two calls, what has gone is skipped, and a damaged index gives wrong
times, never an error.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aurae.wire.segments import (
    BEGIN,
    INDEX,
    LOG,
    RECORD,
    Record,
    SegmentName,
    file_name,
    parse_name,
    unpack,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: `base` is the offset of its first byte in the stream, `size` its bytes now."""

    log: Path
    index: Path
    number: int
    base: int
    size: int
    modified_ns: int

    @property
    def end(self) -> int:
        """The offset in the stream behind the last byte."""
        return self.base + self.size


@dataclass(frozen=True, slots=True)
class Listing:
    """What exists of a stream: segments, oldest first; `end` counts removed ones at the end too."""

    segments: list[Segment]
    end: int

    def at(self, position: int) -> Segment | None:
        """Return the segment that holds `position`, or the next one behind it; None at the end."""
        low, high = 0, len(self.segments)
        while low < high:
            middle = (low + high) // 2
            if self.segments[middle].end > position:
                high = middle
            else:
                low = middle + 1
        return self.segments[low] if low < len(self.segments) else None


def list_stream(folder: Path, stream: int) -> Listing:
    """Look which segments of a stream there are; none when the folder does not exist."""
    try:
        names = [parse_name(name) for name in os.listdir(folder)]
    except OSError:
        return Listing([], 0)
    numbers: dict[int, set[str]] = {}
    for name in names:
        if name is not None and name.stream == stream:
            numbers.setdefault(name.number, set()).add(name.suffix)
    segments: list[Segment] = []
    expected = end = 0
    for number in sorted(numbers):
        index = folder / file_name(stream, number, INDEX)
        base = end if number == expected else max(end, _begin(index))
        segment = None
        if LOG in numbers[number]:
            segment = _segment(folder, SegmentName(stream, number, LOG), base)
        if segment:
            segments.append(segment)
            expected, end = number + 1, segment.end
        elif number == max(numbers):
            end = base + _last_offset(index)
    return Listing(segments, end)


def _segment(folder: Path, name: SegmentName, base: int) -> Segment | None:
    log = folder / file_name(*name)
    try:
        found = log.stat()
    except OSError:
        return None
    index = folder / file_name(name.stream, name.number, INDEX)
    return Segment(log, index, name.number, base, found.st_size, found.st_mtime_ns)


def read_bytes(segment: Segment, start: int, size: int) -> bytes | None:
    """Read at most `size` bytes at offset `start` of a segment; None when it has been removed."""
    try:
        fd = os.open(segment.log, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return os.pread(fd, size, start)
    finally:
        os.close(fd)


class Index:
    """An open index; offsets are those in the segment.

    `begin` is the offset of the segment's first byte in the stream, where the index tells it.
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._first = 0
        self.begin = 0
        self._end = os.fstat(fd).st_size // RECORD.size if fd >= 0 else 0
        if self._end and (first := self._record(0)).mark == BEGIN:
            self._first = 1
            self.begin = first.offset

    def indexed(self) -> int:
        """Return how many bytes of the segment are indexed."""
        return self._record(self._end - 1).offset if self._end > self._first else 0

    def times(self, start: int, stop: int) -> tuple[list[int], list[int]]:
        """Return offsets and times of the records that tell when bytes `start` to `stop` came.

        Byte `b` came at the time of the first of the offsets that is greater than `b`.
        """
        offsets: list[int] = []
        times: list[int] = []
        number = self._search(lambda record: record.offset > start)
        # A record stands for a byte at least: more of them than bytes would be garbage.
        while number < self._end and len(offsets) <= stop - start:
            data = os.pread(
                self._fd, min(4096, self._end - number) * RECORD.size, number * RECORD.size
            )
            for offset, time_ns, _ in unpack(data):
                offsets.append(offset)
                times.append(time_ns)
                if offset >= stop:
                    return offsets, times
            number += 4096
        return offsets, times

    def first_time(self) -> int | None:
        """Return the time of the first splice; None when there was none."""
        return self._record(self._first).time_ns if self._end > self._first else None

    def size_before(self, time_ns: int) -> int:
        """Return how many bytes had come before `time_ns`."""
        number = self._search(lambda record: record.time_ns >= time_ns)
        return self._record(number - 1).offset if number > self._first else 0

    def _search(self, found: Callable[[Record], bool]) -> int:
        """Return the number of the first record for which `found`, by bisection."""
        low, high = self._first, self._end
        while low < high:
            middle = (low + high) // 2
            if found(self._record(middle)):
                high = middle
            else:
                low = middle + 1
        return low

    def _record(self, number: int) -> Record:
        data = os.pread(self._fd, RECORD.size, number * RECORD.size)
        return unpack(data)[0] if len(data) == RECORD.size else Record(0, 0, 0)


def _begin(path: Path) -> int:
    """Return where in the stream an index says its segment begins; 0 when it says nothing."""
    with open_index(path) as index:
        return index.begin


def _last_offset(path: Path) -> int:
    with open_index(path) as index:
        return index.indexed()


@contextmanager
def open_index(path: Path) -> Iterator[Index]:
    """Open an index; an empty one stands for what is missing."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        fd = -1
    try:
        yield Index(fd)
    finally:
        if fd >= 0:
            os.close(fd)
