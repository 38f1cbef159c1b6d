"""Files of one cgroup: opened by its directory, so that its removal is never taken for anything else."""

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aurae.linux import cgroup

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
"""Flags to open a cgroup's directory with."""

_NOT_HERE = frozenset({errno.ENOENT, errno.EOPNOTSUPP})
"""Errors of a file that this kernel has not, or not for this kind of cgroup."""

_REASONS = {
    (
        "io.weight",
        errno.EOPNOTSUPP,
    ): "no weights for this device until the root's io.cost.qos enables it",
}
"""Refusals whose error number alone tells nobody what to do."""


class GroupError(OSError):
    """The kernel refuses what is written to a file of a cgroup; `str()` is "memory.max: why".

    `file` is its name, `why` the kernel's reason, `errno` the number of it.
    """

    def __init__(self, file: str, why: str, number: int) -> None:
        super().__init__(number, why, file)
        self.file = file
        self.why = why

    @override
    def __str__(self) -> str:
        return f"{self.file}: {self.why}"


@contextlib.contextmanager
def opened(path: Path | str) -> Iterator[int]:
    """Give a descriptor of a cgroup's directory; FileNotFoundError when it goes away meanwhile."""
    folder = os.open(path, FOLDER)
    try:
        yield folder
    except OSError as error:
        # ENODEV is the answer of a removed cgroup, and of io.max for a device that is none.
        if error.errno in (errno.ENODEV, errno.ENOENT) and _is_removed(folder):
            raise FileNotFoundError(errno.ENOENT, "cgroup has gone", str(path)) from None
        raise
    finally:
        os.close(folder)


def write(folder: int, file: str, text: str) -> None:
    """Write a file of a cgroup; GroupError when the kernel refuses."""
    try:
        cgroup.write(folder, file, text)
    except OSError as error:
        number = error.errno or 0
        raise GroupError(file, _REASONS.get((file, number), _reason(number)), number) from None


def read(folder: int, names: Iterable[str]) -> dict[str, str]:
    """Return the texts of those of the files that this cgroup has."""
    found = {}
    for name in names:
        try:
            found[name] = cgroup.read(folder, name)
        except OSError as error:
            if error.errno not in _NOT_HERE:
                raise
    if not found and _is_removed(folder):
        raise FileNotFoundError(errno.ENOENT, "cgroup has gone")
    return found


def _reason(number: int) -> str:
    return "this kernel has no such file" if number == errno.ENOENT else os.strerror(number)


def _is_removed(folder: int) -> bool:
    try:
        cgroup.read(folder, "cgroup.controllers")
    except OSError:
        return True
    return False
