"""What is mounted where, as /proc/self/mountinfo tells (proc_pid_mountinfo(5))."""

from __future__ import annotations

from collections import namedtuple


class Mounted(namedtuple("Mounted", "ident device root point")):
    """One mount: its number, its file system as `major:minor`, what of that it shows, and where."""

    __slots__ = ()


def parse(content: bytes) -> list[Mounted]:
    """Return the mounts in the order in which they are told; a line that is none is left out."""
    found = []
    for line in content.split(b"\n"):
        words = line.split(b" ")
        if len(words) > 4 and words[0].isdigit():
            found.append(Mounted(int(words[0]), words[2], _plain(words[3]), _plain(words[4])))
    return found


def below(path: bytes, folder: bytes) -> bytes | None:
    """Return a path as it is seen from a folder, empty for the folder itself; None where it is elsewhere."""
    if path == folder:
        return b""
    start = folder.rstrip(b"/") + b"/"
    return path[len(start) :] if path.startswith(start) else None


def _plain(word: bytes) -> bytes:
    """Undo the kernel's way to write blanks, tabs, line ends and backslashes."""
    first, *rest = word.split(b"\\")
    parts = [first]
    for part in rest:
        digits = part[:3]
        if len(digits) == 3 and all(48 <= digit < 56 for digit in digits) and digits < b"400":
            parts += [bytes([int(digits, 8)]), part[3:]]
        else:
            parts += [b"\\", part]
    return b"".join(parts)
