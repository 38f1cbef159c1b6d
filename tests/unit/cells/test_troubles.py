"""What init, the disk and the kernel say becomes a refusal of the action."""

import errno

import pytest

from aurae.cells.troubles import refusing
from aurae.model.refusal import Exhausted, FailedPrecondition, NotFound, Refusal, Unavailable
from aurae.processes.group_files import GroupError
from aurae.processes.init import InitGone
from aurae.state.failures import StateFailed, StateFull


@pytest.mark.parametrize(
    ("error", "refusal", "text"),
    [
        (FileNotFoundError(2, "no", "/x/a"), NotFound, "cgroup 'a' not found on host"),
        (OSError(errno.EMFILE, "too many", "/x/a"), Exhausted, "/x/a: too many"),
        (OSError(errno.EPERM, "not yours"), FailedPrecondition, "not yours"),
        (GroupError("pids.max", "why", errno.EINVAL), FailedPrecondition, "pids.max: why"),
        (StateFull("the disk is full"), Exhausted, "the disk is full"),
        (StateFailed("the disk is broken"), Unavailable, "the disk is broken"),
        (InitGone(), Unavailable, "init has gone"),
    ],
)
def test_each_error_has_its_refusal(error: Exception, refusal: type[Refusal], text: str) -> None:
    with pytest.raises(refusal) as caught, refusing("get", "a"):
        raise error
    assert str(caught.value) == f"cannot get: {text}"


def test_without_a_cell_a_file_that_has_gone_is_named() -> None:
    with pytest.raises(FailedPrecondition, match="cannot get: /x/a: no"), refusing("get"):
        raise FileNotFoundError(2, "no", "/x/a")
