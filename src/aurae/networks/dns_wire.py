"""Messages of DNS (RFC 1035, 6891): questions read, answers written, answers of others looked through.

Bytes from members and from resolvers are nobody's friends: every length is checked, no pointer is
followed, and what makes no sense is `Malformed`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

A, SOA, PTR, AAAA, OPT, ANY = 1, 6, 12, 28, 41, 255
IN = 1
NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED = range(6)
QR, AUTHORITATIVE, TRUNCATED, RECURSION, AVAILABLE = 0x8000, 0x0400, 0x0200, 0x0100, 0x0080
OPCODE, CHECKING_DISABLED, RCODE = 0x7800, 0x0010, 0x000F
DNSSEC_OK = 0x8000
SMALLEST, LARGEST_DATAGRAM = 512, 1232
"""Bytes that every client takes in a datagram, and that pass any link in one piece."""
LONGEST_NAME = 255
MOST_RECORDS = 1024
HEADER = struct.Struct("!HHHHHH")
_RECORD = struct.Struct("!HHIH")
_KIND = struct.Struct("!HH")


class Malformed(Exception):
    """No message that has an answer; `reply` is what is said to it, empty for nothing."""

    def __init__(self, reply: bytes = b"") -> None:
        super().__init__("cannot read a message of DNS")
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Query:
    """A question: `labels` in lower case, `question` as it was sent.

    `size` is how many bytes of a datagram the sender takes; `extended`: by EDNS.
    """

    ident: int
    flags: int
    labels: tuple[bytes, ...]
    question: bytes
    kind: int
    group: int
    size: int = SMALLEST
    extended: bool = False
    dnssec: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """An answer's record of the name in the question; `at_root`: of the root instead."""

    kind: int
    ttl: int
    data: bytes
    at_root: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Where a record stands in a message."""

    kind: int
    group: int
    ttl: int
    ttl_at: int
    data: bytes


def parse(data: bytes) -> Query:
    """Return the question in a datagram. Raises Malformed."""
    if len(data) < HEADER.size:
        raise Malformed
    ident, flags, questions, answers, authorities, additional = HEADER.unpack_from(data)
    if flags & QR:
        raise Malformed  # an answer to an answer would go back and forth
    if flags & OPCODE:
        raise Malformed(_refusal(ident, flags, NOTIMP))
    if questions != 1 or answers or authorities:
        raise Malformed(_refusal(ident, flags, FORMERR))
    try:
        labels, end = _name(data, HEADER.size)
        kind, group = _KIND.unpack_from(data, end)
        end += _KIND.size
        question = data[HEADER.size : end]
        options = [part for part in parts(data, end, additional) if part.kind == OPT]
    except (ValueError, struct.error):
        raise Malformed(_refusal(ident, flags, FORMERR)) from None
    if not options:
        return Query(ident, flags, labels, question, kind, group)
    size = min(max(options[0].group, SMALLEST), LARGEST_DATAGRAM)
    dnssec = bool(options[0].ttl & DNSSEC_OK)
    return Query(ident, flags, labels, question, kind, group, size, True, dnssec)


def _refusal(ident: int, flags: int, code: int) -> bytes:
    kept = flags & (OPCODE | RECURSION)
    return HEADER.pack(ident, QR | kept | code, 0, 0, 0, 0)


def _name(data: bytes, at: int) -> tuple[tuple[bytes, ...], int]:
    """Return the labels of a name without pointers, and where it ends. Raises ValueError."""
    labels: list[bytes] = []
    start = at
    while at < len(data):
        length = data[at]
        at += 1
        if not length:
            return tuple(labels), at
        if length > 63 or at + length > len(data) or at + length - start >= LONGEST_NAME:
            break
        labels.append(data[at : at + length].lower())
        at += length
    raise ValueError("cannot read a name")


def _past_name(data: bytes, at: int) -> int:
    """Return where a name ends that may end with a pointer. Raises ValueError."""
    start = at
    while at < len(data) and at - start < LONGEST_NAME:
        length = data[at]
        if not length:
            return at + 1
        if length & 0xC0 == 0xC0:
            return at + 2
        if length > 63:
            break
        at += 1 + length
    raise ValueError("cannot read a name")


def parts(data: bytes, at: int, count: int) -> Iterator[Part]:
    """Yield `count` records from a place on. Raises ValueError, struct.error."""
    if count > MOST_RECORDS:
        raise ValueError("too many records")
    for _ in range(count):
        at = _past_name(data, at)
        kind, group, ttl, length = _RECORD.unpack_from(data, at)
        start = at + _RECORD.size
        if start + length > len(data):
            raise ValueError("a record is cut")
        yield Part(kind, group, ttl, at + 4, data[start : start + length])
        at = start + length


def answer(
    query: Query,
    code: int,
    records: Sequence[Record] = (),
    authority: Sequence[Record] = (),
    *,
    limit: int = 0,
) -> bytes:
    """Return an answer of our own; with more than `limit` bytes it says to come by TCP."""
    flags = QR | AVAILABLE | (query.flags & RECURSION) | code
    if code in (NOERROR, NXDOMAIN):
        flags |= AUTHORITATIVE
    counts = (1, len(records), len(authority), int(query.extended))
    body = query.question + b"".join(map(_written, (*records, *authority))) + _options(query)
    whole = HEADER.pack(query.ident, flags, *counts) + body
    return fitting(query, whole, limit)


def _written(record: Record) -> bytes:
    name = b"\0" if record.at_root else b"\xc0\x0c"
    return name + _RECORD.pack(record.kind, IN, record.ttl, len(record.data)) + record.data


def _options(query: Query) -> bytes:
    if not query.extended:
        return b""
    flags = DNSSEC_OK if query.dnssec else 0
    return b"\0" + _RECORD.pack(OPT, LARGEST_DATAGRAM, flags, 0)


def fitting(query: Query, whole: bytes, limit: int) -> bytes:
    """Return an answer, or where it has more than `limit` bytes, that it is too long."""
    if not limit or len(whole) <= limit:
        return whole
    (flags,) = struct.unpack_from("!H", whole, 2)
    head = HEADER.pack(query.ident, flags | TRUNCATED, 1, 0, 0, int(query.extended))
    return head + query.question + _options(query)


def onward(query: Query, ident: int) -> bytes:
    """Return the question as it goes to another resolver: nothing of the sender but the question."""
    flags = RECURSION | (query.flags & CHECKING_DISABLED)
    return (
        HEADER.pack(ident, flags, 1, 0, 0, int(query.extended)) + query.question + _options(query)
    )


def is_answer(query: Query, ident: int, data: bytes) -> bool:
    """Say whether this answers what was sent as `onward`."""
    if len(data) < HEADER.size + len(query.question):
        return False
    found, flags, questions = struct.unpack_from("!HHH", data)
    end = HEADER.size + len(query.question)
    same = data[HEADER.size : end].lower() == query.question.lower()
    return found == ident and bool(flags & QR) and questions == 1 and same


def readdressed(query: Query, data: bytes) -> bytes:
    """Return another's answer as one to this query: its number, and the name as it was written."""
    end = HEADER.size + len(query.question)
    return query.ident.to_bytes(2, "big") + data[2 : HEADER.size] + query.question + data[end:]


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How many seconds an answer is good for, and where in it stand times to live."""

    seconds: int
    places: tuple[int, ...]


def lifetime(query: Query, data: bytes) -> Lifetime:
    """Return how long an answer may be kept; 0 seconds for not at all. Raises Malformed."""
    _, flags, _, *counts = HEADER.unpack_from(data)
    at = HEADER.size + len(query.question)
    try:
        found = list(parts(data, at, sum(counts)))
    except (ValueError, struct.error):
        raise Malformed from None
    kept = [part for part in found if part.kind != OPT]
    places = tuple(part.ttl_at for part in kept)
    code = flags & RCODE
    if flags & TRUNCATED or code not in (NOERROR, NXDOMAIN):
        return Lifetime(0, places)
    times = [part.ttl if part.ttl < 1 << 31 else 0 for part in kept]
    if code == NXDOMAIN or not counts[0]:
        # The last number in a SOA record is how long a "no" is good for (RFC 2308).
        numbers = [
            int.from_bytes(part.data[-4:], "big")
            for part in kept[counts[0] : counts[0] + counts[1]]
            if part.kind == SOA and len(part.data) >= 22
        ]
        times = [*times, *numbers] if numbers else [0]
    return Lifetime(min(times, default=0), places)


def aged(data: bytes, places: Sequence[int], seconds: int) -> bytes:
    """Return an answer that was kept for so many seconds."""
    changed = bytearray(data)
    for at in places:
        ttl = int.from_bytes(data[at : at + 4], "big")
        changed[at : at + 4] = max(ttl - seconds, 0).to_bytes(4, "big")
    return bytes(changed)


def soa(ttl: int) -> Record:
    """Return what says how long our "no" is good for."""
    numbers = struct.pack("!5I", 1, 3600, 600, 86_400, ttl)
    return Record(SOA, ttl, b"\0\0" + numbers, at_root=True)


def name(labels: Sequence[str]) -> bytes:
    """Return a name as it stands in a record; labels are checked by whoever made them."""
    coded = [label.encode("ascii") for label in labels]
    return b"".join(bytes([len(label)]) + label for label in coded) + b"\0"
