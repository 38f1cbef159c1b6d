"""Every refusal has a status, and its text reaches the caller."""

import pytest
from grpclib.const import Status

from aurae.model import refusal
from aurae.server.errors import LONGEST, STATUSES, translate
from aurae.state import failures

REFUSALS = [
    found
    for module in (refusal, failures)
    for found in vars(module).values()
    if isinstance(found, type)
    and issubclass(found, (refusal.Refusal, failures.StateFailed))
    and found is not refusal.Refusal
]


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_a_status(kind):
    assert kind in STATUSES


def test_the_text_is_the_refusals_own():
    error = translate(refusal.InvalidField("start web", "executable.user", "unknown user 'bob'"))
    assert error.status is Status.INVALID_ARGUMENT
    assert error.message == "cannot start web: executable.user: unknown user 'bob'"


def test_a_subclass_is_known_by_its_nearest_ancestor():
    assert translate(failures.StateFull("state: full")).status is Status.RESOURCE_EXHAUSTED
    assert translate(failures.StateFailed("state: bad")).status is Status.UNAVAILABLE


@pytest.mark.parametrize("bug", [ValueError("x"), KeyError("x"), OSError(5, "x")])
def test_a_bug_is_not_translated(bug):
    assert translate(bug) is None


def test_a_text_too_long_for_a_header_is_cut_and_marked():
    message = translate(refusal.NotFound("get", "x" * 100_000)).message
    assert len(message) == LONGEST + 1
    assert message.endswith("…")
