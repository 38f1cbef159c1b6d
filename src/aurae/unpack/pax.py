"""PAX records: what a header has no room for (pax(1), extended header)."""

from __future__ import annotations

from aurae.unpack import numbers
from aurae.unpack.failure import Unfit
from aurae.unpack.limits import OWNER_LIMIT, XATTR_LIMIT, XATTRS

XATTR = b"SCHILY.xattr."
SPARSE = b"GNU.sparse."

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Records:
    """What was said for one entry, or for all that follow; None where nothing was.

    `sparse` has the records of sparse files by the rest of their names, `regions` the numbers of
    format 0.0 in their order.
    """

    __slots__ = ("gid", "linkpath", "mtime", "path", "regions", "size", "sparse", "uid", "xattrs")

    def __init__(self) -> None:
        """Nothing was said."""
        self.path: bytes | None = None
        self.linkpath: bytes | None = None
        self.size: int | None = None
        self.uid: int | None = None
        self.gid: int | None = None
        self.mtime: int | None = None
        self.xattrs: dict[bytes, bytes] = {}
        self.sparse: dict[bytes, bytes] = {}
        self.regions: list[int] = []

    def copy(self) -> Records:
        """Return a copy, to be overridden by what is said for one entry."""
        copy = Records()
        for name in ("path", "linkpath", "size", "uid", "gid", "mtime"):
            setattr(copy, name, getattr(self, name))
        copy.xattrs, copy.sparse = dict(self.xattrs), dict(self.sparse)
        copy.regions = list(self.regions)
        return copy

    def read(self, data: bytes) -> None:
        """Take the records of one extended header. Raises Unfit."""
        for key, value in records(data):
            if reader := READERS.get(key):
                name, read = reader
                # An empty value takes back what was said before.
                setattr(self, name, read(value) if value else None)
            elif key.startswith(XATTR):
                self._xattr(key[len(XATTR) :], value)
            elif key.startswith(SPARSE):
                self._sparse(key[len(SPARSE) :], value)

    def _xattr(self, name: bytes, value: bytes) -> None:
        if len(value) > XATTR_LIMIT:
            raise Unfit(f"an extended attribute has more than {XATTR_LIMIT} bytes")
        if not 0 < len(name) < 256 or b"\0" in name:
            raise Unfit("the name of an extended attribute is malformed")
        self.xattrs[name] = value
        if len(self.xattrs) > XATTRS:
            raise Unfit(f"an entry has more than {XATTRS} extended attributes")

    def _sparse(self, name: bytes, value: bytes) -> None:
        if name in (b"offset", b"numbytes"):
            if (name == b"offset") != (len(self.regions) % 2 == 0):
                raise Unfit("the map of a sparse file is malformed")
            self.regions.append(numbers.decimal(value, "a number of a sparse file"))
        else:
            self.sparse[name] = value


def records(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield keys and values: `LENGTH KEY=VALUE\\n`, the length that of all of it. Raises Unfit."""
    at, end = 0, len(data)
    while at < end:
        if not data[at]:
            if data[at:].strip(b"\0"):
                raise Unfit("an extended header is malformed")
            return
        space = data.find(b" ", at, at + 20)
        digits = data[at:space] if space > at else b""
        after = at + int(digits) if digits.isdigit() else at
        # It ends behind its own length, so each turn gets on.
        if not max(space + 1, at) < after <= end or data[after - 1] != 0x0A:
            raise Unfit("an extended header is malformed")
        key, equals, value = data[space + 1 : after - 1].partition(b"=")
        if not key or not equals:
            raise Unfit("an extended header is malformed")
        yield key, value
        at = after


def _text(value: bytes) -> bytes:
    if b"\0" in value:
        raise Unfit("a path has a NUL in it")
    return value


def _size(value: bytes) -> int:
    return numbers.decimal(value, "a size")


def _owner(value: bytes) -> int:
    owner = numbers.decimal(value, "an owner")
    if owner > OWNER_LIMIT:
        raise Unfit(f"an owner is above {OWNER_LIMIT}")
    return owner


READERS = {
    b"path": ("path", _text),
    b"linkpath": ("linkpath", _text),
    b"size": ("size", _size),
    b"uid": ("uid", _owner),
    b"gid": ("gid", _owner),
    b"mtime": ("mtime", numbers.moment),
}
