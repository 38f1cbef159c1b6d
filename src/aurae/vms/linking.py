"""What an executable file or library for the run-time linker needs (ELF, 64 bit, little endian; see elf(5))."""

from __future__ import annotations

import struct
from typing import NamedTuple

HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
SEGMENT = struct.Struct("<IIQQQQQQ")
ENTRY = struct.Struct("<QQ")
MAGIC = b"\x7fELF\x02\x01"
LOAD, DYNAMIC, INTERPRETER = 1, 2, 3
"""Kinds of segments (PT_*)."""
END, NEEDED, STRINGS, RPATH, RUNPATH = 0, 1, 5, 15, 29
"""Tags of the dynamic section (DT_*)."""
MOST_SEGMENTS, MOST_ENTRIES = 256, 4096
LONGEST_NAME = 4096


class NotElf(ValueError):
    """A file that is none that this reads."""


class Needs(NamedTuple):
    """Names of libraries, folders where they are looked for first, and the run-time linker; empty for none."""

    libraries: tuple[str, ...]
    folders: tuple[str, ...]
    linker: str


def needs(data: bytes) -> Needs:
    """Read a file. NotElf."""
    try:
        return _needs(data)
    except (struct.error, OverflowError):
        raise NotElf("cannot read an ELF file: cut") from None


def _needs(data: bytes) -> Needs:
    if not data.startswith(MAGIC):
        raise NotElf("cannot read an ELF file: it is none of 64 bits")
    header = HEADER.unpack_from(data)
    at, size, count = header[5], header[9], header[10]
    if size != SEGMENT.size or count > MOST_SEGMENTS:
        raise NotElf("cannot read an ELF file: segments of an unknown kind")
    segments = [SEGMENT.unpack_from(data, at + number * size) for number in range(count)]
    linker, entries = "", []
    for segment in segments:
        if segment[0] == INTERPRETER:
            linker = _name(data, segment[2])
        elif segment[0] == DYNAMIC:
            entries = _entries(data, segment[2], segment[5])
    found: dict[int, list[int]] = {}
    for tag, value in entries:
        found.setdefault(tag, []).append(value)
    strings = _offset(segments, found.get(STRINGS, [0])[0])
    libraries = tuple(_name(data, strings + value) for value in found.get(NEEDED, ()))
    folders = tuple(
        folder
        for tag in (RUNPATH, RPATH)
        for value in found.get(tag, ())
        for folder in _name(data, strings + value).split(":")
        if folder
    )
    return Needs(libraries, folders, linker)


def _entries(data: bytes, at: int, size: int) -> list[tuple[int, int]]:
    entries: list[tuple[int, int]] = []
    for number in range(min(size // ENTRY.size, MOST_ENTRIES)):
        tag, value = ENTRY.unpack_from(data, at + number * ENTRY.size)
        if tag == END:
            break
        entries.append((tag, value))
    return entries


def _offset(segments: list[tuple[int, ...]], address: int) -> int:
    """Return where in the file what is at an address of memory is."""
    for segment in segments:
        if segment[0] == LOAD and segment[3] <= address < segment[3] + segment[5]:
            return segment[2] + address - segment[3]
    return address


def _name(data: bytes, at: int) -> str:
    end = data.find(b"\0", at, at + LONGEST_NAME)
    if end < 0:
        raise NotElf("cannot read an ELF file: a name without an end")
    return data[at:end].decode("utf-8", "surrogateescape")
