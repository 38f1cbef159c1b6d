"""Space that images leave free: the state of the daemon is on the same disk, and has to be written."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PART = 20
"""At most so small a part of a file system is kept free, for one that is small itself."""
INODES_PART = 100
"""The part of the inodes that is kept free, where a file system has a number of them."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """The file system of a folder, of which some bytes are `kept` free. Methods raise OSError."""

    folder: Path
    kept: int

    def room(self) -> int:
        """Return how many bytes may be used."""
        state = os.statvfs(self.folder)
        return max(0, state.f_bavail * state.f_frsize - self._kept(state))

    def check(self) -> None:
        """Raise OSError, as the kernel would of a full disk, when there is no room."""
        if not self.kept:
            return
        state = os.statvfs(self.folder)
        kept = self._kept(state)
        if state.f_bavail * state.f_frsize < kept:
            why = f"{os.strerror(errno.ENOSPC)}: {kept} bytes are kept free"
            raise OSError(errno.ENOSPC, why)
        if state.f_files and state.f_favail < state.f_files // INODES_PART:
            why = (
                f"{os.strerror(errno.ENOSPC)}: {state.f_files // INODES_PART} inodes are kept free"
            )
            raise OSError(errno.ENOSPC, why)

    def _kept(self, state: os.statvfs_result) -> int:
        return min(self.kept, state.f_blocks * state.f_frsize // PART)
