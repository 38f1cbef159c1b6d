"""Forgets old workloads: beyond a number of ended ones, the oldest go with their logs."""

from __future__ import annotations

import asyncio
import logging
import shutil
from functools import partial
from typing import TYPE_CHECKING

from aurae.state import workloads
from aurae.state.failures import StateFailed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aurae.supervise.means import Means

BATCH = 200
"""Most workloads that are forgotten at a time, so that other work comes in between."""

_log = logging.getLogger("aurae.supervise")


async def prune(means: Means) -> int:
    """Forget ended workloads beyond the setting; returns how many were forgotten.

    A log folder goes before its row, so that a crash in between leaves a row without logs, which
    the next round finds again, and never logs that nothing knows of.
    """
    forgotten = 0
    while True:
        try:
            surplus = await means.store.read(
                partial(workloads.surplus, keep=means.limits.history, limit=BATCH)
            )
            idents = [ident for ident in surplus if ident not in means.register]
            if not idents:
                return forgotten
            await asyncio.to_thread(_remove_logs, means.log_dir, idents)
            await means.store.write(partial(workloads.delete, idents=idents))
        except StateFailed as error:
            _log.warning("cannot forget old workloads: %s", error)
            return forgotten
        forgotten += len(idents)


def _remove_logs(folder: Path, idents: Sequence[int]) -> None:
    for ident in idents:
        shutil.rmtree(folder / str(ident), ignore_errors=True)
