"""Whether what a guest has written to its ports is out of it: what is not is lost when it goes off or restarts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aurae.vms.command_line import SERIAL
from aurae.vms.hardware import PORTS, STDERR, STDOUT
from aurae.vms.qmp import QmpFailed

if TYPE_CHECKING:
    from aurae.vms.qmp import Qmp

DEVICE = f"/machine/peripheral/{SERIAL}"
SHORTEST, LONGEST = 0.002, 0.1
"""Seconds between two looks."""


async def drained(qmp: Qmp, seconds: float) -> bool:
    """Wait until QEMU has handed on all that the guest has written; False when somebody did not read it for so long.

    To be awaited between the end of the guest's process and the word that lets the guest go off. Raises QmpFailed.
    """
    loop = asyncio.get_running_loop()
    end, pause = loop.time() + seconds, SHORTEST
    while await _is_held(qmp, STDOUT) or await _is_held(qmp, STDERR):
        if loop.time() > end:
            return False
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST)
    return True


async def _is_held(qmp: Qmp, port: str) -> bool:
    """Say whether QEMU holds something of a port, because nobody reads it.

    It takes from the guest what it can hand on; only when it cannot, it has one buffer in its hands (`inuse`).
    """
    # The fourth queue, the second of control, is before those of the first port.
    queue = 2 * PORTS[port] + 3
    try:
        found = await qmp.execute(
            "x-query-virtio-queue-status", {"path": DEVICE, "queue": queue}, seconds=5.0
        )
    except QmpFailed as error:
        if error.kind == "CommandNotFound":
            return False  # a QEMU that cannot tell
        raise
    return isinstance(found, dict) and found.get("inuse") not in (0, None)
