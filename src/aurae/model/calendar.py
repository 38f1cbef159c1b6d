"""Calendar events as systemd.time(7) has them: which wall times they name, and which one is next.

At a change of the clocks it is as with systemd: a wall time that is skipped does not elapse that
day (`02:30` on the night when 02:00 becomes 03:00), and one that comes twice elapses the first
time only. `systemd-analyze calendar` started within the second time may name a moment of it; here
none does, since a run of that wall time may have been made an hour ago.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aurae.model.wall_time import MICROSECOND, gap_end, moment_of, wall_after

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR, LAST_YEAR = 1970, 2199
SECOND = 1_000_000
"""Microseconds, the grain of calendar events."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_MINUTE = 60 * SECOND
_HOUR = 60 * _MINUTE
_START = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001  a wall time
_END = 7_258_118_400 * SECOND
"""The first moment of 2200, UTC."""


@dataclass(frozen=True, slots=True)
class Part:
    """Numbers `start`, `start + step` and so on up to `stop`; without a step the start alone."""

    start: int
    stop: int | None = None
    step: int = 0

    def least(self, at: int) -> int | None:
        """Return the least of the numbers that is not below `at`; None when there is none."""
        if at <= self.start:
            return self.start
        if not self.step:
            return None
        number = at + (self.start - at) % self.step
        return number if self.stop is None or number <= self.stop else None


Chain = tuple[Part, ...]
"""Numbers of any of the parts; every number when it is empty."""

EVERY_SECOND: Chain = (Part(0, None, SECOND),)


@dataclass(frozen=True)
class Calendar:
    """A calendar event. `weekdays` count from Monday, 0; empty means any. `from_end` counts days
    backwards from the last one of a month, 1. `zone` is empty for the one of whoever asks."""

    weekdays: tuple[int, ...] = ()
    years: Chain = ()
    months: Chain = ()
    days: Chain = ()
    hours: Chain = ()
    minutes: Chain = ()
    micros: Chain = (Part(0),)
    from_end: bool = False
    zone: str = ""

    def normalized(self) -> str:
        """Return the expression as `systemd-analyze calendar` writes it."""
        days = f"{_weekdays(self.weekdays)} " if self.weekdays else ""
        mark = "~" if self.from_end else "-"
        day = f"{_chain(self.years, 4)}-{_chain(self.months)}{mark}{_chain(self.days)}"
        seconds = "*" if self.micros == EVERY_SECOND else _chain(self.micros, unit=SECOND)
        hour = f"{_chain(self.hours)}:{_chain(self.minutes)}:{seconds}"
        return f"{days}{day} {hour} {self.zone}".rstrip()

    def next_after(self, ns: int, zone: tzinfo) -> int | None:
        """Return when it elapses next after `ns`, in CLOCK_REALTIME nanoseconds; None for never.

        `zone` counts where the expression names none. Nothing elapses before 1970 or after 2199.
        """
        here = ZoneInfo(self.zone) if self.zone else zone
        after = max(ns // 1000 + 1, 0)
        if after >= _END:
            return None
        wall = self._first_wall(max(wall_after(after, here), _START))
        while wall is not None:
            moment = moment_of(wall, here)
            if moment is not None:
                return moment * 1000
            wall = self._first_wall(gap_end(wall, here))
        return None

    def _first_wall(self, since: datetime) -> datetime | None:
        """Return the first wall time named, from `since` on."""
        day = self._first_day(since.date())
        micro = (since - datetime.combine(since, time())) // MICROSECOND
        if day == since.date() and (found := self._first_micro(micro)) is not None:
            return datetime.combine(day, time()) + found * MICROSECOND
        if day == since.date():
            day = self._first_day(day + timedelta(days=1))
        found = self._first_micro(0)
        if day is None or found is None:
            return None
        return datetime.combine(day, time()) + found * MICROSECOND

    def _first_day(self, since: date) -> date | None:
        for year in _numbers(self.years, since.year, LAST_YEAR):
            same_year = year == since.year
            for month in _numbers(self.months, since.month if same_year else 1, 12):
                least = since.day if same_year and month == since.month else 1
                length = monthrange(year, month)[1]
                for number in _numbers(self._days_of(length), least, length):
                    day = date(year, month, number)
                    if not self.weekdays or day.weekday() in self.weekdays:
                        return day
        return None

    def _days_of(self, length: int) -> Chain:
        """Return the days of a month with so many of them, counted from its first."""
        if not self.from_end:
            return self.days
        last = length + 1
        return tuple(
            Part(last - part.start, None, part.step)
            if part.stop is None
            else Part(last - part.stop, last - part.start, part.step)
            for part in self.days
        )

    def _first_micro(self, since: int) -> int | None:
        """Return the first time of a day that is named, from `since` on, in microseconds."""
        first_hour, rest = divmod(since, _HOUR)
        first_minute, micro = divmod(rest, _MINUTE)
        for hour in _numbers(self.hours, first_hour, 23):
            same_hour = hour == first_hour
            for minute in _numbers(self.minutes, first_minute if same_hour else 0, 59):
                same = same_hour and minute == first_minute
                found = _least(self.micros, micro if same else 0, _MINUTE - 1)
                if found is not None:
                    return hour * _HOUR + minute * _MINUTE + found
        return None


def _numbers(chain: Chain, least: int, most: int) -> Iterator[int]:
    """Yield the numbers of a chain in their order."""
    number = _least(chain, least, most)
    while number is not None:
        yield number
        number = _least(chain, number + 1, most)


def _least(chain: Chain, least: int, most: int) -> int | None:
    if not chain:
        return least if least <= most else None
    found = [number for part in chain if (number := part.least(least)) is not None]
    number = min(found, default=most + 1)
    return number if number <= most else None


def _weekdays(numbers: tuple[int, ...]) -> str:
    """Write days of the week, three or more in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(
        f"{WEEKDAYS[run[0]]}..{WEEKDAYS[run[-1]]}"
        if len(run) > 2
        else ",".join(WEEKDAYS[number] for number in run)
        for run in runs
    )


def _chain(chain: Chain, width: int = 2, unit: int = 1) -> str:
    return ",".join(_part(part, width, unit) for part in chain) or "*"


def _part(part: Part, width: int, unit: int) -> str:
    text = _number(part.start, width, unit)
    if part.stop is not None:
        text += f"..{_number(part.stop, width, unit)}"
    if part.step and (part.stop is None or part.step != unit):
        text += f"/{_number(part.step, 1, unit)}"
    return text


def _number(number: int, width: int, unit: int) -> str:
    whole, rest = divmod(number, unit)
    return f"{whole:0{width}}.{rest:06}" if rest else f"{whole:0{width}}"
