"""Makes what the entries of a layer describe, in the form that overlayfs takes for a layer."""

from __future__ import annotations

import errno
import os
import stat

from aurae.unpack import archive
from aurae.unpack.archive import Archive
from aurae.unpack.attributes import settle_named, settle_new
from aurae.unpack.failure import Unfit, about, of_error
from aurae.unpack.folders import UNTOLD
from aurae.unpack.limits import XATTRS_LIMIT

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
WHITEOUT = b".wh."
OPAQUE = b".wh..wh..opq"
AUFS = b".wh..wh."
"""What aufs keeps for itself; the opaque mark alone is for others."""
SPECIAL = {
    archive.CHARACTER: stat.S_IFCHR,
    archive.BLOCK_DEVICE: stat.S_IFBLK,
    archive.FIFO: stat.S_IFIFO,
}
NO_DEVICE = 0
ODD = frozenset((b"", b".", b".."))
"""Parts of a path that are no names."""
PAGE = 4096
"""Bytes that a file system gives out at once, as a rule."""
SHORT = 60
"""Bytes of a symbolic link's target that fit an inode, as a rule."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.unpack.archive import Entry
    from aurae.unpack.folders import Folders, Parts
    from aurae.unpack.source import Source


class Made:
    """How much was made: about so many bytes on disk, so many inodes."""

    __slots__ = ("disk", "inodes")

    def __init__(self) -> None:
        """The root of the layer."""
        self.disk, self.inodes = PAGE, 1

    def add(self, size: int) -> None:
        """Count a file, or a part of one."""
        self.disk += size + -size % PAGE


class Writer:
    """Writes one layer into its folders."""

    __slots__ = ("_archive", "_most", "_xattrs", "count", "folders", "made")
    has_whiteouts = True
    """Whether names that begin with the mark of whiteouts are such."""
    here = "this layer"

    def __init__(self, source: Source, folders: Folders, most: int) -> None:
        """`most` entries are allowed."""
        self._archive = Archive(source)
        self._most = most
        self._xattrs = 0
        self.folders = folders
        self.count = 0
        self.made = Made()

    def write(self) -> None:
        """Write all of it. Raises Unfit and Broken, which name the entry."""
        os.umask(0)
        for entry in self._archive.entries():
            self.count += 1
            if self.count > self._most:
                raise Unfit(f"it has more than {self._most} entries")
            if entry.xattrs:
                self._count_xattrs(entry)
            try:
                self.take(entry)
            except OSError as error:
                raise of_error(entry.name, error) from None
        try:
            self.folders.finish()
        except OSError as error:
            raise of_error(b"a folder", error) from None

    def place(self, name: bytes) -> Parts:
        """Return where a name of the archive is; nothing for the root. Raises Unfit."""
        return path_of(name)

    def settle(self, fd: int, entry: Entry) -> None:
        """Give a file that was just made what an entry says. Raises OSError."""
        settle_new(fd, entry)

    def settle_named(self, above: int, name: bytes, entry: Entry) -> None:
        """Do as `settle` for what is not to be opened."""
        settle_named(above, name, entry, link=entry.kind == archive.SYMLINK)

    def take(self, entry: Entry) -> None:
        """Make what an entry describes. Raises Unfit, Broken, OSError."""
        where = self.place(entry.name)
        if not where:
            if entry.kind != archive.FOLDER:
                raise about(entry.name, "it would replace the root of the layer")
            self.folders.describe_root(entry)
            return
        above, parents = self.folders.open(where[:-1])
        name = where[-1]
        if self.has_whiteouts and name.startswith(WHITEOUT):
            self._hide(above, parents, name)
        elif entry.kind == archive.FOLDER:
            self.folders.make(above, (*parents, name), entry)
            self._count(PAGE)
        elif entry.kind == archive.FILE:
            self._file(above, (*parents, name), entry)
        elif entry.kind == archive.LINK:
            self._link(above, (*parents, name), entry)
        else:
            self._special(above, (*parents, name), entry)

    def _hide(self, above: int, parents: Parts, name: bytes) -> None:
        """Hide what lower layers have: of one name, or in the whole folder."""
        if name == OPAQUE:
            self.folders.mark_opaque(parents)
            return
        if name.startswith(AUFS):
            return
        hidden = name[len(WHITEOUT) :]
        if hidden in (b"", b".", b".."):
            raise about(name, "it hides no name")
        try:
            os.mknod(hidden, stat.S_IFCHR, NO_DEVICE, dir_fd=above)
            os.utime(hidden, UNTOLD, dir_fd=above, follow_symlinks=False)
        except FileExistsError:
            # It hides what lower layers have, not what this one has.
            if self.folders.is_folder(above, hidden):
                self.folders.mark_opaque((*parents, hidden))

    def _file(self, above: int, where: Parts, entry: Entry) -> None:
        try:
            fd = os.open(where[-1], NEW, entry.mode, dir_fd=above)
        except FileExistsError:
            self.folders.clear(above, where)
            fd = os.open(where[-1], NEW, entry.mode, dir_fd=above)
        try:
            if entry.map is not None:
                for offset, length in entry.map.regions:
                    os.lseek(fd, offset, os.SEEK_SET)
                    self._archive.move(fd, length)
                os.ftruncate(fd, entry.map.size)
            elif entry.size:
                self._archive.move(fd, entry.size)
            self.settle(fd, entry)
        finally:
            os.close(fd)
        self._count(entry.size)

    def _link(self, above: int, where: Parts, entry: Entry) -> None:
        """Make a further name of a file of this layer."""
        target = self.place(entry.target)
        if not target:
            raise about(entry.name, "a hard link to the root of the layer")
        held = os.dup(above)  # to look for the target may close it
        try:
            there = self.folders.find(target[:-1])
            if same_name(there, target[-1], held, where[-1]):
                return
            try:
                self._join(there, target[-1], held, where[-1])
            except FileExistsError:
                self.folders.clear(held, where)
                there = self.folders.find(target[:-1])
                self._join(there, target[-1], held, where[-1])
        except (FileNotFoundError, NotADirectoryError):
            raise about(entry.name, f"its hard link's target is not in {self.here}") from None
        finally:
            os.close(held)

    @staticmethod
    def _join(there: int, target: bytes, above: int, name: bytes) -> None:
        os.link(target, name, src_dir_fd=there, dst_dir_fd=above, follow_symlinks=False)

    def _special(self, above: int, where: Parts, entry: Entry) -> None:
        try:
            self._make_special(above, where[-1], entry)
        except FileExistsError:
            self.folders.clear(above, where)
            self._make_special(above, where[-1], entry)
        self.settle_named(above, where[-1], entry)
        self._count(len(entry.target) if len(entry.target) >= SHORT else 0)

    def _count_xattrs(self, entry: Entry) -> None:
        self._xattrs += sum(len(name) + len(value) for name, value in entry.xattrs.items())
        if self._xattrs > XATTRS_LIMIT:
            raise Unfit(f"its extended attributes have more than {XATTRS_LIMIT} bytes")

    def _count(self, size: int) -> None:
        self.made.inodes += 1
        self.made.add(size)

    @staticmethod
    def _make_special(above: int, name: bytes, entry: Entry) -> None:
        if entry.kind == archive.SYMLINK:
            if not entry.target:
                raise about(entry.name, "a symbolic link to nowhere")
            os.symlink(entry.target, name, dir_fd=above)
        else:
            device = os.makedev(*entry.device)
            os.mknod(name, entry.mode | SPECIAL[entry.kind], device, dir_fd=above)


def path_of(name: bytes) -> Parts:
    """Return the names of a path below the layer's root; `..` never leads above it. Raises Unfit."""
    if b"\0" in name:
        raise about(name, "a path has a NUL in it")
    names = name.rstrip(b"/").split(b"/")
    if not ODD.intersection(names):
        return tuple(names)
    parts: list[bytes] = []
    for part in names:
        if part == b"..":
            del parts[-1:]
        elif part not in (b"", b"."):
            parts.append(part)
    return tuple(parts)


def same_name(one: int, name: bytes, other: int, wanted: bytes) -> bool:
    """Tell whether two names are of one file already. Raises OSError for a target that is missing."""
    found = os.lstat(name, dir_fd=one)
    if stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EPERM, "a hard link to a folder")
    try:
        there = os.lstat(wanted, dir_fd=other)
    except FileNotFoundError:
        return False
    return os.path.samestat(found, there)
