"""Why a request is refused: one class for each thing a caller can do about it.

    Refusal
    +-- InvalidField         correct the request
    +-- NotFound             name another workload
    +-- AlreadyExists        choose another name, or stop the other one
    +-- FailedPrecondition   change the machine: the binary, the folder, the setting
    +-- Exhausted            free disk space
    +-- Unavailable          try again later
    +-- Stuck                look at the processes that do not die
    +-- Denied               ask an administrator

The text of each reads "cannot X: why" and is shown to people as it is. The server maps the classes
to gRPC statuses in one place.
"""

from __future__ import annotations

import errno


class Refusal(Exception):
    """A request that is not granted; `str()` is "cannot <action>: <why>"."""

    def __init__(self, action: str, why: str) -> None:
        super().__init__(f"cannot {action}: {why}")
        self.action = action
        self.why = why


class InvalidField(Refusal):
    """A field of the request has a value that no state of the machine would make right."""

    def __init__(self, action: str, field: str, why: str) -> None:
        super().__init__(action, f"{field}: {why}" if field else why)
        self.field = field


class NotFound(Refusal):
    """What the request names is not here."""


class AlreadyExists(Refusal):
    """The name is taken by a workload that runs."""


class FailedPrecondition(Refusal):
    """The request is right and the machine is not ready for it."""


class Exhausted(Refusal):
    """A resource of the machine is used up."""


class Unavailable(Refusal):
    """Not now; the same request may succeed later."""


class Stuck(Refusal):
    """What was asked was done and has no effect yet, such as processes that do not die."""


class Denied(Refusal):
    """The caller may not do this."""


def no_group(action: str, path: str) -> NotFound:
    """Return the refusal for a cell whose directory somebody else has removed."""
    return NotFound(action, f"cgroup '{path}' not found on host")


_SHORTAGE = frozenset({errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ENOSPC})
"""Errors that tell of the machine, not of what was asked."""


def unready(action: str, number: int, why: str) -> Exhausted | FailedPrecondition:
    """Return the refusal for an error of the kernel with this number."""
    return (Exhausted if number in _SHORTAGE else FailedPrecondition)(action, why)


class BadValue(ValueError):
    """A value that a rule of the model refuses; whoever knows the action makes it an `InvalidField`.

    `field` is a dotted path below the value that was checked, empty for the value itself.
    """

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}" if field else why)
        self.field = field
        self.why = why
