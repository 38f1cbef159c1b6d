"""libseccomp, which knows the numbers of system calls and writes filters of them as BPF.

It is loaded by whoever asks first, and never by init: a filter is made once and goes to children
as bytes.
"""

from __future__ import annotations

import ctypes
import errno
import os
from functools import cache
from typing import NoReturn, Self

ALLOW = 0x7FFF_0000
ERRNO = 0x0005_0000
"""SCMP_ACT_*; the number of an error is added to the last."""
GE, MASKED_EQ = 5, 7
"""Of enum scmp_compare; with the last, the argument under a mask is a number."""
ACT_BADARCH, CTL_OPTIMIZE = 2, 8
"""enum scmp_filter_attr."""
UNKNOWN = -1
FOREIGN = {"x86_64": (b"x86", b"x32"), "aarch64": (b"arm",)}
"""Further architectures that a machine's kernel runs."""


class Comparison(ctypes.Structure):
    """struct scmp_arg_cmp."""

    _fields_ = [  # type: ignore[mutable-override]
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    ]


class NoLibrary(Exception):
    """The machine has no libseccomp."""


@cache
def library() -> ctypes.CDLL:
    """Load the library; NoLibrary when the machine has none."""
    try:
        found = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    except OSError:
        raise NoLibrary("libseccomp is not installed") from None
    pointer, number = ctypes.c_void_p, ctypes.c_int
    found.seccomp_init.restype = pointer
    found.seccomp_init.argtypes = [ctypes.c_uint32]
    found.seccomp_release.argtypes = [pointer]
    found.seccomp_release.restype = None
    found.seccomp_arch_add.argtypes = [pointer, ctypes.c_uint32]
    found.seccomp_arch_resolve_name.argtypes = [ctypes.c_char_p]
    found.seccomp_arch_resolve_name.restype = ctypes.c_uint32
    found.seccomp_syscall_resolve_name.argtypes = [ctypes.c_char_p]
    found.seccomp_attr_set.argtypes = [pointer, number, ctypes.c_uint32]
    found.seccomp_rule_add_array.argtypes = [
        *(pointer, ctypes.c_uint32, number, ctypes.c_uint),
        ctypes.POINTER(Comparison),
    ]
    found.seccomp_export_bpf.argtypes = [pointer, number]
    return found


def call_number(name: str) -> int:
    """Return the number of a call, below -1 when other architectures have it only, or UNKNOWN."""
    return int(library().seccomp_syscall_resolve_name(name.encode()))


class Filter:
    """A filter in the making; a context manager, which frees it."""

    def __init__(self, otherwise: int, *, foreign: bool) -> None:
        """`otherwise` is what happens to calls without a rule; `foreign`: other architectures pass."""
        self._library = library()
        self._context = self._library.seccomp_init(otherwise)
        if not self._context:
            raise MemoryError("cannot make a filter of system calls")
        self._set(ACT_BADARCH, ERRNO | errno.EPERM)
        self._set(CTL_OPTIMIZE, 2)
        for name in FOREIGN.get(os.uname().machine, ()) if foreign else ():
            token = self._library.seccomp_arch_resolve_name(name)
            _check(self._library.seccomp_arch_add(self._context, token), "seccomp_arch_add")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Free it."""
        self._library.seccomp_release(self._context)

    def add(self, action: int, name: str, *comparisons: tuple[int, int, int, int]) -> None:
        """Add a rule: what happens to a call whose arguments compare so; (argument, how, a, b).

        A call that no architecture of the filter has is passed over. Raises OSError.
        """
        number = call_number(name)
        if number == UNKNOWN:
            return
        array = (Comparison * max(len(comparisons), 1))(
            *(Comparison(*each) for each in comparisons)
        )
        result = self._library.seccomp_rule_add_array(
            self._context, action, number, len(comparisons), array
        )
        if result not in (-errno.EDOM, -errno.EEXIST):
            _check(result, f"seccomp_rule_add {name}")

    def program(self) -> bytes:
        """Return the instructions (struct sock_filter). Raises OSError."""
        fd = os.memfd_create("seccomp", os.MFD_CLOEXEC)
        try:
            _check(self._library.seccomp_export_bpf(self._context, fd), "seccomp_export_bpf")
            return os.pread(fd, os.fstat(fd).st_size, 0)
        finally:
            os.close(fd)

    def _set(self, attribute: int, value: int) -> None:
        result = self._library.seccomp_attr_set(self._context, attribute, value)
        _check(result, "seccomp_attr_set")


def _check(result: int, call: str) -> None:
    if result < 0:
        _fail(-result, call)


def _fail(number: int, call: str) -> NoReturn:
    raise OSError(number, f"{call}: {os.strerror(number)}")
