"""How looks at a service add up to a verdict."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.looks import AFTER, Health, Look, Tally, Verdict, check_names, look_limit, looked
from aurae.model.service import HealthCheck

CHECK = HealthCheck(start_period=10.0, failures=3, successes=2)


def after(looks: str, check: HealthCheck = CHECK, age: float = 100.0) -> Health:
    """Look once for each letter: `+` passes, `-` fails, `e` fails early, during the start period."""
    health = Health()
    for letter in looks:
        begun = 0.0 if letter == "e" else age
        health = looked(health, check, Look(letter == "+", letter), begun)
    return health


def test_every_verdict_has_a_successor_whatever_comes():
    assert set(AFTER) == set(itertools.product(Verdict, Tally))
    for (verdict, tally), follows in AFTER.items():
        wanted = {Tally.SUCCESSES: Verdict.HEALTHY, Tally.FAILURES: Verdict.UNHEALTHY}
        assert follows is wanted.get(tally, verdict)


@pytest.mark.parametrize(
    ("looks", "verdict", "successes", "failures"),
    [
        ("", Verdict.UNKNOWN, 0, 0),
        ("+", Verdict.UNKNOWN, 1, 0),
        ("++", Verdict.HEALTHY, 2, 0),
        ("+-+", Verdict.UNKNOWN, 1, 0),
        ("--", Verdict.UNKNOWN, 0, 2),
        ("---", Verdict.UNHEALTHY, 0, 3),
        ("-----", Verdict.UNHEALTHY, 0, 5),
        ("--+--", Verdict.UNKNOWN, 0, 2),
        ("++--", Verdict.HEALTHY, 0, 2),
        ("++---", Verdict.UNHEALTHY, 0, 3),
        ("---+", Verdict.UNHEALTHY, 1, 0),
        ("---++", Verdict.HEALTHY, 2, 0),
        ("---+++++", Verdict.HEALTHY, 2, 0),
        ("eeeee", Verdict.UNKNOWN, 0, 0),
        ("eeeee---", Verdict.UNHEALTHY, 0, 3),
        ("eeeee--", Verdict.UNKNOWN, 0, 2),
        ("+e+", Verdict.UNKNOWN, 1, 0),
        ("++e", Verdict.HEALTHY, 0, 0),
        ("--e-", Verdict.UNHEALTHY, 0, 3),
    ],
)
def test_looks_in_a_row_decide(looks, verdict, successes, failures):
    health = after(looks)
    assert (health.verdict, health.successes, health.failures) == (verdict, successes, failures)
    assert health.text == looks[-1:]
    assert health.is_healthy is (verdict is Verdict.HEALTHY)


@pytest.mark.parametrize(("age", "counts"), [(0.0, False), (9.99, False), (10.0, True)])
def test_failures_count_from_the_end_of_the_start_period_on(age, counts):
    assert bool(after("-", age=age).failures) is counts


@pytest.mark.parametrize(
    ("check", "limit"),
    [
        (HealthCheck(), 5.0),
        (HealthCheck(interval=2.0), 2.0),
        (HealthCheck(timeout=7.0), 7.0),
        (HealthCheck(timeout=17.0), 10.0),
        (HealthCheck(timeout=100.0, interval=1000.0), 60.0),
    ],
)
def test_a_look_may_take_as_long_as_is_said_and_no_longer_than_the_interval(check, limit):
    assert look_limit(check) == limit


def test_names_are_made_up_and_unique():
    checks = [HealthCheck(), HealthCheck(name="check-1"), HealthCheck(name="x")]
    assert check_names(checks) == ("check-1-", "check-1", "x")


@given(st.text("+-e", max_size=30), st.integers(1, 4), st.integers(1, 4))
def test_a_verdict_never_changes_but_by_enough_in_a_row(looks, failures, successes):
    check = HealthCheck(start_period=10.0, failures=failures, successes=successes)
    verdicts = [after(looks[:count], check).verdict for count in range(len(looks) + 1)]
    for index, (one, next_) in enumerate(itertools.pairwise(verdicts), 1):
        if one is not next_:
            enough = "+" * successes if next_ is Verdict.HEALTHY else "-" * failures
            assert (
                looks[:index]
                .replace("e", "" if next_ is Verdict.UNHEALTHY else "e")
                .endswith(enough)
            )
