"""The files of erofs images: sealed, read again, renamed, removed. Most of it blocks: it is for threads."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from aurae.model.digest import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aurae.model.image import LayerForm

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


def uuid(chain_id: str, form: LayerForm) -> str:
    """Return the id of an image, which is the same wherever it is made."""
    name = hashlib.sha256(f"{form.value} {encoded(chain_id)}".encode()).hexdigest()
    return "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:32]))


def sealed(image: int) -> str:
    """Return the digest of an image that is on the disk now."""
    os.fsync(image)
    return digest(image)


def digest(image: int) -> str:
    """Return the digest of an open file."""
    os.lseek(image, 0, os.SEEK_SET)
    with open(image, "rb", buffering=0, closefd=False) as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def unlinked(path: Path) -> int:
    """Remove a file, which is there until the descriptor is closed; -1 when there is none."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return -1
    path.unlink()
    return fd


def close(fds: Iterable[int]) -> None:
    """Close what `unlinked` gave: the space is free then, which may take a while."""
    for fd in fds:
        if fd >= 0:
            os.close(fd)


def renamed(beside: Path, target: Path) -> None:
    """Give a file its name; on the disk when this returns."""
    beside.rename(target)
    above = os.open(target.parent, FOLDER)
    try:
        os.fsync(above)
    finally:
        os.close(above)
