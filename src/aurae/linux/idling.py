"""A program of a few instructions that names itself and waits for ever, for processes that only hold something.

A fork of init that waits would keep every page that init changes or drops later: all of init's
memory once it re-executes. This program has one page of code and one of stack.
"""

from __future__ import annotations

import ctypes
import os
import struct

from aurae.linux.libc import libc

MFD_EXEC = 0x10  # Linux 6.3
BASE = 0x40_0000
NAME = 16
"""Bytes of a thread's name with its closing zero (prctl(2) PR_SET_NAME)."""
ELF = struct.Struct("<4sBBBB8xHHIQQQIHHHHHH")
SEGMENT = struct.Struct("<IIQQQQQQ")
"""Elf64_Ehdr and Elf64_Phdr of elf(5)."""
HEADERS = ELF.size + SEGMENT.size

Code = tuple[int, bytes]
CODES: dict[str, Code] = {
    "x86_64": (
        62,  # EM_X86_64
        b"\xb8\x9d\x00\x00\x00"  # mov eax, 157 (prctl)
        b"\xbf\x0f\x00\x00\x00"  # mov edi, 15 (PR_SET_NAME)
        b"\x48\x8d\x35\x0b\x00\x00\x00"  # lea rsi, the name behind the code
        b"\x0f\x05"  # syscall
        b"\xb8\x22\x00\x00\x00"  # wait: mov eax, 34 (pause)
        b"\x0f\x05"  # syscall
        b"\xeb\xf7",  # jmp wait
    ),
}
"""ELF machine number and code by the machine's name; the name follows the code."""


def program(name: str, machine: str) -> bytes:
    """Return the program as an ELF file; empty where there is no code for the machine."""
    if machine not in CODES:
        return b""
    number, code = CODES[machine]
    text = code + name.encode()[: NAME - 1].ljust(NAME, b"\0")
    size = HEADERS + len(text)
    head = ELF.pack(
        *(b"\x7fELF", 2, 1, 1, 0),  # 64 bits, little endian, version 1
        *(2, number, 1, BASE + HEADERS, ELF.size, 0, 0),  # ET_EXEC, its entry
        *(ELF.size, SEGMENT.size, 1, 0, 0, 0),
    )
    return head + SEGMENT.pack(1, 5, 0, BASE, BASE, size, size, 0x1000) + text  # PT_LOAD, r-x


def prepare(name: str) -> int:
    """Return a memory file with the program, closed by execve; -1 where the machine wants none."""
    content = program(name, os.uname().machine)
    if not content:
        return -1
    for flags in (MFD_EXEC, 0):
        try:
            fd = os.memfd_create(name, os.MFD_CLOEXEC | flags)
        except OSError:
            continue  # too old for the flag, or vm.memfd_noexec forbids
        os.write(fd, content)
        return fd
    return -1


def pause() -> None:
    """Wait for a signal that is handled (pause(2)): with all of them blocked, for ever."""
    libc.pause()


libc.pause.argtypes = []
libc.pause.restype = ctypes.c_int
