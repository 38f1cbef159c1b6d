"""Networks that the machine's owner has described in a folder of CNI configurations.

The folder is looked at whenever somebody asks, and a file is read again when it is another one than before.
Of two files for one name the first by the files' names counts.
"""

from __future__ import annotations

import logging
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from aurae.model import cni
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".conf", ".conflist", ".json")
MOST_FILES = 256

_log = logging.getLogger("aurae.networks")


class _Seen(NamedTuple):
    """A file as it was: what tells it from what it may become, and what it says; None for nothing."""

    mark: tuple[int, int, int]
    found: cni.Configuration | None


class CniFiles:
    """The configurations in one folder."""

    def __init__(self, folder: Path) -> None:
        """A folder that is missing has none."""
        self._folder = folder
        self._seen: dict[str, _Seen] = {}

    def read(self) -> dict[str, cni.Configuration]:
        """Return all networks by name; files that cannot be read are logged once, and left out."""
        found: dict[str, cni.Configuration] = {}
        seen: dict[str, _Seen] = {}
        for name in self._names():
            known = self._look(name)
            if known is None:
                continue
            seen[name] = known
            if known.found is not None:
                found.setdefault(known.found.name, known.found)
        self._seen = seen
        return found

    def _names(self) -> list[str]:
        try:
            names = sorted(name for name in os.listdir(self._folder) if name.endswith(ENDINGS))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            _log.error("cannot read %s: %s", self._folder, error.strerror)
            return []
        return names[:MOST_FILES]

    def _look(self, name: str) -> _Seen | None:
        path = self._folder / name
        before = self._seen.get(name)
        try:
            with open(path, "rb", opener=_opener) as file:
                status = os.fstat(file.fileno())
                mark = (status.st_ino, status.st_mtime_ns, status.st_size)
                if before is not None and before.mark == mark:
                    return before
                data = file.read(cni.LARGEST + 1) if stat.S_ISREG(status.st_mode) else b""
        except OSError as error:
            _log.error("cannot read %s: %s", path, error.strerror)
            return None
        try:
            return _Seen(mark, cni.configuration(data))
        except BadValue as error:
            _log.error("cannot take the network of %s: %s", path, error)
            return _Seen(mark, None)


def _opener(path: str, flags: int) -> int:
    # A pipe would hold the server up.
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)
