"""Removes the oldest closed segments of all workloads, by total size and by age.

A segment that a stream is writing is never removed. Of a stream that nobody writes any more all
segments may go; the index of its last one then stays, cut to 32 bytes that tell how much there
was. The folder tree is looked at only when it has grown over the limit, or when the oldest
segment has reached its age, and a little at a time, so that no stream waits for it.
"""

from __future__ import annotations

import os
import time

from aurae.wire.segments import BEGIN, END, INDEX, LOG, RECORD, file_name, pack, parse_name, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.journal.stream import Stream
    from aurae.wire.segments import SegmentName

CANDIDATES = 4096
"""Oldest segments remembered by one sweep; where more are to go, the next sweep follows at once."""
SLACK = 32
"""A sweep makes room for a 32nd of the size limit, so that the next one is not due at once."""
SECOND = 1_000_000_000
HOUR = 3600.0


class Candidate:
    """A closed segment: when it was written last, and how large it is with its index."""

    __slots__ = ("ident", "last", "name", "size", "time_ns")

    def __init__(self, time_ns: int, size: int, ident: int, name: SegmentName, last: bool) -> None:
        self.time_ns = time_ns
        self.size = size
        self.ident = ident
        self.name = name
        self.last = last

    def __lt__(self, other: Candidate) -> bool:
        """Order by age, oldest first."""
        return self.time_ns < other.time_ns


class Retention:
    """Keeps `folder` within `max_size` bytes and `max_age` seconds; 0 is no limit.

    `attached` are the streams being written, by workload and stream number. `due` is the monotonic
    time at which `step` wants to be called, 0 for not at all; `busy` says that it wants to be
    called again at once.
    """

    def __init__(self, folder: str, max_size: int, max_age: float) -> None:
        self.folder = folder
        self.max_size = max_size
        self.max_age = max_age
        self.attached: dict[tuple[int, int], Stream] = {}
        self.due = 0.0
        self._total = 0
        self._sweep_above = 0
        self._sweep: Iterator[None] | None = self._run()

    @property
    def busy(self) -> bool:
        """Whether a sweep is half done, or another one is due."""
        return self._sweep is not None or self._over

    @property
    def _over(self) -> bool:
        return 0 < self.max_size < self._total and self._total > self._sweep_above

    def wrote(self, size: int) -> None:
        """Count bytes that were added to the logs."""
        self._total += size

    def closed(self, now: float) -> None:
        """Note that a segment was closed: it may go, and will reach its age."""
        self._total += RECORD.size  # the mark at the next one's beginning
        self._sweep_above = 0
        if self.max_age and not self.due:
            self.due = now + self.max_age

    def step(self, now: float) -> None:
        """Do a bounded piece of work, if there is any; `now` is monotonic, in seconds."""
        if self._sweep is None:
            if not self._over and not (self.due and now >= self.due):
                return
            self._sweep = self._run()
        if next(self._sweep, self) is self:
            self._sweep = None

    def _run(self) -> Iterator[None]:
        """Look at all folders, then remove what is too old or too much."""
        before = self._total
        self.due = 0.0
        seen = 0
        found: list[Candidate] = []
        for entry in _entries(self.folder):
            if not entry.name.isdigit():
                continue
            total, candidates, looked = self._look(int(entry.name), entry.path)
            seen += total
            found += candidates
            if len(found) > 2 * CANDIDATES:
                found.sort()
                del found[CANDIDATES:]
            if looked:
                yield
        self._total = full = self._total + seen - before
        yield from self._remove(sorted(found))
        # Where nothing could go, wait for a segment that can; else look again, should it be needed.
        self._sweep_above = self._total if self._total >= full else 0

    def _look(self, ident: int, path: str) -> tuple[int, list[Candidate], int]:
        """Return the size of a workload's logs, the segments that may go, and the files seen."""
        sizes: dict[SegmentName, os.stat_result] = {}
        newest: dict[int, int] = {}
        for entry in _entries(path):
            name = parse_name(entry.name)
            if name is None:
                continue
            try:
                sizes[name] = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            newest[name.stream] = max(newest.get(name.stream, 0), name.number)
        candidates = []
        for name, found in sizes.items():
            last = name.number == newest[name.stream]
            index = name._replace(suffix=INDEX)
            if name.suffix == INDEX:
                if not last and name._replace(suffix=LOG) not in sizes:
                    _unlink(f"{path}/{file_name(*name)}")  # A removal that was cut short.
                continue
            if last and (ident, name.stream) in self.attached:
                continue
            size = found.st_size + (sizes[index].st_size if index in sizes else 0)
            candidates.append(Candidate(found.st_mtime_ns, size, ident, name, last))
        return sum(found.st_size for found in sizes.values()), candidates, len(sizes)

    def _remove(self, oldest: list[Candidate]) -> Iterator[None]:
        """Remove from the front while it is too old, or all is too much."""
        wall = time.clock_gettime_ns(time.CLOCK_REALTIME)
        too_old = wall - int(self.max_age * SECOND) if self.max_age else -1
        over = bool(self.max_size) and self._total > self.max_size
        aim = self.max_size - self.max_size // SLACK
        for candidate in oldest:
            if candidate.time_ns > too_old and not (over and self._total > aim):
                if self.max_age:
                    left = candidate.time_ns / SECOND + self.max_age - wall / SECOND
                    # At least a second, so that a clock set back makes no busy loop.
                    self.due = time.monotonic() + min(max(left, 1.0), HOUR)
                return
            if candidate.last and (candidate.ident, candidate.name.stream) in self.attached:
                continue
            self._total -= self._remove_one(candidate)
            yield

    def _remove_one(self, candidate: Candidate) -> int:
        """Remove a segment; return how many bytes fewer there are."""
        stem = f"{self.folder}/{candidate.ident}/"
        index = stem + file_name(*candidate.name._replace(suffix=INDEX))
        kept = 0
        try:
            if candidate.last:
                kept = _cut_index(index)
            _unlink(stem + file_name(*candidate.name))
            if not candidate.last:
                _unlink(index)
        except OSError:
            return 0  # A file system that refuses to remove: nothing is gained by insisting.
        return candidate.size - kept


def _cut_index(path: str) -> int:
    """Leave of an index only where its segment began and ended; return its new size."""
    try:
        with open(path, "rb", buffering=0) as file:
            first = unpack(file.read(RECORD.size))
            size = os.fstat(file.fileno()).st_size // RECORD.size * RECORD.size
            file.seek(max(size - RECORD.size, 0))
            last = unpack(file.read(RECORD.size))
    except FileNotFoundError:
        return 0
    kept = b""
    if first and first[0].mark == BEGIN:
        kept += pack(*first[0])
    if last and last[0].mark & BEGIN == 0:
        kept += pack(last[0].offset, last[0].time_ns, last[0].mark & END)
    beside = f"{path}.new"
    with open(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(kept)
    os.rename(beside, path)
    return len(kept)


def _entries(path: str) -> list[os.DirEntry[str]]:
    """List a folder; empty when it has gone."""
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:
        return []


def _unlink(path: str) -> None:
    try:  # noqa: SIM105 - contextlib is not loaded in this process
        os.unlink(path)
    except FileNotFoundError:
        pass
