"""Folders that are made beside their place, and come to it whole.

<id>                    one that is whole
staging/<id>            one that is being made
trash/<id>-...          one that is being removed
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aurae.surroundings.trash import Trash

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

STAGING = "staging"
OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


class Staging:
    """The folder of all of a kind. Methods raise OSError."""

    def __init__(
        self, folder: Path, begin: Callable[[Coroutine[None, None, None]], object]
    ) -> None:
        """`begin` begins a task that outlives its caller."""
        self.folder = folder
        self.trash = Trash(folder, begin)

    def open(self) -> None:
        """Make what is not there yet."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        (self.folder / STAGING).mkdir(mode=0o700, exist_ok=True)
        self.trash.make()

    def stage(self, ident: str) -> Path:
        """Return a new folder in which one is made."""
        path = self.folder / STAGING / ident
        path.mkdir(mode=0o700)
        return path

    def unstage(self, ident: str) -> None:
        """Take away what has not become whole."""
        self.trash.take(self.folder / STAGING / ident)
        self.trash.take(self.folder / ident)

    def publish(self, ident: str) -> None:
        """Give one its place, for good."""
        os.rename(self.folder / STAGING / ident, self.folder / ident)
        synced(self.folder)

    def is_staged(self, ident: str) -> bool:
        """Say whether one has not come to its place."""
        return (self.folder / STAGING / ident).is_dir()

    def clear(self) -> None:
        """Take away all that has not come to its place."""
        for name in os.listdir(self.folder / STAGING):
            self.trash.take(self.folder / STAGING / name)


def synced(path: Path) -> None:
    """Have a file, or the names in a folder, be on the disk."""
    fd = os.open(path, OPEN)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
