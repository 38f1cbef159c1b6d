"""When the reports of a test in the guest are all there."""

from typing import Any

import pytest

from tests.support.vm.session import over


def report(when: str, outcome: str = "passed", attempt: int = 0) -> dict[str, Any]:
    return {"when": when, "outcome": outcome, "rerun": attempt}


ONE = [report("setup"), report("call"), report("teardown")]
SECOND = [report("setup", attempt=1), report("call", attempt=1), report("teardown", attempt=1)]


@pytest.mark.parametrize(
    "reports",
    [
        ONE,
        [{"when": "setup", "outcome": "skipped"}, {"when": "teardown", "outcome": "passed"}],
        [report("setup"), report("call", "rerun"), report("teardown"), *SECOND],
        [report("setup"), report("call", "rerun"), report("teardown", "rerun"), *SECOND],
        [report("setup"), report("call"), report("teardown", "rerun"), *SECOND],
        [report("setup", "rerun"), report("teardown"), *SECOND],
    ],
)
def test_a_test_is_over_with_the_teardown_of_its_last_try(reports):
    assert not any(over(reports[:count]) for count in range(len(reports)))
    assert over(reports)
