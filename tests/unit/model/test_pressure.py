"""Who is killed in a cell under pressure, and what the kernel's file of it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurae.model.pressure import Candidate, PressurePreference, victim
from aurae.processes import pressure

AVOID, OMIT = PressurePreference.AVOID, PressurePreference.OMIT


def chosen(before: list[Candidate], now: list[Candidate]) -> int | None:
    found = victim(before, now)
    return None if found is None else found.id


def test_who_causes_most_work_since_the_beginning_is_killed() -> None:
    before = [Candidate(1, 9000, 5), Candidate(2, 10, 5)]
    now = [Candidate(1, 9100, 50), Candidate(2, 500, 5), Candidate(3, 200, 99)]
    assert chosen(before, now) == 2


def test_of_those_that_cause_none_who_uses_most_is_killed() -> None:
    assert chosen([], [Candidate(1, 0, 5), Candidate(2, 0, 7), Candidate(3, 0, 6)]) == 2


@pytest.mark.parametrize(
    ("preferences", "expected"),
    [
        ((AVOID, None), 2),
        ((OMIT, None), 2),
        ((OMIT, AVOID), 2),
        ((AVOID, AVOID), 1),
        ((OMIT,), None),
    ],
)
def test_who_is_to_be_avoided_comes_last_and_who_is_omitted_never(
    preferences: tuple[PressurePreference | None, ...], expected: int | None
) -> None:
    now = [
        Candidate(number, 100 // number, 100, preference)
        for number, preference in enumerate(preferences, 1)
    ]
    assert chosen([], now) == expected


NUMBERS = st.integers(0, 2**40)
CANDIDATES = st.lists(
    st.builds(
        Candidate, st.integers(1, 9), NUMBERS, NUMBERS, st.sampled_from([None, AVOID, OMIT])
    ),
    max_size=9,
)


@given(CANDIDATES, CANDIDATES)
def test_nobody_else_is_killed_and_nobody_who_is_omitted(
    before: list[Candidate], now: list[Candidate]
) -> None:
    found = victim(before, now)
    if found is None:
        assert all(one.preference is OMIT for one in now)
    else:
        assert found in now
        assert found.preference is not OMIT


FULL = "some avg10=1.53 avg60=0.00 avg300=0.00 total=25854470\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7153444\n"


def test_the_time_in_which_all_stood_still_is_read() -> None:
    assert pressure.total(FULL) == 7153444
    assert pressure.total("") == 0


@given(st.text() | st.text("fultoa= 0123456789\n", max_size=40))
def test_a_file_of_pressure_may_say_anything(text: str) -> None:
    assert pressure.total(text) >= 0
