"""Makes what the entries of an archive describe in a folder of a container.

What is there already stays, but for files that the archive has as well. Whoever runs in the container may
change all of it meanwhile; what comes of that lies in the container.
"""

from __future__ import annotations

import errno
import os
import stat

from aurae.unpack.attributes import settle_folder
from aurae.unpack.failure import Unfit, about
from aurae.unpack.folders import IMPLIED, MAKING, Folders
from aurae.unpack.writer import Writer, path_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.unpack.archive import Entry
    from aurae.unpack.folders import Parts
    from aurae.unpack.source import Source


class Places(Folders):
    """The folders of a container, whose root is the descriptor `top`."""

    __slots__ = ("_is_described", "_known", "_replace", "_top_entry")

    def __init__(self, top: int, *, replace: bool, is_described: bool = False) -> None:
        """With `replace` a folder may give way to a file, and a file to a folder.

        With `is_described` the root itself becomes what an archive says of it.
        """
        super().__init__(top)
        self._is_described = is_described
        self._top_entry: Entry | None = None
        self._known: dict[Parts, tuple[int, int]] = {}
        self._replace = replace

    def make(self, above: int, where: Parts, entry: Entry | None) -> None:  # type: ignore[explicit-override]  # costs memory
        """Make a folder, or take the one that is there. Raises Unfit, OSError."""
        name = where[-1]
        try:
            os.mkdir(name, MAKING, dir_fd=above)
        except FileExistsError:
            if not self.is_folder(above, name):
                if not self._replace:
                    raise about(name, "is there and no folder") from None
                os.unlink(name, dir_fd=above)
                os.mkdir(name, MAKING, dir_fd=above)
            elif entry is None:
                return
        if where not in self._wanted:
            self._below.setdefault(where[:-1], set()).add(where)
        self._wanted[where] = entry
        self._known[where] = _identity(os.lstat(name, dir_fd=above))

    def describe_root(self, entry: Entry) -> None:  # type: ignore[explicit-override]
        """Leave the folder that the archive is put into as it is, unless it is to be as the archive says."""
        if self._is_described:
            self._top_entry = entry

    def clear(self, above: int, where: Parts) -> None:  # type: ignore[explicit-override]
        """Remove what has this name; a folder only where that was asked for. Raises Unfit, OSError."""
        if self._replace:
            super().clear(above, where)
            return
        try:
            os.unlink(where[-1], dir_fd=above)
        except IsADirectoryError:
            raise about(where[-1], "is there and a folder") from None

    def finish(self) -> None:  # type: ignore[explicit-override]
        """Give each folder its owner, mode, times and attributes, the deepest first. Raises OSError."""
        for where in reversed(self._wanted):
            entry = self._wanted[where]
            try:
                fd = self.find(where)
            except (FileNotFoundError, NotADirectoryError, Unfit):
                continue  # it was removed meanwhile
            if _identity(os.fstat(fd)) != self._known[where]:
                continue  # it is another one: what the archive says is not about that
            if entry is None:
                os.fchmod(fd, IMPLIED)
            else:
                os.fchown(fd, entry.uid, entry.gid)
                settle_folder(fd, entry)
        if self._top_entry is not None:
            os.fchown(self.top, self._top_entry.uid, self._top_entry.gid)
            settle_folder(self.top, self._top_entry)


class Placer(Writer):
    """Writes an archive into the folder `path` of a container."""

    __slots__ = ("_base", "_ids", "_keeps_owners")
    has_whiteouts = False
    here = "the container"

    def __init__(
        self, source: Source, folders: Places, most: int, *, ids: int, keeps_owners: bool
    ) -> None:
        """There are so many `ids`; without `keeps_owners` all belongs to root."""
        super().__init__(source, folders, most)
        self._base: Parts = ()
        self._ids = ids
        self._keeps_owners = keeps_owners

    def go_to(self, path: bytes) -> None:
        """Have the archive put into this folder, which must be there. Raises Unfit, OSError."""
        base = path_of(path)
        fd = self.folders.find(base) if base else self.folders.top
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        self._base = base

    def place(self, name: bytes) -> Parts:  # type: ignore[explicit-override]
        """Return where a name of the archive is, below the folder; nothing for the folder itself."""
        parts = path_of(name)
        return (*self._base, *parts) if parts else ()

    def take(self, entry: Entry) -> None:  # type: ignore[explicit-override]
        """Make what an entry describes. Raises Unfit, Broken, OSError."""
        if not self._keeps_owners:
            entry.uid = entry.gid = 0
        elif self._ids and max(entry.uid, entry.gid) >= self._ids:
            why = (
                f"belongs to {entry.uid}:{entry.gid}, and the container has ids below {self._ids}"
            )
            raise about(entry.name, why)
        super().take(entry)

    def settle(self, fd: int, entry: Entry) -> None:  # type: ignore[explicit-override]
        """Give a file what an entry says: a folder of the container may have passed on group and mode."""
        os.fchown(fd, entry.uid, entry.gid)
        settle_folder(fd, entry)

    def settle_named(self, above: int, name: bytes, entry: Entry) -> None:  # type: ignore[explicit-override]
        """Do as `settle` for what is not to be opened."""
        os.chown(name, entry.uid, entry.gid, dir_fd=above, follow_symlinks=False)
        super().settle_named(above, name, entry)


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino
