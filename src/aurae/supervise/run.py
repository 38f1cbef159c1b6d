"""One workload while the server has something to do for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurae.model.sandbox import Resolved
    from aurae.model.workload import Workload


class Run:
    """A workload and how far it is.

    `answered`: execve(2) has succeeded or failed. `ended`: the status is final, and on disk unless
    the disk refuses. `complete`: nothing more will be added to its output. `settled`: nothing of
    it runs any more and its leaf is gone (`is_gone`), or it does not die. `unwanted`: somebody has asked
    for its end, perhaps before it has answered. `awaited`: somebody waits for its end. `sandbox`: what it was started in, None when this server does not know. `was_killed`: its grace was over. `withdrawn`: why it never got a row, and so never was.
    """

    __slots__ = (
        "_timer", "answered", "awaited", "complete", "ended", "is_gone", "is_saved", "kill_at",
        "sandbox", "settled", "unwanted", "was_killed", "withdrawn", "workload",
    )  # fmt: skip

    def __init__(self, workload: Workload, unwanted: asyncio.Event | None = None) -> None:
        """`workload` is as on disk; `unwanted` may be set by somebody who knows of no run yet."""
        self.workload = workload
        self.answered = asyncio.Event()
        self.ended = asyncio.Event()
        self.complete = asyncio.Event()
        self.settled = asyncio.Event()
        self.unwanted = unwanted or asyncio.Event()
        self.awaited = False
        self.is_gone = False
        self.is_saved = False
        self.was_killed = False
        self.sandbox: Resolved | None = None
        self.withdrawn = ""
        self.kill_at: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def id(self) -> int:
        """The workload's id."""
        return self.workload.id

    def arm(self, grace: float, kill: Callable[[Run], None]) -> None:
        """Have `kill` called in `grace` seconds; an earlier moment that was set before stays."""
        loop = asyncio.get_running_loop()
        at = loop.time() + grace
        if self.kill_at is not None and self.kill_at <= at and self._timer is not None:
            return
        self.disarm()
        self.kill_at = at
        self._timer = loop.call_at(at, self._fire, kill)

    def postpone(self, grace: float, kill: Callable[[Run], None]) -> None:
        """Have it killed in `grace` seconds, if it would be earlier and has not been yet."""
        at = asyncio.get_running_loop().time() + grace
        if self._timer is not None and self.kill_at is not None and self.kill_at < at:
            self.disarm()
            self.arm(grace, kill)

    def disarm(self) -> None:
        """Call nothing any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def tell_answered(self) -> None:
        """Say that execve(2) has answered."""
        self.answered.set()

    def tell_ended(self) -> None:
        """Say that the status is final."""
        self.answered.set()
        self.ended.set()

    def tell_gone(self) -> None:
        """Say that nothing of it runs any more."""
        self.disarm()
        self.is_gone = True
        self.settled.set()

    @classmethod
    def ended_before(cls, workload: Workload) -> Run:
        """Return a run that is only history."""
        run = cls(workload)
        run.tell_ended()
        run.complete.set()
        run.tell_gone()
        return run

    def _fire(self, kill: Callable[[Run], None]) -> None:
        self._timer = None
        kill(self)
