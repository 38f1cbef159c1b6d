"""Folders opened by name in another one, never through a symbolic link."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


@contextmanager
def opened(name: str, folder: int) -> Iterator[int]:
    """Open a folder in a folder while the context lasts; NotADirectoryError for a link."""
    try:
        fd = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except OSError as error:
        if error.errno not in {errno.ENOTDIR, errno.ELOOP}:
            raise
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        what = "a symbolic link" if stat.S_ISLNK(found.st_mode) else "no folder"
        raise NotADirectoryError(errno.ENOTDIR, f"{name} is {what}") from None
    try:
        yield fd
    finally:
        os.close(fd)


@contextmanager
def opened_root(path: Path) -> Iterator[int]:
    """Open a folder by the path that an operator chose; links in it are theirs."""
    fd = os.open(path, _FOLDER)
    try:
        yield fd
    finally:
        os.close(fd)
