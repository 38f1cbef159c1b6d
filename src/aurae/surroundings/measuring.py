"""How much lies in a folder in which somebody else may write."""

from __future__ import annotations

import os
from typing import NamedTuple

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
MOST_LEVELS = 128
"""Each takes a descriptor; what lies deeper is not counted."""
BLOCK = 512
"""Unit of st_blocks (stat(2))."""


class Written(NamedTuple):
    """Bytes on disk, and files and folders."""

    size: int
    files: int


def written(top: os.PathLike[str]) -> Written:
    """Return what lies below a folder; blocks. Raises OSError.

    All of it may change meanwhile: folders are opened one in the other, and links never
    followed. A file with several names counts once.
    """
    fd = os.open(top, FOLDER)
    try:
        return _sum(fd, MOST_LEVELS, set())
    finally:
        os.close(fd)


def _sum(folder: int, levels: int, seen: set[int]) -> Written:
    size = files = 0
    with os.scandir(folder) as items:
        for item in items:
            try:
                state = item.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if state.st_nlink > 1 and not item.is_dir(follow_symlinks=False):
                if state.st_ino in seen:
                    continue
                seen.add(state.st_ino)
            size += state.st_blocks * BLOCK
            files += 1
            if item.is_dir(follow_symlinks=False) and levels > 1:
                inner = _below(folder, item.name, levels, seen)
                size, files = size + inner.size, files + inner.files
    return Written(size, files)


def _below(folder: int, name: str, levels: int, seen: set[int]) -> Written:
    try:
        fd = os.open(name, FOLDER, dir_fd=folder)
    except OSError:
        return Written(0, 0)  # it went, or became another thing
    try:
        return _sum(fd, levels - 1, seen)
    finally:
        os.close(fd)
