"""liblz4, by which Debian's kernels are packed: the blocks of lz4's legacy frame, as a whole."""

from __future__ import annotations

import ctypes
import struct
from functools import cache

MAGIC = b"\x02\x21\x4c\x18"
LARGEST_BLOCK = 8 << 20
"""What each block but the last holds, unpacked (lz4(1), legacy frame)."""


class NoLibrary(Exception):
    """The machine has no liblz4."""


@cache
def library() -> ctypes.CDLL:
    """Load the library; NoLibrary when the machine has none."""
    try:
        found = ctypes.CDLL("liblz4.so.1")
    except OSError:
        raise NoLibrary("liblz4.so.1 is not installed") from None
    found.LZ4_decompress_safe.argtypes = [
        *(ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
    ]
    found.LZ4_decompress_safe.restype = ctypes.c_int
    return found


def unpack_legacy(data: bytes, most: int) -> bytes:
    """Return what a legacy frame unpacks to; ValueError when it is none, or more than `most`."""
    if not data.startswith(MAGIC):
        raise ValueError("is no frame of lz4")
    unpack = library().LZ4_decompress_safe
    room = ctypes.create_string_buffer(LARGEST_BLOCK)
    found: list[bytes] = []
    at, total = len(MAGIC), 0
    while at + 4 <= len(data):
        (size,) = struct.unpack_from("<I", data, at)
        if data[at : at + 4] == MAGIC:  # frames may follow each other
            at += 4
            continue
        block = data[at + 4 : at + 4 + size]
        at += 4 + size
        count = int(unpack(block, room, len(block), LARGEST_BLOCK)) if len(block) == size else -1
        total += count
        if count < 0:
            raise ValueError("is a malformed frame of lz4")
        if total > most:
            raise ValueError(f"unpacks to more than {most} bytes")
        found.append(ctypes.string_at(room, count))
    return b"".join(found)
