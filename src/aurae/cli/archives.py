"""Archives that `aer` sends: a file as it is, or a folder as a tar archive."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from aurae.model import tar

PIECE = 256 * 1024
"""Bytes that are sent at a time."""


def pieces(path: str) -> Iterator[bytes]:
    """Yield a file, a folder as an archive, or for `-` standard input. Raises OSError."""
    if path == "-":
        while piece := os.read(sys.stdin.fileno(), PIECE):
            yield piece
        return
    if Path(path).is_dir():
        yield from _folder(Path(path))
        return
    with Path(path).open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _folder(top: Path) -> Iterator[bytes]:
    for path in sorted(top.rglob("*")):
        name = str(path.relative_to(top))
        state = path.lstat()
        if stat.S_ISDIR(state.st_mode):
            yield tar.folder(name)
        elif stat.S_ISLNK(state.st_mode):
            yield tar.link(name, os.readlink(path))
        elif stat.S_ISREG(state.st_mode):
            yield from _file(path, name)
    yield tar.END


def _file(path: Path, name: str) -> Iterator[bytes]:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        yield tar.file(name, size)
        left = size
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
        if left:
            raise OSError(f"{path} became shorter while it was read")
        yield tar.padding(size)
