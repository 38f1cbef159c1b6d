"""A process that goes on as another one: clone3(2) with CLONE_VM and CLONE_VFORK.

Theory. A fork copies page tables, and then each page that either of the two writes: for an
interpreter that is most of what a start costs. A successor has the very memory of its predecessor,
stack and all, and goes on where that one called. The predecessor sleeps in the kernel until the
successor executes a program or ends. It must not come back then, for what its stack says is not
its own any more: some instructions that need neither stack nor memory end it.
"""

from __future__ import annotations

import ctypes
import os
import sys

from aurae.linux.clone import (
    CLONE_ARGS,
    CLONE_CLEAR_SIGHAND,
    CLONE_INTO_CGROUP,
    CLONE_PARENT,
    clone3,
)
from aurae.linux.libc import libc, oserror

PAGE = 4096
PROT_READ, PROT_WRITE, PROT_EXEC = 1, 2, 4
MAP_PRIVATE, MAP_ANONYMOUS = 2, 0x20
MAP_FAILED = ctypes.c_void_p(-1).value
CLONE_VM = 0x100
CLONE_VFORK = 0x4000
CLONE_PARENT_SETTID = 0x10_0000
PID = 4
"""Bytes of a pid."""
CODES: dict[str, bytes] = {
    "x86_64": (
        b"\xb8\xb3\x01\x00\x00"  # mov eax, 435 (clone3)
        b"\x0f\x05"  # syscall
        b"\x48\x85\xc0"  # test rax, rax
        b"\x7f\x01"  # jg over the next
        b"\xc3"  # ret, in the successor or after a failure
        b"\x31\xff"  # xor edi, edi
        b"\xb8\xe7\x00\x00\x00"  # mov eax, 231 (exit_group)
        b"\x0f\x05"  # syscall
    ),
}
"""By the machine's name: clone3 with the two arguments of the call, as syscall(2) does it."""

Code = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_char_p, ctypes.c_size_t)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def succeed(cgroup: int, flags: int) -> int:
    """Go on in a new process, a child of this one's parent, and return its pid as that one sees it.

    `cgroup` is a descriptor of the cgroup directory it is born in, -1 for the caller's; `flags` are
    CLONE_NEW*. The caller, which must have one thread only, ends when the successor has come to
    execve or has ended; it keeps its descriptors until then. Raises OSError in the caller.
    """
    code = _code(CODES.get(os.uname().machine, b""))
    return _fork(cgroup, flags) if code is None else _go_on(code, cgroup, flags)


def _go_on(code: Callable[[bytes, int], int], cgroup: int, flags: int) -> int:
    pid = ctypes.c_int(0)
    flags |= CLONE_VM | CLONE_VFORK | CLONE_PARENT | CLONE_PARENT_SETTID | CLONE_CLEAR_SIGHAND
    if cgroup >= 0:
        flags |= CLONE_INTO_CGROUP
    where = ctypes.addressof(pid)
    args = CLONE_ARGS.pack(flags, 0, 0, where, 0, 0, 0, 0, 0, 0, max(cgroup, 0))
    result = code(args, CLONE_ARGS.size)
    if result:
        raise OSError(-result, f"clone3: {os.strerror(-result)}")
    return int(pid.value)


def _fork(cgroup: int, flags: int) -> int:
    """Do the same with a copy of the memory."""
    read, write = os.pipe2(os.O_CLOEXEC)
    pid, _ = clone3(cgroup, flags | CLONE_PARENT, 0)
    if pid:
        os.write(write, pid.to_bytes(PID, sys.byteorder))
        os._exit(0)
    pid = int.from_bytes(os.read(read, PID), sys.byteorder)
    os.close(read)
    os.close(write)
    return pid


def _code(text: bytes) -> Callable[[bytes, int], int] | None:
    """Return the code as a function; None where there is none for the machine, or memory that is written may not be executed."""
    if not text:
        return None
    flags = MAP_PRIVATE | MAP_ANONYMOUS
    where = libc.mmap(None, PAGE, PROT_READ | PROT_WRITE, flags, -1, 0)
    if where == MAP_FAILED:
        oserror("mmap")
    ctypes.memmove(where, text, len(text))
    return Code(where) if libc.mprotect(where, PAGE, PROT_READ | PROT_EXEC) == 0 else None


libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.mmap.restype = ctypes.c_void_p
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
