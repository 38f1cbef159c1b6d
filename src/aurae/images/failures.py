"""What a registry or a disk refuses, as refusals that say what a caller can do about it."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aurae.images.mkfs import ErofsFailed
from aurae.images.unpacking import UnpackFailed
from aurae.model.refusal import (
    Denied,
    Exhausted,
    FailedPrecondition,
    NotFound,
    Refusal,
    Unavailable,
)
from aurae.registry import failures

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = (errno.ENOSPC, errno.EDQUOT)
_KINDS: dict[type, type[Refusal]] = {
    failures.NotFound: NotFound,
    failures.Unauthorized: Denied,
    failures.Unavailable: Unavailable,
}


class Unfit(FailedPrecondition):
    """An image that is not to be had as it is, however often it is asked for."""


@contextmanager
def told(action: str) -> Iterator[None]:
    """Raise what the block raises of registries and disks as Refusal."""
    try:
        yield
    except (failures.RegistryFailed, UnpackFailed, ErofsFailed, OSError) as error:
        raise refusal(action, error) from None


def refusal(action: str, error: Exception) -> Refusal:
    """Return the refusal for an error."""
    why = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    if isinstance(error, (OSError, UnpackFailed, ErofsFailed)) and error.errno in _FULL:
        return Exhausted(action, why)
    if isinstance(error, UnpackFailed) and error.unfit:
        return Unfit(action, why)
    for kind in type(error).__mro__:
        if kind in _KINDS:
            return _KINDS[kind](action, why)
    return FailedPrecondition(action, why)
