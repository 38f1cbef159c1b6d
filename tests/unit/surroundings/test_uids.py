"""The numbers that a name tries."""

from itertools import islice

from aurae.surroundings.uids import FIRST, LAST, candidates, is_dynamic


def test_every_number_comes_once_and_none_from_elsewhere():
    found = list(candidates("web"))
    assert len(found) == len(set(found)) == LAST - FIRST + 1
    assert all(map(is_dynamic, found))


def test_a_name_has_the_same_numbers_each_time_and_others_have_others():
    assert list(islice(candidates("a/web"), 40)) == list(islice(candidates("a/web"), 40))
    assert len({next(candidates(f"web-{number}")) for number in range(100)}) > 90


def test_a_name_of_any_bytes_has_numbers():
    assert is_dynamic(next(candidates("a\udcff")))
