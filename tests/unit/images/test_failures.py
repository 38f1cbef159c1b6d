"""What a failure means to a caller."""

import errno
import os

import pytest

from aurae.images.failures import Unfit, refusal
from aurae.images.unpacking import UnpackFailed
from aurae.model.refusal import Exhausted, FailedPrecondition

FULL = os.strerror(errno.ENOSPC)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (UnpackFailed("'a': it is full", errno=errno.ENOSPC), Exhausted),
        (UnpackFailed("'a': over quota", errno=errno.EDQUOT), Exhausted),
        (UnpackFailed(f"'{FULL}': it is malformed", unfit=True), Unfit),
        (UnpackFailed(f"'{FULL}': it cannot be read", errno=errno.EIO), FailedPrecondition),
        (OSError(errno.ENOSPC, FULL), Exhausted),
        (OSError(errno.EIO, f"not {FULL}"), FailedPrecondition),
    ],
)
def test_a_full_disk_is_known_by_its_number_whatever_an_archive_has_for_names(failure, kind):
    assert type(refusal("pull a", failure)) is kind
