"""One service: what is known of it, what is asked of it, and what ends an attempt.

Theory. One task carries a service from phase to phase (`living`). Whatever happens outside (a process ends, a notification comes, somebody asks for a stop) only changes what
is known and wakes the loop, which looks again at all reasons to end: `why_over`. So nothing is
missed, and no two things happen to one service at the same time.

The standing is handed to the state before what it announces is done, and the state keeps the order
in which it is handed things: a run of a service never reaches the disk before the phase that led to
it. Standings of one phase that wait for the same commit are one; no phase is left out.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from aurae.model.ordering import others_of
from aurae.model.outcome import Outcome, Result
from aurae.model.refusal import FailedPrecondition, Refusal
from aurae.model.service import Type
from aurae.model.service_life import AT_REST, UP, Change, Phase
from aurae.model.workload import Kind
from aurae.services.limits import Limits
from aurae.state import services as rows

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from aurae.model.ordering import Others
    from aurae.model.service import Listener, Service
    from aurae.model.service_record import ServiceRecord
    from aurae.services.checked import Checked
    from aurae.services.hearing import Hearing
    from aurae.services.main_process import MainProcess
    from aurae.services.means import Means
    from aurae.services.register import Register
    from aurae.services.trigger import Trigger
    from aurae.supervise.run import Run

GIVEN_UP = frozenset({Result.BURST.value, Result.DEPENDENCY.value})
"""Ends after which a service is not kept up by another one."""

_OWN = frozenset({"step", "notify", "main", "main_pid", "said_ready"})
"""Values of a standing that no other service acts upon."""

NOTING = 0.5
"""Seconds between two writes of what a service says of itself again and again."""

_log = logging.getLogger("aurae.services")


class Over(Exception):
    """This attempt is over; `outcome` says how."""

    def __init__(self, outcome: Outcome) -> None:
        """Note the outcome."""
        super().__init__(outcome.reason)
        self.outcome = outcome


class Stop:
    """Somebody's wish that a service goes down: why, its grace in seconds, and whether it comes back.

    `again` starts it anew; `waits` has it wait for what it is bound to; `for_now` leaves it wanted,
    for the next daemon.
    """

    __slots__ = ("again", "for_now", "grace", "reason", "waits")

    def __init__(
        self,
        reason: str,
        grace: float | None = None,
        *,
        again: bool = False,
        waits: bool = False,
        for_now: bool = False,
    ) -> None:
        """Note it."""
        self.for_now = for_now
        self.reason = reason
        self.grace = grace
        self.again = again
        self.waits = waits

    @property
    def comes_back(self) -> bool:
        """Whether it is only for a while."""
        return self.again or self.waits

    @property
    def is_wanted_again(self) -> bool:
        """Whether a server that finds it under way has to start it afterwards."""
        return self.comes_back or self.for_now


class Life:
    """A service."""

    _phases = 0
    """Changes of phase that this server has made."""

    def __init__(self, means: Means, register: Register[Life], record: ServiceRecord) -> None:
        """`record` is as on disk."""
        self.means = means
        self.register = register
        self.record = record
        self.others: Others = others_of(record.service, record.cell)
        self.stop: Stop | None = None
        self.is_restarting = False
        """It goes down as soon as those that need it have, and comes back."""
        self.reload_wanted = False
        self.leaves = False
        """It is being removed, or has been: nothing starts it."""
        self.removed = False
        self.main: MainProcess | None = None
        self.memo: dict[str, Run] = {}
        """Runs of this start that an earlier server made, by role."""
        self.commands: dict[int, Run] = {}
        self.limits = Limits()
        self.is_ready = False
        """READY=1 has come in this attempt, or in this reload."""
        self.is_ending = False
        """It is being taken down: only limits count."""
        self.triggered = False
        """Its timer or a connection, or somebody who did not want to wait, has set it off."""
        self.draw = means.chance()
        """What a timer's jitter is drawn from, until it elapses."""
        self.hearing: Hearing | None = None
        self.saw_reloading = False
        """RELOADING=1 has come since the last reload was asked for."""
        self.reported = ""
        """What it has said of a failure."""
        self.monitored: dict[str, str] = {}
        """What it is told of the service whose end has started it."""
        self.sockets: list[socket.socket] = []
        self.listens_at: tuple[Listener, ...] = ()
        """What the sockets were made for."""
        self.trigger: Trigger | None = None
        self.connecting: asyncio.Task[None] | None = None
        self.blocked = ""
        """Why it waits and will not start soon; empty when it does not wait, or only for a moment."""
        self.checks: list[Checked] = []
        self.watchers: list[asyncio.Task[None]] = []
        self.verdict: Outcome | None = None
        """Why it has to end, by a health check or by the kernel's want of memory."""
        self.up_since = 0.0
        self.starts: list[float] = []
        self._noting: asyncio.TimerHandle | None = None
        self._noted_at = float("-inf")
        self._pulse = asyncio.Event()
        self._waiters: list[asyncio.Future[None]] = []
        self._reloaders: list[asyncio.Future[None]] = []

    @property
    def name(self) -> str:
        """The full name."""
        return self.record.full_name

    @property
    def service(self) -> Service:
        """How it is kept running."""
        return self.record.service

    @property
    def phase(self) -> Phase:
        """What it is doing."""
        return self.record.phase

    @property
    def is_up(self) -> bool:
        """Whether others may rely on it."""
        return self.record.phase in UP

    @property
    def is_job(self) -> bool:
        """Whether it is a oneshot that does not stay up when its work is done."""
        return self.service.type is Type.ONESHOT and not self.service.remain_after_exit

    @property
    def has_lazy_listener(self) -> bool:
        """Whether a connection sets it off."""
        return any(listener.lazy for listener in self.service.listeners)

    @property
    def is_armed(self) -> bool:
        """Whether a start waits for something that sets it off."""
        return self.service.timer is not None or self.has_lazy_listener

    @property
    def keeps_store(self) -> bool:
        """Whether what it stored outlives a stop."""
        return self.service.fd_store_preserve and not self.removed

    @property
    def is_upheld(self) -> bool:
        """Whether a service that is up keeps it up."""
        near = self.register.naming(self.name)
        return any(other.is_up and self.name in other.others.upholds for other in near)

    @property
    def is_there(self) -> bool:
        """Whether others may start that need it: it is up, and about to stay so."""
        return self.is_up and self.stop is None and not self.is_restarting

    @property
    def is_alive(self) -> bool:
        """Whether its main process runs."""
        if self.main is None:
            return False
        workload = self.main.run.workload
        return self.main.is_named or (workload.pid > 0 and not workload.ended)

    @property
    def is_paused(self) -> bool:
        """Whether its processes stand still because somebody has asked for that."""
        if self.main is None or self.record.spec.kind is Kind.EXECUTABLE:
            return False
        return self.means.supervisor.is_paused(self.main.run.workload)

    def signal(self, number: int) -> None:
        """Send a signal to the main process, which must be alive."""
        assert self.main is not None
        if self.main.is_named:
            self.main.signal(number)
        else:
            self.means.supervisor.signal(self.main.run, number)

    def is_set_off(self) -> bool:
        """Say whether something or somebody has set it off."""
        return self.triggered

    def is_healthy(self) -> bool:
        """Say whether all checks of readiness have passed."""
        return all(check.is_ready for check in self.checks)

    def now(self) -> float:
        """Return CLOCK_MONOTONIC in seconds, which a later server on this boot has as well."""
        return asyncio.get_running_loop().time()

    # What the phases do.

    def to(self, change: Change, **values: object) -> None:
        """Go to the phase that follows, have it on its way to the disk, and tell who wants to know."""
        usual = {"since": self.now(), "boot": self.means.boot, "next_attempt_ns": None}
        values = {**usual, **values}
        self.record = self.record.changed(change, self.means.clock(), **values)
        self._phases += 1
        self.save()
        if self.is_up:
            self.accept()

    def stand(self, **values: object) -> None:
        """Change other values of the standing, likewise."""
        self.record = self.record.standing_as(**values)
        self.save(alone=values.keys() <= _OWN)

    def note(self, **values: object) -> None:
        """Change what a service may change as often as it likes: it is saved and told twice a second."""
        self.record = self.record.standing_as(**values)
        if self._noting is not None:
            return
        moment = max(self.now(), self._noted_at + NOTING)
        self._noting = asyncio.get_running_loop().call_at(moment, self._save_noted)

    def _save_noted(self) -> None:
        self._noting, self._noted_at = None, self.now()
        if not self.removed:
            self.save()

    def save(self, *, alone: bool = False) -> None:
        """Hand the standing to the state, and tell who wants to know; `alone` is as `tell` has it."""
        self.means.store.write_soon(partial(rows.save_standing, item=self.record), self._place())
        self.tell(alone=alone)

    async def write(self) -> None:
        """Have the standing on the disk when this returns. Raises StateFailed."""
        await self.means.store.write(partial(rows.save_standing, item=self.record), self._place())

    def _place(self) -> tuple[str, int, int]:
        """Return the state's key of this stay in this phase: each phase is written, in its order."""
        return "services", self.record.id, self._phases

    def tell(self, *, alone: bool = False) -> None:
        """Tell who wants to know, and wake those that name it: unless it is of no account to them."""
        self.means.news.tell(self.record)
        self.wake()
        if alone:
            return
        for other in self.register.naming(self.name):
            other.wake()
        for name in (*self.others.before, *self.others.conflicts):
            # These wait for it without naming it.
            if (waiting := self.register.get(name)) is not None:
                waiting.wake()

    def wake(self) -> None:
        """Have the loop look again."""
        self._pulse.set()

    async def hold(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; raises Over as soon as there is a reason to end."""
        while True:
            self.check()
            if condition():
                return
            await self.until_woken(self.limits.next())

    def check(self) -> None:
        """Raise Over when there is a reason to end."""
        outcome = self.why_over()
        if outcome is not None:
            raise Over(outcome)

    async def until_woken(self, moment: float | None) -> None:
        """Wait until something happens, or until a moment of `now`.

        What happened before has been looked at: no caller waits for anything between its look and
        this.
        """
        self._pulse.clear()
        if moment is None:
            await self._pulse.wait()
            return
        with suppress(TimeoutError):
            async with asyncio.timeout_at(moment):
                await self._pulse.wait()

    def why_over(self) -> Outcome | None:
        """Return why this attempt has to end now; None when it need not."""
        if self.is_ending:
            return self.limits.passed(self.now())
        if self.is_up and self.stop is None:
            self._look_at_bound()
        if self.stop is not None:
            return Outcome(Result.SUCCESS, self.stop.reason)
        if self.verdict is not None:
            return self.verdict
        if (ended := self._main_over()) is not None:
            return ended
        return self.limits.passed(self.now())

    def _look_at_bound(self) -> None:
        """Go down with what it is bound to, and keep up what it upholds."""
        for name in self.others.binds_to:
            other = self.register.get(name)
            if other is None or not other.is_up:
                self.stop = Stop(f"{name}, which it is bound to, went down", waits=True)
                return
        for name in self.others.upholds:
            other = self.register.get(name)
            if other is not None and other.record.standing.result not in GIVEN_UP:
                other.pull()

    def _main_over(self) -> Outcome | None:
        """Return how the main process ended, when that ends the attempt."""
        outcome = self.main and self.main.over(self.service)
        if not outcome or outcome.failed:
            return outcome or None
        if self.service.remain_after_exit:
            return None
        is_job = self.service.type is Type.ONESHOT and self.phase is Phase.ACTIVATING
        return None if is_job else outcome

    def begin_attempt(self, invocation: str) -> None:
        """Begin a new start."""
        self.memo = {}
        self.main = None
        self.verdict = None
        self.is_ready = False
        self.reported = ""
        self.triggered = False
        self.blocked = ""
        self.limits.clear()
        self.to(
            Change.CLEAR,
            invocation=invocation,
            starts=self.record.standing.starts + 1,
            main=0,
            main_pid=0,
            again=False,
            said_ready=False,
            status_text="",
            watchdog=None,
            deadline=None,
            waits_for=(),
            restart_pending=False,
            began=self.now(),
            ready=None,
        )

    # What others ask for.

    def want(self) -> asyncio.Future[None]:
        """Want it up; the future tells when it is, or raises Refusal when this attempt fails."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter.add_done_callback(_look)
        if self.stop is not None:
            self.stop.again = True
            self.stand(again=True)
        elif self.is_up:
            waiter.set_result(None)
            return waiter
        elif self.phase in (Phase.WAITING, Phase.BACKOFF):
            self.triggered = True
        elif self.phase is Phase.DEACTIVATING:
            self.stop = Stop("started by request", again=True)
        self._waiters.append(waiter)
        if not self.record.standing.wanted:
            self.stand(wanted=True)
        self.wake()
        return waiter

    def want_reload(self) -> asyncio.Future[None]:
        """Want it to reload; the future tells when it has, or raises Refusal."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter.add_done_callback(_look)
        self._reloaders.append(waiter)
        self.reload_wanted = True
        self.wake()
        return waiter

    def tell_reloaded(self, failure: str) -> None:
        """Tell who waits for a reload how it went; empty is well."""
        waiters, self._reloaders = self._reloaders, []
        for waiter in waiters:
            if not waiter.done() and failure:
                waiter.set_exception(FailedPrecondition(f"reload {self.name}", failure))
            elif not waiter.done():
                waiter.set_result(None)

    def set_off(self) -> None:
        """Have it start now, if it is not up."""
        if not self.is_up:
            self.triggered = True
            self.pull()
            self.wake()

    def pull(self) -> None:
        """Want it up because another one needs it; an attempt that waits its turn goes on waiting."""
        if self.phase in AT_REST and not (self.record.standing.wanted or self.leaves):
            self.stand(wanted=True)

    def end(self, stop: Stop) -> None:
        """Want it down."""
        if self.phase in AT_REST:
            if self.record.standing.wanted and not stop.again:
                self.stand(wanted=False)
                self.reject(stop.reason)
            return
        if self.stop is None:
            self.stop = stop
        else:
            self.stop.again, self.stop.reason = stop.again, stop.reason
            graces = [grace for grace in (stop.grace, self.stop.grace) if grace is not None]
            self.stop.grace = min(graces, default=None)
        if self.phase is Phase.DEACTIVATING and stop.grace is not None and self.main is not None:
            self.means.supervisor.hurry(self.main.run, stop.grace)
        keep = self.stop.comes_back
        if not keep:
            self.reject(stop.reason)
        again = self.stop.is_wanted_again
        self.stand(wanted=keep or stop.for_now, again=again, reason=self.stop.reason)

    def change(self, record: ServiceRecord) -> None:
        """Take up another specification."""
        self.register.drop_names(self)
        self.record = record
        self.others = others_of(record.service, record.cell)
        self.register.add(self)
        self.tell()

    def accept(self) -> None:
        """Tell who waits that it is up, or that its job is done."""
        for waiter in self._take_waiters():
            waiter.set_result(None)

    def reject(self, why: str) -> None:
        """Tell who waits that this attempt has come to nothing."""
        self._reject(FailedPrecondition(f"start {self.name}", why))

    def _reject(self, refusal: Refusal) -> None:
        for waiter in self._take_waiters():
            waiter.set_exception(refusal)

    def _take_waiters(self) -> list[asyncio.Future[None]]:
        waiters, self._waiters = self._waiters, []
        return [waiter for waiter in waiters if not waiter.done()]


def _look(waiter: asyncio.Future[None]) -> None:
    """Take note of an outcome, so that a caller who left causes no warning."""
    if not waiter.cancelled():
        waiter.exception()
