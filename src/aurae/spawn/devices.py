"""A /dev of a process's own: what programs count on, and no device of the machine."""

from __future__ import annotations

import os

from aurae.linux import tree

NODES = (
    *(("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9)),
    ("tty", 5, 0),
)
LINKS = (
    *(("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1")),
    *(("stderr", "/proc/self/fd/2"), ("ptmx", "pts/ptmx")),
)
CHARACTER_DEVICE, FILE_TYPE, FOLDER, FILE = 0o020000, 0o170000, 0o040000, 0o100000
TTY_GROUP = 5
"""Of Debian and most others: who may write to a terminal (devpts(5))."""
QUIET = tree.NOSUID | tree.NOEXEC


def make(*, terminal: bool, kept: dict[bytes, int]) -> None:
    """Mount it on /dev; the terminal that is stdin is its /dev/console. Raises OSError.

    What is kept of the machine's, by its path, finds a place there.
    """
    console = _tree_of_terminal() if terminal else -1
    before = os.umask(0)
    top = tree.new(b"tmpfs", b"mode=0755,size=64k,nr_inodes=1k", QUIET)
    for name, major, minor in NODES:
        os.mknod(name, CHARACTER_DEVICE | 0o666, os.makedev(major, minor), dir_fd=top)
    for name, target in LINKS:
        os.symlink(target, name, dir_fd=top)
    for name in ("pts", "shm"):
        os.mkdir(name, 0o755, dir_fd=top)
    if console >= 0:
        os.close(os.open("console", os.O_CREAT | os.O_CLOEXEC, 0o600, dir_fd=top))
    for path, like in kept.items():
        if path.startswith(b"/dev/"):
            _place(top, path, like)
    _mount(top, b"/dev")
    terminals = f"newinstance,ptmxmode=0666,mode=0620,gid={TTY_GROUP}".encode()
    _mount(tree.new(b"devpts", terminals, QUIET), b"/dev/pts")
    _mount(tree.new(b"tmpfs", b"mode=1777", QUIET | tree.NODEV), b"/dev/shm")
    if console >= 0:
        _mount(console, b"/dev/console")
    tree.add_attributes(top, tree.RDONLY, recursive=False)
    os.close(top)
    os.umask(before)


def _place(top: int, path: bytes, like: int) -> None:
    """Make the place of what is kept, a folder or a file as it is one, unless it is there."""
    is_folder = os.fstat(like).st_mode & FILE_TYPE == FOLDER
    parts = path.split(b"/")[2:]
    for depth in range(1, len(parts) + is_folder):
        _make(top, b"/".join(parts[:depth]), FOLDER)
    if not is_folder:
        _make(top, b"/".join(parts), FILE)


def _make(top: int, path: bytes, kind: int) -> None:
    try:
        if kind == FOLDER:
            os.mkdir(path, 0o755, dir_fd=top)
        else:
            os.mknod(path, kind | 0o600, dir_fd=top)
    except FileExistsError:
        pass


def _mount(top: int, path: bytes) -> None:
    place = tree.open_place(path, direct=False)
    tree.move(top, place)
    os.close(place)


def _tree_of_terminal() -> int:
    """Return a copy of the terminal's file; -1 when it has no name here."""
    try:
        place = tree.open_place(os.fsencode(os.ttyname(0)), direct=True)
    except OSError:
        return -1
    try:
        return tree.clone(place)
    finally:
        os.close(place)
