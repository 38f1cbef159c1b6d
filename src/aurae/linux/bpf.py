"""bpf(2): programs that decide about the devices of a cgroup.

A program stays with the cgroup without any descriptor, and holds for all below it; of several, each has to allow a request.
"""

from __future__ import annotations

import ctypes
import os
import struct

from aurae.linux.libc import check, libc

SYS_BPF = {"x86_64": 321}.get(os.uname().machine, 280)
"""280 is the number of the generic table: aarch64, riscv64 and others."""
PROG_LOAD, PROG_ATTACH, PROG_DETACH, PROG_GET_FD_BY_ID, PROG_QUERY = 5, 8, 9, 13, 16
CGROUP_DEVICE_PROGRAM, CGROUP_DEVICE = 15, 6
"""BPF_PROG_TYPE_CGROUP_DEVICE, and where it is attached (BPF_CGROUP_DEVICE)."""
ALLOW_MULTI = 2
LOAD = struct.Struct("=IIQQIIQII16s")
ATTACH = struct.Struct("=iiII")
QUERY = struct.Struct("=iIIIQI4x")
FIND = struct.Struct("=III")
INSTRUCTION = 8
NAME = b"aurae_devices"
MOST = 64
"""Programs of one cgroup (BPF_CGROUP_MAX_PROGS)."""

libc.syscall.restype = ctypes.c_long


def load_devices(program: bytes) -> int:
    """Have the kernel check a program; returns its descriptor, which the caller closes. Raises OSError."""
    code = ctypes.create_string_buffer(program, len(program))
    word = ctypes.create_string_buffer(b"GPL")
    count = len(program) // INSTRUCTION
    where = ctypes.addressof
    attributes = LOAD.pack(
        CGROUP_DEVICE_PROGRAM, count, where(code), where(word), 0, 0, 0, 0, 0, NAME
    )
    return _bpf(PROG_LOAD, bytearray(attributes), "BPF_PROG_LOAD")


def set_devices(cgroup: int, program: bytes) -> None:
    """Have a program, and no other of this cgroup's own, decide about its devices. Raises OSError.

    In between both decide, so that at no time more is allowed than either does.
    """
    before = attached(cgroup)
    fd = load_devices(program)
    try:
        attributes = ATTACH.pack(cgroup, fd, CGROUP_DEVICE, ALLOW_MULTI)
        _bpf(PROG_ATTACH, bytearray(attributes), "BPF_PROG_ATTACH")
    finally:
        os.close(fd)
    for number in before:
        _detach(cgroup, number)


def attached(cgroup: int) -> list[int]:
    """Return the ids of the programs that this cgroup itself has. Raises OSError."""
    found = (ctypes.c_uint32 * MOST)()
    attributes = bytearray(QUERY.pack(cgroup, CGROUP_DEVICE, 0, 0, ctypes.addressof(found), MOST))
    _bpf(PROG_QUERY, attributes, "BPF_PROG_QUERY")
    count: int = QUERY.unpack(attributes)[5]
    return list(found[:count])


def _detach(cgroup: int, number: int) -> None:
    fd = _bpf(PROG_GET_FD_BY_ID, bytearray(FIND.pack(number, 0, 0)), "BPF_PROG_GET_FD_BY_ID")
    try:
        attributes = ATTACH.pack(cgroup, fd, CGROUP_DEVICE, 0)
        _bpf(PROG_DETACH, bytearray(attributes), "BPF_PROG_DETACH")
    finally:
        os.close(fd)


def _bpf(command: int, attributes: bytearray, call: str) -> int:
    size = len(attributes)
    area = (ctypes.c_char * size).from_buffer(attributes)
    result = libc.syscall(
        ctypes.c_long(SYS_BPF), ctypes.c_long(command), area, ctypes.c_size_t(size)
    )
    return check(int(result), call)
