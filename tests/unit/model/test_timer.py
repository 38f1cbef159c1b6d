"""When timers run: each setting, missed runs, clocks that are set, reboots, shared wake-ups."""

from dataclasses import replace
from datetime import UTC, datetime
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurae.model.refusal import BadValue
from aurae.model.timer import (
    Clock,
    Elapse,
    Facts,
    Timer,
    check_timer,
    draw_of,
    next_elapse,
)

SECOND = 10**9
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def wall(text: str) -> int:
    return int(datetime.fromisoformat(f"2024-06-{text}+00:00").timestamp()) * SECOND


NOON = wall("15 12:00")
SET = Facts(wall=NOON, now=1000 * SECOND, activated_wall=NOON, activated=1000 * SECOND)
"""A timer that was activated at noon, 1000 seconds after the boot."""
HOURLY = Timer(calendar=("hourly",))


def later(facts: Facts, seconds: float, step: float = 0) -> Facts:
    """Let time go by, and the wall clock be set forward by `step` or back."""
    gone, jump = round(seconds * SECOND), round(step * SECOND)
    return replace(facts, wall=facts.wall + gone + jump, now=facts.now + gone)


def ran(facts: Facts, lasting: float | None = 0) -> Facts:
    """Have a run start now, and end after so many seconds."""
    ended = None if lasting is None else facts.now + round(lasting * SECOND)
    return replace(facts, triggered_wall=facts.wall, triggered=facts.now, ended=ended)


def due(timer: Timer, facts: Facts, draw: float = 0.0, key: str = "") -> str | None:
    """Return when a timer is due: a wall time, or seconds after the boot."""
    elapse = next_elapse(timer, facts, UTC, draw, key)
    if elapse is None:
        return None
    if elapse.clock is Clock.WALL:
        return f"{datetime.fromtimestamp(elapse.at // SECOND, UTC):%d %H:%M:%S}"
    return f"{elapse.at / SECOND:g}s {elapse.cause}"


def is_due(timer: Timer, facts: Facts) -> bool:
    elapse = next_elapse(timer, facts, UTC, 0.0)
    return elapse is not None and elapse.left(facts) <= 0


@pytest.mark.parametrize(
    ("timer", "expected"),
    [
        (HOURLY, "15 13:00:00"),
        (Timer(calendar=("18:30", "*:20")), "15 12:20:00"),
        (Timer(calendar=("2020-01-01",)), None),
        (Timer(on_boot=1060), "1060s on_boot"),
        (Timer(on_boot=10), "10s on_boot"),  # has passed: at once
        (Timer(on_startup=1100), "1100s on_startup"),
        (Timer(on_active=5), "1005s on_active"),
        (Timer(interval=300), "1300s interval"),
        (Timer(on_inactive=30), "1030s on_inactive"),
        (Timer(calendar=("12:00:07",), on_active=5, interval=9), "1005s on_active"),
        (Timer(calendar=("12:00:04",), on_active=5, interval=9), "15 12:00:04"),
    ],
)
def test_what_comes_first_is_next(timer: Timer, expected: str | None):
    assert due(timer, SET) == expected


def test_what_happens_once_is_over_after_the_run():
    for timer in (Timer(on_boot=1060), Timer(on_startup=1100), Timer(on_active=50)):
        assert not is_due(timer, later(SET, 49))
        late = later(SET, 120)
        assert is_due(timer, late)
        assert due(timer, ran(late)) is None
    both = Timer(on_active=50, interval=300)
    assert due(both, ran(later(SET, 50))) == "1350s interval"
    early = ran(later(SET, 20))  # a run for another reason does not use it up
    assert due(Timer(on_active=50), early) == "1050s on_active"


def test_an_interval_goes_from_start_to_start_and_a_pause_from_end_to_start():
    facts = ran(later(SET, 300), lasting=100)
    assert due(Timer(interval=300), facts) == "1600s interval"
    assert due(Timer(on_inactive=300), facts) == "1700s on_inactive"
    assert due(Timer(on_inactive=300), ran(later(SET, 300), lasting=None)) is None


def test_missed_runs_are_one():
    asleep = replace(SET, wall=wall("15 17:30"))  # suspended: only the wall clock went on
    assert is_due(HOURLY, asleep)
    assert due(HOURLY, ran(asleep)) == "15 18:00:00"
    busy = later(SET, 5000)
    assert is_due(Timer(interval=300), busy)
    assert due(Timer(interval=300), ran(busy)) == "6300s interval"


def test_a_clock_set_forward_over_an_event_has_it_run_at_once():
    ahead = later(SET, 60, step=2 * 3600)
    assert is_due(HOURLY, ahead)
    assert due(HOURLY, ran(ahead)) == "15 15:00:00"
    assert not is_due(Timer(interval=300), ahead)


def test_a_clock_set_back_repeats_no_run():
    made = ran(later(SET, 3600))
    for back in (1, 1800, 3600, 20 * 3600):
        facts = later(made, 1, step=-back)
        assert due(HOURLY, facts) == "15 14:00:00"
        assert due(HOURLY, later(facts, back - 60)) == "15 14:00:00"
    assert not is_due(Timer(interval=300), later(made, 1, step=-3600))


def test_a_clock_set_back_before_the_first_run_makes_the_timer_wait_for_no_future():
    facts = later(SET, 60, step=-5 * 3600)
    assert due(HOURLY, facts) == "15 08:00:00"
    facts = later(facts, 3500)  # and it stays the same while time goes by
    assert due(HOURLY, facts) == "15 08:00:00"
    assert is_due(HOURLY, facts) is (facts.wall >= wall("15 08:00"))


def test_runs_made_by_a_clock_that_was_years_ahead_hold_nothing_up():
    ahead = ran(later(SET, 60, step=70 * 365 * 86400))
    right = later(ahead, 60, step=-70 * 365 * 86400)
    assert due(HOURLY, right) == "15 13:00:00"
    assert due(HOURLY, later(right, 600)) == "15 13:00:00"
    rebooted = replace(right, triggered=None, ended=None, activated_wall=right.wall)
    assert due(replace(HOURLY, persistent=True), rebooted) == "15 13:00:00"


REBOOTED = Facts(
    wall=NOON, now=20 * SECOND, activated_wall=NOON - SECOND, activated=19 * SECOND,
    created_wall=NOON - 90 * DAY, triggered_wall=NOON - 5 * HOUR,
)  # fmt: skip
"""A second after the activation at a boot; the last run was five hours before."""


def test_only_a_persistent_timer_catches_up_what_was_missed_while_off():
    persistent = replace(HOURLY, persistent=True)
    assert due(HOURLY, REBOOTED) == "15 12:00:00"
    assert (
        due(HOURLY, replace(REBOOTED, activated_wall=NOON, activated=REBOOTED.now))
        == "15 13:00:00"
    )
    assert is_due(persistent, REBOOTED)
    assert due(persistent, ran(REBOOTED)) == "15 13:00:00"
    in_time = replace(REBOOTED, triggered_wall=NOON)
    assert due(persistent, in_time) == "15 13:00:00"


def test_a_persistent_timer_that_never_ran_counts_from_its_making():
    never = replace(REBOOTED, triggered_wall=None)
    assert is_due(Timer(calendar=("monthly",), persistent=True), never)
    assert due(Timer(calendar=("monthly",)), never) == "01 00:00:00"
    new = replace(never, created_wall=NOON - SECOND)
    assert due(Timer(calendar=("monthly",), persistent=True), new) == "01 00:00:00"
    assert not is_due(Timer(calendar=("monthly",), persistent=True), new)


def test_a_persistent_interval_goes_on_over_a_reboot():
    assert due(Timer(interval=6 * 3600), REBOOTED) == f"{6 * 3600 + 19}s interval"
    kept = Timer(interval=6 * 3600, persistent=True)
    assert due(kept, REBOOTED) == f"{3600 + 20}s interval"  # five hours are over
    assert is_due(replace(kept, interval=4 * 3600), REBOOTED)
    future = replace(REBOOTED, triggered_wall=NOON + 3 * DAY)
    assert due(kept, future) == f"{6 * 3600 + 19}s interval"


def test_jitter_delays_by_a_part_of_it():
    spread = replace(HOURLY, jitter=600)
    assert due(spread, SET, draw=0.5) == "15 13:05:00"
    assert due(Timer(interval=300, jitter=60), SET, draw=0.5) == "1330s interval"
    fixed = replace(spread, fixed_jitter=True)
    assert due(fixed, SET, 0.1, "machine web") == due(fixed, SET, 0.9, "machine web")
    assert due(fixed, SET, 0.1, "machine web") != due(fixed, SET, 0.1, "machine db")


def test_what_is_caught_up_is_spread_too():
    spread = replace(HOURLY, jitter=600, persistent=True)
    assert due(spread, REBOOTED, draw=0.5) == "15 12:04:59"
    assert due(spread, ran(later(REBOOTED, 300)), draw=0.5) == "15 13:05:00"


def test_one_run_during_the_jitter_is_enough():
    spread = replace(HOURLY, jitter=600)
    made = ran(later(SET, 3600 + 300))  # 13:05
    assert due(spread, later(made, 1, step=-600), draw=0.5) == "15 14:05:00"


def test_timers_of_one_accuracy_wake_together_and_never_early():
    moments = [Elapse(Clock.WALL, at * SECOND // 100, "calendar") for at in range(1000)]
    woken = {moment.with_company(0.5).at for moment in moments}
    assert len(woken) <= 21
    assert all(0 <= each.with_company(0.5).at - each.at < SECOND // 2 for each in moments)


@pytest.mark.parametrize(("at", "accuracy", "wakes"), [(5, 0.5, 5), (5.3, 0, 5.3), (5.3, 60, 60)])
def test_whole_seconds_are_not_late_and_who_cannot_wait_does_not(
    at: float, accuracy: float, wakes: float
):
    elapse = Elapse(Clock.MONOTONIC, round(at * SECOND), "interval")
    assert elapse.with_company(accuracy).at == round(wakes * SECOND)


@pytest.mark.parametrize(
    ("timer", "why"),
    [
        (Timer(), "has nothing that elapses"),
        (Timer(calendar=("daily", "25:00")),
         "calendar[1]: hour: '25' does not fit between 0 and 23"),
        (Timer(calendar=("daily",) * 65), "calendar: has 65 entries, at most 64"),
        (Timer(interval=0), "interval: is not between 0.1 s and 100 years"),
        (Timer(on_inactive=-1), "on_inactive: is not between 0.1 s and 100 years"),
        (Timer(on_boot=inf), "on_boot: is not between 0 s and 100 years"),
        (Timer(on_boot=1, jitter=nan), "jitter: is not between 0 s and 100 years"),
        (Timer(on_boot=1, accuracy=-0.5), "accuracy: is not between 0 s and 100 years"),
    ],
)  # fmt: skip
def test_a_timer_that_cannot_be_followed_is_refused(timer: Timer, why: str):
    with pytest.raises(BadValue) as refused:
        check_timer(timer)
    assert str(refused.value) == why


def test_a_key_stands_for_a_number_below_one():
    assert {0 <= draw_of(f"key {number}") < 1 for number in range(1000)} == {True}
    assert draw_of("\ud800") == draw_of("\ud800")
    assert check_timer(HOURLY) is HOURLY


STEPS = st.lists(st.tuples(st.floats(0, 10_000), st.floats(-80_000, 80_000)), max_size=12)
TIMERS = st.sampled_from([HOURLY, replace(HOURLY, persistent=True), Timer(calendar=("*:0/7",))])


@settings(deadline=None)
@given(TIMERS, STEPS)
def test_whatever_the_clock_is_set_to_no_event_is_run_twice(timer: Timer, steps):
    facts = SET
    events: list[int] = []
    for seconds, jump in steps:
        for step in (0.0, jump):
            facts = later(facts, seconds, step)
            elapse = next_elapse(timer, facts, UTC, 0.0)
            assert elapse is not None
            if facts.triggered_wall is not None and facts.triggered_wall > facts.wall + DAY:
                events = []  # set back too far: these count no more
            if elapse.left(facts) <= 0:
                events.append(elapse.at)
                facts = ran(facts)
            after = next_elapse(timer, facts, UTC, 0.0)
            assert after is not None
            assert after.left(facts) > 0, "due again at once"
    assert len(set(events)) == len(events)
