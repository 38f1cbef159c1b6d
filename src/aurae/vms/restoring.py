"""A machine that waits for a state is given one, with its memory already in place."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from aurae.model.refusal import FailedPrecondition, Refusal
from aurae.surroundings.staging import OPEN
from aurae.vms.saving import NAME, ask

if TYPE_CHECKING:
    from pathlib import Path

    from aurae.vms.qmp import Monitor

LIMIT = 30.0
"""Seconds for QEMU to load a state of some 300 kB."""
LOOK = 0.002
ENDS = ("completed", "failed")


async def load(monitor: Monitor, state: Path, action: str) -> None:
    """Have a machine load its state; it does not run yet. Raises Refusal, OSError."""
    fd = await asyncio.to_thread(os.open, state, OPEN)
    try:
        await ask(monitor, action, "getfd", {"fdname": NAME}, fd)
    finally:
        os.close(fd)
    try:
        async with asyncio.timeout(LIMIT):
            await ask(monitor, action, "migrate-incoming", {"uri": f"fd:{NAME}"})
            while (status := await _status(monitor, action)) not in ENDS:  # noqa: ASYNC110  # QEMU tells nobody
                await asyncio.sleep(LOOK)
    except TimeoutError:
        raise FailedPrecondition(action, "QEMU takes too long to load the state") from None
    except Refusal as error:  # it ends when a state does not fit
        raise FailedPrecondition(action, f"QEMU does not take the state: {error.why}") from None
    if status == "failed":
        raise FailedPrecondition(action, "QEMU does not take the state")


async def _status(monitor: Monitor, action: str) -> object:
    return (await ask(monitor, action, "query-migrate")).get("status")
