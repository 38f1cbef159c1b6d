"""The rate of the time stamp counter, for guests of machines that QEMU translates.

The microvm machine has no timer that Linux could measure the counter against reliably there: of boots without being
told, one in ten hangs. With KVM the guest has a clock of the host's.
"""

from __future__ import annotations

import asyncio
import logging
from functools import cache

from aurae.linux import tsc

MEASURED = 0.02
"""Seconds: enough for 1 in 10,000, as the kernel wants it."""
TRIES = 3
LEAST_KHZ = 10_000

_log = logging.getLogger("aurae.vms")


async def tsc_khz() -> int:
    """Return it in kHz, measured once for each process; 0 when it cannot be."""
    return await asyncio.to_thread(_measured)


@cache
def _measured() -> int:
    try:
        # A thread that was kept waiting between two readings sees a wrong rate: the middle one of three is right.
        found = sorted(tsc.rate_khz(MEASURED) for _ in range(TRIES))[TRIES // 2]
    except (OSError, ImportError, AttributeError, ValueError) as error:
        _log.warning("cannot measure the time stamp counter: %s", error)
        return 0
    return found if found >= LEAST_KHZ else 0
