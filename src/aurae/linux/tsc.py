"""The processor's time stamp counter (rdtsc), which the guest of a translated machine counts by."""

from __future__ import annotations

import ctypes
import mmap
import platform
import time

READ = bytes.fromhex("0f3148c1e2204809d0c3")
"""rdtsc; shl rdx, 32; or rax, rdx; ret."""


def rate_khz(seconds: float) -> int:
    """Measure its rate for so long, in which nothing else runs here. Raises OSError; 0 on other processors."""
    if platform.machine() != "x86_64":
        return 0
    with mmap.mmap(
        -1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    ) as page:
        page.write(READ)
        held = ctypes.c_char.from_buffer(page)
        try:
            read = ctypes.CFUNCTYPE(ctypes.c_uint64)(ctypes.addressof(held))
            began, first = time.perf_counter_ns(), read()
            while time.perf_counter_ns() - began < seconds * 1e9:
                pass
            last, ended = read(), time.perf_counter_ns()
        finally:
            del held
    return int((last - first) * 1_000_000 // (ended - began))
