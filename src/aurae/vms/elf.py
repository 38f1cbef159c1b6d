"""ELF files as far as machines need them: a kernel's entry, and what a module depends on."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\x7fELF"
MACHINES = {0x3E: "x86_64", 0xB7: "aarch64", 0xF3: "riscv64", 0x28: "arm", 0x03: "x86"}
HEADER = 64
NOTE_SEGMENT = 4
PVH_ENTRY = 18
"""XEN_ELFNOTE_PHYS32_ENTRY: where QEMU enters a kernel without a boot loader."""
MOST_ENTRIES = 4096
"""Segments or sections that are looked at."""


class NotElf(ValueError):
    """Bytes that are no 64-bit ELF file; `str()` says why."""


class Table(NamedTuple):
    """Where the headers of segments or sections are."""

    offset: int
    size: int
    rows: int


class Elf(NamedTuple):
    """An ELF file's header."""

    machine: str
    segments: Table
    sections: Table
    names: int


def parse(data: bytes) -> Elf:
    """Return the header; NotElf where it is none of 64 bits, little-endian."""
    if not data.startswith(MAGIC) or len(data) < HEADER:
        raise NotElf("is no ELF file")
    if data[4:6] != b"\x02\x01":
        raise NotElf("is no ELF file of 64 bits, little-endian")
    (machine,) = struct.unpack_from("<H", data, 18)
    segments_at, sections_at = struct.unpack_from("<QQ", data, 32)
    sizes = struct.unpack_from("<5H", data, 54)
    return Elf(
        MACHINES.get(machine, f"machine {machine}"),
        Table(segments_at, sizes[0], sizes[1]),
        Table(sections_at, sizes[2], sizes[3]),
        sizes[4],
    )


def has_pvh_entry(data: bytes) -> bool:
    """Say whether QEMU can enter a kernel at once. NotElf."""
    return any(
        owner == b"Xen\0" and kind == PVH_ENTRY
        for begin, size in _notes(data, parse(data).segments)
        for owner, kind in _each_note(data[begin : begin + size])
    )


def needs(data: bytes) -> tuple[str, ...]:
    """Return the names of the modules that a module needs. NotElf."""
    for field in _section(data, parse(data), b".modinfo").split(b"\0"):
        name, _, value = field.partition(b"=")
        if name == b"depends":
            words = value.decode("ascii", "replace").split(",")
            return tuple(word.replace("-", "_") for word in words if word)
    return ()


def _notes(data: bytes, table: Table) -> Iterator[tuple[int, int]]:
    for row in _rows(data, table, 56):
        (kind,) = struct.unpack_from("<I", row)
        if kind == NOTE_SEGMENT:
            begin, size = struct.unpack_from("<Q16xQ", row, 8)
            yield begin, size


def _each_note(data: bytes) -> Iterator[tuple[bytes, int]]:
    at = 0
    while at + 12 <= len(data):
        owner, size, kind = struct.unpack_from("<III", data, at)
        yield data[at + 12 : at + 12 + owner], kind
        at += 12 + _padded(owner) + _padded(size)


def _padded(size: int) -> int:
    return size + -size % 4


def _section(data: bytes, elf: Elf, wanted: bytes) -> bytes:
    rows = list(_rows(data, elf.sections, 64))
    if elf.names >= len(rows):
        return b""
    names = _content(data, rows[elf.names])
    for row in rows:
        (at,) = struct.unpack_from("<I", row)
        if names[at : at + len(wanted) + 1] == wanted + b"\0":
            return _content(data, row)
    return b""


def _content(data: bytes, row: bytes) -> bytes:
    begin, size = struct.unpack_from("<QQ", row, 24)
    return data[begin : begin + size]


def _rows(data: bytes, table: Table, size: int) -> Iterator[bytes]:
    if table.size < size:
        return
    for number in range(min(table.rows, MOST_ENTRIES)):
        begin = table.offset + number * table.size
        row = data[begin : begin + size]
        if len(row) < size:
            return
        yield row
