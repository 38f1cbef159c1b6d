"""Who is calling: known to a handler, and to what it awaits, without being passed along."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aurae.identity.leaf import Peer

if TYPE_CHECKING:
    from typing_extensions import override
else:
    from aurae.model.override import override


@dataclass(frozen=True, slots=True)
class Caller:
    """The other end of a connection, as kernel and certificate tell.

    `peer` is None on the login socket, `uid` and `pid` (at connect time) on TCP.
    """

    peer: Peer | None
    uid: int | None
    pid: int | None
    transport: Literal["unix", "tcp", "login"]

    @property
    def owner(self) -> str:
        """What is counted for one caller: the uid that the kernel tells, else the SPIFFE ID."""
        return str(self) if self.uid is None else f"uid {self.uid}"

    @override
    def __str__(self) -> str:
        """Return the SPIFFE ID, else the uid: what a message or a log line names."""
        return str(self.peer.spiffe_id) if self.peer else f"uid {self.uid}"


_current: ContextVar[Caller] = ContextVar("caller")


def current() -> Caller:
    """Return the caller of the request that runs now; LookupError outside of a request."""
    return _current.get()


def become(caller: Caller) -> None:
    """Say for the current task who calls; for the code that starts handlers, and for tests."""
    _current.set(caller)
