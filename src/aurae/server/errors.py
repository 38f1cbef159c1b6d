"""The one map from what the rooms raise to gRPC statuses."""

from __future__ import annotations

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.model.refusal import (
    AlreadyExists,
    Denied,
    Exhausted,
    FailedPrecondition,
    InvalidField,
    NotFound,
    Stuck,
    Unavailable,
)
from aurae.processes.init import InitGone, ReexecRefused
from aurae.state.failures import StateFailed, StateFull

LONGEST = 2000
"""Most characters of an error's text: it travels in a header, where a client allows some 8 KiB."""

STATUSES: dict[type[Exception], Status] = {
    InvalidField: Status.INVALID_ARGUMENT,
    NotFound: Status.NOT_FOUND,
    AlreadyExists: Status.ALREADY_EXISTS,
    FailedPrecondition: Status.FAILED_PRECONDITION,
    Exhausted: Status.RESOURCE_EXHAUSTED,
    Unavailable: Status.UNAVAILABLE,
    Stuck: Status.DEADLINE_EXCEEDED,
    Denied: Status.PERMISSION_DENIED,
    StateFull: Status.RESOURCE_EXHAUSTED,
    StateFailed: Status.UNAVAILABLE,
    InitGone: Status.UNAVAILABLE,
    ReexecRefused: Status.FAILED_PRECONDITION,
}


def translate(error: Exception, /) -> GRPCError | None:
    """Return the error to answer with; None when `error` is none that the rooms mean to raise."""
    for known in type(error).__mro__:
        status = STATUSES.get(known)
        if status is not None:
            return GRPCError(status, shortened(str(error)))
    return None


def shortened(text: str) -> str:
    """Return a text that fits into a header, marked where it is cut."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
