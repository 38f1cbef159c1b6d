"""The main process of an attempt: the one that was started, or the one that MAINPID= named since."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from aurae.model.outcome import Outcome, Result, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.model.service import Service
    from aurae.supervise.run import Run


class MainProcess:
    """A main process; `wake` is called when it ends."""

    def __init__(self, run: Run, wake: Callable[[], None]) -> None:
        """`run` is the one that was started."""
        self.run = run
        self._wake = wake
        self._named = 0
        self._pidfd = -1
        self._ended = False
        self.told = False
        """What it said before its end has been heard."""

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._named or self.run.workload.pid

    @property
    def is_named(self) -> bool:
        """Whether MAINPID= has named it."""
        return self._named != 0

    def name(self, pid: int, pidfd: int) -> None:
        """Take another process for the main one; the descriptor is ours from now on."""
        self.close()
        self._named, self._pidfd, self._ended = pid, pidfd, False
        asyncio.get_running_loop().add_reader(pidfd, self._end)

    def signal(self, number: int) -> None:
        """Send it a signal; nothing when it has ended."""
        try:
            if self._pidfd >= 0:
                signal.pidfd_send_signal(self._pidfd, number)
        except ProcessLookupError:
            pass

    def over(self, service: Service) -> Outcome | None:
        """Return how it ended; None while it lives, or while anything lives if that counts."""
        workload = self.run.workload
        if self._named:
            if not self._ended:
                return None
            why = "the process that MAINPID= named has ended; its status is not known"
            return Outcome(Result.SUCCESS, why)
        if not self.told:
            return None
        if service.alive_with_any and workload.pid and not self.run.is_gone:
            return None
        return outcome_of(workload, service)

    def close(self) -> None:
        """Let go of the process."""
        if self._pidfd >= 0:
            asyncio.get_running_loop().remove_reader(self._pidfd)
            os.close(self._pidfd)
            self._pidfd = -1

    def _end(self) -> None:
        self._ended = True
        asyncio.get_running_loop().remove_reader(self._pidfd)
        self._wake()
