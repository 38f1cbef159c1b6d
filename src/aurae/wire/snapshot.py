"""What init hands to its successor when it re-executes itself: its table and peers, as bytes.

Descriptors keep their numbers across execve, so numbers are what is written. The first bytes say
the version; a successor that does not know it says so in its trial, and nothing happens.
"""

from __future__ import annotations

import struct
from collections import namedtuple

MAGIC = b"aurae-init\0"
VERSION = 4
BEFORE_PODS = 3
"""The version without namespaces of pods among the streams; it is still read."""
BEFORE_KEEPING = 2
"""The version without kept descriptors; it is still read."""
BEFORE_HOLDERS = 1
"""The version of rows without `holder`; they are still read."""
KNOWN = (BEFORE_HOLDERS, BEFORE_KEEPING, BEFORE_PODS, VERSION)
HEAD = struct.Struct("<IIQQiII")
PEER = struct.Struct("<iii")
ROW = struct.Struct("<QHHHHiiiiiiQQQdHHH")
ROW_BEFORE_HOLDERS = struct.Struct("<QHHHHiiiiiiQQQdHH")
SPACE = 0x100
"""Added to POD_* where the descriptor of a namespace stands among the streams."""
STREAM = struct.Struct("<HH3i")
KEPT_COUNT = struct.Struct("<I")
KEPT = struct.Struct("<Qi")

Head = namedtuple("Head", "version generation started_ns lost_exits lock peers rows")
"""`lock` is the descriptor of the held lock file; `peers` and `rows` count what follows."""
PeerRow = namedtuple("PeerRow", "pid pidfd socket")
KeptRow = namedtuple("KeptRow", "id fd")
Row = namedtuple(
    "Row",
    "id phase drained stop_signal acknowledged pid status error pidfd status_fd leaf"
    " started_ns finished_ns cpu_us deadline holder text streams",
)
"""`deadline`: seconds of CLOCK_MONOTONIC until which execve may take; `streams`: stream -> fds, 0 for
standard input, SPACE and more for namespaces. `holder`: 1 for a holder of namespaces, 2 for a session."""


def encode(head: Head, peers: list[PeerRow], rows: list[Row], kept: list[KeptRow]) -> bytes:
    """Return the bytes of a snapshot."""
    head = head._replace(version=VERSION, peers=len(peers), rows=len(rows))
    parts = [MAGIC, HEAD.pack(*head)]
    parts += [PEER.pack(*peer) for peer in peers]
    for row in rows:
        parts.append(ROW.pack(*row[:16], len(row.text), len(row.streams)))
        parts.append(row.text)
        for stream, fds in row.streams.items():
            padded = [*fds, -1, -1][:3]
            parts.append(STREAM.pack(stream, len(fds), *padded))
    parts.append(KEPT_COUNT.pack(len(kept)))
    parts += [KEPT.pack(*row) for row in kept]
    return b"".join(parts)


def decode(data: bytes) -> tuple[Head, list[PeerRow], list[Row], list[KeptRow]]:
    """Read a snapshot; ValueError when it is cut, garbled or of another version."""
    try:
        if not data.startswith(MAGIC):
            raise ValueError("cannot load init's state: not a snapshot")
        at = len(MAGIC)
        head = Head(*HEAD.unpack_from(data, at))
        if head.version not in KNOWN:
            raise ValueError(f"cannot load init's state: version {head.version}, not {VERSION}")
        at += HEAD.size
        peers, rows = [], []
        for _ in range(head.peers):
            peers.append(PeerRow(*PEER.unpack_from(data, at)))
            at += PEER.size
        for _ in range(head.rows):
            row, at = _row(data, at, head.version)
            rows.append(row)
        kept = []
        if head.version > BEFORE_KEEPING:
            (count,) = KEPT_COUNT.unpack_from(data, at)
            at += KEPT_COUNT.size
            for _ in range(count):
                kept.append(KeptRow(*KEPT.unpack_from(data, at)))
                at += KEPT.size
    except struct.error:
        raise ValueError("cannot load init's state: cut") from None
    if at != len(data):
        raise ValueError("cannot load init's state: too long")
    return head, peers, rows, kept


def _row(data: bytes, at: int, version: int) -> tuple[Row, int]:
    layout = ROW_BEFORE_HOLDERS if version == BEFORE_HOLDERS else ROW
    *values, text_length, count = layout.unpack_from(data, at)
    if version == BEFORE_HOLDERS:
        values.append(0)
    at += layout.size
    text = data[at : at + text_length]
    if len(text) != text_length:
        raise ValueError("cannot load init's state: cut")
    at += text_length
    streams = {}
    for _ in range(count):
        stream, length, *fds = STREAM.unpack_from(data, at)
        if length > len(fds):
            raise ValueError("cannot load init's state: garbled stream")
        streams[stream] = tuple(fds[:length])
        at += STREAM.size
    return Row._make([*values, text, streams]), at
