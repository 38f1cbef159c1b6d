"""Spans of time: systemd.time(7)'s examples, its tool, and any text at all."""

import random
import re
import subprocess
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.model.refusal import BadValue
from aurae.model.timespan import MICROS, parse, shown
from tests.support.require import need


@pytest.mark.parametrize(
    ("text", "seconds", "written"),
    [
        ("2 h", 7200, "2h"),
        ("2hours", 7200, "2h"),
        ("48hr", 172_800, "2d"),
        ("1y 12month", 63_115_200, "2y"),
        ("55s500ms", 55.5, "55.500000s"),
        ("300ms20s 5day", 432_020.3, "5d 20.300000s"),
        ("1h 30min", 5400, "1h 30min"),
        ("5", 5, "5s"),
        ("5 6", 11, "11s"),
        (".5", 0.5, "500ms"),
        ("+1.5h", 5400, "1h 30min"),
        ("1.9999999s", 1.999999, "1.999999s"),
        ("3.7µs", 0.000003, "3us"),
        ("1001us", 0.001001, "1.001ms"),
        ("0", 0, "0"),
        (" infinity ", inf, "infinity"),
    ],
)
def test_spans_are_seconds_and_are_written_back(text: str, seconds: float, written: str):
    assert parse(text) == seconds
    assert shown(seconds) == written
    assert parse(written) == seconds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("+", "'+' is no span of time such as 1h 30min, 500ms or 5"),
        ("-5", "is negative"),
        ("5ns", "'ns' is no unit of time such as ms, s, min, h or d"),
        ("1H", "'H' is no unit of time such as ms, s, min, h or d"),
        ("5.", "'5.' is no span of time such as 1h 30min, 500ms or 5"),
        ("1,5", "'1,5' is no span of time such as 1h 30min, 500ms or 5"),
        ("1 day ago", "'1 day ago' is no span of time such as 1h 30min, 500ms or 5"),
        ("584542y", "is longer than time is counted"),
        ("584541y 584541y", "is longer than time is counted"),
        ("5" * 257, "is longer than 256 characters"),
    ],
)
def test_a_refusal_says_why(text: str, why: str):
    with pytest.raises(BadValue) as refused:
        parse(text)
    assert str(refused.value) == why


def ours(text: str) -> str | None:
    try:
        return shown(parse(text))
    except BadValue:
        return None


def theirs(*texts: str) -> list[str]:
    """Return how systemd writes spans; it stops at the first that is none."""
    done = subprocess.run(
        [need("systemd-analyze"), "timespan", "--", *texts],
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return re.findall(r"^ *Human: (.*)$", done.stdout, re.MULTILINE)


def drawn() -> set[str]:
    draw = random.Random("spans")
    return {
        draw.choice(("", "", "+", " "))
        + "".join(
            draw.choice(("{}", "{}.{}", ".{}")).format(draw.randrange(90), draw.randrange(100_000))
            + draw.choice((*MICROS, "", " s"))
            + draw.choice(("", " ", " ", "."))
            for _ in range(draw.randint(1, 3))
        )
        for _ in range(200)
    }


def test_systemd_reads_and_writes_them_alike():
    texts = {text: ours(text) for text in drawn()}
    spans = [text for text, written in texts.items() if written]
    assert theirs(*spans) == [texts[text] for text in spans]
    refused = [text for text, written in texts.items() if not written]
    assert min(len(spans), len(refused)) > 40
    for text in refused[:40]:
        assert not theirs(text), text


@settings(deadline=None)
@given(st.text() | st.text("0123456789. +-hmsdwyMuµ"))
def test_any_text_is_a_span_or_refused(text: str):
    written = ours(text)
    if written is not None:
        # Above 2**53 microseconds (285 years) a float of seconds has lost some.
        assert parse(written) == pytest.approx(parse(text), rel=1e-12, abs=1e-9)
