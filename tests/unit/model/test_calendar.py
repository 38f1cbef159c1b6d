"""Calendar events: systemd.time(7)'s examples, changes of the clocks, and any text at all."""

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.model.calendar import Calendar
from aurae.model.calendar_parse import SHORTHANDS, parse
from aurae.model.refusal import BadValue

SECOND = 10**9
BERLIN = ZoneInfo("Europe/Berlin")


def ns(text: str) -> int:
    """Return the nanoseconds of a moment; its whole seconds are exact in a float."""
    return int(datetime.fromisoformat(text).timestamp()) * SECOND


def following(text: str, base: str, count: int, zone=UTC) -> list[str]:
    """Return the next moments of an expression, in the zone."""
    moment = ns(base)
    found = []
    for _ in range(count):
        later = parse(text).next_after(moment, zone)
        assert later is not None
        moment = later
        found.append(datetime.fromtimestamp(moment // SECOND, zone).strftime("%m-%d %H:%M %z"))
    return found


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("Sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00"),
        ("Mon,Sun 12-*-* 2,1:23", "Mon,Sun 2012-*-* 01,02:23:00"),
        ("Wed *-1", "Wed *-*-01 00:00:00"),
        ("Wed..Wed,Wed *-1", "Wed *-*-01 00:00:00"),
        ("Wed, 17:48", "Wed *-*-* 17:48:00"),
        ("Wed..Sat,Tue 12-10-15 1:2:3", "Tue..Sat 2012-10-15 01:02:03"),
        ("*-*-7 0:0:0", "*-*-07 00:00:00"),
        ("10-15", "*-10-15 00:00:00"),
        ("monday *-12-* 17:00", "Mon *-12-* 17:00:00"),
        ("Mon,Fri *-*-3,1,2 *:30:45", "Mon,Fri *-*-01,02,03 *:30:45"),
        ("12,14,13,12:20,10,30", "*-*-* 12,13,14:10,20,30:00"),
        ("12..14:10,20,30", "*-*-* 12..14:10,20,30:00"),
        ("mon,fri *-1/2-1,3 *:30:45", "Mon,Fri *-01/2-01,03 *:30:45"),
        ("03-05 08:05:40", "*-03-05 08:05:40"),
        ("08:05:40", "*-*-* 08:05:40"),
        ("05:40", "*-*-* 05:40:00"),
        ("Sat,Sun 12-05 08:05:40", "Sat,Sun *-12-05 08:05:40"),
        ("Sat,Sun 08:05:40", "Sat,Sun *-*-* 08:05:40"),
        ("2003-03-05 05:40", "2003-03-05 05:40:00"),
        ("05:40:23.4200004/3.1700005", "*-*-* 05:40:23.420000/3.170001"),
        ("2003-02..04-05", "2003-02..04-05 00:00:00"),
        ("2003-03-05 05:40 UTC", "2003-03-05 05:40:00 UTC"),
        ("2003-03-05", "2003-03-05 00:00:00"),
        ("hourly", "*-*-* *:00:00"),
        ("daily", "*-*-* 00:00:00"),
        ("daily UTC", "*-*-* 00:00:00 UTC"),
        ("monthly", "*-*-01 00:00:00"),
        ("weekly", "Mon *-*-* 00:00:00"),
        ("weekly Pacific/Auckland", "Mon *-*-* 00:00:00 Pacific/Auckland"),
        ("yearly", "*-01-01 00:00:00"),
        ("annually", "*-01-01 00:00:00"),
        ("*:2/3", "*-*-* *:02/3:00"),
        ("MINUTELY", "*-*-* *:*:00"),
        ("quarterly", "*-01,04,07,10-01 00:00:00"),
        ("semi-annually utc", "*-01,07-01 00:00:00 UTC"),
        ("*-02~03", "*-02~03 00:00:00"),
        ("Mon *-05~07/1", "Mon *-05~07/1 00:00:00"),
        ("*-*~*", "*-*-* 00:00:00"),
        ("*-*~3..8/2", "*-*~03..07/2 00:00:00"),
        ("5..8/5:0", "*-*-* 05:00:00"),
        ("Mon-Fri 9:0", "Mon..Fri *-*-* 09:00:00"),
        ("Mon..Sun 9:0", "*-*-* 09:00:00"),
        ("1:2:0..0.5/0.25", "*-*-* 01:02:00..00.500000/0.250000"),
        ("1:2:0/1", "*-*-* 01:02:*"),
        ("1:2:5,0/1", "*-*-* 01:02:*"),
        ("1:2:0.5,0/1", "*-*-* 01:02:00/1,00.500000"),
        ("1:2:0.9999999", "*-*-* 01:02:01"),
        ("Mon @1395716396", "Mon 2014-03-25 02:59:56 UTC"),
        ("69-1-1", "2069-01-01 00:00:00"),
        ("70-1-1", "1970-01-01 00:00:00"),
    ],
)
def test_expressions_have_a_normalized_form(text: str, normalized: str):
    assert parse(text).normalized() == normalized
    assert parse(normalized) == parse(text)


def test_every_shorthand_is_its_longer_form():
    for name, longer in SHORTHANDS.items():
        assert parse(name).normalized() == longer.replace("/1", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        (" UTC", "is empty"),
        ("*" * 4097, "is longer than 4096 characters"),
        ("someday", "'someday' is no day of the week"),
        ("Mon,,Tue 1:0", "'' is no day of the week"),
        ("Sat..Mon 1:0", "'sat..mon' ends before it starts"),
        ("1:0 Europe/Nowhere", "'Europe/Nowhere' is no time zone such as UTC or Europe/Berlin"),
        ("1:0 right/UTC", "'right/UTC' is no time zone such as UTC or Europe/Berlin"),
        ("1:0 Europe", "'Europe' is no time zone such as UTC or Europe/Berlin"),
        ("1:0 Europe/../UTC", "'Europe/../UTC' is no time zone such as UTC or Europe/Berlin"),
        ("10", "'10' is no date such as *-*-01, or time such as 12:30"),
        ("*~*-1", "'*~*-1' is no date such as *-*-01, or time such as 12:30"),
        ("1:2:3:4", "'1:2:3:4' is no date and time such as *-*-01 12:30"),
        ("1:60", "minute: '60' does not fit between 0 and 59"),
        ("24:00", "hour: '24' does not fit between 0 and 23"),
        ("23/1:00", "hour: '23/1' does not fit between 0 and 23"),
        ("*-*~29", "day: '29' does not fit between 1 and 28, counted from the end"),
        ("1:2:59.9999999", "second: '59.9999999' does not fit between 0 and 59"),
        ("1:2:0/0.0000001", "second: '0/0.0000001' repeats without a step"),
        ("1:2:1..1.5", "second: '1..1.5' is a range of less than a second, and has no step"),
        ("*/2:0", "hour: '*/2' is no value such as 5, 1..5 or 0/5"),
        (f"{'1,' * 241}1:0", "hour: has 242 values, at most 241 are allowed"),
        ("1969-1-1", "year: '1969' does not fit between 1970 and 2199"),
        ("@7258118400", "@7258118400 is after 2199"),
    ],
)
def test_a_refusal_says_why(text: str, why: str):
    with pytest.raises(BadValue) as refused:
        parse(text)
    assert str(refused.value) == why


def test_a_wall_time_that_is_skipped_does_not_elapse():
    assert following("*-*-* 02:30", "2024-03-30 12:00+01:00", 2, BERLIN) == [
        "04-01 02:30 +0200", "04-02 02:30 +0200"
    ]  # fmt: skip
    assert following("*:0/30", "2024-03-31 01:10+01:00", 2, BERLIN) == [
        "03-31 01:30 +0100", "03-31 03:00 +0200"
    ]  # fmt: skip


def test_a_wall_time_that_comes_twice_elapses_once():
    assert following("*-*-* 02:30", "2024-10-26 12:00+02:00", 2, BERLIN) == [
        "10-27 02:30 +0200", "10-28 02:30 +0100"
    ]  # fmt: skip
    again = "2024-10-27 02:10+01:00"  # the second 02:10 of the night
    assert following("*:0/30", again, 1, BERLIN) == ["10-27 03:00 +0100"]


def test_a_day_without_midnight_and_a_day_that_never_was():
    sao_paulo, apia = ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Apia")
    assert following("daily", "2018-11-03 12:00-03:00", 1, sao_paulo) == ["11-05 00:00 -0200"]
    assert following("daily", "2011-12-29 12:00-10:00", 1, apia) == ["12-31 00:00 +1400"]


def test_a_gap_of_many_moments_is_passed_quickly():
    fine = parse("*-*-* 02:*:0/0.000001 Europe/Berlin")
    assert fine.next_after(ns("2024-03-31 00:59:59+00:00"), UTC) == ns("2024-04-01 00:00+00:00")
    assert fine.next_after(ns("2024-10-27 01:30:00+00:00"), UTC) == ns("2024-10-28 01:00+00:00")


def test_the_zone_of_the_expression_counts_before_the_local_one():
    assert following("12:00 UTC", "2024-06-01 00:00+00:00", 1, BERLIN) == ["06-01 14:00 +0200"]
    assert following("12:00", "2024-06-01 00:00+00:00", 1, BERLIN) == ["06-01 12:00 +0200"]


def test_what_is_over_or_never_comes_is_never():
    now = ns("2024-06-01 00:00+00:00")
    for text in ("2020-*-*", "*-02-31", "@5", "Tue 2024-06-05"):
        assert parse(text).next_after(now, UTC) is None
    for late in (ns("2199-12-31 00:00+00:00"), 10**19, 10**40):
        assert parse("daily").next_after(late, BERLIN) is None


def test_before_1970_the_first_event_is_in_1970():
    for early in (-(10**30), -1):
        assert parse("hourly").next_after(early, UTC) == 0
    assert parse("daily").next_after(0, ZoneInfo("America/New_York")) == 5 * 3600 * SECOND


def test_nanoseconds_of_the_base_are_counted():
    event = parse("*:*:0.000001")
    assert event.next_after(999, UTC) == 1000
    assert event.next_after(1000, UTC) == 60 * SECOND + 1000
    assert event.next_after(1001, UTC) == 60 * SECOND + 1000


def test_an_event_is_frozen():
    with pytest.raises(FrozenInstanceError):
        parse("daily").zone = "UTC"  # type: ignore[misc]


def check(text: str, moment: int, zone: ZoneInfo) -> None:
    """Parse a text; if it is an event, its form must be stable and its next moment later."""
    try:
        event = parse(text)
    except BadValue:
        return
    assert isinstance(event, Calendar)
    assert parse(event.normalized()) == event
    later = event.next_after(moment, zone)
    assert later is None or later > moment


MOMENTS = st.integers(-(10**18), 8 * 10**18)
LOCAL = st.sampled_from(
    [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Australia/Lord_Howe")]
)


@settings(deadline=None)
@given(st.text(), MOMENTS, LOCAL)
def test_any_text_is_an_event_or_refused(text: str, moment: int, zone: ZoneInfo):
    check(text, moment, zone)


@settings(deadline=None)
@given(st.text("0123456789*-~:/., @MonTueUTC"), MOMENTS, LOCAL)
def test_any_text_of_its_letters_is_an_event_or_refused(text: str, moment: int, zone: ZoneInfo):
    check(text, moment, zone)


FIELD = st.from_regex(
    r"(\*|[0-9]{1,2}(\.\.[0-9]{1,2})?(/[0-9]{1,2})?(,[0-9]{1,2})?)", fullmatch=True
)


@settings(deadline=None)
@given(st.tuples(FIELD, FIELD, FIELD, FIELD, FIELD), st.sampled_from("-~"), MOMENTS, LOCAL)
def test_what_looks_like_an_event_is_one_or_refused(fields, mark, moment: int, zone: ZoneInfo):
    month, day, hour, minute, second = fields
    check(f"{month}{mark}{day} {hour}:{minute}:{second}", moment, zone)
