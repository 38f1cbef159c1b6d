"""A layer whose files belong to the ids of one range of the host's, for file systems without idmapped mounts.

What an archive says of ids is moved: owners, those of access control lists, and of whose root a program's
capabilities are.
"""

from __future__ import annotations

import os
import struct

from aurae.unpack.attributes import CAPABILITY, LISTS
from aurae.unpack.folders import Folders
from aurae.unpack.writer import Writer

RANGE = 65_536
"""Ids of a range: a file of an id above belongs to nobody inside."""
NOBODY = 65_534
SET_ID = 0o6000
VERSION_2, VERSION_3, VERSION = 0x0200_0000, 0x0300_0000, 0xFF00_0000
"""VFS_CAP_REVISION_*: only the last tells of whose root they are."""
CAPABILITY_2, CAPABILITY_3 = struct.Struct("<5I"), struct.Struct("<6I")
ACL_HEAD, ACL_ITEM = struct.Struct("<I"), struct.Struct("<HHI")
USER, GROUP = 2, 8
"""Tags of an access control list that have an id (posix_acl_xattr.h)."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.unpack.archive import Entry
    from aurae.unpack.source import Source


class ShiftedFolders(Folders):
    """Folders of which those that no entry tells of belong to root of the range."""

    __slots__ = ("_first",)

    def __init__(self, top: int, first: int) -> None:
        """Ids begin at `first`."""
        super().__init__(top)
        self._first = first

    def _settle(self, fd: int, entry: Entry | None) -> None:  # type: ignore[explicit-override]  # costs memory
        if entry is None:
            os.fchown(fd, self._first, self._first)
        super()._settle(fd, entry)


class ShiftedWriter(Writer):
    """Writes a layer with its ids moved."""

    __slots__ = ("_first",)

    def __init__(self, source: Source, folders: ShiftedFolders, most: int, first: int) -> None:
        """Ids begin at `first`."""
        super().__init__(source, folders, most)
        self._first = first

    def take(self, entry: Entry) -> None:  # type: ignore[explicit-override]
        """Make what an entry describes, for other ids. Raises Unfit, Broken, OSError."""
        if max(entry.uid, entry.gid) >= RANGE:
            entry.mode &= ~SET_ID
        entry.uid, entry.gid = moved(entry.uid, self._first), moved(entry.gid, self._first)
        for name, value in entry.xattrs.items():
            if name == CAPABILITY:
                entry.xattrs[name] = moved_capability(value, self._first)
            elif name in LISTS:
                entry.xattrs[name] = moved_list(value, self._first)
        super().take(entry)


def moved(number: int, first: int) -> int:
    """Return the id of the host's that an id inside is."""
    return number + first if number < RANGE else NOBODY


def moved_capability(value: bytes, first: int) -> bytes:
    """Return capabilities of a program as those of the range's root; what is malformed stays."""
    kind = int.from_bytes(value[:4], "little") & VERSION
    if kind == VERSION_2 and len(value) == CAPABILITY_2.size:
        head, *sets = CAPABILITY_2.unpack(value)
        return CAPABILITY_3.pack(head & ~VERSION | VERSION_3, *sets, first)
    if kind == VERSION_3 and len(value) == CAPABILITY_3.size:
        *before, root = CAPABILITY_3.unpack(value)
        return CAPABILITY_3.pack(*before, moved(root, first))
    return value


def moved_list(value: bytes, first: int) -> bytes:
    """Return an access control list for other ids; what is malformed stays."""
    if len(value) < ACL_HEAD.size or (len(value) - ACL_HEAD.size) % ACL_ITEM.size:
        return value
    found = value[: ACL_HEAD.size]
    for tag, rights, number in ACL_ITEM.iter_unpack(value[ACL_HEAD.size :]):
        given = moved(number, first) if tag in (USER, GROUP) else number
        found += ACL_ITEM.pack(tag, rights, given)
    return found
