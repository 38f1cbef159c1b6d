"""The exit status of several runs of pytest."""

import pytest

from tools.run_tests import result


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        *(((0, 0, 0), 0), ((5, 0, 5), 0), ((0, 5, 0), 0), ((5, 5, 5), 5)),
        *(((0, 1, 0), 1), ((2, 1, 0), 2), ((0, 0, -9), 70)),
    ],
)
def test_the_whole_is_good_when_all_are_and_one_had_a_test(statuses, whole):
    assert result(statuses) == whole
