"""The journal's loop: one thread, one wait.

It wakes for bytes, for a message of init, and for three deadlines that exist only while they are
needed: descriptors of idle segments to close, a refused write to repeat, old segments to remove.
"""

from __future__ import annotations

import _socket  # not socket: that one brings enum and selectors, a megabyte
import os
import select
import sys
import time

from aurae.journal.segment import Segments
from aurae.journal.stream import Stream
from aurae.wire.messages import DRAINED, LIMIT, STREAM, TERMINAL, pack, unpack
from aurae.wire.segments import NAMES, RECORD

TYPE_CHECKING = False
if TYPE_CHECKING:
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
PAUSE = 0.00025
"""A turn that moved some bytes, but less than `QUIET`, is followed by a pause of so many seconds:
a writer of single lines would wake the journal for each, which costs more than the line does. The
first line after silence waits for nothing, and no pipe fills in so short a time at 200 MB/s."""
EVENTS = 256
MESSAGES = 64
FDS = 3
INT = 4


class Journal:
    """All streams, and the socket to init (a connected SOCK_SEQPACKET)."""

    def __init__(
        self, control: _socket.socket, folder: str, segment_size: int, retention: Retention
    ) -> None:
        control.setblocking(False)
        self._control = control
        self._folder = folder
        self._segment_size = segment_size
        self._retention = retention
        self._epoll = select.epoll()
        self._epoll.register(control.fileno(), select.EPOLLIN)
        self._sources: dict[int, Stream] = {}
        self._attached = retention.attached
        self._open: set[Stream] = set()
        self._stalled: list[Stream] = []
        self._retry_at = 0.0
        self._refused = False
        self._idle_at = 0.0
        self._replies: list[bytes] = []
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
        control = self._control.fileno()
        for fd, mask in events:
            if fd == control:
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
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else -1

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
            _say("logs are written again")
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
        self._reply(pack(DRAINED, stream.ident, stream.stream))

    def _stall(self, stream: Stream, error: OSError) -> None:
        """Leave the bytes in the pipe, where they hold up the writer, until a write is accepted."""
        if not self._stalled:
            self._retry_at = self._now + RETRY
        if not self._refused:
            self._refused = True
            _say(f"cannot write the log of {stream.ident}: {error}; its writers wait")
        stream.segments.close()
        self._open.discard(stream)
        self._unwatch(stream)
        self._stalled.append(stream)
        stream.stalled = True

    def _retry(self) -> None:
        stalled, self._stalled = self._stalled, []
        for number, stream in enumerate(stalled):
            try:
                stream.segments.repair()
            except OSError:
                self._stalled = stalled[number:] + self._stalled
                self._retry_at = self._now + RETRY
                return
            stream.stalled = False
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
            self._flush()
        if mask & ~select.EPOLLOUT:
            for _ in range(MESSAGES):
                if not self._receive():
                    return

    def _receive(self) -> bool:
        """Take one message of init; False when there is none."""
        try:
            data, ancillary, flags, _ = self._control.recvmsg(
                LIMIT, _socket.CMSG_SPACE(FDS * INT), _socket.MSG_CMSG_CLOEXEC
            )
        except BlockingIOError:
            return False
        except OSError:
            data, ancillary, flags = b"", [], 0
        fds = _descriptors(ancillary)
        if flags & _socket.MSG_CTRUNC:
            raise OSError("cannot take a stream over: too many open files")
        if not data:
            self._epoll.unregister(self._control.fileno())
            self._leave_at = self._now + GRACE
            return False
        if not self._attach(data, fds):
            for fd in fds:
                os.close(fd)
        return True

    def _attach(self, data: bytes, fds: list[int]) -> bool:
        """Begin to move a stream; False when the message asks for nothing that is to do."""
        try:
            message = unpack(data)
        except ValueError as error:
            _say(str(error))
            return False
        number = message.flags & ~TERMINAL
        wanted = FDS if message.flags & TERMINAL else 1
        if message.kind != STREAM or number not in NAMES or len(fds) != wanted:
            return False
        if (message.id, number) in self._attached:
            return False  # Said again by an init that re-executed itself; it is the same pipe.
        segments = Segments(f"{self._folder}/{message.id}", number, self._segment_size)
        stream = Stream(message.id, number, fds, segments)
        self._attached[message.id, number] = stream
        try:
            segments.repair()
        except OSError as error:
            self._stall(stream, error)
        else:
            if segments.is_open:
                self._used(stream)
            self._watch(stream)
        return True

    def _reply(self, message: bytes) -> None:
        self._replies.append(message)
        self._flush()

    def _flush(self) -> None:
        """Send what is to be said to init, as far as it listens."""
        if self._leave_at:
            return
        while self._replies:
            try:
                self._control.send(self._replies[0])
            except BlockingIOError:
                break
            except OSError:
                self._replies.clear()  # Init has gone; the end of the socket is read soon.
                break
            del self._replies[0]
        mask = select.EPOLLIN | (select.EPOLLOUT if self._replies else 0)
        self._epoll.modify(self._control.fileno(), mask)


def _descriptors(ancillary: list[tuple[int, int, bytes]]) -> list[int]:
    """Return the descriptors that came with a message."""
    fds: list[int] = []
    for level, kind, data in ancillary:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            whole = len(data) - len(data) % INT
            fds += memoryview(data[:whole]).cast("i")
    return fds


def _last_used(stream: Stream) -> float:
    return stream.used


def _say(text: str) -> None:
    """Write one line to init's stderr; a reader that has gone is no reason to stop."""
    try:
        sys.stderr.write(f"journal: {text}\n")
        sys.stderr.flush()
    except OSError:
        pass
