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


def tree(top: Path, name: str) -> Iterator[bytes]:
    """Yield a file or folder as an archive that calls it `name`, with modes and times.

    A link at `top` itself is followed, others are kept. Sockets, pipes and devices are left out.
    Raises OSError.
    """
    state = top.stat()
    if stat.S_ISDIR(state.st_mode):
        yield tar.folder(name, stat.S_IMODE(state.st_mode), int(state.st_mtime))
        for path in sorted(top.rglob("*")):
            yield from _entry(path, f"{name}/{path.relative_to(top)}")
    elif stat.S_ISREG(state.st_mode):
        yield from _file(top, name, stat.S_IMODE(state.st_mode), int(state.st_mtime))
    else:
        raise OSError(f"{top} is neither a file nor a folder")
    yield tar.END


def _entry(path: Path, name: str) -> Iterator[bytes]:
    state = path.lstat()
    mode, mtime = stat.S_IMODE(state.st_mode), int(state.st_mtime)
    if stat.S_ISDIR(state.st_mode):
        yield tar.folder(name, mode, mtime)
    elif stat.S_ISLNK(state.st_mode):
        yield tar.link(name, os.readlink(path))
    elif stat.S_ISREG(state.st_mode):
        yield from _file(path, name, mode, mtime)


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


def _file(path: Path, name: str, mode: int = 0o644, mtime: int = 0) -> Iterator[bytes]:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        yield tar.file(name, size, mode, mtime)
        left = size
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
        if left:
            raise OSError(f"{path} became shorter while it was read")
        yield tar.padding(size)
