"""Programs of a few instructions that name themselves and wait, for processes that only hold something.

One waits for ever, the other until a process has ended whose pidfd is its descriptor WATCHED.

A fork of init that waits would keep every page that init changes or drops later: all of init's
memory once it re-executes. Such a program has one page of code and one of stack.
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
WATCHED = 3
WATCHING: dict[str, Code] = {
    "x86_64": (
        62,
        b"\xb8\x9d\x00\x00\x00"  # mov eax, 157 (prctl)
        b"\xbf\x0f\x00\x00\x00"  # mov edi, 15 (PR_SET_NAME)
        b"\x48\x8d\x35\x2e\x00\x00\x00"  # lea rsi, the name behind the code
        b"\x0f\x05"  # syscall
        b"\x48\xb8\x03\x00\x00\x00\x01\x00\x00\x00"  # mov rax, a struct pollfd: WATCHED, POLLIN
        b"\x50"  # push rax
        b"\xb8\x07\x00\x00\x00"  # wait: mov eax, 7 (poll)
        b"\x48\x89\xe7"  # mov rdi, rsp
        b"\xbe\x01\x00\x00\x00"  # mov esi, 1
        b"\xba\xff\xff\xff\xff"  # mov edx, -1
        b"\x0f\x05"  # syscall
        b"\x85\xc0"  # test eax, eax
        b"\x7e\xe8"  # jle wait
        b"\xb8\xe7\x00\x00\x00"  # mov eax, 231 (exit_group)
        b"\x31\xff"  # xor edi, edi
        b"\x0f\x05",  # syscall
    ),
}
WATCHING_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    # AUDIT_ARCH_X86_64; poll, brk, pause, execve, prctl, restart_syscall, exit_group, execveat
    "x86_64": (0xC000_003E, (7, 12, 34, 59, 157, 219, 231, 322)),
}
"""The architecture, and the system calls that it takes to become one of the two programs and to be it."""
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
"""Instructions of BPF (linux/bpf_common.h), all of 32 bits."""
ALLOW, REFUSE = 0x7FFF_0000, 0x0005_0001
"""SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with EPERM."""


def watching_filter(machine: str) -> bytes:
    """Return a seccomp filter that lets a process only become and be one of the two programs."""
    if machine not in WATCHING_CALLS:
        return b""
    architecture, calls = WATCHING_CALLS[machine]
    end = len(calls)
    rows = [(LOAD, 0, 0, 4), (JUMP_IF_EQUAL, 0, end + 1, architecture), (LOAD, 0, 0, 0)]
    rows += [(JUMP_IF_EQUAL, end - at, 0, call) for at, call in enumerate(calls)]
    rows += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *row) for row in rows)


def program(name: str, machine: str, codes: dict[str, Code] = CODES) -> bytes:
    """Return the program as an ELF file; empty where there is no code for the machine."""
    if machine not in codes:
        return b""
    number, code = codes[machine]
    text = code + name.encode()[: NAME - 1].ljust(NAME, b"\0")
    size = HEADERS + len(text)
    head = ELF.pack(
        *(b"\x7fELF", 2, 1, 1, 0),  # 64 bits, little endian, version 1
        *(2, number, 1, BASE + HEADERS, ELF.size, 0, 0),  # ET_EXEC, its entry
        *(ELF.size, SEGMENT.size, 1, 0, 0, 0),
    )
    return head + SEGMENT.pack(1, 5, 0, BASE, BASE, size, size, 0x1000) + text  # PT_LOAD, r-x


def prepare(name: str, codes: dict[str, Code] = CODES) -> int:
    """Return a memory file with the program, closed by execve; -1 where the machine wants none."""
    content = program(name, os.uname().machine, codes)
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
