"""Folders of a layer while it is made: found, made and held open, never through a symbolic link.

Theory. The process sees nothing but the layer, and nobody else changes it. All the same each folder is
opened from the one above it, one name at a time and with O_NOFOLLOW; a symbolic link on the way is read
and what it says is walked, from the layer's root where it is absolute, never above it. So an archive
that writes below a link of its own writes into the layer.

A folder is the process' own and writable until the end: its owner, mode, times and extended attributes
are set when all is in place.

Each folder knows those in it, so that what goes costs what it has in it and no more: an archive may have a
file take the place of a folder, and a folder that of the file, as often as it has entries.
"""

from __future__ import annotations

import errno
import os
import stat

from aurae.unpack.attributes import settle_folder
from aurae.unpack.failure import Unfit, about
from aurae.unpack.limits import DEPTH_LIMIT

OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
MAKING = 0o700
IMPLIED = 0o755
"""The mode of a folder that no entry tells of."""
UNTOLD = (0, 0)
"""The times of what no entry tells of: a layer is the same whenever it is unpacked."""
HELD = 256
"""Folders that are held open at once."""
LINKS_LIMIT = 40
"""Symbolic links followed for one path, as the kernel has it."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurae.unpack.archive import Entry

    Parts = tuple[bytes, ...]


class Folders:
    """The folders of the layer whose root is the descriptor `top`."""

    __slots__ = ("_below", "_held", "_wanted", "opaque", "top")

    def __init__(self, top: int) -> None:
        """There is only the root."""
        self.top = top
        self._held: dict[Parts, int] = {}
        self._wanted: dict[Parts, Entry | None] = {}
        self._below: dict[Parts, set[Parts]] = {}
        self.opaque: set[Parts] = set()

    def open(self, parts: Sequence[bytes]) -> tuple[int, Parts]:
        """Return a descriptor of a folder and its true path; what is missing of it is made.

        The descriptor is good until the next call. Raises Unfit, OSError.
        """
        where = tuple(parts)
        fd = self._held.get(where)
        if fd is not None:
            return fd, where
        return self._walk(where)

    def find(self, parts: Sequence[bytes]) -> int:
        """Return a descriptor of a folder that is there already. Raises Unfit, OSError."""
        where = tuple(parts)
        fd = self._held.get(where)
        return self._walk(where, make=False)[0] if fd is None else fd

    def make(self, above: int, where: Parts, entry: Entry | None) -> None:
        """Make the folder `where` in the one above, or take the one that is there.

        What is there and no folder gives way; the folder is then opaque, since what lower layers have
        of that name went before. Raises OSError.
        """
        name = where[-1]
        try:
            os.mkdir(name, MAKING, dir_fd=above)
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(name, dir_fd=above).st_mode):
                os.unlink(name, dir_fd=above)
                os.mkdir(name, MAKING, dir_fd=above)
                self.opaque.add(where)
            elif entry is None:
                return
        if where not in self._wanted:
            self._below.setdefault(where[:-1], set()).add(where)
        self._wanted[where] = entry

    def implied(self) -> list[bytes]:
        """Return the paths of folders that no entry tells of, the root's empty one among them."""
        told = self.opaque
        return sorted(
            b"/".join(where)
            for where, entry in self._wanted.items()
            if entry is None and where not in told
        )

    def describe_root(self, entry: Entry) -> None:
        """Note what an entry says of the root of the layer."""
        self._wanted[()] = entry

    def mark_opaque(self, where: Parts) -> None:
        """Note that nothing of lower layers is to be seen in a folder."""
        self.opaque.add(where)

    def is_folder(self, above: int, name: bytes) -> bool:
        """Tell whether a name is a folder. Raises OSError."""
        return stat.S_ISDIR(os.lstat(name, dir_fd=above).st_mode)

    def clear(self, above: int, where: Parts) -> None:
        """Remove what has this name, with all below it. Raises OSError."""
        name = where[-1]
        try:
            os.unlink(name, dir_fd=above)
        except IsADirectoryError:
            kept = os.dup(above)
            try:
                self._forget(where)
                remove_all(kept, name)
            finally:
                os.close(kept)

    def finish(self) -> None:
        """Give each folder its owner, mode, times and attributes, the deepest first. Raises OSError."""
        root = self._wanted.pop((), None)
        # Each was noted after the one above it.
        for where in reversed(self._wanted):
            self._settle(self.find(where), self._wanted[where])
        self._wanted[()] = root
        self._settle(self.top, root)

    def _settle(self, fd: int, entry: Entry | None) -> None:
        if entry is None:
            os.fchmod(fd, IMPLIED)
            os.utime(fd, UNTOLD)
        else:
            settle_folder(fd, entry)

    def _walk(self, wanted: Parts, *, make: bool = True) -> tuple[int, Parts]:
        """Walk from the root, or from the nearest folder that is held, to `wanted`."""
        if len(wanted) > DEPTH_LIMIT:
            raise Unfit(f"more than {DEPTH_LIMIT} folders are within each other")
        at: list[bytes] = []
        fd = self.top
        left = list(reversed(wanted))
        for cut in range(len(wanted) - 1, 0, -1):
            if (held := self._held.get(wanted[:cut])) is not None:
                fd, at, left = held, list(wanted[:cut]), left[: len(wanted) - cut]
                break
        links = 0
        while left:
            name = left.pop()
            if name == b"..":
                del at[-1:]
                held = self._held.get(tuple(at))
                fd = self._reopen(at) if held is None else held
                continue
            try:
                fd = self._step(fd, (*at, name), make=make)
                at.append(name)
            except OSError as error:
                if error.errno not in (errno.ELOOP, errno.ENOTDIR):
                    raise
                target = _link(fd, (*at, name))
                links += 1
                if links > LINKS_LIMIT:
                    raise about(b"/".join(wanted), "too many symbolic links") from None
                if target.startswith(b"/"):
                    at, fd = [], self.top
                left += [part for part in reversed(target.split(b"/")) if part not in (b"", b".")]
        return fd, tuple(at)

    def _reopen(self, at: list[bytes]) -> int:
        """Return the folder above one that was walked to: it is there, and no link."""
        fd = self.top
        for count in range(1, len(at) + 1):
            fd = self._step(fd, tuple(at[:count]), make=False)
        return fd

    def _step(self, above: int, where: Parts, *, make: bool) -> int:
        if len(where) > DEPTH_LIMIT:
            raise Unfit(f"more than {DEPTH_LIMIT} folders are within each other")
        held = self._held.get(where)
        if held is not None:
            return held
        try:
            fd = os.open(where[-1], OPEN, dir_fd=above)
        except FileNotFoundError:
            if not make:
                raise
            self.make(above, where, None)
            fd = os.open(where[-1], OPEN, dir_fd=above)
        return self._hold(where, fd, above)

    def _hold(self, where: Parts, fd: int, above: int) -> int:
        if len(self._held) >= HELD:
            for other in list(self._held)[: HELD // 2]:
                if self._held[other] != above:
                    os.close(self._held.pop(other))
        self._held[where] = fd
        return fd

    def _forget(self, where: Parts) -> None:
        """Drop all that is known of a folder that is removed, and of those below it."""
        self._below.get(where[:-1], set()).discard(where)
        gone = [where]
        while gone:
            folder = gone.pop()
            gone += self._below.pop(folder, ())
            self._wanted.pop(folder, None)
            self.opaque.discard(folder)
            held = self._held.pop(folder, None)
            if held is not None:
                os.close(held)


def remove_all(above: int, name: bytes) -> None:
    """Remove a folder and all below it, over no symbolic link. Raises OSError.

    One descriptor goes down and up, so that no depth is too much.
    """
    here = os.open(name, OPEN, dir_fd=above)
    names = [name]
    left = [_emptied(here)]
    try:
        while names:
            below = left[-1].pop() if left[-1] else b""
            there = os.open(below or b"..", OPEN, dir_fd=here)
            os.close(here)
            here = there
            if below:
                names.append(below)
                left.append(_emptied(here))
            else:
                left.pop()
                os.rmdir(names.pop(), dir_fd=here)
    finally:
        os.close(here)


def _emptied(folder: int) -> list[bytes]:
    """Remove what is no folder; return the names of the folders."""
    folders = []
    for name in map(os.fsencode, os.listdir(folder)):
        try:
            os.unlink(name, dir_fd=folder)
        except IsADirectoryError:
            folders.append(name)
    return folders


def _link(above: int, where: Sequence[bytes]) -> bytes:
    """Return what a symbolic link says. Raises Unfit for what is neither link nor folder."""
    try:
        return os.readlink(where[-1], dir_fd=above)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise Unfit(f"{b'/'.join(where)!r} is no folder") from None
