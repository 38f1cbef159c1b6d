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


def answer(error: Exception) -> tuple[Status, str]:
    """Return status and text of an error that is known."""
    known = translate(error)
    assert known is not None
    return known.status, str(known.message)


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_a_status(kind):
    assert kind in STATUSES


def test_the_text_is_the_refusals_own():
    error = refusal.InvalidField("start web", "executable.user", "unknown user 'bob'")
    assert answer(error) == (
        Status.INVALID_ARGUMENT,
        "cannot start web: executable.user: unknown user 'bob'",
    )


def test_a_subclass_is_known_by_its_nearest_ancestor():
    assert answer(failures.StateFull("state: full"))[0] is Status.RESOURCE_EXHAUSTED
    assert answer(failures.StateFailed("state: bad"))[0] is Status.UNAVAILABLE


@pytest.mark.parametrize("bug", [ValueError("x"), KeyError("x"), OSError(5, "x")])
def test_a_bug_is_not_translated(bug):
    assert translate(bug) is None


def test_a_text_too_long_for_a_header_is_cut_and_marked():
    message = answer(refusal.NotFound("get", "x" * 100_000))[1]
    assert len(message) == LONGEST + 1
    assert message.endswith("…")
