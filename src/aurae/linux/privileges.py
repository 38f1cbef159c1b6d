"""What a process may do: capabilities(7), prctl(2), and filters of system calls (seccomp(2))."""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from aurae.linux.libc import check, libc, oserror, system_call

PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
SECCOMP_MODE_FILTER = 2
INSTRUCTION = 8
"""Bytes of struct sock_filter."""
MOST_CAPABILITIES = 64
HEADER = struct.pack("=Ii", 0x2008_0522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
DATA = struct.Struct("=6I")
"""struct __user_cap_data_struct, twice: effective, permitted, inheritable of the lower 32, then the upper."""
LOWER = 0xFFFF_FFFF
SYS_KEYCTL = 250 if os.uname().machine == "x86_64" else 219
"""x86-64's own number, and that of the architectures that share one table."""
KEYCTL_JOIN_SESSION_KEYRING = 1
FPROG = struct.Struct("@HP")
"""struct sock_fprog: how many instructions, and where."""

_keyctl = system_call(ctypes.c_int, ctypes.c_char_p)
libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
libc.capset.argtypes = libc.capget.argtypes = [ctypes.c_char_p, ctypes.c_char_p]


def prctl(option: int, first: int, second: int = 0) -> int:
    """Call prctl(2) with one or two numbers. Raises OSError."""
    return check(libc.prctl(option, first, second, 0, 0), "prctl")


def keep_bounding(kept: int) -> None:
    """Drop every capability outside the mask from the bounding set. Raises OSError."""
    for number in range(MOST_CAPABILITIES):
        if kept >> number & 1 or libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0) == 0:
            continue
        if ctypes.get_errno() == errno.EINVAL:
            return  # the kernel knows no more
        oserror("prctl PR_CAPBSET_DROP")


def raise_ambient(mask: int) -> None:
    """Have what execve(2) gives include these; they must be permitted and inheritable. Raises OSError."""
    for number in range(mask.bit_length()):
        if mask >> number & 1:
            prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number)


def set_capabilities(effective: int, permitted: int, inheritable: int) -> None:
    """Set the capabilities of this thread (capset(2)). Raises OSError."""
    sets = (effective, permitted, inheritable)
    data = DATA.pack(*(each & LOWER for each in sets), *(each >> 32 for each in sets))
    check(libc.capset(HEADER, data), "capset")


def capabilities() -> tuple[int, int, int]:
    """Return the effective, permitted and inheritable ones of this thread (capget(2)). Raises OSError."""
    data = ctypes.create_string_buffer(DATA.size)
    check(libc.capget(HEADER, data), "capget")
    words = DATA.unpack(data.raw)
    effective, permitted, inheritable = (words[i] | words[i + 3] << 32 for i in range(3))
    return effective, permitted, inheritable


def join_keyring() -> None:
    """Have a new and empty session keyring (keyrings(7)). Raises OSError."""
    call = _keyctl(SYS_KEYCTL, KEYCTL_JOIN_SESSION_KEYRING, None)
    if call < 0 and ctypes.get_errno() != errno.ENOSYS:  # a kernel without keys
        oserror("keyctl KEYCTL_JOIN_SESSION_KEYRING")


def filter_system_calls(program: bytes) -> None:
    """Add a filter, an array of struct sock_filter; no_new_privs or CAP_SYS_ADMIN is needed. Raises OSError."""
    where = ctypes.c_char_p(program)
    address = ctypes.cast(where, ctypes.c_void_p).value or 0
    head = ctypes.create_string_buffer(
        FPROG.pack(len(program) // INSTRUCTION, address), FPROG.size
    )
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(head))
