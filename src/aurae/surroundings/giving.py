"""Gives a folder and what is below it to another user.

Theory. What lies below may be under the control of somebody who wants us to give them the files of
others, while we look. So each entry is opened without following links (O_PATH), looked at, and
given by that descriptor; no path is used twice. Only what belonged to the folder's former owner
changes hands. With several names, a file of root stays root's: one of its names may lie elsewhere.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from aurae.linux import ownership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurae.surroundings.patience import Patience

MOST_LEVELS = 64
"""Levels below the folder that are gone down; each holds two descriptors."""

_BY_PATH = os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC


def give_below(
    top: int, uid: int, gid: int, is_given: Callable[[int], bool], patience: Patience
) -> None:
    """Give what is below the folder `top`, not the folder itself, to a user and a group.

    `is_given` says by the owner of an entry whether it changes hands. Other file systems that are
    mounted below are left alone. Raises TooLong; the next attempt goes on.
    """
    device = os.fstat(top).st_dev
    levels = [_Level(os.dup(top))]
    try:
        while levels:
            name = next(levels[-1].names, None)
            if name is None:
                levels.pop().close()
                continue
            patience.check()
            below = _give_one(levels[-1].fd, name, device, (uid, gid), is_given)
            if below is not None:
                levels.append(_Level(below))
                if len(levels) > MOST_LEVELS:
                    raise OSError(errno.ELOOP, f"has more than {MOST_LEVELS} levels of folders")
    finally:
        for level in levels:
            level.close()


class _Level:
    """A folder that is gone through."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._entries = os.scandir(fd)
        self.names: Iterator[str] = (entry.name for entry in self._entries)

    def close(self) -> None:
        """Give both descriptors back."""
        self._entries.close()
        os.close(self.fd)


def _give_one(
    folder: int, name: str, device: int, owner: tuple[int, int], is_given: Callable[[int], bool]
) -> int | None:
    """Give one entry; returns a descriptor to read it when it is a folder."""
    try:
        fd = os.open(name, _BY_PATH, dir_fd=folder)
    except FileNotFoundError:
        return None
    try:
        found = os.fstat(fd)
        if found.st_dev != device:
            return None
        is_folder = stat.S_ISDIR(found.st_mode)
        shared = found.st_uid == 0 and found.st_nlink > 1 and not is_folder
        if (found.st_uid, found.st_gid) != owner and is_given(found.st_uid) and not shared:
            ownership.chown(fd, *owner)
        if not is_folder:
            return None
        return os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    finally:
        os.close(fd)
