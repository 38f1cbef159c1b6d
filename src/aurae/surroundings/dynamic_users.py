"""Which numbers of dynamic users are in use on this machine, by whichever daemon.

Theory. A number in use is a link `<number>` in a folder that all daemons of the machine share; it
leads to the record of the run that has it. A record goes with its run, and a link that leads
nowhere is worth nothing: so neither a killed daemon nor a removed folder of one keeps a number.
The folder is in /run: a boot begins without any. systemd's own dynamic users, and processes that
run with such a number for whatever reason, count as well.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.linux import flock

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "aurae-dynamic-users"
SYSTEMD = Path("/run/systemd/dynamic-uid")


class DynamicUsers:
    """Claims numbers for records. Every method is for a thread: it touches the disk."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when it is needed."""
        self._folder = folder

    def claim(self, uid: int, record: Path) -> bool:
        """Take a number for the run that has this record, which is on disk; False when it is in use."""
        with self._alone():
            link = self._folder / str(uid)
            if os.path.lexists(link):
                if link.exists():
                    return os.readlink(link) == str(record)
                link.unlink()
            if (SYSTEMD / str(uid)).exists() or uid in _uids_of_processes():
                return False
            link.symlink_to(record)
            return True

    def restore(self, uid: int, record: Path) -> None:
        """Take a number again that a run has already."""
        with self._alone():
            link = self._folder / str(uid)
            if not link.exists():
                link.unlink(missing_ok=True)
                link.symlink_to(record)

    def release(self, uid: int, record: Path) -> None:
        """Give a number back, if it is that record's."""
        with self._alone():
            link = self._folder / str(uid)
            with suppress(FileNotFoundError):
                if os.readlink(link) == str(record):
                    link.unlink()

    def is_in_use(self, uid: int) -> bool:
        """Say whether a run of any daemon has this number."""
        return (self._folder / str(uid)).exists()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other daemons out for a moment."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        lock = flock.lock(str(self._folder / "lock"), wait=True)
        try:
            yield
        finally:
            os.close(lock)


def _uids_of_processes() -> set[int]:
    """Return the users of all processes: real, effective, saved and of files."""
    found: set[int] = set()
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                text = Path("/proc", name, "status").read_bytes()
                line = text.partition(b"\nUid:")[2].partition(b"\n")[0]
                found.update(int(word) for word in line.split())
    return found
