"""The two processes init keeps alive beside the workloads: journal and server.

Each has one SEQPACKET socket to init as its descriptor 3. A process that ends is started again,
at once after a long life and with a growing pause after a short one. Messages wait in a queue
while the socket is full; a peer that lets too many wait is ended, since the table that a new one
gets tells it all.
"""

from __future__ import annotations

import errno
import os
import time
from collections import deque

from aurae.init.loop import READ, WRITE, report
from aurae.linux import linger, seqpacket, signalfd
from aurae.linux.clone import clone3
from aurae.linux.signals import signal
from aurae.wire import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from aurae.init.loop import Loop

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 1.0
"""Short, since workloads block on full pipes while journal is away."""
HEALTHY = 5.0
"""Seconds of life after which the pause between starts is short again."""
PARTING = 5.0
"""Seconds that a process may live after it closed its socket."""
REPLACING = 15.0
"""Seconds that a process may take to end for its successor; the server drains for 7."""
QUEUE_LIMIT = 200_000
CHILD_SOCKET = 3
PROGRAM = 4
"""Words of a command before the arguments: the interpreter, its options, and what it runs."""
FDS_LIMIT = messages.ROLES


class Peer:
    """One of the two processes: its command, its socket, its next start."""

    def __init__(self, name: str, command: list[str], loop: Loop) -> None:
        """Describe the process; nothing runs yet."""
        self.name = name
        self.command = command
        self.pid = 0
        self.pidfd = -1
        self.keep = True
        self.replacing = False
        self.socket: seqpacket.Socket | None = None
        self.welcome: Callable[[], None] = lambda: None
        self.left: Callable[[], None] = lambda: None
        self.receive: Callable[[messages.Message, list[int]], None] = lambda *_: None
        self._loop = loop
        self._queue: deque[tuple[bytes, tuple[int, ...], bool]] = deque()
        self._full = False
        self._pause = FIRST_PAUSE
        self._started = 0.0
        self._life = 0  # counts the starts: pids and descriptors are used again

    def trial(self) -> list[str]:
        """Return the command with which the process only says whether it could run."""
        return [*self.command[:PROGRAM], "--trial", *self.command[PROGRAM:]]

    def start(self) -> None:
        """Start the process and greet it; on failure try again after the pause."""
        if not self.keep or self.pid:
            return
        try:
            ours, theirs = seqpacket.pair()
        except OSError as error:
            self._again(f"socketpair: {error.strerror}")
            return
        try:
            pid, pidfd = clone3()
            if pid == 0:
                self._become(theirs.fileno())
        except OSError as error:
            ours.close()
            self._again(str(error))
            return
        finally:
            theirs.close()
        self._started = time.monotonic()
        self._life += 1
        self.adopt(pid, pidfd, ours.detach())
        self.welcome()

    def adopt(self, pid: int, pidfd: int, fd: int) -> None:
        """Hold a running process and its socket; one whose socket is closed (-1) is about to end."""
        self.pid, self.pidfd = pid, pidfd
        if fd < 0:
            self._see_end(PARTING)
            return
        self.socket = seqpacket.opened(fd)
        self._loop.watch(fd, self._ready)

    def send(self, data: bytes, fds: tuple[int, ...] = (), *, given: bool = False) -> None:
        """Queue one message; dropped while the process is away, which learns all by its welcome.

        `given` descriptors are closed once they are sent or dropped.
        """
        self._queue.append((data, fds, given))
        if self.socket is None:
            self._drop()
        elif len(self._queue) == 1:
            self._flush()
        elif len(self._queue) > QUEUE_LIMIT:
            report(f"{self.name} does not read; it is started again")
            self.kill(signal.SIGKILL)
            self._drop()

    def serves(self) -> None:
        """Note that the process does its work: should it end, the next starts soon."""
        self._pause = FIRST_PAUSE

    def kill(self, number: int) -> None:
        """Send a signal to the process, if it runs."""
        if self.pidfd >= 0:
            signal.pidfd_send_signal(self.pidfd, number)

    def hang_up(self) -> None:
        """Close the socket: the process finishes what it has and ends."""
        if self.socket is not None:
            self._loop.forget(self.socket.fileno())
            self.socket.close()
            self.socket = None
            self._drop()
            self._full = False
            self.left()

    def replace(self) -> None:
        """Expect the end of the process, at most `REPLACING` seconds; its successor runs the code on disk."""
        self.replacing = True
        self._see_end(REPLACING)

    def ended(self, status: int) -> None:
        """Note that the process was reaped with this wait status, and start it again."""
        self.hang_up()
        os.close(self.pidfd)
        self.pid, self.pidfd = 0, -1
        if not self.keep:
            return
        if self.replacing:
            self.replacing = False
            self.start()
            return
        if time.monotonic() - self._started > HEALTHY:
            self._pause = FIRST_PAUSE
        self._again(f"ended with status {os.waitstatus_to_exitcode(status)}")

    def _again(self, why: str) -> None:
        report(f"{self.name} {why}; it is started again in {self._pause:.1f} s")
        self._loop.after(self._pause, self.start)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _see_end(self, limit: float) -> None:
        """Kill the process should it still run after `limit` seconds."""
        life = self._life

        def force() -> None:
            if self._life == life:
                self.kill(signal.SIGKILL)

        self._loop.after(limit, force)

    def _become(self, theirs: int) -> NoReturn:
        try:
            # Ctrl-C in the terminal that auraed was started from is for init alone.
            os.setsid()
            if theirs == CHILD_SOCKET:
                os.set_inheritable(theirs, True)
            else:
                os.dup2(theirs, CHILD_SOCKET, inheritable=True)
            signalfd.unblock_all()
            os.execv(self.command[0], self.command)
        except BaseException as error:  # noqa: BLE001  nothing may unwind into init's frames
            report(f"cannot start {self.name}: {error}")
        finally:
            os._exit(127)

    def _flush(self) -> None:
        while self._queue and self.socket is not None:
            data, fds, given = self._queue[0]
            try:
                seqpacket.send(self.socket, data, fds)
            except BlockingIOError:
                if not self._full:
                    self._full = True
                    self._loop.change(self.socket.fileno(), READ | WRITE)
                return
            except OSError as error:
                # The peer is going; it is reaped soon and its successor is told everything.
                if error.errno not in (errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN):
                    report(f"cannot write to {self.name}: {error.strerror}; it is started again")
                    self.kill(signal.SIGKILL)
                self._drop()
                break
            self._queue.popleft()
            if given:
                _close(fds)
        if self._full and self.socket is not None:
            self._full = False
            self._loop.change(self.socket.fileno(), READ)

    def _drop(self) -> None:
        while self._queue:
            _, fds, given = self._queue.popleft()
            if given:
                _close(fds)

    def _ready(self, events: int) -> None:
        if events & WRITE:
            self._flush()
        if not events & ~WRITE or self.socket is None:
            return
        try:
            data, fds = seqpacket.receive(self.socket, messages.LIMIT, FDS_LIMIT)
        except BlockingIOError:
            return
        except ConnectionError:
            data, fds = b"", []
        if not data:
            self.hang_up()
            # A process without its socket is of no use: it ends by itself, or is ended.
            self._see_end(PARTING)
            return
        try:
            self.receive(messages.unpack(data), fds)
        finally:
            _close(fds)


def _close(fds: Sequence[int]) -> None:
    for fd in fds:
        linger.close(fd)
