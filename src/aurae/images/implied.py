"""Folders of a layer that no entry of its archive tells of: they look as they do in the layers below.

An archive may have `tmp/file` and nothing about `tmp`. The folder has to be in the layer, and overlayfs shows
its owner and mode, not those of the layer below: so it gets them from there.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
OPAQUE = "trusted.overlay.opaque"
_OTHERS = (errno.ENOTDIR, errno.ELOOP)
"""What is no folder, such as a whiteout, or is a symbolic link."""


def take_over(layer: Path, paths: Iterable[bytes], below: Sequence[Path]) -> None:
    """Give folders of a layer the owner, mode and time that they have `below`, the nearest first.

    Nothing is opened over a symbolic link. For a thread; raises OSError.
    """
    for path in paths:
        parts = path.split(b"/") if path else []
        if not {b"", b".", b".."}.isdisjoint(parts):
            continue  # said by a process that has read the archive
        found = _found(parts, below)
        if found is None:
            continue
        fd = _opened(layer, parts)[0]
        if fd >= 0:
            try:
                os.fchown(fd, found.st_uid, found.st_gid)
                os.fchmod(fd, found.st_mode & 0o7777)
                os.utime(fd, ns=(found.st_mtime_ns, found.st_mtime_ns))
            finally:
                os.close(fd)


def _found(parts: Sequence[bytes], below: Sequence[Path]) -> os.stat_result | None:
    for layer in below:
        fd, is_hidden = _opened(layer, parts)
        if fd >= 0:
            try:
                return os.fstat(fd)
            finally:
                os.close(fd)
        if is_hidden:
            return None
    return None


def _opened(layer: Path, parts: Sequence[bytes]) -> tuple[int, bool]:
    """Open a folder of a layer; -1 where there is none, and whether lower layers' one is hidden then."""
    here = os.open(layer, FOLDER)
    try:
        for name in parts:
            hides = is_opaque(here)
            try:
                there = os.open(name, FOLDER, dir_fd=here)
            except FileNotFoundError:
                return -1, hides
            except OSError as error:
                if error.errno in _OTHERS:
                    return -1, True
                raise
            os.close(here)
            here = there
        return os.dup(here), False
    finally:
        os.close(here)


def is_opaque(folder: int) -> bool:
    """Say whether a folder hides what lower layers have in it."""
    try:
        return os.getxattr(folder, OPAQUE) == b"y"
    except OSError:
        return False
