"""Layers become one folder: what overlayfs would show of them, of hard links to their files.

Theory. A mount of overlayfs would do, but for whiteouts that hide nothing: it lists them where a folder is in
one layer only, and nobody can open them. So folders are made here, as the uppermost layer that counts has
them, and everything else in them is one more name of the layer's own file. Layers are trees that are not written to
any more; still nothing is opened over a symbolic link, and nothing deeper than one path can tell.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aurae.images.implied import is_opaque
from aurae.linux import tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.surroundings.patience import Patience

READ = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
OVERLAY = "trusted.overlay."


@dataclass(slots=True)
class _Folder:
    """A folder to be, and the layers that have a part in it, the uppermost first."""

    path: bytes
    layers: Sequence[int]


@dataclass(slots=True)
class _Names:
    """What was found in a folder until now: names that lower layers add nothing to, and folders."""

    settled: set[bytes] = field(default_factory=set)
    folders: dict[bytes, list[int]] = field(default_factory=dict)


def merge(layers: Sequence[Path], target: Path, patience: Patience) -> None:
    """Fill an empty folder with what layers are together, the lowest first. For a thread; raises OSError."""
    tops = [os.open(layer, READ | os.O_NOFOLLOW) for layer in reversed(layers)]
    place = os.open(target, READ | os.O_NOFOLLOW)
    try:
        made: list[_Folder] = []
        rest = [_Folder(b"", _counting(tops))]
        while rest:
            folder = rest.pop()
            made.append(folder)
            rest += _fill(tops, place, folder, patience)
        for folder in made:  # a folder's time is right when nothing is made in it any more
            patience.check()
            with _Opened(tops[folder.layers[0]], folder.path) as like:
                with _Opened(place, folder.path) as fd:
                    _look_like(like, fd)
    finally:
        for fd in (*tops, place):
            os.close(fd)


class _Opened:
    """A folder below another one, open while the block runs."""

    def __init__(self, top: int, path: bytes) -> None:
        below = tree.open_below(top, path or b".")
        try:
            self._fd = os.open(".", READ, dir_fd=below)
        finally:
            os.close(below)

    def __enter__(self) -> int:
        return self._fd

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)


def _counting(tops: Sequence[int]) -> list[int]:
    """Return the layers of which the top folder counts: none below an opaque one."""
    found = []
    for number, top in enumerate(tops):
        found.append(number)
        if is_opaque(top):
            break
    return found


def _fill(tops: Sequence[int], place: int, folder: _Folder, patience: Patience) -> list[_Folder]:
    """Put into a folder what belongs there; returns the folders in it, which are empty yet."""
    names = _Names()
    with _Opened(place, folder.path) as target:
        for number in folder.layers:
            with _Opened(tops[number], folder.path) as source:
                _add(source, number, target, names, patience)
        for name in names.folders:
            os.mkdir(name, 0o700, dir_fd=target)
    above = folder.path + b"/" if folder.path else b""
    return [_Folder(above + name, layers) for name, layers in names.folders.items()]


def _add(source: int, number: int, target: int, names: _Names, patience: Patience) -> None:
    """Add what one layer has in a folder."""
    with os.scandir(source) as entries:
        for entry in entries:
            patience.check()
            name = os.fsencode(entry.name)
            if name in names.settled:
                continue
            state = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(state.st_mode):
                names.folders.setdefault(name, []).append(number)
                with _Opened(source, name) as fd:
                    if is_opaque(fd):
                        names.settled.add(name)
                continue
            names.settled.add(name)
            is_whiteout = stat.S_ISCHR(state.st_mode) and state.st_rdev == 0
            if name not in names.folders and not is_whiteout:
                os.link(name, name, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)


def _look_like(like: int, folder: int) -> None:
    """Give a folder the owner, mode, attributes and time of another one."""
    state = os.fstat(like)
    os.fchown(folder, state.st_uid, state.st_gid)
    for name in os.listxattr(like):
        if not name.startswith(OVERLAY):
            os.setxattr(folder, name, os.getxattr(like, name))
    os.fchmod(folder, state.st_mode & 0o7777)
    os.utime(folder, ns=(state.st_mtime_ns, state.st_mtime_ns))
