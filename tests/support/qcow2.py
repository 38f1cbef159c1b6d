"""Beginnings of qcow2 images, field by field."""

import struct
from typing import NamedTuple

CLUSTER_BITS = 16
CLUSTER = 1 << CLUSTER_BITS
LENGTH = 4 * CLUSTER
"""Bytes of the file that the header describes."""


class Header(NamedTuple):
    """What a header says; by itself one of a sound image of 64 MiB."""

    version: int = 3
    backing: int = 0
    backing_size: int = 0
    bits: int = CLUSTER_BITS
    size: int = 64 << 20
    encryption: int = 0
    entries: int = 1
    l1: int = 3 * CLUSTER
    counts: int = CLUSTER
    count_clusters: int = 1
    snapshots: int = 0
    snapshots_at: int = 0
    incompatible: int = 0
    compatible: int = 0
    autoclear: int = 0
    order: int = 4
    length: int = 104
    extensions: bytes = b""

    def data(self) -> bytes:
        """Return the bytes."""
        first = struct.pack(">4sIQIIQIIQQIIQ", b"QFI\xfb", *self[:12])
        more = struct.pack(">QQQII", *self[12:17]) if self.version > 2 else b""
        return (first + more + self.extensions).ljust(1024, b"\0")


def extension(kind: int, data: bytes) -> bytes:
    """Return an extension of a header."""
    return struct.pack(">II", kind, len(data)) + data + b"\0" * (-len(data) % 8)
