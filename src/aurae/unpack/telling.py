"""What becomes of changes that were found: a list, or the archive of a layer."""

from __future__ import annotations

from aurae.unpack.failure import Unfit, about
from aurae.unpack.writer import WHITEOUT
from aurae.wire.container_files import DELETED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from aurae.unpack.packer import Packer


class Listing:
    """Writes each change as its kind, its path and NUL."""

    __slots__ = ("_most", "_write", "count")

    def __init__(self, write: Callable[[bytes], None], most: int) -> None:
        """`most` changes are told."""
        self._write, self._most = write, most
        self.count = 0

    def folder(self, kind: bytes, fd: int, path: bytes) -> None:
        """Write of a folder."""
        self._say(kind, path)

    def file(
        self, kind: bytes, above: int, name: bytes, path: bytes, found: os.stat_result
    ) -> None:
        """Write of what is no folder."""
        self._say(kind, path)

    def deleted(self, path: bytes) -> None:
        """Write of what is gone."""
        self._say(DELETED, path)

    def _say(self, kind: bytes, path: bytes) -> None:
        self.count += 1
        if self.count > self._most:
            raise Unfit(f"there are more than {self._most} changes")
        self._write(kind + b"/" + path + b"\0")


class Layer:
    """Writes changes as the archive of a layer."""

    __slots__ = ("_packer",)

    def __init__(self, packer: Packer) -> None:
        """The packer has the tape."""
        self._packer = packer

    def folder(self, kind: bytes, fd: int, path: bytes) -> None:
        """Write a folder; one that took the place of something else needs no mark: that is hidden by it."""
        self._packer.folder(fd, path)

    def file(
        self, kind: bytes, above: int, name: bytes, path: bytes, found: os.stat_result
    ) -> None:
        """Write what is no folder."""
        if name.startswith(WHITEOUT):
            raise about(path, "a layer has no room for a file of this name")
        self._packer.one(above, name, path, found)

    def deleted(self, path: bytes) -> None:
        """Write a whiteout."""
        above, slash, name = path.rpartition(b"/")
        self._packer.mark(above + slash + WHITEOUT + name)
