"""Writes tar archives: ustar headers, with PAX records for what has no room in them."""

from __future__ import annotations

import os

from aurae.unpack import archive
from aurae.unpack.attributes import is_kept
from aurae.unpack.failure import Unfit

BLOCK = 512
CHUNK = 1 << 18
NAME_ROOM = 100
OCTAL_7, OCTAL_11 = 8**7, 8**11
REGIONS = 4096
"""Pieces of data in a sparse file, at most: where there are more, the smallest holes are written out."""
HOLES_FROM = 1 << 20
"""Bytes of holes from which on a file is written as a sparse one."""
END = bytes(20 * BLOCK)
"""What ends an archive, as GNU tar has it."""
EXTENDED = b"././@PaxHeader"
SPARSE = b"././@GNUSparse"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aurae.unpack.archive import Entry

    Records = list[tuple[bytes, bytes]]
    Regions = list[tuple[int, int]]


class Tape:
    """An archive that is written to the descriptor `fd`, which may be a pipe."""

    __slots__ = ("_fd", "_held", "size")

    def __init__(self, fd: int) -> None:
        """Nothing is written yet."""
        self._fd = fd
        self._held = bytearray()
        self.size = 0

    def entry(self, entry: Entry) -> None:
        """Write an entry without data. Raises OSError."""
        self._put(_headers(entry, _records(entry)))

    def file(self, entry: Entry, fd: int) -> None:
        """Write a file of `entry.size` bytes; what it lacks of them by now is zeros. Raises OSError."""
        regions = _regions(fd, entry.size)
        if regions is None:
            self._put(_headers(entry, _records(entry)))
            self._data(fd, 0, entry.size)
            self._put(bytes(-entry.size % BLOCK))
            return
        name, real = entry.name, entry.size
        told = b"".join(b"%d\n%d\n" % region for region in regions)
        told = b"%d\n" % len(regions) + told
        told += bytes(-len(told) % BLOCK)
        records = [
            (b"GNU.sparse.major", b"1"),
            (b"GNU.sparse.minor", b"0"),
            (b"GNU.sparse.name", name),
            (b"GNU.sparse.realsize", b"%d" % real),
        ]
        stored = sum(length for _, length in regions)
        entry.name, entry.size = SPARSE, len(told) + stored
        self._put(_headers(entry, records + _records(entry)) + told)
        for offset, length in regions:
            self._data(fd, offset, length)
        self._put(bytes(-stored % BLOCK))
        entry.name, entry.size = name, real

    def raw(self, data: bytes) -> None:
        """Write bytes that are no entry. Raises OSError."""
        self._put(data)

    def end(self) -> None:
        """Write the end of the archive. Raises OSError."""
        self._put(END)
        self.flush()

    def flush(self) -> None:
        """Write what is held back. Raises OSError."""
        view = memoryview(self._held)
        while view:
            view = view[os.write(self._fd, view) :]
        view.release()
        self._held = bytearray()

    def _put(self, data: bytes) -> None:
        self.size += len(data)
        self._held += data
        if len(self._held) >= CHUNK:
            self.flush()

    def _data(self, fd: int, offset: int, count: int) -> None:
        while count:
            data = os.pread(fd, min(count, CHUNK), offset)
            if not data:
                # It got shorter meanwhile.
                data = bytes(min(count, CHUNK))
            self._put(data)
            offset += len(data)
            count -= len(data)


def _regions(fd: int, size: int) -> Regions | None:
    """Return where a file has data; None where it has hardly any holes. Raises OSError."""
    found: Regions = []
    at = stored = 0
    while at < size:
        try:
            start = os.lseek(fd, at, os.SEEK_DATA)
        except OSError:
            break  # nothing but a hole, or a file system that has none
        at = min(os.lseek(fd, start, os.SEEK_HOLE), size)
        if at <= start:
            break  # cut meanwhile
        found.append((start, at - start))
        stored += at - start
        if len(found) == 16 * REGIONS:
            found.append((at, size - at))
            stored += size - at
            break
    if size - stored < HOLES_FROM:
        return None
    return _joined(found, size)


def _joined(regions: Regions, size: int) -> Regions:
    """Return few enough regions, which go to the file's end."""
    gap = BLOCK
    found = regions
    while len(found) > REGIONS:
        gap *= 2
        joined = [found[0]]
        for offset, length in found[1:]:
            before, had = joined[-1]
            if offset - before - had < gap:
                joined[-1] = (before, offset + length - before)
            else:
                joined.append((offset, length))
        found = joined
    if not found or sum(found[-1]) < size:
        found = [*found, (size, 0)]
    return found


def _records(entry: Entry) -> Records:
    """Return what a header has no room for, and extended attributes."""
    found: Records = []
    for key, name in ((b"path", entry.name), (b"linkpath", entry.target)):
        if len(name) > NAME_ROOM or not name.isascii():
            found.append((key, name))
    for key, number, most in (
        (b"uid", entry.uid, OCTAL_7),
        (b"gid", entry.gid, OCTAL_7),
        (b"size", entry.size, OCTAL_11),
        (b"mtime", entry.mtime // 10**9, OCTAL_11),
    ):
        if not 0 <= number < most:
            found.append((key, b"%d" % number))
    for name, value in sorted(entry.xattrs.items()):
        if is_kept(name) and b"=" not in name:
            found.append((b"SCHILY.xattr." + name, value))
    return found


def _headers(entry: Entry, records: Records) -> bytes:
    before = b""
    if records:
        data = b"".join(_record(key, value) for key, value in records)
        before = _header(EXTENDED, archive.LOCAL, len(data)) + data + bytes(-len(data) % BLOCK)
    mtime = entry.mtime // 10**9
    return before + _header(
        entry.name[:NAME_ROOM],
        entry.kind,
        entry.size if entry.size < OCTAL_11 else 0,
        mode=entry.mode,
        owners=[number if number < OCTAL_7 else 0 for number in (entry.uid, entry.gid)],
        mtime=mtime if 0 <= mtime < OCTAL_11 else 0,
        target=entry.target[:NAME_ROOM],
        device=entry.device,
    )


def _header(
    name: bytes,
    kind: bytes,
    size: int,
    *,
    mode: int = 0o644,
    owners: Iterable[int] = (0, 0),
    mtime: int = 0,
    target: bytes = b"",
    device: tuple[int, int] = (0, 0),
) -> bytes:
    uid, gid = owners
    major, minor = device
    if max(major, minor) >= OCTAL_7:
        raise Unfit("a device has a number that is too large")
    header = archive.HEADER.pack(
        name,
        b"%07o" % mode,
        b"%07o" % uid,
        b"%07o" % gid,
        b"%011o" % size,
        b"%011o" % mtime,
        b" " * 8,
        kind,
        target,
        archive.POSIX_MAGIC,
        b"",
        b"",
        b"%07o" % major,
        b"%07o" % minor,
        b"",
    )
    total = b"%06o\0 " % sum(header)
    return header[: archive.SUM.start] + total + header[archive.SUM.stop :]


def _record(key: bytes, value: bytes) -> bytes:
    rest = len(key) + len(value) + 3
    length = rest + len(str(rest))
    length = rest + len(str(length))
    return b"%d %s=%s\n" % (length, key, value)
