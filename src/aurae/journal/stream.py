"""One stream of one workload: from a pipe, or from a terminal through a pipe, to its segments."""

from __future__ import annotations

import errno
import os
import select

from aurae.linux.splice import splice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aurae.journal.segment import Segments

MOST = 1 << 20
"""Bytes moved at one turn: the most a pipe holds, so that no stream keeps another waiting long."""


class Stream:
    """Descriptors of one stream; `sources` are those that epoll watches.

    A terminal's bytes rest in a middle pipe, of which init holds both ends too: splicing from the
    terminal straight to a file is not possible, and reading it would lose bytes with a crash.
    `used` is the turn's time (monotonic seconds) at which bytes moved last.
    """

    __slots__ = ("ident", "inlet", "pipe", "segments", "stream", "terminal", "used")

    def __init__(self, ident: int, stream: int, fds: list[int], segments: Segments) -> None:
        self.ident = ident
        self.stream = stream
        self.terminal, self.pipe, self.inlet = fds if len(fds) > 1 else (-1, fds[0], -1)
        self.segments = segments
        self.used = 0.0
        for fd in fds:
            os.set_blocking(fd, False)

    @property
    def sources(self) -> list[int]:
        """The descriptors whose bytes or hang-up call for `move`."""
        return [self.pipe] if self.terminal < 0 else [self.pipe, self.terminal]

    def move(self, fd: int, events: int) -> int:
        """Act on what epoll told of `fd`, within bounds.

        Returns how many bytes reached the segment, or -1 when the stream is complete and its end
        is marked. Raises OSError when the file system refuses; calling again goes on.
        """
        if fd == self.terminal:
            return self._pull()
        if events & select.EPOLLIN:
            try:
                return self.segments.append(self.pipe, MOST)
            except BlockingIOError:
                return 0
        self.segments.finish()
        return -1

    def close(self) -> None:
        """Close all descriptors."""
        self.segments.close()
        for fd in (self.terminal, self.pipe, self.inlet):
            if fd >= 0:
                os.close(fd)

    def _pull(self) -> int:
        """Move what the terminal has into the middle pipe; EIO says that nobody has it open."""
        try:
            splice(self.terminal, self.inlet, MOST)
        except BlockingIOError:
            return 0
        except OSError as error:
            if error.errno != errno.EIO:
                raise
        else:
            return 0
        if has_bytes(self.pipe):
            return 0
        self.segments.finish()
        return -1


def has_bytes(fd: int) -> bool:
    """Say whether a read would give bytes now."""
    look = select.poll()
    look.register(fd, select.POLLIN)
    return bool(look.poll(0))
