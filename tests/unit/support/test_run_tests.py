"""The exit status of two runs of pytest."""

import pytest

from tools.run_tests import result


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [((0, 0), 0), ((5, 0), 0), ((0, 5), 0), ((5, 5), 5), ((0, 1), 1), ((2, 1), 2), ((0, -9), 70)],
)
def test_the_whole_is_good_when_both_are_and_one_had_a_test(statuses, whole):
    assert result(statuses) == whole
