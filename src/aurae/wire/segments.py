"""Names of log segments, and the codec of the index that lies beside each.

A workload's folder holds, per stream, raw bytes in numbered segments (`stdout.000000.log`) and an
index of the same name (`stdout.000000.idx`): records of 16 bytes, two little endian u64, one per
splice: the size of the segment after it, and CLOCK_REALTIME in nanoseconds. Two marks use the top
bits of the time, which are free until the year 2116:

- BEGIN, the first record of every segment but number 0: the offset is that of the segment's first
  byte in the whole stream, so that a reader can tell how much was lost with removed segments.
- END, the last record of a stream that is complete: no writer is left, and all is in the segment.

A crash can leave part of a record at the end of an index; it is no record.
An index without its segment tells what retention removed: how much there was, and its end.
"""

from __future__ import annotations

import struct
from collections import namedtuple

from aurae.wire.messages import STDERR, STDOUT

RECORD = struct.Struct("<QQ")
BEGIN = 1 << 62
END = 1 << 63
TIME = BEGIN - 1
"""Bits of a record's second word that hold the time."""

NAMES = {STDOUT: "stdout", STDERR: "stderr"}
NUMBERS = {name: stream for stream, name in NAMES.items()}
LOG = "log"
INDEX = "idx"
DIGITS = 6
LONGEST_NUMBER = 18
"""Digits of a segment number that are believed: it stays far inside 64 bits."""

Record = namedtuple("Record", "offset time_ns mark")
"""`mark` is 0, BEGIN, END or both bits; `time_ns` is without them."""
SegmentName = namedtuple("SegmentName", "stream number suffix")


def pack(offset: int, time_ns: int, mark: int = 0) -> bytes:
    """Return the 16 bytes of one record."""
    return RECORD.pack(offset, time_ns & TIME | mark)


def unpack(data: bytes) -> list[Record]:
    """Read the records in `data`; bytes behind the last whole one are ignored."""
    whole = len(data) - len(data) % RECORD.size
    return [
        Record(offset, word & TIME, word & ~TIME)
        for offset, word in RECORD.iter_unpack(memoryview(data)[:whole])
    ]


def whole_size(size: int) -> int:
    """Return how many bytes of an index of `size` bytes are whole records."""
    return size - size % RECORD.size


def file_name(stream: int, number: int, suffix: str) -> str:
    """Return the name of a segment (`LOG`) or its index (`INDEX`)."""
    return f"{NAMES[stream]}.{number:0{DIGITS}}.{suffix}"


def parse_name(name: str) -> SegmentName | None:
    """Read a file name; None when no segment or index is called so."""
    stream, _, rest = name.partition(".")
    number, _, suffix = rest.partition(".")
    if stream not in NUMBERS or suffix not in (LOG, INDEX):
        return None
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return None
    found = SegmentName(NUMBERS[stream], int(number), suffix)
    return found if name == file_name(*found) else None
