"""The segment files of one stream: where its next bytes go, also after a crash.

Bytes get into a segment by splice only, at the file's own end; the record in the index follows.
Whatever instant the journal is killed at, the segment is right, and the index lacks one record at
the most, which the next journal adds. Files are made index first: an index without a segment
then means "nothing here (any more)", and a segment never lacks the mark of where it begins.
"""

from __future__ import annotations

import os
import time

from aurae.linux.splice import splice
from aurae.wire.segments import (
    BEGIN,
    END,
    INDEX,
    LOG,
    RECORD,
    Record,
    file_name,
    pack,
    parse_name,
    unpack,
    whole_size,
)

FILE_MODE = 0o600
FOLDER_MODE = 0o700


class Segments:
    """The segments of one stream in `folder`, the newest of which may be open for writing.

    `limit` is the size in bytes at which a segment is closed. `number` is the newest segment (-1
    before the first), `base` the offset of its first byte in the stream, `size` its bytes,
    `complete` says that its index ends with the end mark. What an earlier journal left is looked
    at by the first call of `repair`, `append` or `finish`.
    """

    __slots__ = (
        "_index_fd", "_index_size", "_indexed", "_log_fd", "_recovered", "_time_ns", "base", "closed", "complete",
        "folder", "limit", "number", "size", "stream",
    )  # fmt: skip

    def __init__(self, folder: str, stream: int, limit: int) -> None:
        self.folder = folder
        self.stream = stream
        self.limit = limit
        self._log_fd = self._index_fd = -1
        self.number = -1
        self.base = self.size = self._indexed = self._index_size = self._time_ns = 0
        self.closed, self.complete = True, False
        self._recovered = False

    @property
    def is_open(self) -> bool:
        """Whether descriptors are held."""
        return self._log_fd >= 0

    def path(self, suffix: str) -> str:
        """Return the path of the newest segment (`LOG`) or its index (`INDEX`)."""
        return f"{self.folder}/{file_name(self.stream, max(self.number, 0), suffix)}"

    def append(self, pipe: int, most: int) -> int:
        """Move at most `most` bytes, and what still fits, from `pipe` to the end of the segment.

        Returns how many were moved: 0 when the pipe has neither bytes nor writers. Raises
        BlockingIOError when it is empty, and OSError when the file system refuses; nothing is
        lost by either, and the call may be made again.
        """
        self._open()
        moved = splice(pipe, self._log_fd, min(most, self.limit - self.size))
        if moved:
            self.size += moved
            self._time_ns = time.clock_gettime_ns(time.CLOCK_REALTIME)
            self._index()
            self._close_full()
        return moved

    def repair(self) -> None:
        """Add the record that a killed journal, or a full disk, left out; OSError as append."""
        if not self._recovered:
            self._recover()
            self._recovered = True
        if self._indexed < self.size:
            if not self.is_open:
                self._reopen()
            self._index()

    def finish(self) -> None:
        """Write the end mark, unless it is there; raises OSError when the file system refuses."""
        try:
            self.repair()
            # A stream that brought nothing leaves nothing: most short workloads are silent.
            if self.complete or self.number < 0:
                return
            if not self.is_open:
                self._reopen()
        except FileNotFoundError:
            self._recover()
        if not self.is_open:
            self._start_next()
        now = time.clock_gettime_ns(time.CLOCK_REALTIME)
        self._write(pack(self.size, now, END))
        self.complete = self.closed = True
        self.close()

    def close(self) -> None:
        """Hold no descriptors; the next append opens the segment again."""
        for fd in (self._log_fd, self._index_fd):
            if fd >= 0:
                os.close(fd)
        self._log_fd = self._index_fd = -1

    def _recover(self) -> None:
        """Take up what an earlier journal left in the folder."""
        self.number = -1
        self.base = self.size = self._indexed = self._index_size = self._time_ns = 0
        self.closed, self.complete = True, False
        try:
            names = [parse_name(name) for name in os.listdir(self.folder)]
        except FileNotFoundError:
            return
        numbers = [name.number for name in names if name and name.stream == self.stream]
        if not numbers:
            return
        self.number = max(numbers)
        first, last = self._read_index()
        if first and first.mark == BEGIN:
            self.base = first.offset
        if last and last.mark != BEGIN:
            self._indexed = last.offset
        self.complete = bool(last and last.mark & END)
        self.size = self._indexed
        try:
            found = os.stat(self.path(LOG))
        except FileNotFoundError:
            return  # Removed by retention, or never made: the next segment goes on behind it.
        self.size = found.st_size
        self._time_ns = found.st_mtime_ns
        # After a power cut an index may tell of bytes that never reached the disk.
        self.closed = self.complete or self.size >= self.limit or self._indexed > self.size

    def _read_index(self) -> tuple[Record | None, Record | None]:
        """Return the first and the last record of the newest index, and cut off a partial one."""
        try:
            fd = os.open(self.path(INDEX), os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return None, None
        try:
            size = os.fstat(fd).st_size
            self._index_size = whole_size(size)
            if self._index_size < size:
                os.ftruncate(fd, self._index_size)
            if not self._index_size:
                return None, None
            first = unpack(os.pread(fd, RECORD.size, 0))
            last = unpack(os.pread(fd, RECORD.size, self._index_size - RECORD.size))
            return first[0], last[0]
        finally:
            os.close(fd)

    def _open(self) -> None:
        """Hold a segment with room in it, and no record owed."""
        if self.is_open and not self.closed and self._indexed == self.size:
            return
        try:
            self.repair()
            self._close_full()
            if not self.closed and not self.is_open:
                self._reopen()
        except FileNotFoundError:  # Someone removed the files: begin as if there had been none.
            self._recover()
            self.closed = True
        if self.closed:
            self._start_next()

    def _close_full(self) -> None:
        if self.number >= 0 and self.size >= self.limit:
            self.closed = True
        if self.closed:
            self.close()

    def _start_next(self) -> None:
        """Make the segment behind the newest; harmless to repeat after a failure half way."""
        number, base = self.number + 1, self.base + self.size
        os.makedirs(self.folder, FOLDER_MODE, exist_ok=True)
        stem = f"{self.folder}/"
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC
        index_fd = os.open(
            stem + file_name(self.stream, number, INDEX), flags | os.O_TRUNC, FILE_MODE
        )
        try:
            begin = (
                pack(base, time.clock_gettime_ns(time.CLOCK_REALTIME), BEGIN) if number else b""
            )
            _pwrite(index_fd, begin, 0)
            log_fd = os.open(stem + file_name(self.stream, number, LOG), flags, FILE_MODE)
        except OSError:
            os.close(index_fd)
            raise
        self.number, self.base, self.size, self._indexed = number, base, 0, 0
        self._log_fd, self._index_fd, self._index_size = log_fd, index_fd, len(begin)
        self.closed = self.complete = False

    def _reopen(self) -> None:
        """Open the newest segment at its end."""
        flags = os.O_RDWR | os.O_CLOEXEC
        log_fd = os.open(self.path(LOG), flags)
        try:
            os.lseek(log_fd, 0, os.SEEK_END)
            self._index_fd = os.open(self.path(INDEX), flags | os.O_CREAT, FILE_MODE)
        except OSError:
            os.close(log_fd)
            raise
        self._log_fd = log_fd

    def _index(self) -> None:
        """Record the last splice, unless it is recorded."""
        if self._indexed < self.size:
            self._write(pack(self.size, self._time_ns))
            self._indexed = self.size

    def _write(self, record: bytes) -> None:
        _pwrite(self._index_fd, record, self._index_size)
        self._index_size += len(record)


def _pwrite(fd: int, data: bytes, at: int) -> None:
    """Write all of `data` at a fixed place, so that writing again after a failure repairs it."""
    done = 0
    while done < len(data):
        done += os.pwrite(fd, data[done:], at + done)
