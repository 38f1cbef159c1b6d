"""What a starting holder says on its socket, and signals by pidfd."""

from __future__ import annotations

import os
import select

from aurae.linux import pidfd, seqpacket
from aurae.linux.signals import signal
from aurae.spawn import child, holder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.init.table import Entry, Table


def hear(table: Table, entry: Entry) -> bytes | None:
    """Return all that a starting holder has said at the end of its socket; None before it.

    Takes the pidfd of one made by a middle child in the place of that child's own. Raises OSError.
    """
    if not entry.pid:
        entry.close("pidfd")  # the middle child's: there must be room for what comes
    channel = seqpacket.opened(entry.status_fd)
    try:
        while True:
            data, fds = seqpacket.receive(channel, child.TEXT_LIMIT * 2, 1)
            for fd in fds:
                _take(table, entry, fd)
            if not data:
                return entry.text
            entry.text += data.removeprefix(holder.BORN)
    except BlockingIOError:
        return None
    finally:
        channel.detach()


def hear_last(table: Table, entry: Entry) -> None:
    """Take what a starting holder has said, and let it say nothing more.

    One that comes to READY after this cannot say so, and ends (unix(7): EPIPE).
    """
    channel = seqpacket.opened(entry.status_fd)
    try:
        seqpacket.refuse(channel)
    finally:
        channel.detach()
    hear(table, entry)


def has_word(fd: int, seconds: float) -> bool:
    """Wait until something is to be read, at most so long; say whether it is.

    By poll(2): select(2) takes no descriptor above 1023, and init has three for each workload.
    """
    ready = select.poll()
    ready.register(fd, select.POLLIN)
    return bool(ready.poll(seconds * 1000))


def send(fd: int, number: int) -> None:
    """Send a signal to a process by its pidfd; nothing when it has ended."""
    try:
        signal.pidfd_send_signal(fd, number)
    except ProcessLookupError:
        pass


def _take(table: Table, entry: Entry, fd: int) -> None:
    found = pidfd.pids(fd)
    if entry.pid or not found:
        os.close(fd)
        return
    entry.close("pidfd")
    entry.pid, entry.pidfd = found[0], fd
    table.pids[entry.pid] = entry
