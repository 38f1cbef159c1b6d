"""Files on their way into a guest and out of it: what the channel calls an ENTRY, and the form between it and archives.

Between the server and the process that unpacks they come as HEAD, an ENTRY, and the bytes of a file, one behind the other.
"""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire import guest_fields

HEAD = struct.Struct("<IQ")
"""Bytes of the ENTRY, and of the file behind it."""
LARGEST = 1 << 20
"""Bytes of an ENTRY."""
XATTRS = 128

FILE, FOLDER, SYMLINK, LINK, CHARACTER, BLOCK, FIFO = b"fdlhcbp"
KINDS = frozenset((FILE, FOLDER, SYMLINK, LINK, CHARACTER, BLOCK, FIFO))
MODE, PATH, SIZE, NAME = 18, 21, 28, 33
UID, GID, KIND, MTIME, TARGET, MAJOR, MINOR = 93, 94, 97, 98, 99, 100, 101
XATTR, VALUE = 102, 103
NUMBERS = (MODE, SIZE, UID, GID, KIND, MAJOR, MINOR)
_UNSIGNED, _SIGNED = struct.Struct("<Q"), struct.Struct("<q")

GuestEntry = namedtuple(
    "GuestEntry", "path kind mode uid gid mtime size target device xattrs", defaults=((),)
)
"""One file: names and `target` are bytes, `mtime` ns since 1970, `device` its two numbers, `xattrs` pairs."""


def pack(entry: GuestEntry) -> bytes:
    """Return an ENTRY."""
    pairs = [(PATH, entry.path), (MTIME, _SIGNED.pack(entry.mtime))]
    major, minor = entry.device
    numbers = (entry.mode, entry.size, entry.uid, entry.gid, entry.kind, major, minor)
    pairs += [(tag, _UNSIGNED.pack(value)) for tag, value in zip(NUMBERS, numbers, strict=True)]
    if entry.target:
        pairs.append((TARGET, entry.target))
    for name, value in entry.xattrs:
        pairs.append((XATTR, guest_fields.pack([(NAME, name), (VALUE, value)])))
    return guest_fields.pack(pairs)


def unpack(data: bytes) -> GuestEntry:
    """Read an ENTRY; ValueError when it is malformed."""
    said: dict[int, bytes] = {}
    xattrs = []
    for tag, value in guest_fields.unpack(data):
        if tag == XATTR:
            pair = dict(guest_fields.unpack(value))
            xattrs.append((pair.get(NAME, b""), pair.get(VALUE, b"")))
        else:
            said.setdefault(tag, value)
    if len(xattrs) > XATTRS:
        raise ValueError(f"a file has more than {XATTRS} extended attributes")
    numbers = [_number(said, tag, _UNSIGNED) for tag in NUMBERS]
    mode, size, uid, gid, kind, major, minor = numbers
    if kind not in KINDS or mode > 0o7777 or max(uid, gid, major, minor) >= 1 << 32:
        raise ValueError("a file is of a kind or has numbers that no file has")
    mtime = _number(said, MTIME, _SIGNED)
    path, target = said.get(PATH, b""), said.get(TARGET, b"")
    return GuestEntry(path, kind, mode, uid, gid, mtime, size, target, (major, minor), xattrs)


def _number(said: dict[int, bytes], tag: int, form: struct.Struct) -> int:
    value = said.get(tag)
    if value is None:
        return 0
    if len(value) != form.size:
        raise ValueError(f"field {tag} is no number of 64 bits")
    number: int = form.unpack(value)[0]
    return number
