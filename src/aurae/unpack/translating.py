"""Archives as the entries that a guest's agent takes, and entries that it gives as archives.

Theory. What an archive says comes from a client, what an entry says from a guest: both are strangers', so this is done where
layers are unpacked, by a child that is confined, here in an empty root. It opens nothing: bytes come and go by one
socket. Paths are made plain on the way in, and on the way out refused where they are not.
"""

from __future__ import annotations

import os

from aurae.unpack import archive
from aurae.unpack.archive import Archive, Entry
from aurae.unpack.attributes import is_kept
from aurae.unpack.failure import Unfit, about
from aurae.unpack.limits import NAME_LIMIT, OWNER_LIMIT
from aurae.unpack.numbers import clamped
from aurae.unpack.writer import ODD, path_of
from aurae.wire import guest_entries
from aurae.wire.guest_entries import HEAD, LARGEST, GuestEntry

KINDS = {
    archive.FILE: guest_entries.FILE,
    archive.FOLDER: guest_entries.FOLDER,
    archive.SYMLINK: guest_entries.SYMLINK,
    archive.LINK: guest_entries.LINK,
    archive.CHARACTER: guest_entries.CHARACTER,
    archive.BLOCK_DEVICE: guest_entries.BLOCK,
    archive.FIFO: guest_entries.FIFO,
}
TAR_KINDS = {kind: tar for tar, kind in KINDS.items()}
ZEROS = bytes(1 << 16)
READ = 1 << 16
TOP = b"."
"""The path of a folder itself, where what is in it was asked for."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.unpack.source import Source
    from aurae.unpack.tape import Tape


class ToEntries:
    """Writes what an archive has as entries to the descriptor `fd`, at most so many; `count` says how many."""

    __slots__ = ("_archive", "_fd", "_most", "_size", "count")

    def __init__(self, source: Source, fd: int, size: int, most: int) -> None:
        """No file has more than `size` bytes."""
        self._archive = Archive(source)
        self._fd, self._size, self._most = fd, size, most
        self.count = 0

    def write(self) -> None:
        """Write all. Raises Unfit, OSError."""
        for entry in self._archive.entries():
            self.count += 1
            if self.count > self._most:
                raise Unfit(f"it has more than {self._most} entries")
            path = b"/".join(path_of(entry.name))
            if path:
                self._one(path, entry)

    def _one(self, path: bytes, entry: Entry) -> None:
        size = entry.size if entry.map is None else entry.map.size
        if size > self._size:
            raise about(path, f"it has more than {self._size} bytes")
        target = entry.target
        if entry.kind == archive.LINK:
            target = b"/".join(path_of(target))
        said = guest_entries.pack(
            GuestEntry(
                *(path, KINDS[entry.kind], entry.mode, entry.uid, entry.gid, entry.mtime),
                *(size if entry.kind == archive.FILE else 0, target, entry.device),
                [pair for pair in entry.xattrs.items() if is_kept(pair[0])],
            )
        )
        if len(said) > LARGEST:
            raise about(path, "its extended attributes are too large")
        size = size if entry.kind == archive.FILE else 0
        _write(self._fd, HEAD.pack(len(said), size) + said)
        if entry.map is None:
            self._archive.move(self._fd, size)
            return
        at = 0
        for offset, length in entry.map.regions:
            self._fill(offset - at)
            self._archive.move(self._fd, length)
            at = offset + length
        self._fill(entry.map.size - at)

    def _fill(self, count: int) -> None:
        while count:
            part = ZEROS[:count]
            _write(self._fd, part)
            count -= len(part)


class FromEntries:
    """Writes entries that come by the descriptor `fd` to a tape, at most so many; `count` says how many."""

    __slots__ = ("_fd", "_held", "_most", "_tape", "_top", "count")

    def __init__(self, fd: int, tape: Tape, most: int) -> None:
        """Nothing was read yet."""
        self._fd, self._tape, self._most = fd, tape, most
        self._held = b""
        self._top: bytes | None = None
        self.count = 0

    def write(self) -> None:
        """Write all, and the end of the archive. Raises Unfit, OSError."""
        while head := self._take(HEAD.size):
            length, size = HEAD.unpack(head)
            if length > LARGEST:
                raise Unfit("an entry is too long")
            self.count += 1
            if self.count > self._most:
                raise Unfit(f"there are more than {self._most} files")
            self._one(self._take(length), size)
        self._tape.end()

    def _one(self, said: bytes, size: int) -> None:
        try:
            told = guest_entries.unpack(said)
        except ValueError as error:
            raise Unfit(str(error)) from None
        path = self._path(told.path)
        is_file = told.kind == guest_entries.FILE
        if told.size != size or (size and not is_file):
            raise about(path, "its size is not that of its content")
        if max(told.uid, told.gid) > OWNER_LIMIT:
            raise about(path, "its owner has a number that none has")
        target = told.target
        if b"\0" in target or len(target) > NAME_LIMIT:
            raise about(path, "what it leads to is no path")
        if told.kind == guest_entries.LINK:
            target = self._inner(target)
        is_folder = told.kind == guest_entries.FOLDER and not path.endswith(b"/")
        entry = Entry(TAR_KINDS[told.kind], path + b"/" if is_folder else path, target)
        entry.mode, entry.uid, entry.gid = told.mode, told.uid, told.gid
        entry.mtime, entry.size, entry.device = clamped(told.mtime), size, told.device
        entry.xattrs = dict(told.xattrs)
        self._tape.entry(entry)
        left = size
        while left:
            data = self._some(left)
            self._tape.raw(data)
            left -= len(data)
        self._tape.raw(bytes(-size % archive.BLOCK))

    def _path(self, path: bytes) -> bytes:
        """Return the name that an entry has in the archive: the first one's, or one below it."""
        if self._top is None and path == TOP:
            self._top = b""
            return b"./"
        plain = self._inner(path)
        if self._top is None:
            self._top = plain
        elif self._top and not plain.startswith(self._top + b"/"):
            raise about(path, "it is not below what was asked for")
        return plain

    def _inner(self, path: bytes) -> bytes:
        """Return the plain form of a path, which begins with the first one's. Raises Unfit."""
        return _plain(path.removeprefix(b"./") if self._top == b"" else path)

    def _some(self, most: int) -> bytes:
        if not self._held:
            self._held = os.read(self._fd, READ)
            if not self._held:
                raise Unfit("the entries are cut")
        data, self._held = self._held[:most], self._held[most:]
        return data

    def _take(self, count: int) -> bytes:
        """Return so many bytes; none at the end. Raises Unfit where they are cut."""
        if not self._held:
            self._held = os.read(self._fd, READ)
        if not self._held:
            return b""
        parts = []
        while count:
            part = self._some(count)
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


def _plain(path: bytes) -> bytes:
    """Return a path that is relative and leads nowhere else. Raises Unfit."""
    if not 0 < len(path) <= NAME_LIMIT or b"\0" in path or ODD.intersection(path.split(b"/")):
        raise about(path, "is no path below what was asked for")
    return path


def _write(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
