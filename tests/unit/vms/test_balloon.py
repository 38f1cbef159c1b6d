"""What a guest says of its memory is read, whatever it is."""

from hypothesis import given
from hypothesis import strategies as st

from aurae.vms.balloon import NAMES, Said, read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NUMBERS = st.integers(0, 2**64 - 2)


@given(JSON, JSON)
def test_whatever_is_said_is_read(found: object, stats: object):
    assert isinstance(read(found, stats), Said)


@given(
    NUMBERS, st.dictionaries(st.sampled_from(sorted(NAMES)), JSON | NUMBERS | st.just(2**64 - 1))
)
def test_numbers_are_numbers_and_what_is_unknown_is_nothing(actual: int, told: dict[str, object]):
    said = read({"actual": actual}, {"stats": told, "last-update": 7})
    assert (said.actual, said.age) == (actual, 7)
    for key, name in NAMES.items():
        value = told.get(key)
        expected = None
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**64 - 1:
            expected = value
        assert getattr(said, name) == expected
