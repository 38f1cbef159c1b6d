"""Spans of time as systemd.time(7) has them: `1h 30min`, `500ms`, `2 days`, `5` (seconds), `infinity`."""

from __future__ import annotations

import re
from math import inf, isinf

from aurae.model.refusal import BadValue

LONGEST = 256
"""Characters of a span."""

_UNITS = {
    1: "usec us µs μs",  # two characters look like this: the micro sign and the Greek letter
    1_000: "msec ms",
    1_000_000: "seconds second sec s",
    60_000_000: "minutes minute min m",
    3_600_000_000: "hours hour hr h",
    86_400_000_000: "days day d",
    604_800_000_000: "weeks week w",
    2_629_800_000_000: "months month M",  # 30.44 days
    31_557_600_000_000: "years year y",  # 365.25 days
}
MICROS = {name: micros for micros, names in _UNITS.items() for name in names.split()}
"""Microseconds of each unit."""
_INFINITY = (1 << 64) - 1
"""Microseconds that systemd does not count up to."""
_TOO_LONG = "is longer than time is counted"

_SPACE = r"[ \t\n\r]*"
_VALUE = re.compile(
    rf"(\d{{0,19}})(?:\.(\d{{1,64}})(?![\d.]))?{_SPACE}([a-zA-Zµμ]*){_SPACE}", re.ASCII
)


def parse(text: str) -> float:
    """Read a span and return its seconds, to the microsecond; BadValue when it is none."""
    if len(text) > LONGEST:
        raise BadValue("", f"is longer than {LONGEST} characters")
    rest = text.strip(" \t\n\r")
    if rest == "infinity":
        return inf
    if rest.startswith("+") and rest[1:2].isdigit():
        rest = rest[1:]
    if not rest:
        raise BadValue("", "is empty")
    if rest.startswith("-"):
        raise BadValue("", "is negative")
    micros = at = 0
    while at < len(rest):
        match = _VALUE.match(rest, at)
        if match is None or not (match[1] or match[2]):
            raise BadValue("", f"{text[:40]!r} is no span of time such as 1h 30min, 500ms or 5")
        micros += _micros(match[1], match[2] or "", match[3])
        at = match.end()
    if micros >= _INFINITY:
        raise BadValue("", _TOO_LONG)
    return micros / 1_000_000


def _micros(whole: str, fraction: str, unit: str) -> int:
    """Return the microseconds of one value; what is less than one is left out."""
    each = MICROS.get(unit or "s")
    if each is None:
        raise BadValue("", f"{unit[:40]!r} is no unit of time such as ms, s, min, h or d")
    if int(whole or "0") >= _INFINITY // each:
        raise BadValue("", _TOO_LONG)
    part: int = int(fraction or "0") * each // 10 ** len(fraction)
    return int(whole or "0") * each + part


def shown(seconds: float) -> str:
    """Write seconds as `systemd-analyze timespan` does: 5400 is `1h 30min`."""
    if isinf(seconds):
        return "infinity"
    rest = round(seconds * 1_000_000)
    if rest == 0:
        return "0"
    words = []
    for unit in ("y", "month", "w", "d", "h", "min"):
        number, rest = divmod(rest, MICROS[unit])
        if number:
            words.append(f"{number}{unit}")
    if rest:
        words.append(_seconds(rest))
    return " ".join(words)


def _seconds(micros: int) -> str:
    """Write less than a minute in the largest unit of which there is one."""
    for unit, digits in (("s", 6), ("ms", 3), ("us", 0)):
        whole, rest = divmod(micros, MICROS[unit])
        if whole:
            return f"{whole}.{rest:0{digits}}{unit}" if rest else f"{whole}{unit}"
    return "0"
