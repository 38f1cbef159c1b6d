"""What init knows of each workload and holder: one row per spawned id until the server acknowledges its end."""

from __future__ import annotations

import os

from aurae.wire import messages

EXITS_LIMIT = 65536
"""Ended rows kept for a server that does not take them; then the oldest goes, and is counted."""
ABANDONED = 1 << 63
"""Set in the id of a session whose server has gone."""


class Entry:
    """One spawned workload, or one holder of namespaces.

    Descriptors are -1 when closed; times are CLOCK_REALTIME ns. `text` is why it never ran, or its
    inner pid as `wire.messages` has it; of a holder that starts, what it has said until now.
    `stdin` is the write end of its standard input; a `session` ends with the server. `spaces` are
    descriptors of a pod's namespaces, by POD_*.
    """

    __slots__ = (
        "acknowledged",
        "cpu_us",
        "deadline",
        "drained",
        "error",
        "finished_ns",
        "holder",
        "id",
        "leaf",
        "phase",
        "pid",
        "pidfd",
        "session",
        "spaces",
        "started_ns",
        "status",
        "status_fd",
        "stdin",
        "stop_signal",
        "streams",
        "text",
        "timer",
    )

    def __init__(self, ident: int, stop_signal: int) -> None:
        """Make a row in its first phase."""
        self.id = ident
        self.holder = self.session = False
        self.phase = messages.STARTING_PHASE
        self.pid = 0
        self.pidfd = self.status_fd = self.leaf = self.stdin = -1
        self.status = self.error = 0
        self.started_ns = self.finished_ns = self.cpu_us = 0
        self.text = b""
        self.stop_signal = stop_signal
        self.streams: dict[int, tuple[int, ...]] = {}
        self.spaces: dict[int, int] = {}
        self.drained = 0
        self.timer = 0
        self.deadline = 0.0
        self.acknowledged = False

    @property
    def ended(self) -> bool:
        """Whether the row only waits to be acknowledged."""
        return self.phase in (messages.EXITED_PHASE, messages.FAILED_PHASE)

    @property
    def flags(self) -> int:
        """Return the flags of the messages that tell this row."""
        return messages.OF_HOLDER if self.holder else 0

    def body(self) -> bytes:
        """Return the row as the body of ENTRY, STARTED, EXITED or FAILED."""
        row = messages.ENTRY_BODY.pack(
            self.phase,
            self.drained | sum(self.streams),
            self.drained,
            self.pid,
            self.status,
            self.error,
            self.started_ns,
            self.finished_ns,
            self.cpu_us,
        )
        return row + self.text

    def close(self, name: str) -> None:
        """Close the descriptor in the slot `name`, if it is open."""
        fd = getattr(self, name)
        if fd >= 0:
            setattr(self, name, -1)
            os.close(fd)


class Table:
    """All rows, by id and by pid."""

    __slots__ = ("entries", "lost_exits", "pids")

    def __init__(self) -> None:
        """Make an empty table."""
        self.entries: dict[int, Entry] = {}
        self.pids: dict[int, Entry] = {}
        self.lost_exits = 0

    def add(self, entry: Entry) -> None:
        """Keep a new row; drop the oldest ended one when too many wait for the server."""
        if len(self.entries) >= EXITS_LIMIT:
            waiting = (row for row in self.entries.values() if row.ended and not row.acknowledged)
            oldest = next(waiting, None)
            if oldest is not None:
                self.lost_exits += 1
                self.acknowledge(oldest)
        self.entries[entry.id] = entry

    def abandon(self, entry: Entry) -> None:
        """Keep a session whose server has gone until it ends; its id may be given out again."""
        del self.entries[entry.id]
        entry.id |= ABANDONED
        entry.acknowledged = True
        self.entries[entry.id] = entry

    def acknowledge(self, entry: Entry) -> None:
        """Forget an ended row; one whose streams are still written stays, unseen, until drained."""
        entry.acknowledged = True
        entry.close("pidfd")
        if not entry.streams:
            self.entries.pop(entry.id, None)

    def drain(self, entry: Entry, streams: int) -> None:
        """Close init's own copies of the streams whose last byte is on disk.

        A terminal stays open while its process runs: closing the master would hang it up
        (SIGHUP), and a process may well close its terminal and go on.
        """
        entry.drained |= streams
        for stream in [one for one in entry.streams if one & streams]:
            if len(entry.streams[stream]) > 1 and not entry.ended:
                continue
            for fd in entry.streams.pop(stream):
                os.close(fd)
        if entry.acknowledged and not entry.streams:
            self.entries.pop(entry.id, None)

    def typed(self, entry: Entry) -> int:
        """Return the descriptor that takes what is typed into a workload, -1 where there is none."""
        master = entry.streams.get(messages.STDOUT, ())
        return master[0] if len(master) > 1 and not entry.ended else entry.stdin

    def sessions(self) -> list[Entry]:
        """Return the sessions."""
        return [row for row in self.entries.values() if row.session]

    def running(self) -> list[Entry]:
        """Return the workloads whose process may live."""
        return [row for row in self.entries.values() if not row.ended and not row.holder]

    def holders(self) -> list[Entry]:
        """Return the holders that may live."""
        return [row for row in self.entries.values() if not row.ended and row.holder]
