"""mount(2), umount(2), and what is mounted: /proc/self/mountinfo (proc_pid_mountinfo(5))."""

from __future__ import annotations

import ctypes
from collections import namedtuple

from aurae.linux.libc import check, libc

RDONLY = 0x1
NOSUID = 0x2
NODEV = 0x4
NOEXEC = 0x8
REMOUNT = 0x20
REC = 0x4000
PRIVATE = 0x4_0000
SLAVE = 0x8_0000
SHARED = 0x10_0000
"""Flags of mount(2)."""

TABLE = "/proc/self/mountinfo"

libc.mount.argtypes = [ctypes.c_char_p] * 3 + [ctypes.c_ulong, ctypes.c_char_p]
libc.umount.argtypes = [ctypes.c_char_p]

Mount = namedtuple("Mount", "point kind options")
"""A mount point, the type of its file system, and the options of mount and file system together."""


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Mount, remount or change propagation, as `flags` says. Raises OSError naming the target."""
    words = (source.encode(), target.encode(), kind.encode() or None)
    check(libc.mount(*words, flags, data.encode() or None), "mount", target)


def unmount(target: str) -> None:
    """Unmount what was mounted last at `target`. Raises OSError naming it."""
    check(libc.umount(target.encode()), "umount", target)


def parse(text: str) -> list[Mount]:
    """Return the mounts of a mountinfo text in their order: what lies on top comes later."""
    found = []
    for line in text.splitlines():
        before, dash, after = line.partition(" - ")
        words, more = before.split(" "), after.split(" ")
        if dash and len(words) >= 6 and len(more) >= 3:
            options = frozenset(words[5].split(",") + more[2].split(","))
            found.append(Mount(_unescaped(words[4]), more[0], options))
    return found


def mounts() -> list[Mount]:
    """Return the mounts this process sees. Raises OSError when /proc is not there."""
    with open(TABLE, encoding="utf-8", errors="surrogateescape") as file:
        return parse(file.read())


def is_mounted(point: str) -> bool:
    """Tell whether something is mounted at the absolute path `point`; False without /proc."""
    try:
        return any(mount.point == point for mount in mounts())
    except FileNotFoundError:
        return False


def _unescaped(path: str) -> str:
    """Undo the octal escapes of mountinfo: space, tab, line feed, `#` and, last, backslash."""
    for code in ("040", "011", "012", "043", "134"):
        path = path.replace("\\" + code, chr(int(code, 8)))
    return path
