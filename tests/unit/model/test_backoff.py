"""Pauses between attempts grow, within bounds, and bursts are counted."""

from hypothesis import given
from hypothesis import strategies as st

from aurae.model.backoff import JITTER, is_burst, pause
from aurae.model.service import Restart

SECONDS = st.integers(0, 366 * 24 * 3600 * 10**9).map(lambda nanoseconds: nanoseconds / 1e9)
CHANCE = st.floats(0, 1)


@given(SECONDS, SECONDS, st.integers(1, 10**9), CHANCE)
def test_a_pause_is_within_its_bounds(delay, longest, attempt, chance):
    restart = Restart(delay=delay, max_delay=longest)
    found = pause(restart, attempt, chance)
    assert 0 <= found <= max(delay, longest)
    assert found >= delay * (1 - JITTER)


@given(SECONDS, SECONDS, st.integers(1, 200))
def test_without_chance_a_later_pause_is_never_shorter_and_doubles_until_the_longest(
    delay, longest, attempt
):
    restart = Restart(delay=delay, max_delay=longest)
    now, then = pause(restart, attempt, 0), pause(restart, attempt + 1, 0)
    assert then >= now
    assert then == min(now * 2, max(delay, longest))


@given(SECONDS, CHANCE)
def test_the_first_pause_is_exact(delay, chance):
    assert pause(Restart(delay=delay, max_delay=delay), 1, chance) == delay


def test_the_usual_pauses_reach_a_minute():
    found = [pause(Restart(), attempt, 0) for attempt in range(1, 13)]
    assert found[:3] == [0.1, 0.2, 0.4]
    assert found[-2:] == [60.0, 60.0]


@given(st.lists(st.floats(0, 1000)), st.integers(0, 20), st.floats(0, 100))
def test_a_burst_is_so_many_starts_in_the_interval(starts, burst, interval):
    restart = Restart(burst=burst, burst_interval=interval)
    recent = sum(1000 - at < interval for at in starts)
    assert is_burst(restart, starts, 1000) == (burst > 0 and recent >= burst)
