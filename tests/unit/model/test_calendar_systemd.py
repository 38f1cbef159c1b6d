"""Calendar events beside the real `systemd-analyze calendar`: the same words, the same moments.

Expressions and moments are drawn from a fixed seed, so that each run asks the same. What systemd 252
gets wrong (see calendar_parse.py) is not asked: moments of steps without an end, steps of fractions.
"""

import os
import random
import re
import subprocess
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aurae.model.calendar_parse import parse
from aurae.model.refusal import BadValue
from tests.support.require import need

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour forward and back
    "America/Sao_Paulo",  # skipped midnights until 2018
    "Asia/Kathmandu",  # 5:45
)
NIGHTS = {
    "Europe/Berlin": ("2024-03-31 00:40", "2024-10-26 23:40"),
    "America/New_York": ("2024-03-10 06:40", "2024-11-03 05:20"),
    "Australia/Lord_Howe": ("2024-04-06 14:20", "2024-10-05 15:20"),
    "America/Sao_Paulo": ("2018-11-04 02:30",),
}
"""Moments (UTC) shortly before the clocks change. `~` is not asked then: it has the C library, which
goes by earlier calls, take the second of two moments."""
EXPRESSIONS = 40
"""Per zone and moment."""
BASES = 2
ROUNDS = 3
_MOMENT = re.compile(
    r"(?:Next elapse|\(in UTC\)|Iter(?:\.|ation) #\d+): (?:\w{3} (\S+ \S+) UTC|(never)$)"
)
_REFUSED = re.compile("Failed to parse calendar specification '([^']*)'")
_GIVEN_UP = re.compile("Failed to determine next elapse for '([^']*)': Resource deadlock avoided")


def theirs(zone: str, base: str, expressions: list[str]) -> dict[str, tuple[str, list[str]]]:
    """Return each expression's normalized form and next moments; those it gives up are left out.

    systemd 252 calls some searches an infinite loop, at a change of the clocks.
    """
    done = subprocess.run(
        [need("systemd-analyze"), "calendar", f"--iterations={ROUNDS}",
         f"--base-time={base} UTC", *expressions],
        env={**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    given_up = set(_GIVEN_UP.findall(done.stderr))
    assert done.returncode == 0 or given_up, done.stderr
    found: dict[str, tuple[str, list[str]]] = {}
    original = ""
    moments: list[str] = []
    for line in map(str.strip, done.stdout.splitlines()):
        if line.startswith("Original form: "):
            original = line.removeprefix("Original form: ")
        elif line.startswith("Normalized form: "):
            normal = line.removeprefix("Normalized form: ")
            moments = []
            found[original or normal] = normal, moments
            original = ""
        elif match := _MOMENT.match(line):
            moments.append(match[1] or match[2])
    return {text: answer for text, answer in found.items() if text not in given_up}


def ours(zone: str, base: str, text: str) -> tuple[str, list[str]]:
    """Return the same as `theirs` for one expression."""
    calendar = parse(text)
    moment: int | None = int(datetime.fromisoformat(f"{base}+00:00").timestamp()) * 10**9
    found = []
    for _ in range(ROUNDS):
        assert moment is not None
        later = calendar.next_after(moment, ZoneInfo(zone))
        if later is None:
            break
        assert later > moment
        found.append(f"{datetime.fromtimestamp(later // 10**9, UTC):%Y-%m-%d %H:%M:%S}")
        moment = later
    return calendar.normalized(), found or ["never"]


def value(draw: random.Random, least: int, most: int, width: int = 0, *, end: int = -1) -> str:
    """Draw `*`, a number, a range, a repetition or a list of them.

    An endless repetition is written 5<..59>/10, with the end that it has: `end` if that is not
    `most`, and at 0 none is drawn.
    """
    if draw.random() < 0.35:
        return "*"
    words = []
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        start = draw.randint(least, most)
        stop = draw.randint(least, most)
        text = f"{start:0{width}}"
        step = f"/{draw.randint(1, max(1, (most - start) // 2))}" if draw.random() < 0.3 else ""
        if stop > start and draw.random() < 0.4:
            text += f"..{stop}{step}"
        elif step and end:
            text += f"<..{most if end < 0 else end}>{step}"
        words.append(text)
    return ",".join(words)


def endless(text: str) -> str:
    return re.sub("<[^>]*>", "", text)


def ended(text: str) -> str:
    return text.replace("<", "").replace(">", "")


def seconds(draw: random.Random) -> str:
    if draw.random() < 0.7:
        return value(draw, 0, 59)
    return str(round(draw.uniform(0, 58), draw.randint(1, 8)))


def weekdays(draw: random.Random) -> str:
    names = ("Mon", "tuesday", "Wed", "THU", "Friday", "Sat", "Sunday")
    first, last = sorted(draw.sample(range(7), 2))
    return draw.choice((
        names[first], f"{names[first]},{names[last]}", f"{names[first]}..{names[last]}",
        f"{names[last]},{names[first]}..{names[last]},",
    ))  # fmt: skip


def expression(draw: random.Random) -> str:
    """Draw an expression; some are none."""
    if draw.random() < 0.05:
        return draw.choice(
            ("minutely", "Hourly", "daily", "weekly", "quarterly UTC", "@1900000000")
        )
    words = [weekdays(draw)] if draw.random() < 0.3 else []
    if draw.random() < 0.6:
        year = draw.choice(
            ("*", "*", "*", value(draw, 2015, 2040, end=2199), value(draw, 10, 30, end=2199))
        )
        day = f"-{value(draw, 1, 31)}" if draw.random() < 0.7 else f"~{value(draw, 1, 22, end=0)}"
        month = value(draw, 1, 12, 2)
        words.append(f"{month}{day}" if draw.random() < 0.3 else f"{year}-{month}{day}")
    if draw.random() < 0.8 or not words:
        time = f"{value(draw, 0, 23)}:{value(draw, 0, 59)}"
        words.append(f"{time}:{seconds(draw)}" if draw.random() < 0.5 else time)
    if draw.random() < 0.2:
        words.append(draw.choice(("UTC", "Europe/Berlin", "Pacific/Apia")))
    return " ".join(words)


def is_valid(text: str) -> bool:
    try:
        parse(endless(text))
    except BadValue:
        return False
    return True


def drawn(draw: random.Random, count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        text = expression(draw)
        if is_valid(text):
            found.append(text)
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_the_next_moments_are_those_of_systemd(zone: str):
    draw = random.Random(zone)
    bases = [
        f"{datetime.fromtimestamp(draw.randint(1_262_304_000, 1_893_456_000), UTC):%Y-%m-%d %H:%M:%S}"
        for _ in range(BASES)
    ]
    for base in (*bases, *NIGHTS.get(zone, ())):
        expressions = drawn(draw, EXPRESSIONS)
        words = theirs(zone, base, [endless(text) for text in expressions])
        moments = theirs(zone, base, [ended(text) for text in expressions])
        asked = [text for text in expressions if endless(text) in words and ended(text) in moments]
        if base not in bases:
            asked = [text for text in asked if "~" not in text]
        assert len(asked) > EXPRESSIONS * 0.6
        for text in asked:
            answer = words[endless(text)][0], moments[ended(text)][1]
            assert ours(zone, base, endless(text)) == answer, f"{text} from {base} on"


def damaged(draw: random.Random, text: str) -> str:
    """Change an expression in one or two places."""
    for _ in range(draw.choice((1, 1, 2))):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice("0123456789*-~:/.,, ") * draw.randint(0, 1) + text[at + 1 :]
    return text


def test_what_systemd_refuses_is_refused():
    draw = random.Random("damaged")
    texts = {damaged(draw, endless(text)) for text in drawn(draw, 400)} - {""}
    done = subprocess.run(
        [need("systemd-analyze"), "calendar", "--base-time=2024-01-01", "--", *texts],
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    refused = set(_REFUSED.findall(done.stderr))
    assert refused == {text for text in texts if not is_valid(text)}
    assert 50 < len(refused) < len(texts) - 50
