"""Folders of runs: made below a place of the machine, with their owner and mode.

Theory. The places belong to root; what lies below may belong to anybody, such as the user of an
earlier run who put a link where a folder is wanted. Each part of a name is opened in the one
before it and no link is followed, and what is changed is changed by descriptor. A part that others
may write in is passed through only by its own owner's runs, and what stands in it is taken as it
is: its owner could have moved there what they have no right to.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from aurae.surroundings.giving import give_below
from aurae.surroundings.opened import opened, opened_root
from aurae.surroundings.uids import is_dynamic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aurae.surroundings.patience import Patience

USUAL_MODE = 0o755


class Owner(NamedTuple):
    """Whose a folder is to be."""

    uid: int
    gid: int


class Spot(NamedTuple):
    """Where a folder is or is to be: its name in an open folder, which only root writes if `safe`."""

    folder: int
    name: str
    safe: bool


@contextmanager
def spot(root: Path, name: str, owner: Owner | None, *, make: bool) -> Iterator[Spot]:
    """Find the spot of the folder `name` below `root`; with `make`, missing parents are made.

    OSError when a parent belongs neither to root nor to the `owner`, if there is one.
    """
    *parents, last = name.split("/")
    safe = True
    with ExitStack() as closing:
        folder = closing.enter_context(opened_root(root))
        for part in parents:
            made = make and _made(folder, part)
            folder = closing.enter_context(opened(part, folder))
            if made:
                os.fchmod(folder, USUAL_MODE)
            found = os.fstat(folder)
            if owner is not None and found.st_uid not in {0, owner.uid}:
                raise OSError(errno.EPERM, f"its parent {part} belongs to user {found.st_uid}")
            safe = safe and found.st_uid == 0 and not found.st_mode & 0o022
        yield Spot(folder, last, safe)


def ensure(root: Path, name: str, mode: int, owner: Owner, patience: Patience) -> None:
    """Have a folder of this owner and mode below `root`.

    One that belongs to somebody else is given to the owner with all below that was theirs; as the
    folder itself comes last, an attempt that was interrupted is made again.
    """
    with spot(root, name, owner, make=True) as at:
        made = _made(at.folder, at.name)
        with opened(at.name, at.folder) as fd:
            found = os.fstat(fd)
            if (found.st_uid, found.st_gid) != owner:
                if not made and not at.safe:
                    raise OSError(
                        errno.EPERM,
                        f"belongs to user {found.st_uid}, and others may write in its parent",
                    )
                former = found.st_uid
                # It may have been a dynamic user's, under whichever number.
                give_below(fd, *owner, lambda uid: uid == former or is_dynamic(uid), patience)
                os.fchown(fd, *owner)
            if stat.S_IMODE(found.st_mode) != mode or made:
                os.fchmod(fd, mode)


def ensure_unowned(root: Path, name: str, mode: int) -> None:
    """Have a folder below `root`: root's when it is made, and left as it is when it is there."""
    with spot(root, name, Owner(0, 0), make=True) as at:
        made = _made(at.folder, at.name)
        with opened(at.name, at.folder) as fd:
            if made:
                os.fchmod(fd, mode)


def exists(root: Path, name: str) -> bool:
    """Say whether anything has this name below `root`."""
    return os.path.lexists(root / name)


def _made(folder: int, name: str) -> bool:
    """Make a folder that nobody else gets into yet; False when something is there."""
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=folder)
        return True
    return False
