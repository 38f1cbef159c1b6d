"""What a file says of itself that is to be a disk: read here, so that QEMU never has to guess, nor follows it elsewhere.

Theory. A qcow2 image may name another file that it lies over (backing file) or that has its data, and QEMU would read it
for the guest: neither is allowed. The kind of a disk is what somebody has said, never what its first bytes look like: the
guest writes them. What the file is when QEMU opens it may be something else; a jail has nothing else to show, and QEMU is
told that there is no backing file.
"""

from __future__ import annotations

import os
import struct
import sys
from array import array
from dataclasses import dataclass

SECTOR = 512
LARGEST = 64 << 40
"""Bytes of a disk at most."""
MAGIC = b"QFI\xfb"
HEADER = struct.Struct(">4sIQIIQIIQQIIQ")
"""Version 2: magic, version, backing file (offset, size), cluster bits, size, encryption, L1 (entries, offset), refcounts
(offset, clusters), snapshots (count, offset)."""
FEATURES = struct.Struct(">QQQII")
"""Version 3: features (incompatible, compatible, autoclear), refcount order, length of the header."""
EXTENSION = struct.Struct(">II")
LONGEST_HEADER = HEADER.size + FEATURES.size + 4096
CLUSTER_BITS = range(9, 22)
LARGEST_L1 = 32 << 20
MOST_SNAPSHOTS = 65536
DIRTY, CORRUPT, DATA_FILE, COMPRESSION, EXTENDED_L2 = 1, 2, 4, 8, 16
KNOWN = DIRTY | CORRUPT | DATA_FILE | COMPRESSION | EXTENDED_L2
END, BACKING_FORMAT, ENCRYPTION, DATA_FILE_NAME = 0, 0xE2792ACA, 0x0537BE77, 0x44415441
OFFSET, RESERVED = 0x00FF_FFFF_FFFF_FE00, 0x7F00_0000_0000_01FF
"""Of an entry of the first table."""
READ = 65536
MOST_EXTENSIONS = 64


class Unfit(Exception):
    """A file that can be no disk; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Qcow2:
    """An image that stands alone: the bytes of the disk, and of a cluster; where its first table is, and how long."""

    size: int
    cluster: int
    table: int = 0
    entries: int = 0


def raw_size(size: int) -> int:
    """Return the size of a raw disk in a file of so many bytes. Raises Unfit."""
    if size == 0:
        raise Unfit("it is empty")
    if size % SECTOR:
        raise Unfit(
            f"its {size} bytes are no whole number of sectors of {SECTOR}: it may be cut short"
        )
    if size > LARGEST:
        raise Unfit(f"it has {size} bytes, {LARGEST} are allowed")
    return size


def qcow2_size(fd: int) -> int:
    """Return the size of the disk in a qcow2 image; blocks. Raises Unfit, OSError."""
    length = os.lseek(fd, 0, os.SEEK_END)
    found = read_qcow2(os.pread(fd, READ, 0), length)
    check_entries(os.pread(fd, found.entries * 8, found.table), found.cluster, length)
    return found.size


def read_qcow2(data: bytes, length: int) -> Qcow2:
    """Read the beginning of a qcow2 image of `length` bytes. Raises Unfit."""
    if not data.startswith(MAGIC):
        raise Unfit("it is no qcow2 image")
    if len(data) < HEADER.size:
        raise Unfit("it is cut short")
    (_, version, backing, backing_size, bits, size, crypt, *rest) = HEADER.unpack_from(data)
    if version not in (2, 3):
        raise Unfit(f"it is a qcow2 image of version {version}, which is not known")
    if backing or backing_size:
        raise Unfit("it lies over another file (backing file): merge them with qemu-img convert")
    if crypt:
        raise Unfit("it is encrypted")
    if bits not in CLUSTER_BITS:
        raise Unfit(
            f"its clusters have 2^{bits} bytes" if bits < 64 else "its clusters have no size"
        )
    _check_size(size)
    cluster = 1 << bits
    incompatible, end = _features(data, cluster) if version > 2 else (0, HEADER.size)
    _check_tables(rest, size, cluster, length, extended=bool(incompatible & EXTENDED_L2))
    _check_extensions(data[: min(cluster, len(data))], end)
    return Qcow2(size, cluster, rest[1], rest[0])


def check_entries(table: bytes, cluster: int, length: int) -> None:
    """Look whether the first table leads to places in the file: QEMU of some versions ends when it does not.

    Raises Unfit.
    """
    entries = array("Q", table[: len(table) // 8 * 8])
    if sys.byteorder == "little":
        entries.byteswap()
    for entry in entries:
        at = entry & OFFSET
        if entry & RESERVED or at % cluster or at >= length:
            raise Unfit("it is cut short or damaged: see qemu-img check")


def _check_size(size: int) -> None:
    if size == 0:
        raise Unfit("its disk is empty")
    if size > LARGEST:
        raise Unfit(f"its disk has {size} bytes, {LARGEST} are allowed")
    if size % SECTOR:
        raise Unfit(f"its disk's {size} bytes are no whole number of sectors of {SECTOR}")


def _features(data: bytes, cluster: int) -> tuple[int, int]:
    """Return the features that a reader has to know, and where the header ends."""
    if len(data) < HEADER.size + FEATURES.size:
        raise Unfit("it is cut short")
    incompatible, _, _, order, end = FEATURES.unpack_from(data, HEADER.size)
    if incompatible & DATA_FILE:
        raise Unfit("its data are in another file (external data file)")
    if incompatible & CORRUPT:
        raise Unfit("it is marked as damaged: see qemu-img check -r all")
    if incompatible & ~KNOWN:
        raise Unfit(f"it has features that are not known ({incompatible & ~KNOWN:#x})")
    if order > 6:
        raise Unfit("its header is damaged: the reference counts")
    if not HEADER.size + FEATURES.size <= end <= min(cluster, len(data)) or end % 8:
        raise Unfit("its header is damaged: its length")
    return incompatible, end


def _check_tables(
    rest: list[int], size: int, cluster: int, length: int, *, extended: bool
) -> None:
    """Look whether the tables are where there is something, and large enough."""
    entries, l1, counts, count_clusters, snapshots, _ = rest
    per_entry = cluster * (cluster // (16 if extended else 8))
    if entries * 8 > LARGEST_L1 or entries * per_entry < size:
        raise Unfit("its header is damaged: the size of its first table")
    places = [
        ("first table", l1, entries * 8),
        ("reference counts", counts, count_clusters * cluster),
    ]
    for what, at, count in places:
        if at % cluster or at < cluster or at + count > _rounded(length, cluster):
            raise Unfit(f"it is cut short or damaged: its {what} are not in it")
    if snapshots > MOST_SNAPSHOTS:
        raise Unfit("its header is damaged: its snapshots")


def _rounded(length: int, cluster: int) -> int:
    return -(-length // cluster) * cluster


def _check_extensions(data: bytes, at: int) -> None:
    """Look for words about other files and keys behind the header."""
    for _ in range(MOST_EXTENSIONS):
        if at + EXTENSION.size > len(data):
            return
        kind, size = EXTENSION.unpack_from(data, at)
        if kind == END:
            return
        if kind == DATA_FILE_NAME:
            raise Unfit("its data are in another file (external data file)")
        if kind == BACKING_FORMAT:
            raise Unfit(
                "it lies over another file (backing file): merge them with qemu-img convert"
            )
        if kind == ENCRYPTION:
            raise Unfit("it is encrypted")
        at += EXTENSION.size + size + -size % 8
    raise Unfit("its header is damaged: too many extensions")
