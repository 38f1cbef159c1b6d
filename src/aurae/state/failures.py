"""What can be wrong with the state on disk, from SQLite's codes."""

from __future__ import annotations

import errno
import sqlite3

_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class StateFailed(Exception):
    """The state could not be written or read; `str()` begins with "state: "."""


class StateFull(StateFailed):
    """There is no room on the disk that holds the state."""


def is_corrupt(error: sqlite3.Error) -> bool:
    """Whether SQLite found the file damaged."""
    return _primary(error) in _CORRUPT


def translate(error: sqlite3.Error | OSError) -> StateFailed:
    """Return our exception for SQLite's or the kernel's."""
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        text = error.strerror or str(error)
    else:
        full = _primary(error) == sqlite3.SQLITE_FULL
        text = str(error)
    if full:
        return StateFull("state: no space left on device")
    return StateFailed(f"state: {text}")


def _primary(error: sqlite3.Error) -> int:
    # Errors that the Python module raises itself, such as a wrong number of bindings, have no code.
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
