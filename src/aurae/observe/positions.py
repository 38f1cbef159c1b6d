"""Where in a stream to begin: by time and by number of lines, without reading what lies before."""

from pathlib import Path

from aurae.observe.lines import CHUNK, PIECE
from aurae.observe.segment_files import Listing, list_stream, open_index, read_bytes


def start_of(
    folder: Path, stream: int, since_ns: int | None, until_ns: int | None, tail: int | None
) -> int:
    """Return the position of the first line that came at `since_ns` or later and is one of the
    last `tail` before `until_ns`; 0 stands for the beginning, also of what is removed."""
    listing = list_stream(folder, stream)
    start = 0
    if since_ns is not None:
        size = size_before(listing, since_ns)
        start = line_start(listing, size) if size else 0
    if tail is not None:
        end = listing.end if until_ns is None else size_before(listing, until_ns)
        start = max(start, last_lines(listing, end, tail))
    return start


def size_before(listing: Listing, time_ns: int) -> int:
    """Return how many bytes of the stream came before `time_ns`; 0 when none that is left did."""
    low, high = 0, len(listing.segments)
    while low < high:  # The first segment that begins at that time or later.
        middle = (low + high) // 2
        with open_index(listing.segments[middle].index) as index:
            first = index.first_time()
        if (listing.segments[middle].modified_ns if first is None else first) >= time_ns:
            high = middle
        else:
            low = middle + 1
    if not low:
        return 0
    segment = listing.segments[low - 1]
    with open_index(segment.index) as index:
        size = index.size_before(time_ns)
        if size == index.indexed() and segment.modified_ns < time_ns:
            size = segment.size  # with what a killed journal did not index
    return segment.base + min(size, segment.size)


def line_start(listing: Listing, position: int) -> int:
    """Return where the line that goes on at `position` begins, at most PIECE bytes before."""
    lowest = max(position - PIECE, 0)
    return _before(listing, position, lowest, 1)


def last_lines(listing: Listing, end: int, count: int) -> int:
    """Return where the last `count` lines before `end` begin; an unfinished one is a line.

    Returns 0 when there are fewer.
    """
    if not count:
        return end
    last = _read_back(listing, end)
    finished = bool(last) and last.endswith(b"\n")
    return _before(listing, end, 0, count + 1 if finished else count)


def _before(listing: Listing, position: int, lowest: int, count: int) -> int:
    """Return the position behind the `count`-th line feed before `position`, or `lowest`."""
    while position > lowest:
        data = _read_back(listing, position)
        if not data:
            return lowest
        found = data.count(b"\n")
        if found < count:
            count -= found
            position -= len(data)
            continue
        at = len(data)
        for _ in range(count):
            at = data.rindex(b"\n", 0, at)
        return max(position - len(data) + at + 1, lowest)
    return lowest


def _read_back(listing: Listing, position: int) -> bytes:
    """Read bytes that end at `position`, all of one segment; none when there are none left."""
    segment = listing.at(position - 1) if position > 0 else None
    if segment is None or segment.base >= position:
        return b""
    size = min(CHUNK, position - segment.base)
    data = read_bytes(segment, position - segment.base - size, size)
    return data if data and len(data) == size else b""
