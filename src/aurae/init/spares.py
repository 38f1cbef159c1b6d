"""Copies of init made ahead, for containers: what a start would wait for was done before.

There are none until a container is started, and none when none has been for a while. One that is
used is replaced a little later, when the start is over.
"""

from __future__ import annotations

import os
import time

from aurae.init.loop import report
from aurae.linux import pages, process, seqpacket
from aurae.spawn import spare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.init.home import Home
    from aurae.init.loop import Loop
    from aurae.linux.seqpacket import Socket
    from aurae.spawn.child import Descriptors, Inherited

KINDS = (spare.HELPER, spare.STARTER)
PAUSE = 0.01
"""Seconds from the last start or end to a new one: the machine has that to do meanwhile."""
LONGEST = 0.1
"""Seconds from an order to a new one where that start takes so long."""
UNUSED = 60.0
"""Seconds without a start after which there are no spares any more."""
NOTED = 1.0
"""Seconds after which one has noted what it has written."""
MOST_NOTES = 1024 * 1024
"""Bytes of what one notes of its memory, at most."""


class Spare:
    """One that waits for an order at the other end of `line`."""

    __slots__ = ("line", "pid", "pidfd")

    def __init__(self, line: Socket, pid: int, pidfd: int) -> None:
        """Hold what reaches it."""
        self.line, self.pid, self.pidfd = line, pid, pidfd

    def close(self) -> None:
        """Let go of it: it ends, unless it has an order."""
        self.line.close()
        os.close(self.pidfd)


class Spares:
    """One of each kind, at the best of times."""

    __slots__ = (
        "_due",
        "_home",
        "_inherited",
        "_loop",
        "_notes",
        "_touched",
        "_used",
        "_waiting",
        "_written",
    )

    def __init__(self, loop: Loop, home: Home, inherited: Inherited) -> None:
        """Have none yet."""
        self._loop, self._home, self._inherited = loop, home, inherited
        self._waiting: dict[int, Spare] = {}
        self._touched: dict[int, bytes] = {}
        self._notes: dict[int, int] = {}
        self._used = 0.0
        self._due = 0
        self._written = b""

    def order(self, kind: int, own: Descriptors, flags: int, seconds: float) -> Spare | None:
        """Give an order to one that waits, and return it; None when there is none."""
        self._note_use()
        if kind not in self._waiting or len(own.passed) > spare.MOST_PASSED - spare.PLACES:
            return None
        found = self._waiting.pop(kind)
        try:
            if kind not in self._touched:
                own.notes = self._noting(kind)
            seqpacket.send(found.line, *spare.pack(kind, own, flags, seconds))
        except OSError:
            found.close()  # somebody has killed it
            return None
        finally:
            own.notes = []
        return found

    def learn(self) -> None:
        """Find out which memory init itself has written since its last fork; once, while spares still share the rest."""
        if not self._written and len(self._touched) == len(KINDS):
            fds = pages.notes(-1)[1:]
            self._written = pages.own(*fds)
            for fd in fds:
                os.close(fd)

    def lose(self, pid: int) -> None:
        """Forget one that has ended by itself, if it is one; the next start brings another."""
        for kind, found in tuple(self._waiting.items()):
            if found.pid == pid:
                self._waiting.pop(kind).close()

    def end(self) -> None:
        """Have no spares any more."""
        for kind in tuple(self._waiting):
            self._waiting.pop(kind).close()

    def _note_use(self) -> None:
        if not self._used:
            self._loop.after(UNUSED, self._look)
        self._fill_in(LONGEST)
        self._used = time.monotonic()

    def calm(self) -> None:
        """Note that a start or an end is over: whoever waits for it is answered before spares are made."""
        if self._due:
            self._fill_in(PAUSE)

    def _fill_in(self, seconds: float) -> None:
        if self._due:
            self._loop.cancel(self._due)
        self._due = self._loop.after(seconds, self._fill)

    def _look(self) -> None:
        """End them when none was used for long."""
        left = self._used + UNUSED - time.monotonic()
        if left > 0:
            self._loop.after(left, self._look)
        else:
            self._used = 0.0
            self.end()

    def _fill(self) -> None:
        """Make those that are missing."""
        self._due = 0
        for kind in KINDS:
            if kind in self._waiting:
                continue
            try:
                self._waiting[kind] = self._made(kind)
            except OSError as error:
                report(f"cannot make a spare process: {error.strerror}")
        pages.touch(self._written)

    def _made(self, kind: int) -> Spare:
        ours, theirs = seqpacket.pair()
        pid, parent = -1, os.getpid()
        try:
            pid, pidfd = self._home.clone(-1)
            if not pid:
                spare.become(
                    theirs.detach(), self._inherited, self._touched.get(kind, b""), parent
                )
            return Spare(ours, pid, pidfd)
        except OSError:
            ours.close()
            raise
        finally:
            if pid:
                theirs.close()

    def _noting(self, kind: int) -> list[int]:
        """Return where one is to note what it writes; nothing while another one of its kind does."""
        if kind in self._notes:
            return []
        self._notes[kind] = process.memory("aurae-pages")
        self._loop.after(NOTED, lambda: self._read_notes(kind))
        return [self._notes[kind]]

    def _read_notes(self, kind: int) -> None:
        memory = self._notes.pop(kind)
        if found := os.pread(memory, MOST_NOTES, 0):  # it may have failed on its way
            self._touched[kind] = found
        os.close(memory)
