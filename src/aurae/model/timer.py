"""When a timer runs next: decided from what is known, without a clock.

Theory. A calendar elapses by the wall clock, everything else by the monotonic one; whichever comes
first is the answer. It is computed anew after each run, when facts change, and when the wall clock
was set. What follows from the rules:

- A calendar elapses next after the last run, so runs that were missed collapse into one, and a
  wall clock set back repeats none; set forward over an event, the event is due at once.
- Only a clock set back by more than `LONGEST_STEP` frees a timer of runs made in that future:
  the clock was wrong then, and waiting for that year again would be worse.
- Without `persistent`, what fell into the time before the timer was activated is not caught up.
- A run that was due and not made, because the last one had not ended, is to be recorded as made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from aurae.model import calendar_parse
from aurae.model.refusal import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

SECOND = 1_000_000_000
"""Nanoseconds."""
LONGEST_STEP = 24 * 3600 * SECOND
"""How far a wall clock is believed to be set back on purpose."""
LONGEST = 100 * 365.25 * 86400
"""Seconds of a timer's settings."""
SHORTEST_REPEAT = 0.1
"""Seconds between two runs."""
MOST_CALENDARS = 64

_parsed = lru_cache(maxsize=1024)(calendar_parse.parse)


@dataclass(frozen=True)
class Timer:
    """What makes a workload run; durations in seconds.

    An `interval` or `on_inactive` before the first run counts from the activation, where systemd's
    would wait for ever. The default of `accuracy` keeps the daemon at two wake-ups a second for
    timers, however many there are, and never makes events at whole seconds late.
    """

    calendar: tuple[str, ...] = ()
    on_boot: float | None = None
    """After the machine's boot."""
    on_startup: float | None = None
    """After the daemon's start."""
    on_active: float | None = None
    """After the timer was activated."""
    interval: float | None = None
    """From the start of one run to the next."""
    on_inactive: float | None = None
    """After the end of the last run."""
    accuracy: float = 0.5
    """How late a run may be so that it shares a wake-up with others."""
    jitter: float = 0.0
    """The most that is added to each run's time, at random."""
    fixed_jitter: bool = False
    """The same is added each time, by the timer's key."""
    persistent: bool = False
    """A run missed while nobody watched is caught up, once."""


class Clock(Enum):
    """Which clock a moment is of."""

    WALL = "wall"  # CLOCK_REALTIME
    MONOTONIC = "monotonic"  # CLOCK_MONOTONIC


@dataclass(frozen=True)
class Facts:
    """What is known of a timer and of the clocks; nanoseconds, of CLOCK_MONOTONIC unless `wall` is said.

    Activated means watched without a break: a daemon that takes over a timer in the same boot
    keeps the moment, and then misses nothing of the time in between.
    """

    wall: int
    now: int
    activated_wall: int
    activated: int
    started: int = 0
    """The daemon's start."""
    booted: int = 0
    created_wall: int | None = None
    """When a persistent timer was made, before any activation."""
    triggered_wall: int | None = None
    """The start of the last run, whenever it was."""
    triggered: int | None = None
    """The same, None if it was in an earlier boot or before the activation."""
    ended: int | None = None
    """The end of the last run, None while it goes on or when `triggered` is None."""


@dataclass(frozen=True)
class Elapse:
    """A moment at which a timer is due, and the setting that says so."""

    clock: Clock
    at: int
    cause: str

    def with_company(self, accuracy: float) -> Elapse:
        """Return the first moment from this one on at which all timers of this accuracy wake."""
        step = _ns(accuracy)
        return replace(self, at=-(-self.at // step) * step) if step else self

    def left(self, facts: Facts) -> int:
        """Return the nanoseconds until then; 0 or less when it is due."""
        return self.at - (facts.wall if self.clock is Clock.WALL else facts.now)


def check_timer(timer: Timer) -> Timer:
    """Return the timer; BadValue when a part of it can never be followed."""
    if len(timer.calendar) > MOST_CALENDARS:
        raise BadValue("calendar", f"has {len(timer.calendar)} entries, at most {MOST_CALENDARS}")
    for index, text in enumerate(timer.calendar):
        try:
            _parsed(text)
        except BadValue as error:
            raise BadValue(f"calendar[{index}]", str(error)) from None
    for name in ("on_boot", "on_startup", "on_active", "accuracy", "jitter"):
        _check_seconds(name, getattr(timer, name), 0.0)
    for name in ("interval", "on_inactive"):
        _check_seconds(name, getattr(timer, name), SHORTEST_REPEAT)
    monotonic = (timer.on_boot, timer.on_startup, timer.on_active, timer.interval)
    if not timer.calendar and {*monotonic, timer.on_inactive} == {None}:
        raise BadValue("", "has nothing that elapses")
    return timer


def _check_seconds(name: str, seconds: float | None, least: float) -> None:
    if seconds is not None and not least <= seconds <= LONGEST:
        raise BadValue(name, f"is not between {least:g} s and 100 years")


def draw_of(key: str) -> float:
    """Return the number in [0, 1) that stands for a key, such as the machine's id and a name."""
    return int.from_bytes(sha256(key.encode("utf-8", "surrogatepass")).digest()[:6]) / 2**48


def next_elapse(
    timer: Timer, facts: Facts, zone: tzinfo, draw: float, key: str = ""
) -> Elapse | None:
    """Return when a timer is due next, or has been due; None for never.

    `draw` is a random number in [0, 1), to be kept until the run is made; with `fixed_jitter` the
    key takes its place. `zone` is the local one.
    """
    share = draw_of(key) if timer.fixed_jitter else draw
    delay = _ns(timer.jitter * share)
    found = [
        Elapse(clock, at + delay, cause) for clock, at, cause in _candidates(timer, facts, zone)
    ]
    return min(found, key=lambda elapse: elapse.left(facts), default=None)


def _candidates(timer: Timer, facts: Facts, zone: tzinfo) -> Iterator[tuple[Clock, int, str]]:
    for name, base in (
        ("on_boot", facts.booted),
        ("on_startup", facts.started),
        ("on_active", facts.activated),
    ):
        after = getattr(timer, name)
        if after is not None:
            at = base + _ns(after)
            if facts.triggered is None or facts.triggered < at:
                yield Clock.MONOTONIC, at, name
    if timer.interval is not None:
        yield Clock.MONOTONIC, _interval_base(timer, facts) + _ns(timer.interval), "interval"
    if timer.on_inactive is not None and (facts.triggered is None or facts.ended is not None):
        base = facts.activated if facts.ended is None else facts.ended
        yield Clock.MONOTONIC, base + _ns(timer.on_inactive), "on_inactive"
    yield from _calendars(timer, facts, zone)


def _calendars(timer: Timer, facts: Facts, zone: tzinfo) -> Iterator[tuple[Clock, int, str]]:
    base = _calendar_base(timer, facts)
    for text in timer.calendar:
        at = _parsed(text).next_after(base, zone)
        if at is not None:
            # What was missed before is caught up on activation, by each timer with its own jitter.
            yield Clock.WALL, max(at, _activated_wall(facts)), "calendar"


def _calendar_base(timer: Timer, facts: Facts) -> int:
    """Return the wall time up to which nothing is left to run."""
    activated = _activated_wall(facts)
    made = facts.triggered_wall
    if made is not None and made > facts.wall + LONGEST_STEP:
        made = None if facts.triggered is None else _wall_of(facts, facts.triggered)
    elif made is None and timer.persistent and facts.created_wall is not None:
        made = min(facts.created_wall, activated)
    if made is None:
        return activated
    return made if timer.persistent else max(made, activated)


def _interval_base(timer: Timer, facts: Facts) -> int:
    """Return the moment of the last run; a persistent timer takes that of an earlier boot too."""
    if facts.triggered is not None:
        return facts.triggered
    if not timer.persistent or facts.triggered_wall is None:
        return facts.activated
    # Never later than the activation, whatever the wall clock was set to.
    return facts.activated - max(0, _activated_wall(facts) - facts.triggered_wall)


def _activated_wall(facts: Facts) -> int:
    """Return the wall time of the activation, by a clock set back since then as that clock has it."""
    return min(facts.activated_wall, _wall_of(facts, facts.activated))


def _wall_of(facts: Facts, moment: int) -> int:
    """Return the wall time of an earlier moment as today's wall clock would have shown it.

    It stands still while time goes by, since both clocks are slewed alike; only a step moves it.
    """
    return facts.wall - (facts.now - moment)


def _ns(seconds: float) -> int:
    return round(seconds * SECOND)
