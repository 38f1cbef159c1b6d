"""Writes files of a container as the entries of an archive, each opened by its name in a folder held open.

Whatever is there may change while it is read: a file that became something else is left out, as if it
had been removed a little sooner.
"""

from __future__ import annotations

import errno
import os
import stat

from aurae.unpack import archive
from aurae.unpack.archive import Entry
from aurae.unpack.attributes import is_kept
from aurae.unpack.failure import Unfit, about, of_error
from aurae.unpack.folders import OPEN
from aurae.unpack.limits import DEPTH_LIMIT, NAME_LIMIT

READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
KINDS = {
    stat.S_IFREG: archive.FILE,
    stat.S_IFDIR: archive.FOLDER,
    stat.S_IFLNK: archive.SYMLINK,
    stat.S_IFCHR: archive.CHARACTER,
    stat.S_IFBLK: archive.BLOCK_DEVICE,
    stat.S_IFIFO: archive.FIFO,
}
"""A socket has no entry: nobody would listen."""
GONE = frozenset((errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.ESTALE))
WITHOUT = frozenset((errno.ENOTSUP, errno.ENODATA, errno.EPERM, errno.ERANGE))

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.unpack.tape import Tape


class Packer:
    """Writes entries to a tape, at most so many."""

    __slots__ = ("_links", "_most", "count", "tape")

    def __init__(self, tape: Tape, most: int) -> None:
        """`most` entries are written."""
        self.tape = tape
        self._most = most
        self._links: dict[tuple[int, int], bytes] = {}
        self.count = 0

    def pack(self, above: int, name: bytes, path: bytes) -> None:
        """Write what has a name in a folder, with all below it, as `path`. Raises Unfit, Broken."""
        try:
            found = os.lstat(name, dir_fd=above)
            if not stat.S_ISDIR(found.st_mode):
                self.one(above, name, path, found)
                return
            fd = os.open(name, OPEN, dir_fd=above)
        except OSError as error:
            if error.errno in GONE:
                return
            raise of_error(path, error) from None
        try:
            self.below(fd, path)
        finally:
            os.close(fd)

    def below(self, folder: int, path: bytes) -> None:
        """Write an open folder and all below it; an empty path is the archive's root."""
        if path.count(b"/") >= DEPTH_LIMIT:
            raise Unfit(f"more than {DEPTH_LIMIT} folders are within each other")
        try:
            self.folder(folder, path)
            names = sorted(map(os.fsencode, os.listdir(folder)))
        except OSError as error:
            raise of_error(path, error) from None
        for name in names:
            self.pack(folder, name, path + b"/" + name if path else name)

    def folder(self, fd: int, path: bytes) -> None:
        """Write an open folder alone. Raises Unfit, OSError."""
        entry = self._begun(os.fstat(fd), path + b"/" if path else b"./")
        entry.xattrs = xattrs(fd)
        self.tape.entry(entry)

    def one(self, above: int, name: bytes, path: bytes, found: os.stat_result) -> None:
        """Write what is no folder. Raises Unfit, OSError."""
        kind = stat.S_IFMT(found.st_mode)
        if kind not in KINDS:
            return
        if kind == stat.S_IFREG:
            self._file(above, name, path)
            return
        entry = self._begun(found, path)
        if kind == stat.S_IFLNK:
            entry.target = os.readlink(name, dir_fd=above)
        elif kind in (stat.S_IFCHR, stat.S_IFBLK):
            entry.device = os.major(found.st_rdev), os.minor(found.st_rdev)
        self.tape.entry(entry)

    def mark(self, path: bytes) -> None:
        """Write an empty file, which stands for something."""
        self._count(path)
        self.tape.entry(Entry(archive.FILE, path, b""))

    def _file(self, above: int, name: bytes, path: bytes) -> None:
        fd = os.open(name, READ, dir_fd=above)
        try:
            found = os.fstat(fd)
            if not stat.S_ISREG(found.st_mode):
                return
            key = found.st_dev, found.st_ino
            if found.st_nlink > 1 and (first := self._links.get(key)) is not None:
                self._count(path)
                self.tape.entry(Entry(archive.LINK, path, first))
                return
            entry = self._begun(found, path)
            entry.size = found.st_size
            entry.xattrs = xattrs(fd)
            self.tape.file(entry, fd)
            if found.st_nlink > 1:
                self._links[key] = path
        finally:
            os.close(fd)

    def _begun(self, found: os.stat_result, path: bytes) -> Entry:
        self._count(path)
        entry = Entry(KINDS[stat.S_IFMT(found.st_mode)], path, b"")
        entry.mode = stat.S_IMODE(found.st_mode)
        entry.uid, entry.gid, entry.mtime = found.st_uid, found.st_gid, found.st_mtime_ns
        return entry

    def _count(self, path: bytes) -> None:
        self.count += 1
        if self.count > self._most:
            raise Unfit(f"there are more than {self._most} files")
        if len(path) > NAME_LIMIT:
            raise about(path, "a path is too long")


def xattrs(fd: int) -> dict[bytes, bytes]:
    """Return the extended attributes that archives have. Raises OSError."""
    found = {}
    try:
        for name in map(os.fsencode, os.listxattr(fd)):
            if is_kept(name):
                found[name] = os.getxattr(fd, name)
    except OSError as error:
        if error.errno not in WITHOUT:
            raise
    return found
