"""Descriptors that go to a new child by way of init without init having them: it hands on a socket where they wait."""

import contextlib
import socket
from collections.abc import Iterator, Sequence

MOST = 250
"""Descriptors in one, as aurae.spawn.child has it."""


@contextlib.contextmanager
def packed(fds: Sequence[int]) -> Iterator[int]:
    """Give the `parcel` of a spawn whose child is to have copies of `fds` from 3 on; -1 for none. Raises OSError."""
    if not fds:
        yield -1
        return
    if len(fds) > MOST:
        raise ValueError(f"cannot pass {len(fds)} descriptors, {MOST} at most")
    kind = socket.SOCK_SEQPACKET | socket.SOCK_CLOEXEC
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    with ours, theirs:
        socket.send_fds(ours, [b"\0"], list(fds))
        yield theirs.fileno()
