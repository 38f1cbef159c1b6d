"""Layers for tests: archives made by hand, header by header, and what a folder has in it."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

BLOCK = 512
END = bytes(2 * BLOCK)


def octal(value: int, width: int) -> bytes:
    """A number as headers have it; in base 256 where it is too large for octal."""
    if 0 <= value < 8 ** (width - 1):
        return b"%0*o\0" % (width - 1, value)
    first = 0x80 if value >= 0 else 0xFF
    rest = value.to_bytes(width - 1, "big", signed=value < 0)
    return bytes([first]) + rest


def header(
    name: bytes,
    kind: bytes = b"0",
    *,
    size: int = 0,
    mode: int = 0o644,
    uid: int = 0,
    gid: int = 0,
    mtime: int = 1_700_000_000,
    target: bytes = b"",
    device: tuple[int, int] = (0, 0),
    magic: bytes = b"ustar\x0000",
    prefix: bytes = b"",
) -> bytes:
    """One header with a right checksum."""
    fields = b"".join(
        (
            name.ljust(100, b"\0")[:100],
            *(octal(mode, 8), octal(uid, 8), octal(gid, 8), octal(size, 12), octal(mtime, 12)),
            *(b" " * 8, kind, target.ljust(100, b"\0")[:100], magic, bytes(64)),
            *(octal(device[0], 8), octal(device[1], 8), prefix.ljust(155, b"\0"), bytes(12)),
        )
    )
    return with_sum(fields)


def with_sum(fields: bytes) -> bytes:
    """A header whose checksum is made right."""
    blank = fields[:148] + b" " * 8 + fields[156:]
    return fields[:148] + b"%06o\0 " % sum(blank) + fields[156:]


def padded(data: bytes) -> bytes:
    """Data as it stands behind a header."""
    return data + bytes(-len(data) % BLOCK)


def record(key: bytes, value: bytes) -> bytes:
    """One PAX record."""
    rest = b" " + key + b"=" + value + b"\n"
    length = len(rest) + 1
    while len(b"%d" % length) + len(rest) != length:
        length += 1
    return b"%d" % length + rest


def pax(records: list[tuple[bytes, bytes]], kind: bytes = b"x") -> bytes:
    """An extended header."""
    data = b"".join(record(key, value) for key, value in records)
    return header(b"pax", kind, size=len(data)) + padded(data)


def file(name: bytes, data: bytes = b"", **more: int) -> bytes:
    """A regular file."""
    return header(name, size=len(data), **more) + padded(data)  # type: ignore[arg-type]


def folder(name: bytes, mode: int = 0o755, **more: int) -> bytes:
    """A folder."""
    return header(name, b"5", mode=mode, **more)  # type: ignore[arg-type]


def symlink(name: bytes, target: bytes) -> bytes:
    """A symbolic link."""
    return header(name, b"2", target=target, mode=0o777)


def link(name: bytes, target: bytes) -> bytes:
    """A hard link."""
    return header(name, b"1", target=target)


def long_name(name: bytes, kind: bytes = b"L") -> bytes:
    """A GNU header that tells the name, or with `K` the target, of the next one."""
    data = name + b"\0"
    return header(b"././@LongLink", kind, size=len(data), magic=b"ustar  \0") + padded(data)


def manifest(top: Path | str, but: bytes = b"") -> dict[bytes, tuple[object, ...]]:
    """All that is in a folder: kind, mode, owner, size, times, device, target, content and attributes.

    A folder below it that is called `but` is left out.
    """
    found: dict[bytes, tuple[object, ...]] = {}
    for path in _below(os.fsencode(top), but):
        found[os.path.relpath(path, os.fsencode(top))] = _described(path)
    return found


def _below(top: bytes, but: bytes) -> Iterator[bytes]:
    yield top
    for above, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name != but]
        for name in (*folders, *files):
            yield os.path.join(above, name)


def _described(path: bytes) -> tuple[object, ...]:
    found = os.lstat(path)
    content: object = b""
    if stat.S_ISLNK(found.st_mode):
        content = os.readlink(path)
    elif stat.S_ISREG(found.st_mode):
        content = hashlib.sha256(Path(os.fsdecode(path)).read_bytes()).hexdigest()
    size = 0 if stat.S_ISDIR(found.st_mode) else found.st_size
    xattrs = {
        name: os.getxattr(path, name, follow_symlinks=False)
        for name in os.listxattr(path, follow_symlinks=False)
    }
    times = (found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_nlink)
    owner = (found.st_mode, found.st_uid, found.st_gid, found.st_rdev)
    return (*owner, size, *times, content, tuple(sorted(xattrs.items())))
