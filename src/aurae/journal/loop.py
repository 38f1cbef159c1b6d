"""The journal's loop: one thread, one wait.

It wakes for bytes, for a message of init, and for three deadlines that exist only while they are
needed: descriptors of idle segments to close, a refused write to repeat, old segments to remove.
"""

from __future__ import annotations

import os
import select
import time

from aurae.journal.control import say
from aurae.journal.segment import Segments
from aurae.journal.stream import Stream
from aurae.wire.segments import RECORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.journal.control import Control, Order
    from aurae.journal.retention import Retention

IDLE = 5.0
"""Seconds after which an unwritten segment's descriptors are closed."""
OPEN = 256
"""Streams whose segments are open at once, two descriptors each."""
RETRY = 1.0
"""Seconds until a refused write is tried again."""
GRACE = 2.0
"""Seconds in which the pipes are emptied once init has gone."""
QUIET = 16384
DAY = 86400.0
PAUSE = 0.00025
"""A turn that moved some bytes, but less than `QUIET`, is followed by a pause of so many seconds:
a writer of single lines would wake the journal for each, which costs more than the line does. The
first line after silence waits for nothing, and no pipe fills in so short a time at 200 MB/s."""
EVENTS = 256


class Journal:
    """All streams, and the connection to init."""

    def __init__(
        self, control: Control, folder: str, segment_size: int, retention: Retention
    ) -> None:
        self._control = control
        self._folder = folder
        self._segment_size = segment_size
        self._retention = retention
        self._epoll = select.epoll()
        self._epoll.register(control.fd, select.EPOLLIN)
        self._sources: dict[int, Stream] = {}
        self._attached = retention.attached
        self._open: set[Stream] = set()
        self._stalled: list[Stream] = []
        self._retry_at = 0.0
        self._refused = False
        self._idle_at = 0.0
        self._leave_at = 0.0
        self._moved = 0
        self._now = time.monotonic()

    def run(self) -> None:
        """Serve until init has gone and the pipes are empty, `GRACE` seconds at the most."""
        while self.turn():
            pass

    def turn(self) -> bool:
        """Wait and act once; False when it is time to go."""
        events = self._epoll.poll(self._timeout(), EVENTS)
        self._now = time.monotonic()
        if self._leave_at and (not events or self._now >= self._leave_at):
            return False
        self._moved = 0
        for fd, mask in events:
            if fd == self._control.fd:
                self._talk(mask)
            elif stream := self._sources.get(fd):
                self._move(stream, fd, mask)
        self._look_after()
        if 0 < self._moved < QUIET:
            time.sleep(PAUSE)
        return True

    def _timeout(self) -> float:
        """Return how long to wait for events, in seconds; -1 is for ever."""
        if self._leave_at or self._retention.busy:
            return 0
        deadlines = [self._retention.due] if self._retention.due else []
        if self._open:
            deadlines.append(self._idle_at)
        if self._stalled:
            deadlines.append(self._retry_at)
        left = min(deadlines) - time.monotonic() if deadlines else -1
        # epoll counts milliseconds in an int: 24 days is the most it can wait.
        return max(0.0, min(left, DAY)) if deadlines else -1

    def _look_after(self) -> None:
        if self._stalled and self._now >= self._retry_at:
            self._retry()
        if self._open and self._now >= self._idle_at:
            self._close_idle()
        self._retention.step(self._now)

    def _move(self, stream: Stream, fd: int, mask: int) -> None:
        try:
            moved = stream.move(fd, mask)
        except OSError as error:
            self._stall(stream, error)
            return
        if moved and self._refused and not self._stalled:
            self._refused = False
            say("logs are written again")
        if moved < 0:
            self._complete(stream)
        elif moved:
            self._moved += moved
            self._retention.wrote(moved + RECORD.size)
            self._used(stream)

    def _used(self, stream: Stream) -> None:
        """Keep the number of open segments within `OPEN`, and have idle ones closed later."""
        stream.used = self._now
        if not stream.segments.is_open:
            self._open.discard(stream)
            self._retention.closed(self._now)
        elif stream not in self._open:
            if len(self._open) >= OPEN:
                oldest = min(self._open, key=_last_used)
                oldest.segments.close()
                self._open.discard(oldest)
            if not self._open:
                self._idle_at = self._now + IDLE
            self._open.add(stream)

    def _close_idle(self) -> None:
        for stream in [stream for stream in self._open if stream.used + IDLE <= self._now]:
            stream.segments.close()
            self._open.discard(stream)
        if self._open:
            self._idle_at = min(stream.used for stream in self._open) + IDLE

    def _complete(self, stream: Stream) -> None:
        self._unwatch(stream)
        self._open.discard(stream)
        del self._attached[stream.ident, stream.stream]
        stream.close()
        self._retention.wrote(RECORD.size)
        self._retention.closed(self._now)
        self._control.drained(stream.ident, stream.stream)
        self._listen()

    def _stall(self, stream: Stream, error: OSError) -> None:
        """Leave the bytes in the pipe, where they hold up the writer, until a write is accepted."""
        if not self._stalled:
            self._retry_at = self._now + RETRY
        if not self._refused:
            self._refused = True
            say(f"cannot write the log of {stream.ident}: {error}; its writers wait")
        stream.segments.close()
        self._open.discard(stream)
        self._unwatch(stream)
        self._stalled.append(stream)

    def _retry(self) -> None:
        stalled, self._stalled = self._stalled, []
        for number, stream in enumerate(stalled):
            try:
                stream.segments.repair()
            except OSError:
                self._stalled = stalled[number:] + self._stalled
                self._retry_at = self._now + RETRY
                return
            self._watch(stream)

    def _watch(self, stream: Stream) -> None:
        for fd in stream.sources:
            self._sources[fd] = stream
            self._epoll.register(fd, select.EPOLLIN)

    def _unwatch(self, stream: Stream) -> None:
        for fd in stream.sources:
            if self._sources.pop(fd, None):
                self._epoll.unregister(fd)

    def _talk(self, mask: int) -> None:
        if mask & select.EPOLLOUT:
            self._listen()
        if not mask & ~select.EPOLLOUT:
            return
        for order in self._control.orders():
            if not self._attach(order):
                for fd in order.fds:
                    os.close(fd)
        if self._control.closed:
            self._epoll.unregister(self._control.fd)
            self._leave_at = self._now + GRACE

    def _listen(self) -> None:
        """Send what is to be said to init, and wait for it to listen where it does not."""
        if not self._leave_at:
            mask = select.EPOLLIN | (0 if self._control.flush() else select.EPOLLOUT)
            self._epoll.modify(self._control.fd, mask)

    def _attach(self, order: Order) -> bool:
        """Begin to move a stream; False when it is moved already."""
        key = order.ident, order.stream
        if key in self._attached:
            return False  # Said again by an init that re-executed itself; it is the same pipe.
        segments = Segments(f"{self._folder}/{order.ident}", order.stream, self._segment_size)
        stream = Stream(order.ident, order.stream, order.fds, segments)
        self._attached[key] = stream
        try:
            segments.repair()
        except OSError as error:
            self._stall(stream, error)
        else:
            if segments.is_open:
                self._used(stream)
            self._watch(stream)
        return True


def _last_used(stream: Stream) -> float:
    return stream.used
