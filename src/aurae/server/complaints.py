"""Log lines that anybody can cause: the first few of each peer, then how many there were."""

import asyncio
import logging
import os
from dataclasses import dataclass

FIRST = 5
"""Lines of one peer in a period that are written as they are."""
PERIOD = 10.0
"""Seconds."""
PEERS = 64
"""Peers that are told apart in a period; the lines of more are counted together."""

OTHERS = "other peers"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Count:
    """What one peer has caused in this period."""

    lines: int = 0
    withheld: int = 0


class Complaints:
    """Writes lines about peers."""

    def __init__(self) -> None:
        """Nothing was written yet."""
        self._owner = f"uid {os.geteuid()}"
        self._counts: dict[str, _Count] = {}

    def say(self, level: int, peer: str, text: str) -> None:
        """Write a line about a peer, or count it; must run in an event loop.

        Those about the daemon's owner, who may fill the disk anyway, are all written.
        """
        if peer == self._owner:
            log.log(level, "%s", text)
            return
        if peer not in self._counts and len(self._counts) >= PEERS:
            peer = OTHERS
        count = self._counts.get(peer)
        if count is None:
            count = self._counts[peer] = _Count()
            asyncio.get_running_loop().call_later(PERIOD, self._sum_up, peer)
        if count.lines < FIRST:
            count.lines += 1
            log.log(level, "%s", text)
        else:
            count.withheld += 1

    def _sum_up(self, peer: str) -> None:
        count = self._counts.pop(peer)
        if count.withheld:
            log.warning("%d more problems with connections of %s", count.withheld, peer)
