"""Bytes of answers that wait to be sent: room is reserved before they are read from disk."""

from contextvars import ContextVar

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from aurae.server.inbox import Budget

ALL = 128 * 1024 * 1024
"""Bytes of answers that may wait over all connections."""
EACH = 32 * 1024 * 1024
"""Bytes of answers that may wait on one connection."""


class Outbox:
    """The room that one call's answer takes."""

    def __init__(self, budget: Budget) -> None:
        """Take room from `budget`; none yet."""
        self._budget = budget
        self._held = 0

    def hold(self, size: int) -> None:
        """Hold `size` bytes instead of what was held before; GRPCError when there is no room."""
        more = size - self._held
        if more <= 0:
            self._budget.give(-more)
        elif not self._budget.take(more):
            raise GRPCError(
                Status.RESOURCE_EXHAUSTED,
                f"cannot answer: {size} bytes, and too many answers wait to be read already",
            )
        self._held = size

    def check(self, size: int) -> None:
        """Raise GRPCError when there is no room for `size` bytes now."""
        self.hold(size)
        self.hold(0)

    def close(self) -> None:
        """Give all room back."""
        self.hold(0)


_current: ContextVar[Outbox] = ContextVar("outbox")


def current() -> Outbox:
    """Return the outbox of the request that runs now; LookupError outside of a request."""
    return _current.get()


def use(outbox: Outbox) -> None:
    """Say for the current task where its answer waits."""
    _current.set(outbox)
