"""What of a container's root is not as in its layers.

Theory. There are three folders: what was written, the layers as they are seen below it, and both as they
are seen together. What was written has each file that is new or other, and a whiteout for each that
is gone. A folder may hide all that lower layers have in it; overlayfs keeps that where only the host may
look, so it is found by what is not to be seen any more.

A folder is in what was written when anything below it is. It is told where it is new, where it is
other itself, or where something below it is told. What a start makes to mount something on it is not told.
"""

from __future__ import annotations

import os
import stat

from aurae.unpack.failure import Unfit, of_error
from aurae.unpack.folders import OPEN
from aurae.unpack.limits import DEPTH_LIMIT
from aurae.unpack.packer import xattrs
from aurae.wire.container_files import ADDED, CHANGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    class Telling(Protocol):
        """Hears of each change, a folder before what is in it."""

        def folder(self, kind: bytes, fd: int, path: bytes) -> None:
            """Hear of a folder."""

        def file(
            self, kind: bytes, above: int, name: bytes, path: bytes, found: os.stat_result
        ) -> None:
            """Hear of what is no folder."""

        def deleted(self, path: bytes) -> None:
            """Hear of what is gone."""


class _Level:
    """One folder that is being looked at: in what was written, in the layers (-1: not there), in both."""

    __slots__ = ("below", "both", "has_marks", "kind", "lower", "path", "told")

    def __init__(self, kind: bytes, path: bytes, below: int, lower: int, both: int) -> None:
        self.kind, self.path = kind, path
        self.below, self.lower, self.both = below, lower, both
        self.told = self.has_marks = False

    def close(self) -> None:
        for fd in (self.below, self.lower, self.both):
            if fd >= 0:
                os.close(fd)


class Changes:
    """Finds changes and tells of them."""

    __slots__ = ("_levels", "_marks", "_telling")

    def __init__(self, telling: Telling, marks: Iterable[bytes]) -> None:
        """`marks` are the paths where a start mounts something, without a slash before them."""
        self._telling = telling
        self._marks = frozenset(marks)
        self._levels: list[_Level] = []

    def find(self, below: int, lower: int, both: int) -> None:
        """Tell of all changes. The descriptors are closed. Raises Unfit, Broken."""
        self._look(_Level(CHANGED, b"", below, lower, both))

    def _look(self, level: _Level) -> None:
        self._levels.append(level)
        try:
            if len(self._levels) > DEPTH_LIMIT:
                raise Unfit(f"more than {DEPTH_LIMIT} folders are within each other")
            names = sorted(map(os.fsencode, os.listdir(level.below)))
            for name in names:
                self._look_at(level, name)
            if level.lower >= 0:
                self._hidden(level, names)
            if not level.told and self._is_other(level, is_empty=not names):
                self._tell_folders()
        except OSError as error:
            raise of_error(level.path, error) from None
        finally:
            self._levels.pop().close()

    def _look_at(self, level: _Level, name: bytes) -> None:
        path = level.path + b"/" + name if level.path else name
        found = _found(level.below, name)
        if found is None:
            return  # it has gone meanwhile
        lower = _found(level.lower, name)
        kind = ADDED if lower is None else CHANGED
        if is_whiteout(found):
            if lower is not None:
                self._tell_folders()
                self._telling.deleted(path)
            return
        if stat.S_ISDIR(found.st_mode):
            below = _opened(level.below, name)
            if below < 0:
                return
            under = both = -1
            if lower is not None and stat.S_ISDIR(lower.st_mode):
                under = os.open(name, OPEN, dir_fd=level.lower)
                both = _opened(level.both, name)
            self._look(_Level(kind, path, below, under, both))
            return
        if kind == ADDED and path in self._marks and not found.st_size:
            level.has_marks = True
            return
        self._tell_folders()
        self._telling.file(kind, level.below, name, path, found)

    def _hidden(self, level: _Level, names: list[bytes]) -> None:
        """Tell of what lower layers have in a folder and nobody sees: the folder hides it."""
        seen = set(map(os.fsencode, os.listdir(level.both))) if level.both >= 0 else set()
        for name in sorted(set(map(os.fsencode, os.listdir(level.lower))) - seen - set(names)):
            self._tell_folders()
            self._telling.deleted(level.path + b"/" + name if level.path else name)

    def _is_other(self, level: _Level, *, is_empty: bool) -> bool:
        """Say whether a folder is to be told of for its own sake."""
        above = self._levels[-2] if len(self._levels) > 1 else None
        if level.kind == ADDED:
            if level.has_marks or (is_empty and level.path in self._marks):
                assert above is not None
                above.has_marks = True
                return False
            return True
        if level.lower < 0:
            return True  # the layers have no folder there
        new, old = os.fstat(level.below), os.fstat(level.lower)
        if (new.st_mode, new.st_uid, new.st_gid) != (old.st_mode, old.st_uid, old.st_gid):
            return True
        if above is None:
            return False  # the root is made anew, so its times are others
        if not level.has_marks and new.st_mtime_ns != old.st_mtime_ns:
            return True
        return xattrs(level.below) != xattrs(level.lower)

    def _tell_folders(self) -> None:
        """Tell of the folders that lead to what is told next."""
        for level in self._levels:
            if not level.told:
                level.told = True
                if level.path or self._is_changed_root(level):
                    self._telling.folder(level.kind, level.below, level.path)

    def _is_changed_root(self, level: _Level) -> bool:
        new, old = os.fstat(level.below), os.fstat(level.lower)
        return (new.st_mode, new.st_uid, new.st_gid) != (old.st_mode, old.st_uid, old.st_gid)


def is_whiteout(found: os.stat_result) -> bool:
    """Tell whether overlayfs takes something for the mark that hides a name."""
    return stat.S_ISCHR(found.st_mode) and found.st_rdev == 0


def _found(folder: int, name: bytes) -> os.stat_result | None:
    if folder < 0:
        return None
    try:
        return os.lstat(name, dir_fd=folder)
    except FileNotFoundError:
        return None


def _opened(folder: int, name: bytes) -> int:
    try:
        return os.open(name, OPEN, dir_fd=folder) if folder >= 0 else -1
    except (FileNotFoundError, NotADirectoryError):
        return -1
