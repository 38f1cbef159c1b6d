"""The files of an unpacked archive from anybody: regular ones, opened below its folder through no link."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from typing import TYPE_CHECKING

from aurae.linux import tree
from aurae.registry.failures import BadContent

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_ABSENT = (errno.ENOENT, errno.ENOTDIR)
_ODD = {
    errno.ELOOP: "is a link, or leads through one",
    errno.EXDEV: "leads out of the archive",
    errno.ENAMETOOLONG: "is too long",
}


class Archive:
    """An unpacked archive, while its block runs. Methods raise BadContent and OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._top = -1

    def __enter__(self) -> Self:
        self._top = os.open(self._folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._top)

    def open(self, path: str) -> int | None:
        """Return a descriptor of a regular file; None when there is nothing of the name."""
        place = self._place(path)
        if place is None:
            return None
        try:
            if not stat.S_ISREG(os.fstat(place).st_mode):
                raise BadContent(f"{_shown(path)} in the archive is no file")
            # Only now: to open a device can have an effect, and to open a pipe takes until there is a writer.
            return os.open(f"/proc/self/fd/{place}", os.O_RDONLY | os.O_CLOEXEC)
        finally:
            os.close(place)

    def read(self, path: str, limit: int) -> bytes | None:
        """Return the content of a small file; None when there is none."""
        fd = self.open(path)
        if fd is None:
            return None
        with os.fdopen(fd, "rb") as file:
            body = file.read(limit + 1)
        if len(body) > limit:
            raise BadContent(f"{_shown(path)} in the archive has over {limit} bytes")
        return body

    def linked(self, path: str) -> str:
        """Return the path that a symbolic link in the archive means, or the path itself.

        `docker save` links a layer that it has written once already. One link is read, by its text alone.
        """
        folder, _, name = path.rpartition("/")
        above = self._place(folder or ".")
        if above is None:
            return path
        try:
            target = os.readlink(name, dir_fd=above)
        except OSError:
            return path
        finally:
            os.close(above)
        return posixpath.normpath(posixpath.join(folder, target))

    def _place(self, path: str) -> int | None:
        try:
            return tree.open_below(self._top, os.fsencode(path))
        except OSError as error:
            if error.errno in _ABSENT:
                return None
            if error.errno in _ODD:
                raise BadContent(f"{_shown(path)} in the archive {_ODD[error.errno]}") from None
            raise


def _shown(path: str) -> str:
    return repr(path[:120])
