"""The one map from what the rooms raise to gRPC statuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.model.bad_field import BadField
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
from aurae.server.encoded import part
from aurae.state.failures import StateFailed, StateFull

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2000
"""Most characters of an error's text: it travels in a header, where a client allows some 8 KiB."""

DETAILS_LONGEST = 3000
"""Most bytes of an error's details: they travel beside its text."""

_BAD_REQUEST = b"type.googleapis.com/google.rpc.BadRequest"

STATUSES: dict[type[Exception], Status] = {
    InvalidField: Status.INVALID_ARGUMENT,
    # Not INVALID_ARGUMENT: upstream's clients of CellService know this code.
    BadField: Status.FAILED_PRECONDITION,
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
            text = shortened(str(error))
            return GRPCError(status, text, details=_details(error, status, text))
    return None


@contextmanager
def inside(part: str) -> Iterator[None]:
    """Let an InvalidField that is raised here name its field below this part of the request.

    Its text stays as it is: people know what they have sent.
    """
    try:
        yield
    except InvalidField as error:
        error.field = f"{part}.{error.field}" if error.field else part
        raise


def _details(error: Exception, status: Status, text: str) -> bytes | None:
    """Name the bad field: a google.rpc.Status with a BadRequest; None where there is no such field.

    By hand: a library for these two messages of five fields would stay in memory.
    """
    if isinstance(error, BadField):
        why = error.rule.strip()
    elif isinstance(error, InvalidField) and error.field:
        why = error.why
    else:
        return None
    violation = part(1, error.field.encode()) + part(2, why.encode())
    detail = part(1, _BAD_REQUEST) + part(2, part(1, violation))
    details = bytes((1 << 3, status.value)) + part(2, text.encode()) + part(3, detail)
    return details if len(details) <= DETAILS_LONGEST else None


def shortened(text: str) -> str:
    """Return a text that fits into a header, marked where it is cut."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
