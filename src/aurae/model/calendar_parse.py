"""Reads calendar events: `Mon..Fri *-*-* 09:00`, `*-*~1`, `*:0/15`, `weekly Europe/Berlin`.

What `systemd-analyze calendar` takes is taken, with two differences: a time zone is UTC or a name
of the IANA database, never an abbreviation of the local zone, whose meaning hangs on the season;
and a zone of `right/`, whose clocks count leap seconds, is refused. Where systemd 252 is wrong we
follow the manual: it refuses a third value of `~` above 22, writes `0/1,0.5` as `*`, and may pass
over the first events of a minute, an hour, a day or a year after steps without an end (`*:6/24`).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aurae.model.calendar import (
    EVERY_SECOND,
    FIRST_YEAR,
    LAST_YEAR,
    SECOND,
    WEEKDAYS,
    Calendar,
    Chain,
    Part,
)
from aurae.model.refusal import BadValue

LONGEST = 4096
"""Characters of an expression."""
MOST_PARTS = 241
"""Values in one list, as with systemd."""

SHORTHANDS = {
    "minutely": "*-*-* *:*:00",
    "hourly": "*-*-* *:00:00",
    "daily": "*-*-* 00:00:00",
    "weekly": "Mon *-*-* 00:00:00",
    "monthly": "*-*-01 00:00:00",
    "quarterly": "*-01,04,07,10-01 00:00:00",
    **dict.fromkeys(
        ("semiannually", "semi-annually", "biannually", "bi-annually"), "*-01,07-01 00:00:00"
    ),
    **dict.fromkeys(("yearly", "annually", "anually"), "*-01-01 00:00:00"),
}

_DAY_NUMBERS = {
    name: number
    for number, day in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
    for name in (day, WEEKDAYS[number].lower())
}
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", re.ASCII)
_MOMENT = re.compile(r"@(\d{1,12})", re.ASCII)
_DATE_AND_TIME = re.compile(r"(?:([^ :]+)(?: +|$))?([^ :]+(?::[^ :]+){1,2})?")
_PART = re.compile(r"(\d{1,10})(?:\.\.(\d{1,10}))?(?:/(\d{1,10}))?", re.ASCII)
_DECIMAL = r"\d{1,10}(?:\.\d{1,64})?"
_DECIMAL_PART = re.compile(rf"({_DECIMAL})(?:\.\.({_DECIMAL}))?(?:/({_DECIMAL}))?", re.ASCII)


def parse(text: str) -> Calendar:
    """Read a calendar event; BadValue when it is none."""
    if len(text) > LONGEST:
        raise BadValue("", f"is longer than {LONGEST} characters")
    body, zone = _split_zone(text)
    body = SHORTHANDS.get(body.lower(), body)
    if not body:
        raise BadValue("", "is empty")
    weekdays: tuple[int, ...] = ()
    if body[0].isalpha():
        word, _, rest = body.partition(" ")
        weekdays, body = _read_weekdays(word), rest.lstrip(" ")
    if moment := _MOMENT.fullmatch(body):
        return _at_moment(int(moment[1]), weekdays)
    match = _DATE_AND_TIME.fullmatch(body)
    if match is None:
        raise BadValue("", f"{_shown(body)} is no date and time such as *-*-01 12:30")
    years, months, days, from_end = _read_date(match[1] or "*-*")
    hours, minutes, micros = _read_time(match[2] or "0:0")
    return Calendar(weekdays, years, months, days, hours, minutes, micros, from_end, zone)


def _split_zone(text: str) -> tuple[str, str]:
    """Part an expression from the time zone at its end; empty where it has none."""
    body, space, word = text.rpartition(" ")
    if not space or not word[:1].isalpha():
        return text, ""
    if word.upper() == "UTC":
        return body, "UTC"
    if not _ZONE.fullmatch(word) or not _is_zone(word):
        raise BadValue("", f"{_shown(word)} is no time zone such as UTC or Europe/Berlin")
    return body, word


def _is_zone(name: str) -> bool:
    if name.startswith("right/"):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _read_weekdays(word: str) -> tuple[int, ...]:
    names = word.lower().removesuffix(",")
    found: set[int] = set()
    for item in names.split(","):
        first, *last = (_weekday(name) for name in re.split(r"\.\.|-", item, maxsplit=1))
        end = last[0] if last else first
        if end < first:
            raise BadValue("", f"{_shown(item)} ends before it starts")
        found.update(range(first, end + 1))
    return tuple(sorted(found)) if len(found) < len(WEEKDAYS) else ()


def _weekday(name: str) -> int:
    if name not in _DAY_NUMBERS:
        raise BadValue("", f"{_shown(name)} is no day of the week")
    return _DAY_NUMBERS[name]


def _at_moment(seconds: int, weekdays: tuple[int, ...]) -> Calendar:
    """Return the event at a number of seconds after 1970."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        at = datetime.max.replace(tzinfo=UTC)
    if at.year > LAST_YEAR:
        raise BadValue("", f"@{seconds} is after {LAST_YEAR}")
    years, months, days, hours, minutes, micros = (
        (Part(number),)
        for number in (at.year, at.month, at.day, at.hour, at.minute, at.second * SECOND)
    )
    return Calendar(weekdays, years, months, days, hours, minutes, micros, zone="UTC")


def _read_date(text: str) -> tuple[Chain, Chain, Chain, bool]:
    pieces = re.split("[-~]", text)
    marks = re.sub("[^-~]", "", text)
    if len(pieces) not in (2, 3) or "~" in marks[:-1]:
        raise BadValue("", f"{_shown(text)} is no date such as *-*-01, or time such as 12:30")
    year, month, day = ["*", *pieces][-3:]
    from_end = marks[-1] == "~" and day != "*"
    years = _read_chain(year, "year", FIRST_YEAR, LAST_YEAR)
    months = _read_chain(month, "month", 1, 12)
    return years, months, _read_chain(day, "day", 1, 31, from_end=from_end), from_end


def _read_time(text: str) -> tuple[Chain, Chain, Chain]:
    hour, minute, second = [*text.split(":"), "0"][:3]
    hours = _read_chain(hour, "hour", 0, 23)
    minutes = _read_chain(minute, "minute", 0, 59)
    if second == "*":
        return hours, minutes, EVERY_SECOND
    micros = _read_chain(second, "second", 0, 60 * SECOND - 1)
    if EVERY_SECOND[0] in micros and not any(
        (p.start % SECOND or p.step % SECOND) for p in micros
    ):
        micros = EVERY_SECOND
    return hours, minutes, micros


def _read_chain(text: str, name: str, least: int, most: int, *, from_end: bool = False) -> Chain:
    if text == "*":
        return ()
    words = text.split(",")
    if len(words) > MOST_PARTS:
        raise BadValue(name, f"has {len(words)} values, at most {MOST_PARTS} are allowed")
    bounds = f"between {least} and {most // (SECOND if name == 'second' else 1)}"
    if from_end:
        most = 28  # which every month has
        bounds = f"between {least} and {most}, counted from the end"
    parts = set()
    for word in words:
        part = _read_part(word, name)
        if not _fits(part, least, most, from_end=from_end):
            raise BadValue(name, f"{_shown(word)} does not fit {bounds}")
        parts.add(part)
    return tuple(sorted(parts, key=lambda part: (part.start, part.stop or -1, part.step)))


def _read_part(word: str, name: str) -> Part:
    unit = SECOND if name == "second" else 1
    match = (_PART if unit == 1 else _DECIMAL_PART).fullmatch(word)
    if match is None:
        raise BadValue(name, f"{_shown(word)} is no value such as 5, 1..5 or 0/5")
    start = _number(match[1], name)
    stop = None if match[2] is None else _number(match[2], name)
    step = 0 if stop is None else unit
    if match[3] is not None:
        step = _number(match[3], name, of_step=True)
        if not step:
            raise BadValue(name, f"{_shown(word)} repeats without a step")
    elif stop is not None and unit > 1 and start + step > stop:
        raise BadValue(name, f"{_shown(word)} is a range of less than a second, and has no step")
    if stop is None or stop < start:
        return Part(start, stop, step)
    stop -= (stop - start) % step
    return Part(start) if stop == start else Part(start, stop, step)


def _number(text: str, name: str, *, of_step: bool = False) -> int:
    """Read a number: a year of two digits as one of this age, seconds as microseconds."""
    whole, _, fraction = text.partition(".")
    number = int(whole)
    if name == "second":
        rounded_up = fraction[6:7] >= "5"
        return number * SECOND + int(fraction[:6].ljust(6, "0")) + rounded_up
    if name == "year" and not of_step and number < 100:
        return number + (2000 if number < 70 else 1900)
    return number


def _fits(part: Part, least: int, most: int, *, from_end: bool) -> bool:
    """Tell whether a part stays between the bounds and, when it repeats, does so at least once."""
    if not least <= part.start <= most or part.step > most - least:
        return False
    if part.stop is not None:
        return part.start + part.step <= part.stop <= most
    if from_end:
        return part.start - part.step >= least
    return part.start + part.step <= most


def _shown(text: str) -> str:
    return repr(text[:40])
