"""Descriptors that init holds for the server: they outlive its crash and init's own re-execution.

The server chooses their ids and says what they are to be used for; init only holds them, gives
them to the next server, and to children that are to have them.
"""

from __future__ import annotations

import errno
import os

from aurae.init.loop import report
from aurae.linux import linger
from aurae.wire import snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT = 4096
"""Descriptors kept at most; what comes above is refused, so that workloads find room."""


class Keeping:
    """The kept descriptors, by id."""

    __slots__ = ("fds",)

    def __init__(self) -> None:
        """Keep nothing."""
        self.fds: dict[int, int] = {}

    def keep(self, ident: int, fds: Sequence[int]) -> int:
        """Hold a duplicate of the one descriptor that came; it replaces an earlier one of this id.

        Returns an errno when it cannot be held; it is reported too, and a start that names it fails.
        """
        self.drop(ident)
        why = "init has no room for it"
        number = errno.EMFILE
        if len(self.fds) >= LIMIT:
            number, why = errno.ENOSPC, f"{LIMIT} are kept already"
        elif fds:
            try:
                self.fds[ident] = os.dup(fds[0])
            except OSError as error:
                number, why = error.errno or errno.EIO, str(error)
            else:
                return 0
        report(f"cannot keep descriptor {ident}: {why}")
        return number

    def drop(self, ident: int) -> None:
        """Close one; nothing when there is none of this id."""
        fd = self.fds.pop(ident, -1)
        if fd >= 0:
            linger.close(fd)

    def find(self, idents: Sequence[int]) -> list[int]:
        """Return the descriptors with these ids. OSError(EBADF) names one that is not kept."""
        for ident in idents:
            if ident not in self.fds:
                raise OSError(errno.EBADF, f"pass descriptor {ident}: init does not keep it")
        return [self.fds[ident] for ident in idents]

    def rows(self) -> list[snapshot.KeptRow]:
        """Return what a successor is told."""
        return [snapshot.KeptRow(ident, fd) for ident, fd in self.fds.items()]

    def restore(self, rows: Sequence[snapshot.KeptRow]) -> None:
        """Take over what the code before this one kept."""
        self.fds = {row.id: row.fd for row in rows}
