"""The entries of a tar archive: ustar, GNU and PAX headers, as one stream and once.

Names are bytes. What an entry says is checked for its form here, and for what it does where it is made.
"""

from __future__ import annotations

import struct
from zlib import adler32

from aurae.unpack import numbers, sparse
from aurae.unpack.failure import Unfit
from aurae.unpack.limits import EXTENSION_LIMIT, EXTENSIONS_LIMIT, NAME_LIMIT, OWNER_LIMIT
from aurae.unpack.pax import Records

BLOCK = 512
ZEROS = bytes(BLOCK)
HEADER = struct.Struct("100s8s8s8s12s12s8sc100s8s32s32s8s8s155s12x")
"""name, mode, uid, gid, size, mtime, checksum, type, target, magic, names, device, prefix."""
SUM = slice(148, 156)
BLANK = sum(b" " * 8)
ADLER = 65521
"""What Adler-32 counts modulo."""
POSIX_MAGIC = b"ustar\x0000"
GNU_MAGIC = b"ustar  \0"
PERMISSIONS = 0o7777

FILE, LINK, SYMLINK, CHARACTER, BLOCK_DEVICE, FOLDER, FIFO = (
    b"0",
    b"1",
    b"2",
    b"3",
    b"4",
    b"5",
    b"6",
)
REGULAR = frozenset((b"\0", b"0", b"7"))
KINDS = frozenset((LINK, SYMLINK, CHARACTER, BLOCK_DEVICE, FOLDER, FIFO))
LOCAL, GLOBAL, SOLARIS, LONG_NAME, LONG_TARGET = b"x", b"g", b"X", b"L", b"K"
EXTENSIONS = frozenset((LOCAL, GLOBAL, SOLARIS, LONG_NAME, LONG_TARGET))
OLD_SPARSE, GNU_FOLDER, LABEL = b"S", b"D", b"V"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.unpack.source import Source
    from aurae.unpack.sparse import Map


class Entry:
    """One entry. `size` bytes of data follow it, of a sparse file those that `map` places."""

    __slots__ = (
        *("device", "gid", "kind", "map", "mode", "mtime", "name", "size", "target", "uid"),
        "xattrs",
    )

    def __init__(self, kind: bytes, name: bytes, target: bytes) -> None:
        """The rest is filled in by the archive."""
        self.kind, self.name, self.target = kind, name, target
        self.mode = self.uid = self.gid = self.size = self.mtime = 0
        self.device = (0, 0)
        self.xattrs: dict[bytes, bytes] = {}
        self.map: Map | None = None


class Archive:
    """Reads entries from a source; `move` gives an entry's data before the next one is asked for."""

    __slots__ = ("_common", "_left", "_source")

    def __init__(self, source: Source) -> None:
        """Begin at the first header."""
        self._source = source
        self._common: Records | None = None
        self._left = 0

    def entries(self) -> Iterator[Entry]:
        """Yield the entries in their order. Raises Unfit."""
        said: Records | None = None
        name = target = None
        before = common = 0
        while header := self._header():
            fields = HEADER.unpack(header)
            kind = fields[7]
            if kind not in EXTENSIONS:
                entry = self._entry(header, fields, said or self._common, name, target)
                if entry is not None:
                    yield entry
                said = name = target = None
                before = 0
                continue
            data = self._extension(fields)
            before += len(data)
            common += len(data) if kind == GLOBAL else 0
            if max(before, common) > EXTENSIONS_LIMIT:
                raise Unfit(f"extended headers have more than {EXTENSIONS_LIMIT} bytes together")
            if kind == LONG_NAME:
                name = data.partition(b"\0")[0]
            elif kind == LONG_TARGET:
                target = data.partition(b"\0")[0]
            elif kind == GLOBAL:
                self._common = self._common or Records()
                self._common.read(data)
            else:
                said = said or (self._common.copy() if self._common else Records())
                said.read(data)
        if said is not None or name is not None or target is not None:
            raise Unfit("the archive is cut: nothing follows an extended header")
        self._source.drain()

    def move(self, fd: int, count: int) -> None:
        """Write the next bytes of the entry's data to a file. Raises Unfit, OSError."""
        self._left -= count
        self._source.move(fd, count)

    def _header(self) -> bytes:
        """Return the next header whose sum is right; nothing at the end. Raises Unfit."""
        if self._left:
            self._source.skip(self._left)
            self._left = 0
        header = self._source.block()
        if header == ZEROS:
            if self._source.block().strip(b"\0"):
                raise Unfit("a block of zeros stands between entries")
            return b""
        if header:
            _check_sum(header)
        return header

    def _extension(self, fields: tuple[bytes, ...]) -> bytes:
        size = numbers.natural(fields[4], "a size")
        if size > EXTENSION_LIMIT:
            raise Unfit(f"an extended header has more than {EXTENSION_LIMIT} bytes")
        data = self._source.take(size)
        self._left = -size % BLOCK
        return data

    def _entry(
        self,
        header: bytes,
        fields: tuple[bytes, ...],
        said: Records | None,
        name: bytes | None,
        target: bytes | None,
    ) -> Entry | None:
        """Return what a header and what was said before it describe; None for what is no file."""
        kind = _kind(fields)
        if kind == LABEL:
            self._left = _padded(numbers.natural(fields[4], "a size"))
            return None
        entry = Entry(kind, _name(fields) if name is None else name, target or _cut(fields[8]))
        entry.mode = numbers.repeated(fields[1], "a mode") & PERMISSIONS
        size = numbers.natural(fields[4], "a size")
        if said is not None and said.size is not None:
            size = said.size
        _describe(entry, fields, said)
        self._left = 0
        if kind == FILE:
            self._size(entry, header, fields, said, size)
        elif fields[7] == GNU_FOLDER:
            self._left = _padded(size)  # a list of what was in it
        if not 0 < len(entry.name) <= NAME_LIMIT or len(entry.target) > NAME_LIMIT:
            raise Unfit("a path is empty or too long")
        return entry

    def _size(
        self,
        entry: Entry,
        header: bytes,
        fields: tuple[bytes, ...],
        said: Records | None,
        size: int,
    ) -> None:
        """Note how much data follows, and where it goes in a sparse file."""
        taken = 0
        if fields[7] == OLD_SPARSE:
            entry.map = sparse.old(header, self._source.take)
        elif said is not None and said.sparse:
            entry.name = sparse.name_of(said) or entry.name
            self._left = size
            if (found := sparse.of_records(said, self._source.take)) is not None:
                entry.map, taken = found
        if taken > size or (entry.map is not None and entry.map.stored != size - taken):
            raise Unfit(sparse.MALFORMED)
        entry.size = size - taken
        self._left = _padded(size) - taken


def _check_sum(header: bytes) -> None:
    told = header[SUM]
    wanted = numbers.natural(told, "a checksum")
    # As if the sum itself were blanks.
    blanked = wanted - BLANK + sum(told)
    # Adler-32's lower half is one more than the sum of all bytes, and quickly had.
    if (1 + blanked) % ADLER == adler32(header) & 0xFFFF:
        return
    # Some old programs took bytes for signed.
    high = sum(byte > 127 for byte in header) - sum(byte > 127 for byte in told)
    if sum(header) - 256 * high != blanked:
        raise Unfit("a header's checksum is wrong")


def _kind(fields: tuple[bytes, ...]) -> bytes:
    kind = fields[7]
    if kind in REGULAR or kind == OLD_SPARSE:
        # Before ustar, a folder was a file with a slash.
        return FOLDER if kind == b"\0" and _cut(fields[0]).endswith(b"/") else FILE
    if kind in KINDS or kind == LABEL:
        return kind
    if kind == GNU_FOLDER:
        return FOLDER
    raise Unfit(f"an entry has an unknown type, 0x{kind[0]:02x}")


def _describe(entry: Entry, fields: tuple[bytes, ...], said: Records | None) -> None:
    """Note owner, time and device, from the records where they tell."""
    uid = gid = mtime = None
    if said is not None:
        uid, gid, mtime, entry.xattrs = said.uid, said.gid, said.mtime, said.xattrs
        entry.name = said.path or entry.name
        entry.target = said.linkpath or entry.target
    entry.uid = _owner(fields[2]) if uid is None else uid
    entry.gid = _owner(fields[3]) if gid is None else gid
    if mtime is None:
        mtime = numbers.clamped(numbers.number(fields[5], "a time") * numbers.BILLION)
    entry.mtime = mtime
    if entry.kind in (CHARACTER, BLOCK_DEVICE):
        major, minor = (numbers.natural(field, "a device") for field in fields[12:14])
        if major > 0xFFF or minor > 0xFFFFF:
            raise Unfit("a device has a number that is too large")
        entry.device = major, minor


def _owner(field: bytes) -> int:
    owner = numbers.repeated(field, "an owner")
    if owner > OWNER_LIMIT:
        raise Unfit(f"an owner is above {OWNER_LIMIT}")
    return owner


def _name(fields: tuple[bytes, ...]) -> bytes:
    name = _cut(fields[0])
    prefix = fields[14]
    if prefix[0] and fields[9] == POSIX_MAGIC:
        return _cut(prefix) + b"/" + name
    return name


def _cut(field: bytes) -> bytes:
    return field.partition(b"\0")[0] if field[0] else b""


def _padded(size: int) -> int:
    return size + -size % BLOCK
