"""Folders that outlive the dynamic users they belong to.

Theory. A dynamic user's number is given to somebody else one day, who must not find what the first
one left. So these folders are in `<place>/aurae-private`, one fence around each: mode 0700 at
most, owned by the user while it is in use and by root, mode 0700, when it is not: sealed. The
group of a sealed folder is the number of its last user, and what is below is given away only if
the next one's differs. A machine that stops suddenly leaves fences unsealed; that is made up for
before any number is given out again. `<place>/<name>` is a link there, for people and programs.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from aurae.surroundings.folders import Owner, Spot, spot
from aurae.surroundings.giving import give_below
from aurae.surroundings.opened import opened, opened_root
from aurae.surroundings.places import PRIVATE
from aurae.surroundings.uids import is_dynamic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aurae.surroundings.patience import Patience

ROOT = Owner(0, 0)
SEALED = 0o700


def ensure_private(root: Path, name: str, mode: int, owner: Owner, patience: Patience) -> None:
    """Have a folder of a dynamic user, and the link to it.

    A folder that was made for an ordinary user is moved there first.
    """
    _make_private_root(root)
    with spot(root, name, ROOT, make=True) as link:
        if not link.safe:
            raise OSError(errno.EPERM, "others may write in its parent")
        with spot(root / PRIVATE, name, ROOT, make=True) as at:
            _take_in(link, at)
            with suppress(FileExistsError):
                os.mkdir(at.name, SEALED, dir_fd=at.folder)
            _link(link, name)
            with opened(at.name, at.folder) as fd:
                _hand_over(fd, owner, patience)
                os.fchmod(fd, mode & SEALED)


def seal(root: Path, name: str) -> None:
    """Close a folder's fence, whoever has it now; nothing when it is not there."""
    with suppress(FileNotFoundError):
        with spot(root / PRIVATE, name, ROOT, make=False) as at:
            with opened(at.name, at.folder) as fd:
                _seal(fd)


def seal_all(root: Path, is_in_use: Callable[[int], bool]) -> None:
    """Close all fences of users that are not in use; before any number is given out."""
    with suppress(FileNotFoundError):
        with opened_root(root / PRIVATE) as folder:
            _seal_below(folder, is_in_use)


def take_out(root: Path, name: str) -> None:
    """Move a folder back to its place when it is private and an ordinary user is to have it."""
    # What is wrong with its parents is told by whoever makes the folder.
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        with spot(root, name, ROOT, make=False) as link:
            if not link.safe or _linked(link) != _target(name):
                return
            with spot(root / PRIVATE, name, ROOT, make=False) as at:
                os.unlink(link.name, dir_fd=link.folder)
                os.rename(at.name, link.name, src_dir_fd=at.folder, dst_dir_fd=link.folder)


def _make_private_root(root: Path) -> None:
    with opened_root(root) as folder:
        with suppress(FileExistsError):
            os.mkdir(PRIVATE, 0o711, dir_fd=folder)
        with opened(PRIVATE, folder) as fd:
            os.fchown(fd, *ROOT)
            os.fchmod(fd, 0o711)


def _take_in(link: Spot, at: Spot) -> None:
    """Move what an ordinary user had into the fence."""
    with suppress(FileNotFoundError, NotADirectoryError):
        with opened(link.name, link.folder):
            try:
                os.rename(link.name, at.name, src_dir_fd=link.folder, dst_dir_fd=at.folder)
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                    raise
                why = f"is there twice: in its place and in {PRIVATE}"
                raise FileExistsError(errno.EEXIST, why) from None


def _link(link: Spot, name: str) -> None:
    try:
        os.symlink(_target(name), link.name, dir_fd=link.folder)
    except FileExistsError:
        if _linked(link) != _target(name):
            raise FileExistsError(errno.EEXIST, "is there and no folder") from None


def _linked(link: Spot) -> str:
    """Return where the link at a spot leads; empty when there is none."""
    try:
        return os.readlink(link.name, dir_fd=link.folder)
    except OSError as error:
        if error.errno in {errno.EINVAL, errno.ENOENT}:
            return ""
        raise


def _target(name: str) -> str:
    return "../" * name.count("/") + f"{PRIVATE}/{name}"


def _hand_over(fd: int, owner: Owner, patience: Patience) -> None:
    found = os.fstat(fd)
    last = found.st_gid if found.st_uid == 0 else found.st_uid
    if last != owner.uid:
        # Until all is given away nobody is said to have had it last.
        os.fchown(fd, *ROOT)
        os.fchmod(fd, SEALED)
        give_below(fd, *owner, lambda uid: uid in {0, last} or is_dynamic(uid), patience)
    os.fchown(fd, *owner)


def _seal(fd: int) -> None:
    found = os.fstat(fd)
    if found.st_uid != 0:
        os.fchown(fd, 0, found.st_uid)
    os.fchmod(fd, SEALED)


def _seal_below(folder: int, is_in_use: Callable[[int], bool]) -> None:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    for name in names:
        with opened(name, folder) as fd:
            found = os.fstat(fd)
            if is_dynamic(found.st_uid):
                if not is_in_use(found.st_uid):
                    _seal(fd)
            elif found.st_uid == 0 and found.st_mode & 0o077:
                _seal_below(fd, is_in_use)
