"""Folders that are made once and found again by what they were made of."""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

KEPT = 14 * 86400.0
"""Seconds after its last use at which a folder is removed."""

ROOT = "AURAE_VM_CACHE"


def place(environment: dict[str, str] | None = None) -> Path:
    """Return where the folders lie: $AURAE_VM_CACHE, else `aurae-vm` in the user's cache."""
    found = os.environ if environment is None else environment
    if ROOT in found:
        return Path(found[ROOT])
    return Path(found.get("XDG_CACHE_HOME") or Path.home() / ".cache", "aurae-vm")


CACHE = place()
"""Read at import: the tests clear the settings of whoever runs them."""


def digest(parts: Iterable[bytes | str]) -> str:
    """Return a name for contents; parts are kept apart by their lengths."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()[:24]


def made(kind: str, key: str, make: Callable[[Path], None], kept: float = KEPT) -> Path:
    """Return the folder `kind-key`; `make` fills it where it is not there yet.

    Others of the kind that were not used for `kept` seconds are removed.

    It is filled beside its place and renamed, so that a folder which is there is whole. Of several
    runs at a time one makes it and the others wait.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    target = CACHE / f"{kind}-{key}"
    with (CACHE / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            part = CACHE / f"{kind}.part"
            remove(part)
            part.mkdir()
            make(part)
            part.rename(target)
        os.utime(target)
        _forget(kind, target, kept)
    return target


def remove(folder: Path) -> None:
    """Remove a folder if it is there; OSError when something in it stays."""
    if folder.exists():
        shutil.rmtree(folder)


def _forget(kind: str, used: Path, kept: float) -> None:
    """Remove folders of a kind that nobody has used for long; a machine keeps its open files."""
    oldest = time.time() - kept
    for folder in CACHE.glob(f"{kind}-*"):
        if folder != used and folder.stat().st_mtime < oldest:
            remove(folder)
