"""Removes a folder that somebody else could fill as they liked.

Theory. What is nested deeply would need as many descriptors, or calls, as there are levels. So a
folder that is not empty is moved up to the top before its turn comes: nothing is ever removed
from deeper than two levels. Links are never followed, other file systems never entered.
"""

from __future__ import annotations

import errno
import os
from itertools import count, islice
from typing import TYPE_CHECKING

from aurae.surroundings.opened import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurae.surroundings.patience import Patience

BATCH = 1000
"""Names that are read at a time."""

_FULL = {errno.ENOTEMPTY, errno.EEXIST}


def remove_tree(folder: int, name: str, patience: Patience) -> None:
    """Remove the folder `name` in the folder `folder` and all below; nothing when it is not there.

    Raises TooLong, and OSError for what cannot be removed: a mount point, an immutable file.
    """
    try:
        with opened(name, folder) as top:
            _empty(top, patience)
    except FileNotFoundError:
        return
    os.rmdir(name, dir_fd=folder)


def _empty(top: int, patience: Patience) -> None:
    device = os.fstat(top).st_dev
    numbers = count()
    for name in _entries(top):
        patience.check()
        if _unlinked(top, name):
            continue
        with opened(name, top) as below:
            if os.fstat(below).st_dev != device:
                raise OSError(errno.EBUSY, "has a mount point below it")
            for inner in _entries(below):
                patience.check()
                if not _unlinked(below, inner) and not _removed(below, inner):
                    _move_up(below, inner, top, numbers)
        os.rmdir(name, dir_fd=top)


def _entries(folder: int) -> Iterator[str]:
    """Give the names in a folder until there are none: whoever asks takes each of them away."""
    while True:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, BATCH)]
        if not names:
            return
        yield from names


def _unlinked(folder: int, name: str) -> bool:
    """Remove what is no folder; False for a folder."""
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        return False
    except FileNotFoundError:
        pass
    return True


def _removed(folder: int, name: str) -> bool:
    """Remove an empty folder; False for one that is not."""
    try:
        os.rmdir(name, dir_fd=folder)
    except OSError as error:
        if error.errno in _FULL:
            return False
        raise
    return True


def _move_up(folder: int, name: str, top: int, numbers: Iterator[int]) -> None:
    for number in numbers:
        try:
            os.rename(name, f".removed-{number}", src_dir_fd=folder, dst_dir_fd=top)
        except OSError as error:
            if error.errno not in {*_FULL, errno.ENOTDIR}:
                raise
        else:
            return
